"""Who is asked to speak, and who is thanked for having spoken: clues to the neighbouring voice.

A name near the end of what one voice says, said so as to give the floor, points to the next voice;
"merci Madame X" points to the one before.

Invariants:
- A name that belongs to a count of votes, a pouvoir, an absence or an arrival points to nobody.
- An utterance gets at most one clue from the utterance before and one from the one after.
"""

from collections.abc import Iterator, Mapping

from core.sounds import sounds, words
from core.timecode import Interval
from pv_builder.meeting import Civility, Member
from pv_builder.naming.addressed import answered_first, answered_last, comes_in
from pv_builder.naming.chairing import Chairing
from pv_builder.naming.clues import RIGHT, WELL_HEARD, Clue, ClueKind, meant, odds_of
from pv_builder.naming.pointers import Pointer, Pointers
from pv_builder.naming.times import Times
from pv_builder.naming.utterances import Utterance, Utterances, named_in
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import Mention, NameForm

_THANKS_TOKENS = 4
_ANSWERS_WITHIN_S = 8.0
_SPEAKS_WITHIN_S = 15.0
_LEAST_TOKENS = 4
_CALL_TOKENS = 8
_COUNTS = words("abstention abstentions contre pour adopté adoptée unanimité")
_VOTES = sounds("pour contre compte abstention")
"""Without its last consonants "contre" is heard "compte"."""
_VOTE_TOKENS = 5
_REMARK_TOKENS = 10
_REPORT_TOKENS = 15
_ANSWERS = words("oui présent présente là bonsoir")
_ACCEPTING_TOKENS = 6
_GOING_ON = words("opposition opposé objection procès verbal remarque remarques autre avant")
_LINKING = words("qui que dont pour de du des et sur")
_CALLS = frozenset({ClueKind.CALLED, ClueKind.SPOKEN_TO, ClueKind.NAMED_LAST, ClueKind.GREETED})
_AWAY = words("excusé excusée absent absente")
_PRONOUNS = {Civility.M: "il", Civility.MME: "elle"}
_AGREEING = words("noté oui ok entendu volontiers contre pour abstention")
_IMPERSONAL = words("y faut faudrait fallait faudra s")
_OPENING_TOKENS = 8
_QUOTED_AFTER = 3
_QUOTED_ANSWER = 6


