"""What the next voice says about the one before: clues to who has just spoken.

"C'est retiré, Thérèse" answers Thérèse; "Kévin s'abstient" repeats what Kévin said.

Invariant: a name that answers a question of the same voice ("Qui est contre ? Madame X") tells of
nobody who has spoken.
"""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

from core.sounds import words
from core.timecode import Interval
from core.transcript import VoiceId
from pv_builder.naming.addressed import (
    answered_first,
    answered_last,
    comes_in,
    greeted_first,
    named_first,
)
from pv_builder.naming.clues import RIGHT, Clue, ClueKind, meant, odds_of
from pv_builder.naming.own_words import FIRST_PERSON
from pv_builder.naming.pointers import POINTING, Pointers
from pv_builder.naming.times import Times
from pv_builder.naming.utterances import Utterance, Utterances, named_in
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import PREPOSITIONS, Mention, NameForm

_DOES = words(
    "abstient abstention abstentions contre participe participent part sort sortent vote votent "
    "quitte quittent secrétaire désigné désignée départ"
)
_AGAINST = words("contre")
_ABSTAINS = words("abstient abstention abstentions")
_ABSTAINING = _ABSTAINS | words("abstiens abstiendrai abstenir")
_LEAST_TOKENS = 4
_LAST_TOKENS = 40
_LEAVING = (Cue.I_LEAVE, Cue.PROXY_FROM_ME)
_LEAVES_WITHIN = 40
_FIRST_TOKENS = 16
_WHO = "qui"
_THANKS = words("merci")
_THANKS_WITHIN = 2
_MOST_NAMES = 2
_REASONS = {
    ClueKind.GREETED: "salue en arrivant, et on lui répond {when} par ce nom",
    ClueKind.ANSWERED: "la réponse {when} s'adresse à ce nom",
    ClueKind.NAMED_FIRST: "ce nom est dit {when}, juste après que cette voix a parlé",
    ClueKind.CONFIRMED: "vient de le dire : c'est repris {when} avec ce nom",
}


def _differs(said: AbstractSet[str], told: AbstractSet[str]) -> bool:
    """Whether a vote against is said and an abstention told, or the other way round."""
    return bool(said & _AGAINST and told <= _ABSTAINS) or bool(
        said & _ABSTAINING and told <= _AGAINST
    )


