"""Where each formula is said, the look-alikes taken out.

Invariants:
- Events of one cue do not overlap: where two phrases of it meet, the better heard stays, and of
  two as well heard the longer.
- An event that a guard of the same sentence stands beside is dropped: what was in the past ("l'an
  dernier c'était passé à l'unanimité"), what comes later, what another body did; and one that
  holds what is only proposed ("il est proposé d'approuver").
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from core.sounds import words
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.formulas import FORMULAS
from pv_builder.reading.phrases.formulas_presence import PRESENCE_FORMULAS
from pv_builder.reading.phrases.patterns import Filled, Searcher
from pv_builder.reading.words.heard import Heard, has_word
from pv_builder.reading.words.names import Mention

_REACH = 8
_UNGUARDED = frozenset(
    {
        Cue.NEGATIVE,
        Cue.ELSEWHERE,
        Cue.INTENDED,
        Cue.LATER,
        Cue.FLOOR,
        Cue.PRESENT,
        Cue.NEXT_SESSION,
        Cue.OTHER_BUSINESS,
        Cue.ITEM_NUMBER,
        Cue.ITEM_CALL,
        Cue.NEXT_ITEM,
        Cue.PASSING_ON,
        Cue.LAST_ITEM,
        Cue.PREVIOUS_MINUTES,
        Cue.VOTE_CALL,
        Cue.ROLL_CALL,
        Cue.AMENDMENT,
        Cue.PROXY_PAIR,
        Cue.PROXY_PAIR_ME,
        Cue.SECRETARY,
        Cue.PEN,
    }
)
"""Cues that decide nothing alone, or whose phrases hold a negative one."""

PUT_OFF = frozenset({Cue.POSTPONED, Cue.WITHDRAWN})
"""Cues that name another session or body: "reporté au prochain conseil, renvoyé en commission"."""

_REPORTS = (Cue.SELF_REPORT, Cue.REPORTER)
"""Phrases that sound like a postponement: "je rapporte ce dossier", "on reporte ce dossier"."""

_NUMBERED = frozenset(
    {Cue.COUNT_FOR, Cue.COUNT_AGAINST, Cue.COUNT_ABSTENTION, Cue.TALLY, Cue.BLANK, Cue.VOID}
)
_PROXIES = frozenset({Cue.PROXY_TO, Cue.PROXY_OF, Cue.PROXY_WITH, Cue.PROXY_MINE, Cue.PROXY_WORD})
_NO_PROXY = words("protection protections production")
"""What is nearly "procuration" to the ear: "la protection fonctionnelle à Monsieur X"."""

_COUNTED_NEXT = words("abstention abstentions pour blanc blancs nul nuls voix vote votes")
_GUARDS = (Cue.NEGATIVE, Cue.LATER, Cue.ELSEWHERE)
_GUARDS_OF_PUT_OFF = (Cue.NEGATIVE,)
_GUARDS_OF_PRESENCE = (Cue.NEGATIVE, Cue.LATER)
"""Who is away is often with another body: "retenue au conseil départemental"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A formula said in the tokens `first:last`; `score` is 0..1."""

    cue: Cue
    first: int
    last: int
    score: float
    slots: tuple[tuple[str, Filled], ...] = ()

    @property
    def number(self) -> int | None:
        """The number that the formula holds, if it holds just one."""
        return self.number_in("n", "o")

    def number_in(self, *slots: str) -> int | None:
        """Return the number that the first of these slots took."""
        for name, filled in self.slots:
            if name in slots and isinstance(filled.value, int):
                return filled.value
        return None

    def named_at(self, slot: str = "m") -> int | None:
        """Return the first token of the member that the formula holds, if it holds one."""
        return next((filled.first for name, filled in self.slots if name == slot), None)


class Cues:
    """The events of a transcript by cue, found once each.

    Args:
        heard: the tokens.
        mentions: members named, for the phrases that hold one.
    """

    def __init__(self, heard: Heard, mentions: Sequence[Mention]) -> None:
        self._heard = heard
        named = {m.first: Filled(m.first, m.last) for m in mentions if m.firm}
        self._searcher = Searcher(heard, hours={}, members=named)
        self._events: dict[Cue, tuple[Event, ...]] = {}

    def of(self, *cues: Cue, first: int = 0, last: int | None = None) -> list[Event]:
        """Return the events of these cues that begin in the tokens `first:last`, in order."""
        end = len(self._heard.tokens) if last is None else last
        found: list[Event] = []
        for cue in cues:
            events = self._all(cue)
            start = bisect_left(events, first, key=lambda e: e.first)
            stop = bisect_left(events, end, key=lambda e: e.first)
            found.extend(events[start:stop])
        return sorted(found, key=lambda e: (e.first, -e.last))

    def said(self, key: str, value: int | None = None) -> list[tuple[int, float]]:
        """Return (position, likeness) wherever a word of this sound, or this number, is said."""
        if key:
            return [(at, score) for at, (_, score) in self._searcher.word_at(key).items()]
        return [(token.at, 1.0) for token in self._heard.tokens if token.value == value]

    def _all(self, cue: Cue) -> tuple[Event, ...]:
        if cue not in self._events:
            self._events[cue] = self._found(cue)
        return self._events[cue]

    def _found(self, cue: Cue) -> tuple[Event, ...]:
        tokens = self._heard.tokens
        events = [
            Event(cue=cue, first=m.first, last=m.last, score=m.score, slots=m.slots)
            for phrase in FORMULAS[cue]
            for m in self._searcher.find(phrase)
        ]
        if cue in _PROXIES:
            events = [e for e in events if not has_word(tokens[e.first : e.last], _NO_PROXY)]
        if cue in _NUMBERED:
            events = [event for event in events if not self._takes_number_of_another(event)]
        if cue is Cue.COUNT_AGAINST:
            events = [event for event in events if not self._is_first_of_two(event)]
        apart = _apart(events)
        if cue in _UNGUARDED:
            return apart
        return tuple(event for event in apart if not self._guarded(event))

    def _takes_number_of_another(self, event: Event) -> bool:
        """Whether its number ends what came before, as in "Blancs : deux. Pour : six"."""
        tokens = self._heard.tokens
        if tokens[event.first].value is None or not tokens[event.first].comma:
            return False
        following = tokens[event.last : event.last + 1]
        return event.cue is Cue.TALLY or any(token.value is not None for token in following)

    def _is_first_of_two(self, event: Event) -> bool:
        """Whether so many are in favour, against so many: "trente-neuf voix contre zéro"."""
        tokens = self._heard.tokens
        said, following = tokens[event.first : event.last], tokens[event.last : event.last + 2]
        if said[-1].comma or not has_word(said, {"voix"}) or not following:
            return False
        counted = has_word(following[1:], _COUNTED_NEXT)
        return said[-1].value is None and following[0].value is not None and not counted

    def _guarded(self, event: Event) -> bool:
        tokens = self._heard.tokens
        if event.cue is Cue.POSTPONED and self._reports(event):
            return True
        sentence = tokens[event.first].sentence
        guards = _guards_of(event.cue)
        nearby = self.of(*guards, first=event.first - _REACH, last=event.last + _REACH)
        if any(tokens[negative.first].sentence == sentence for negative in nearby):
            return True
        intended = self.of(Cue.INTENDED, first=event.first - 1, last=event.last)
        return any(event.first <= other.last for other in intended)

    def _reports(self, event: Event) -> bool:
        """Whether "rapporte" was taken for "reporte"."""
        near = self.of(*_REPORTS, first=event.first - _REACH, last=event.last)
        return any(other.last > event.first and other.score >= event.score for other in near)


def _guards_of(cue: Cue) -> tuple[Cue, ...]:
    if cue in PUT_OFF:
        return _GUARDS_OF_PUT_OFF
    return _GUARDS_OF_PRESENCE if cue in PRESENCE_FORMULAS else _GUARDS


def _apart(events: Sequence[Event]) -> tuple[Event, ...]:
    kept: list[Event] = []
    taken: set[int] = set()
    for event in sorted(events, key=lambda e: (-round(e.score, 1), e.first - e.last, -e.score)):
        span = range(event.first, event.last)
        if taken.isdisjoint(span):
            kept.append(event)
            taken.update(span)
    return tuple(sorted(kept, key=lambda e: e.first))
