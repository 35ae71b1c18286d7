"""Names that are said so that their bearer speaks next: "la parole est à Madame X", "Oui, X ?".

Invariants:
- A name that belongs to a count of votes, a pouvoir, an absence or an arrival points to nobody.
- At most one name of an utterance points: the last that does.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.sounds import words
from core.transcript import VoiceId
from pv_builder.naming.addressed import THANKS, greeted_last, named_last, spoken_to_last
from pv_builder.naming.clues import ClueKind
from pv_builder.naming.utterances import Span, Utterances, named_in, turn_spans
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.bare_names import BareNames
from pv_builder.reading.words.names import Mention, NameForm

_CLOSE_TOKENS = 8
_A_ROLL = 5
_ASKED_TOKENS = 3
_REPORT_TOKENS = 25
_CALLED_BEFORE = 5
_CALLED_AFTER = 3
_OFFICE_TOKENS = 14
_IS = frozenset({"est"})
_FOR = words("pour avec chez")
_GREETED_WITHIN = 1
_LIKEWISE = words("aussi pareil plus moi également itou contre abstient abstention")
_REPLY = words("répondre réponse")
_HOLDING = (Cue.PROXY_TO, Cue.PROXY_OF, Cue.ARRIVAL, Cue.DEPARTURE, Cue.REPRESENTED)
"""Formulas that hold a name without calling it."""
_AWAY = (Cue.EXCUSED, Cue.ABSENT)
_AWAY_BEFORE = 3
_COUNTING = (Cue.ASK_AGAINST, Cue.ASK_ABSTENTION, Cue.COUNT_AGAINST, Cue.COUNT_ABSTENTION)
"""Questions that a name said next answers."""
_CLOSING = (
    *(Cue.ITEM_NUMBER, Cue.NEXT_ITEM, Cue.ITEM_CALL, Cue.ADOPTED, Cue.UNANIMITY),
    *(Cue.COUNT_FOR, Cue.ALL_FOR),
)
"""After these a vote is over, and names are no longer counted."""
_ASIDE_BEFORE = 8
POINTING = {
    Cue.FLOOR: ClueKind.FLOOR,
    Cue.REPORTER: ClueKind.REPORTS,
    Cue.CHAIR_CHANGE: ClueKind.PRESIDES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A name said in the tokens `first:last` so that its bearer speaks next."""

    kind: ClueKind
    mention: Mention
    first: int
    last: int


