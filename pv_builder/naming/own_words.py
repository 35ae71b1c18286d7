"""What a voice says about itself and about others: clues to whose it is, and whose it is not."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from core.sounds import words
from pv_builder.meeting import Civility, MemberName
from pv_builder.naming.clues import AGAINST, RIGHT, Clue, ClueKind, odds_of
from pv_builder.naming.times import Times
from pv_builder.naming.utterances import Utterance, Utterances, named_in
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import Mention, NameForm

I_OR_WE = words("je j nous")
FIRST_PERSON = I_OR_WE | words("moi m mon ma mes")
_OPENING_TOKENS = 2
_ADJECTIVE_WITHIN = 4
_LEAST_SCORE = 0.75
_AM = words("suis reste étais")
# Only words whose feminine sounds otherwise, and not "présent": recognisers write either.
_MASCULINE = words(
    "inquiet content surpris satisfait heureux conscient certain prêt candidat président adjoint "
    "conseiller suppléant"
)
_FEMININE = words(
    "inquiète contente surprise satisfaite heureuse consciente certaine prête candidate présidente "
    "adjointe conseillère suppléante"
)


class OwnWords:
    """What each voice says of itself and of others.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        times: how a moment is told in French.
        introduced: names that their bearers begin with, by utterance.
    """

    def __init__(
        self,
        scene: Scene,
        spoken: Utterances,
        times: Times,
        introduced: Mapping[int, Mention],
    ) -> None:
        self._scene = scene
        self._spoken = spoken
        self._times = times
        self._introduced = introduced
        self._calls = _roll_call(scene)

    def clues(self) -> Iterator[Clue]:
        """Yield the clues of every utterance."""
        for one in self._spoken.every:
            yield from self._named(one)
            yield from self._gender(one)

    def _named(self, one: Utterance) -> Iterator[Clue]:
        seen: set[MemberName] = set()
        for mention in named_in(self._scene, one.span):
            member = mention.member
            if member is None or member in seen or mention.score < _LEAST_SCORE:
                continue
            seen.add(member)
            if mention == self._introduced.get(one.at):
                yield self._itself(one, mention, member, ClueKind.INTRODUCED)
            elif self._names_itself(mention):
                yield self._itself(one, mention, member, ClueKind.NAMES_ITSELF)
            elif mention.form is NameForm.FUNCTION:
                if self._addresses(mention):
                    yield self._another(one, mention, member, ClueKind.ADDRESSES_CHAIR)
            elif mention.firm and mention.first not in self._calls:
                yield self._another(one, mention, member, ClueKind.NAMES_ANOTHER)

    def _names_itself(self, mention: Mention) -> bool:
        tokens = self._scene.heard.tokens
        before = [t.text for t in tokens[max(0, mention.first - 3) : mention.first]]
        return before[-1:] in (["suis"], ["appelle"]) and mention.form is not NameForm.FUNCTION

    def _addresses(self, mention: Mention) -> bool:
        """Whether "monsieur le maire" opens a sentence: said to him, not of him."""
        opening = self._scene.heard.sentence_start(mention.first)
        return mention.first - opening <= _OPENING_TOKENS

    def _itself(self, one: Utterance, mention: Mention, member: MemberName, kind: ClueKind) -> Clue:
        right = RIGHT[kind] * mention.score
        when = self._times.at(one.interval.start)
        return Clue(
            kind=kind,
            utterance=one.at,
            turn=self._scene.heard.tokens[mention.last - 1].turn,
            voice=one.voice,
            odds=((member, odds_of(right, len(self._scene.seance.roll))),),
            reason=f"se nomme {when}",
            excerpts=(self._scene.interval(mention.first, mention.last),),
        )

    def _another(
        self, one: Utterance, mention: Mention, member: MemberName, kind: ClueKind
    ) -> Clue:
        when = self._times.at(self._scene.heard.tokens[mention.first].start)
        return Clue(
            kind=kind,
            utterance=one.at,
            turn=self._scene.heard.tokens[mention.last - 1].turn,
            voice=one.voice,
            odds=((member, AGAINST[kind] * mention.score),),
            reason=f"cette voix s'adresse à {member} ou en parle {when}",
            excerpts=(self._scene.interval(mention.first, mention.last),),
        )

    def _gender(self, one: Utterance) -> Iterator[Clue]:
        heard = self._said_of_itself(one)
        if heard is None:
            return
        civility, at = heard
        away = AGAINST[ClueKind.GENDER]
        others = tuple(
            (member.name, away)
            for member in self._scene.seance.roll
            if member.civility is not civility
        )
        if others:
            kind = "féminin" if civility is Civility.MME else "masculin"
            when = self._times.at(self._scene.heard.tokens[at].start)
            yield Clue(
                kind=ClueKind.GENDER,
                utterance=one.at,
                turn=self._scene.heard.tokens[at].turn,
                voice=one.voice,
                odds=others,
                reason=f"parle de soi au {kind} {when}",
                excerpts=(self._scene.interval(at, at + 1),),
            )

    def _said_of_itself(self, one: Utterance) -> tuple[Civility, int] | None:
        """Return (gender, token) of the adjective that a voice says of itself."""
        tokens = self._scene.heard.tokens[one.first : one.last]
        for place, token in enumerate(tokens):
            if token.text in _AM:
                for near in tokens[place : place + _ADJECTIVE_WITHIN]:
                    if near.text in _FEMININE:
                        return Civility.MME, near.at
                    if near.text in _MASCULINE:
                        return Civility.M, near.at
        return None


def _roll_call(scene: Scene) -> frozenset[int]:
    """Return the tokens of the names called: whoever calls the roll may call their own."""
    answered = [event.first for event in scene.cues.of(Cue.PRESENT)]
    if not answered:
        return frozenset()
    called: set[int] = set()
    for mention in scene.mentions_in(0, scene.end):
        at = bisect_left(answered, mention.last)
        if at < len(answered) and answered[at] - mention.last <= _ADJECTIVE_WITHIN:
            called.add(mention.first)
    return frozenset(called)