class Replies:
    """What replies tell of those who spoke before.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        times: how a moment is told in French.
        pointers: names said so that their bearer speaks next.
        introduced: utterances that begin with their speaker's own name.
        chair: the voice that presides.
    """

    def __init__(
        self,
        scene: Scene,
        spoken: Utterances,
        times: Times,
        pointers: Pointers,
        introduced: Collection[int],
        chair: VoiceId | None,
    ) -> None:
        self._scene = scene
        self._spoken = spoken
        self._times = times
        self._pointers = pointers
        self._introduced = introduced
        self._chair = chair
        self._lead = {chair, *pointers.callers(spoken)}
        self._size = len(scene.seance.roll)

    def clues(self) -> Iterator[Clue]:
        """Yield a clue for every utterance that the next one tells something about."""
        for one in self._spoken.every:
            before = self._spoken.before(one)
            if before is None or None in {one.voice, before.voice} or before.voice == one.voice:
                continue
            if one.at in self._introduced:
                continue
            told = self._told(one, before) if one.voice == self._chair and not before.answer else []
            if told:
                yield self._clue(ClueKind.CONFIRMED, before, one, told)
                continue
            greeted = greeted_first(self._scene, one.span)
            if greeted is not None and comes_in(self._scene, before.span):
                yield self._clue(ClueKind.GREETED, before, one, [greeted])
                continue
            if before.answer or before.voice in self._lead or self._is_interjection(before, one):
                continue  # whoever was just given the floor may turn to anybody
            yield from self._answered(before, one)

    def _answered(self, before: Utterance, one: Utterance) -> Iterator[Clue]:
        """Yield that a reply turns to who spoke before, or names him at least."""
        presides = one.voice == self._chair
        mention = answered_first(self._scene, one.span, presides=presides)
        if mention is None and not presides:
            mention = answered_last(self._scene, one.span)
        if mention is not None and not self._is_thanked(mention):
            yield self._clue(ClueKind.ANSWERED, before, one, [mention])
        elif presides and before.length >= _LEAST_TOKENS:
            mention = named_first(self._scene, one.span)
            told = mention is not None and not self._is_thanked(mention)
            if mention is not None and told and not self._points_on(one, mention):
                yield self._clue(ClueKind.NAMED_FIRST, before, one, [mention])

    def _points_on(self, one: Utterance, mention: Mention) -> bool:
        """Whether a name is that of who speaks next, given the floor anywhere in an utterance."""
        pointer = self._pointers.at_end_of(one.span)
        pointer = pointer or self._pointers.turned_to(one.span, presides=True)
        ends = self._scene.heard.sentence_end(one.first)
        given = self._scene.cues.of(*POINTING, first=one.first, last=ends)
        return bool(given) or (pointer is not None and pointer.mention.first == mention.first)

    def _is_interjection(self, before: Utterance, one: Utterance) -> bool:
        """Whether a word or two came between a speech and the reply to it ("Oh là là")."""
        earlier = self._spoken.before(before)
        short = before.length < _LEAST_TOKENS
        return short and earlier is not None and earlier.voice != one.voice

    def _told(self, one: Utterance, before: Utterance) -> list[Mention]:
        """Return the members of whom the reply tells what one of them has just said."""
        tokens = self._scene.heard.tokens
        last = tokens[max(before.first, before.last - _LAST_TOKENS) : before.last]
        if not any(token.text in FIRST_PERSON for token in last):
            return []
        leaving = self._leaving(one, before)
        if leaving is not None:
            return [leaving]
        end = min(one.last, one.first + _FIRST_TOKENS)
        found: list[Mention] = []
        for mention in named_in(self._scene, (one.first, end)):
            if mention.form is NameForm.FUNCTION or any(
                token.asks or (token.opens and token.text == _WHO)
                for token in tokens[one.first : mention.first]
            ):
                break
            first = max(one.first, self._scene.heard.sentence_start(mention.first))
            ends = min(one.last, self._scene.heard.sentence_end(mention.last - 1))
            of = mention.first > one.first and tokens[mention.first - 1].text in PREPOSITIONS
            known = mention.member is not None or mention.candidates
            does = {token.text for token in tokens[first:ends]} & _DOES
            if known and not of and does and not _differs({token.text for token in last}, does):
                found.append(mention)
        others = {mention.member for mention in named_in(self._scene, before.span)}
        return [mention for mention in found[:_MOST_NAMES] if mention.member not in others]

    def _leaving(self, one: Utterance, before: Utterance) -> Mention | None:
        """Return who is said to leave, where somebody has just said so of himself."""
        if not self._scene.cues.of(*_LEAVING, first=before.first, last=before.last):
            return None
        end = min(one.last, one.first + _LEAVES_WITHIN)
        told = self._scene.cues.of(Cue.DEPARTURE, first=one.first, last=end)
        named = (self._scene.said_of(event) for event in told)
        return next((m for m in named if m is not None and m.member is not None), None)

    def _is_thanked(self, mention: Mention) -> bool:
        first = max(0, mention.first - _THANKS_WITHIN)
        tokens = self._scene.heard.tokens[first : mention.first]
        return any(token.text in _THANKS for token in tokens)

    def _clue(
        self, kind: ClueKind, before: Utterance, one: Utterance, named: list[Mention]
    ) -> Clue:
        right = RIGHT[kind] / len(named)
        odds = {
            name: odds_of(right * share, self._size)
            for mention in named
            for name, share in meant(mention)
        }
        mention = named[0]
        said = self._scene.interval(mention.first, mention.last)
        return Clue(
            kind=kind,
            utterance=before.at,
            voice=before.voice,
            odds=tuple(odds.items()),
            reason=_REASONS[kind].format(when=self._times.at(said.start)),
            excerpts=(Interval(before.interval.start, max(said.end, before.interval.end)),),
        )