class Pointers:
    """The names that point, in one session."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._bare_names = BareNames(scene.seance.roll)
        self._found: dict[Span, Pointer | None] = {}

    def by_turn(self) -> dict[int, ClueKind]:
        """Return how somebody is asked to speak at the end of each turn where somebody is."""
        found = ((turn, self.at_end_of(span)) for turn, span in turn_spans(self._scene).items())
        return {turn: said.kind for turn, said in found if said is not None}

    def callers(self, spoken: Utterances) -> set[VoiceId]:
        """Return the voices that call many members, one after the other: a roll or its votes."""
        calls = Counter(
            one.voice
            for one in spoken.every
            if one.voice is not None
            and not one.answer
            and (pointer := self.at_end_of(one.span)) is not None
            and pointer.kind is ClueKind.CALLED
        )
        return {voice for voice, count in calls.items() if count >= _A_ROLL}

    def at_end_of(self, span: Span) -> Pointer | None:
        """Return the name that ends an utterance so as to give the floor."""
        if span not in self._found:
            self._found[span] = self._find(span)
        return self._found[span]

    def _find(self, span: Span) -> Pointer | None:
        for said in self._last_named(span):
            mention = self._bare_names.settled(said, self._scene.heard.tokens)
            if self._is_outsider(mention):
                continue
            found = self._cued(span, mention) or self._called(span, mention)
            if found is not None:
                return found
        return None

    def _last_named(self, span: Span) -> Iterator[Mention]:
        """Yield the last two names of an utterance, the last first, then the rest of its sentence.

        "C'est Odile qui présente, elle a fait la commission avec Chantal et Kévin."
        """
        named = named_in(self._scene, span)
        yield from reversed(named[-2:])
        first = self._scene.heard.sentence_start(span[1] - 1)
        yield from (m for m in reversed(named[:-2]) if m.first >= first)

    def turned_to(self, span: Span, *, presides: bool) -> Pointer | None:
        """Return the name in the last sentence of an utterance, whatever is said to its bearer."""
        said = spoken_to_last(self._scene, span, presides=presides)
        if said is None:
            return None
        mention = self._bare_names.settled(said, self._scene.heard.tokens)
        if self._is_outsider(mention) or self._is_aside(span, mention):
            return None
        return Pointer(
            kind=ClueKind.SPOKEN_TO, mention=mention, first=mention.first, last=mention.last
        )

    def named_last(self, span: Span) -> Pointer | None:
        """Return the only name in the last sentence of who presides, whatever is said of it."""
        mention = named_last(self._scene, span)
        if mention is None or self._is_aside(span, mention):
            return None
        return Pointer(
            kind=ClueKind.NAMED_LAST, mention=mention, first=mention.first, last=mention.last
        )

    def greeted(self, span: Span) -> Pointer | None:
        """Return the name that is greeted at the end of an utterance: he may say good evening."""
        said = greeted_last(self._scene, span)
        if said is None:
            return None
        mention = self._bare_names.settled(said, self._scene.heard.tokens)
        return Pointer(
            kind=ClueKind.GREETED, mention=mention, first=mention.first, last=mention.last
        )

    def _is_outsider(self, mention: Mention) -> bool:
        """Whether somebody is named by an office that the roll does not have ("la directrice")."""
        if mention.form is NameForm.FUNCTION or mention.member is not None:
            return False
        title = self._scene.heard.tokens[mention.first : mention.first + 2]
        return title[-1].text in {"la", "le", "l"}

    def _cued(self, span: Span, mention: Mention) -> Pointer | None:
        around = self._scene.cues.of(
            *POINTING, first=max(span[0], mention.first - _CLOSE_TOKENS), last=mention.last
        )
        for event in around:
            if event.named_at() != mention.first or event.last > span[1]:
                continue
            if event.cue is not Cue.FLOOR and not self._is_announcement(span, mention, event):
                continue
            end = max(event.last, mention.last)
            reach = _CLOSE_TOKENS if event.cue is Cue.FLOOR else _REPORT_TOKENS
            if span[1] - end <= reach:
                return Pointer(
                    kind=self._kind(event),
                    mention=mention,
                    first=event.first,
                    last=min(end, span[1]),
                )
        return None

    def _is_announcement(self, span: Span, mention: Mention, event: Event) -> bool:
        """Whether "X présente" is one sentence about X, not X called and an answer ("présente")."""
        whole = self._scene.heard.sentence_end(mention.first) >= event.last
        return whole and not self._is_aside(span, mention)

    def _kind(self, event: Event) -> ClueKind:
        tokens = self._scene.heard.tokens[event.first : event.last]
        if event.cue is Cue.FLOOR and any(token.text in _REPLY for token in tokens):
            return ClueKind.REPLY_ANNOUNCED
        return POINTING[event.cue]

    def _called(self, span: Span, mention: Mention) -> Pointer | None:
        """Return the name that is simply said last: "Oui, Madame X ?"."""
        offices = self._scene.cues.of(
            Cue.SECRETARY,
            first=max(span[0], mention.first - _OFFICE_TOKENS),
            last=min(span[1], mention.last + _OFFICE_TOKENS),
        )
        if offices and span[1] - mention.last <= _OFFICE_TOKENS:
            last = max(mention.last, min(offices[-1].last, span[1]))
            return Pointer(
                kind=ClueKind.SECRETARY,
                mention=mention,
                first=min(mention.first, offices[0].first),
                last=last,
            )
        if not self._is_last_word(span, mention) or self._is_aside(span, mention):
            return None
        return Pointer(
            kind=ClueKind.CALLED, mention=mention, first=mention.first, last=mention.last
        )

    def _is_last_word(self, span: Span, mention: Mention) -> bool:
        """Whether an utterance ends with a sentence that is hardly more than a name."""
        heard = self._scene.heard
        opening = max(span[0], self._clause_start(mention.first))
        before = min(opening, max(span[0], mention.first - _GREETED_WITHIN))
        greeted = {token.text for token in heard.tokens[before : mention.first]} & THANKS
        return (
            span[1] - mention.last <= _CALLED_AFTER
            and heard.sentence_end(mention.last - 1) >= span[1]
            and mention.first - opening <= _CALLED_BEFORE
            and not greeted
            and not self._is_for(span, mention)
            and not self._is_counted_with(span, mention)
            and mention.form is not NameForm.FUNCTION
        )

    def _is_for(self, span: Span, mention: Mention) -> bool:
        """Whether a name is told ("abstention pour Madame X"), not called ("c'est pour X")."""
        said = [t.text for t in self._scene.heard.tokens[span[0] : mention.first][-2:]]
        return bool(said) and said[-1] in _FOR and said[0] not in _IS

    def _is_asked(self, mention: Mention) -> bool:
        """Whether a sentence begins with a name and asks: "Madame X, c'est oui pour les deux ?"."""
        tokens = self._scene.heard.tokens
        last = self._scene.heard.sentence_end(mention.last - 1) - 1
        begins = tokens[mention.first].opens and tokens[mention.last - 1].comma
        return begins and last - mention.last >= _ASKED_TOKENS and tokens[last].asks

    def _is_counted_with(self, span: Span, mention: Mention) -> bool:
        """Whether a name is told to vote or to do as others do: "X aussi", "Claude et moi"."""
        after = self._scene.heard.tokens[mention.last : span[1]]
        return any(token.text in _LIKEWISE for token in after) and not after[-1].asks

    def _clause_start(self, at: int) -> int:
        """Return the first token after the last comma or the like, within the sentence."""
        tokens = self._scene.heard.tokens
        opening = self._scene.heard.sentence_start(at)
        return next((i + 1 for i in range(at - 1, opening - 1, -1) if tokens[i].comma), opening)

    def _is_aside(self, span: Span, mention: Mention) -> bool:
        """Whether a name is counted, excused, represented or greeted, not called."""
        nearest = max(span[0], mention.first - _ASIDE_BEFORE)
        counted = self._scene.cues.of(*_COUNTING, first=nearest, last=mention.first)
        over = counted and (
            self._scene.cues.of(*_CLOSING, first=counted[-1].first, last=mention.first)
            or self._is_asked(mention)
        )
        held = self._scene.cues.of(*_HOLDING, first=nearest, last=span[1])
        opening = self._scene.heard.sentence_start(mention.first)
        before = max(opening, mention.first - _AWAY_BEFORE)
        away = self._scene.cues.of(*_AWAY, first=before, last=span[1])
        return bool((counted and not over) or away) or any(
            event.first <= mention.first < event.last <= span[1] for event in held
        )