class Handovers:
    """The floor as it is given and taken.

    Args:
        scene: the words.
        spoken: who says them, voice by voice.
        times: how a moment is told in French.
        pointers: names said so that their bearer speaks next.
        chairing: who presides, and where.
        introduced: names that their bearers begin with, by utterance.
    """

    def __init__(
        self,
        scene: Scene,
        spoken: Utterances,
        times: Times,
        pointers: Pointers,
        chairing: Chairing,
        introduced: Mapping[int, Mention],
    ) -> None:
        self._scene = scene
        self._spoken = spoken
        self._times = times
        self._acts = chairing.acts()
        self._chair = chairing.voice()
        self._introduced = introduced
        self._size = len(scene.seance.roll)
        self._pointers = pointers
        self._callers = pointers.callers(spoken)
        self._by_name = {member.name: member for member in scene.seance.roll}

    def clues(self) -> Iterator[Clue]:
        """Yield a clue for every utterance that a name beside it points to."""
        for one in self._spoken.every:
            pointer = self._pointer(one)
            if pointer is not None:
                yield from self._next(one, pointer)
            yield from self._thanked(one)

    def _pointer(self, one: Utterance) -> Pointer | None:
        """Return the name that points on from an utterance; who says his own points to nobody."""
        following = self._spoken.after(one)
        own = one.at in self._introduced
        if following is not None and not own and comes_in(self._scene, following.span):
            greeted = self._pointers.greeted(one.span)
            if greeted is not None:
                return greeted
        presides = one.voice is not None and one.voice == self._chair
        if one.answer:
            return None
        pointer = self._pointers.at_end_of(one.span)
        pointer = pointer or self._pointers.turned_to(one.span, presides=presides)
        if pointer is None and presides:
            pointer = self._pointers.named_last(one.span)
        if pointer is None:
            return None
        told = [self._introduced.get(one.at)]
        if pointer.kind is ClueKind.CALLED:
            told.append(answered_first(self._scene, one.span, presides=presides))
            if not presides and self._replies(one):
                told.append(answered_last(self._scene, one.span))
        return None if pointer.mention.first in {m.first for m in told if m} else pointer

    def _replies(self, one: Utterance) -> bool:
        """Whether an utterance follows a member's who is not heard again right after it."""
        before, after = self._spoken.before(one), self._spoken.after(one)
        if before is None or before.voice in {None, self._chair}:
            return False
        return after is None or after.voice != before.voice

    def _next(self, one: Utterance, pointer: Pointer) -> Iterator[Clue]:
        target = self._target(one, pointer)
        if target is None or self._says_another_name(target, pointer):
            return
        if pointer.kind in _CALLS and (
            self._is_chair_s(target, one) or target.voice in self._callers - {one.voice}
        ):
            return
        kind = pointer.kind
        same = one.voice is not None and one.voice == target.voice
        if kind is ClueKind.CALLED and target.answer:
            kind = ClueKind.ROLL_ANSWER_SAME_VOICE if same else ClueKind.ROLL_ANSWER
        elif same:
            kind = ClueKind.FLOOR_SAME_VOICE
        yield from self._clue(kind, pointer, target)

    def _says_another_name(self, target: Utterance, pointer: Pointer) -> bool:
        """Whether who speaks next begins with a name of his own that is not the one called."""
        own = self._introduced.get(target.at)
        return own is not None and own.member != pointer.mention.member

    def _is_chair_s(self, target: Utterance, one: Utterance) -> bool:
        """Whether who presides goes on after a name said by somebody else: nobody was called."""
        return target.voice is not None and target.voice == self._chair != one.voice

    def _target(self, one: Utterance, pointer: Pointer) -> Utterance | None:
        """Return what is said next by another voice, or the short answer whoever gives it."""
        following = self._spoken.after(one)
        if following is not None and self._goes_on(one, following):
            following = self._spoken.after(following)
        if following is None:
            return None
        wait_s = following.interval.start - one.interval.end
        if following.answer and pointer.kind is ClueKind.CALLED:
            return following if wait_s <= _ANSWERS_WITHIN_S else None
        same = following.voice is not None and following.voice == one.voice
        same = same and not following.unheeded
        if not same and self._speaks_for(pointer, following):
            return None
        refused = pointer.kind is ClueKind.SECRETARY and not self._accepts(following)
        if same or refused or wait_s > _SPEAKS_WITHIN_S:
            return None
        if pointer.kind is ClueKind.CALLED and self._votes(one, following):
            return following
        if pointer.kind is ClueKind.REPORTS:
            following = self._past_remark(one, following)
        spoken = self._past_interjection(one, following)
        return None if self._calls(spoken) else spoken

    def _votes(self, one: Utterance, following: Utterance) -> bool:
        """Whether somebody else says his vote to his name: "Pour", "Contre, pour l'instant"."""
        opening = self._scene.heard.tokens[following.first].sound
        other = None not in {one.voice, following.voice} and one.voice != following.voice
        return other and opening in _VOTES and following.length <= _VOTE_TOKENS

    def _speaks_for(self, pointer: Pointer, following: Utterance) -> bool:
        """Whether somebody else answers for the one named: "Il est retenu", "Excusé"."""
        tokens = self._scene.heard.tokens[following.first : following.last]
        opening = following.first, min(following.last, following.first + _OPENING_TOKENS)
        if self._scene.cues.of(Cue.PROXY_MINE, first=opening[0], last=opening[1]):
            return True
        said = [token.text for token in tokens if not token.filler][:3]
        if said[:1] and said[0] in _AWAY:
            return True
        member = self._by_name.get(pointer.mention.member) if pointer.mention.member else None
        if member is None or len(said) < len(_PRONOUNS) or said[1] in _IMPERSONAL:
            return False
        return said[0] == _PRONOUNS[member.civility]

    def _goes_on(self, one: Utterance, following: Utterance) -> bool:
        """Whether words given to another voice end the sentence that names ("X | qui rapporte")."""
        tokens = self._scene.heard.tokens
        first = tokens[following.first]
        return not tokens[one.last - 1].comma and not first.capital and first.text in _LINKING

    def _accepts(self, one: Utterance) -> bool:
        """Whether an utterance may be the yes of the secretary proposed, not the chair going on."""
        said = {token.text for token in self._scene.heard.tokens[one.first : one.last]}
        if one.answer or self._scene.heard.tokens[one.first].text in _ANSWERS:
            return True
        return one.length <= _ACCEPTING_TOKENS and not said & _GOING_ON

    def _calls(self, one: Utterance) -> bool:
        """Whether an utterance is the caller's again: then the one asked has not spoken.

        It calls somebody else, counts votes, or holds an answer and the next call in one.
        """
        opening = self._scene.heard.tokens[one.first].text
        if one.first_turn in self._acts or opening in _COUNTS:
            return True
        short = one.length <= _CALL_TOKENS
        if short and self._pointers.at_end_of(one.span) is not None:
            return True
        named = any(m.form is not NameForm.FUNCTION for m in named_in(self._scene, one.span))
        return short and named and opening in _ANSWERS

    def _past_remark(self, one: Utterance, following: Utterance) -> Utterance:
        """Return who speaks at length behind a remark by somebody else, else the one given."""
        later = self._spoken.after(following)
        if later is None or later.voice in {None, one.voice, following.voice}:
            return following
        short = following.length <= _REMARK_TOKENS and later.length >= _REPORT_TOKENS
        return later if short else following

    def _past_interjection(self, one: Utterance, following: Utterance) -> Utterance:
        """Return the utterance after a word or two by somebody else, else that one."""
        later = self._spoken.after(following)
        said = self._scene.heard.tokens[following.first : following.last]
        agrees = any(token.text in _AGREEING for token in said)
        if following.length >= _LEAST_TOKENS or agrees or later is None:
            return following
        return following if later.voice in {None, one.voice, following.voice} else later

    def _thanked(self, one: Utterance) -> Iterator[Clue]:
        before = self._spoken.before(one)
        if before is None or before.answer or before.voice in {None, one.voice}:
            return
        tokens = self._scene.heard.tokens[one.first : one.first + _THANKS_TOKENS]
        thanks = next((token.at for token in tokens if token.text == "merci"), None)
        if thanks is None:
            return
        named = self._scene.mentions_in(thanks + 1, min(one.last, thanks + _THANKS_TOKENS))
        sentence = self._scene.heard.tokens[thanks].sentence
        named = [m for m in named if self._scene.heard.tokens[m.first].sentence == sentence]
        if named and named[0].form is not NameForm.FUNCTION:
            pointer = Pointer(
                kind=ClueKind.THANKED, mention=named[0], first=thanks, last=named[0].last
            )
            yield from self._clue(ClueKind.THANKED, pointer, before)

    def _clue(self, kind: ClueKind, pointer: Pointer, target: Utterance) -> Iterator[Clue]:
        members = meant(pointer.mention)
        if not members:
            return
        right = RIGHT[kind]
        odds = tuple((name, odds_of(right * share, self._size)) for name, share in members)
        said = self._scene.interval(pointer.first, pointer.last)
        excerpt = Interval(
            min(said.start, target.interval.start), max(said.end, target.interval.end)
        )
        yield Clue(
            kind=kind,
            utterance=target.at,
            voice=target.voice,
            odds=odds,
            reason=self._reason(kind, pointer, target, self._by_name[members[0][0]]),
            excerpts=(excerpt,),
            misheard=pointer.mention.member is None or pointer.mention.score < WELL_HEARD,
        )

    def _reason(self, kind: ClueKind, pointer: Pointer, target: Utterance, member: Member) -> str:
        ends = self._scene.heard.sentence_end(pointer.last - 1)
        return _REASONS[kind].format(
            e="e" if member.civility is Civility.MME else "",
            when=self._times.at(self._scene.heard.tokens[pointer.first].start),
            said=_quoted(self._scene, pointer.first, min(ends, pointer.last + _QUOTED_AFTER)),
            answer=_quoted(
                self._scene, target.first, min(target.last, target.first + _QUOTED_ANSWER)
            ),
        )


_REASONS: Mapping[ClueKind, str] = {
    ClueKind.ROLL_ANSWER: "appelé{e} {when}, a répondu {answer}",
    ClueKind.ROLL_ANSWER_SAME_VOICE: "appelé{e} {when}, suivi de la réponse {answer}",
    ClueKind.SECRETARY: "proposé{e} comme secrétaire {when}, a répondu {answer}",
    ClueKind.THANKED: "remercié{e} {when} ({said}) juste après avoir parlé",
    ClueKind.PRESIDES: "prend la présidence {when} ({said})",
    ClueKind.REPORTS: "présente le dossier, annoncé{e} {when} ({said})",
    ClueKind.REPLY_ANNOUNCED: "sa réponse est annoncée {when} ({said})",
    ClueKind.CALLED: "nommé{e} {when} ({said}), puis cette voix parle",
    ClueKind.SPOKEN_TO: "on s'adresse à ce nom {when} ({said}), puis cette voix parle",
    ClueKind.NAMED_LAST: "nommé{e} {when} ({said}), juste avant que cette voix parle",
    ClueKind.GREETED: "salué{e} en arrivant {when} ({said}), puis cette voix salue",
    ClueKind.FLOOR_SAME_VOICE: "la parole lui est donnée {when} ({said})",
    ClueKind.FLOOR: "la parole lui est donnée {when} ({said})",
}


def _quoted(scene: Scene, first: int, last: int) -> str:
    """Return the words of the tokens between French quotation marks."""
    tokens = scene.heard.tokens[first:last]
    start, end = tokens[0].start, tokens[-1].end
    turns = scene.heard.turns[tokens[0].turn : tokens[-1].turn + 1]
    said = "".join(w.text for t in turns for w in t.words if start <= w.start and w.end <= end)
    return f"« {said.strip(' .,;:!?…')} »"
