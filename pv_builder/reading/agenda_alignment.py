"""The items of the agenda put in order on the places where they may begin, as a whole.

Of all ways to open the items in the order of the agenda, the one is kept for which most speaks, in
nats: at each place (`agenda_places`), in the words of the title said just after it, and in the
share of those words that is said while the item is open (`agenda_titles`). An item may be left
out, and one may be opened before anything was decided on the one before: both cost.

A session of n places and k items takes n x k steps.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pv_builder.reading.agenda_places import Place
from pv_builder.reading.agenda_titles import Title

_TITLE_WITHIN = 60
_FARTHEST = 0.4
_ONCE_DECIDED = 0.4
_MOST_TITLE = 6.0
_MOST_TALK = 5.0
_OPENING = -3.0
_LEFT_OUT = -2.0
_UNDECIDED = -1.5
_WHOLE_TITLE = 3.0
_LEAST_PART = 0.34
_LONG_TITLE = 3
_LAST = 2.5
_NOT_LAST = -2.0
_PREVIOUS = 3.0
_NOT_PREVIOUS = -2.0
_CALLED_APART = 6.5
_TAKEN_OFF = 3.5
_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An item of the agenda as it is searched for.

    Attributes:
        title: where the words of its title are said.
        number: its number, None when it is not a whole one.
        last: whether it ends the agenda.
        previous: whether it approves the minutes of the previous session.
    """

    title: Title
    number: int | None
    last: bool
    previous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An item opened at token `at`.

    Attributes:
        known: what tells that it is this item and no other, in nats.
        nats: all that speaks for the place.
        begins: what of it the beginning of the sentence tells.
    """

    item: int
    at: int
    known: float
    nats: float
    begins: float


@dataclass(frozen=True, slots=True)
class _Chain:
    """The items opened so far, the last one first; `nats` speak for them all."""

    nats: float
    opened: Placed | None = None
    before: "_Chain | None" = None

    def placed(self) -> list[Placed]:
        """Return the items of the chain in order."""
        found: list[Placed] = []
        chain: _Chain | None = self
        while chain is not None:
            found += [chain.opened] if chain.opened is not None else []
            chain = chain.before
        return found[::-1]


_NO_CHAIN = _Chain(_IMPOSSIBLE)


def aligned(
    items: Sequence[Listed], places: Sequence[Place], decided: Sequence[int], end: int
) -> list[Placed]:
    """Return the items opened in the order of the agenda for which most speaks together.

    Args:
        items: in the order of the agenda.
        places: in order.
        decided: tokens where something is decided, in order.
        end: token after the last one.
    """
    talk = [Talk(item.title, decided, end) for item in items]
    waiting = [_NO_CHAIN] * len(items)
    settled = [_NO_CHAIN] * len(items)
    edge = 0
    for place in places:
        if bisect_left(decided, place.at) > edge:
            edge = bisect_left(decided, place.at)
            settled = [max(pair, key=_nats) for pair in zip(settled, waiting, strict=True)]
            waiting = [_NO_CHAIN] * len(items)
        best = _Chain(0.0)
        for number, item in enumerate(items):
            said = talk[number].before(place.at)
            known = known_at(item, talk[number], place)
            going_on = _going_on(waiting[number], settled[number], said)
            opened = _placed(number, place, known)
            chain = _Chain(best.nats + opened.nats - said, opened, best)
            if chain.nats > waiting[number].nats:
                waiting[number] = chain
            best = max(_Chain(best.nats + _LEFT_OUT, None, best), going_on, key=_nats)
    best = _Chain(0.0)
    for number in range(len(items)):
        said = talk[number].before(end)
        going_on = _going_on(waiting[number], settled[number], said, undecided=0.0)
        best = max(_Chain(best.nats + _LEFT_OUT, None, best), going_on, key=_nats)
    return best.placed()


def _placed(item: int, place: Place, known: float) -> Placed:
    nats = _OPENING + place.nats + known
    return Placed(item=item, at=place.at, known=known, nats=nats, begins=place.begins)


def _nats(chain: _Chain) -> float:
    return chain.nats


def _going_on(
    waiting: _Chain, settled: _Chain, said: float, *, undecided: float = _UNDECIDED
) -> _Chain:
    """Return the better of two chains at a token, with what was said of its item until there."""
    if waiting.nats + undecided > settled.nats:
        return _Chain(waiting.nats + undecided + said, waiting.opened, waiting.before)
    return _Chain(settled.nats + said, settled.opened, settled.before)


def out_of_order(item: Listed, talk: "Talk", places: Sequence[Place]) -> Iterator[Placed]:
    """Yield the place, if there is one, where an item is called whatever its turn.

    Both its number and its title must be said, or that it is taken off the agenda.
    """
    called = [
        _placed(item.title.item, place, known)
        for place in places
        if place.named == item.number is not None
        and (known := known_at(item, talk, place)) >= (_TAKEN_OFF if place.off else _CALLED_APART)
    ]
    yield from sorted(called, key=_sureness)[-1:]


def _sureness(placed: Placed) -> float:
    return placed.nats


class Talk:
    """What is said of a title along the session.

    Args:
        title: of an item.
        decided: tokens where something is decided, in order.
        end: token after the last one of the session.
    """

    def __init__(self, title: Title, decided: Sequence[int], end: int) -> None:
        self._decided = decided
        self._hits = title.hits
        self._whole = _WHOLE_TITLE * min(1.0, title.words / _LONG_TITLE)
        self._at = [hit.at for hit in title.hits]
        told = [hit.nats * share for hit, share in zip(title.hits, title.share, strict=True)]
        most = max(1.0, sum(told) / _MOST_TALK)
        self._told = [0.0, *accumulate(one / most for one in told)]
        self._evenly = self._told[-1] / max(1, end)

    def before(self, at: int) -> float:
        """Return what the words of the title tell that are said before a token.

        What they would tell by chance, said evenly all along the session, is taken off.
        """
        return self._told[bisect_left(self._at, at)] - self._evenly * at

    def just_after(self, at: int) -> float:
        """Return what the words of the title tell that are said at a token and soon after it.

        They tell less the farther they are, and when a decision stands between.
        """
        following = bisect_left(self._decided, at)
        edge = self._decided[following] if following < len(self._decided) else at + _TITLE_WITHIN
        best: dict[int, float] = {}
        parts: dict[int, float] = {}
        for place in range(bisect_left(self._at, at), len(self._at)):
            hit = self._hits[place]
            if hit.at >= at + _TITLE_WITHIN:
                break
            told = hit.nats * (1 - (1 - _FARTHEST) * (hit.at - at) / _TITLE_WITHIN)
            told *= 1.0 if hit.at <= edge else _ONCE_DECIDED
            best[hit.word] = max(told, best.get(hit.word, 0.0))
            parts[hit.word] = max(hit.part, parts.get(hit.word, 0.0))
        whole = max(0.0, sum(parts.values()) - _LEAST_PART) / (1 - _LEAST_PART)
        return min(_MOST_TITLE, sum(best.values())) + self._whole * whole


def known_at(item: Listed, talk: Talk, place: Place) -> float:
    """Return what is said at a place that tells the item from the others, in nats."""
    nats = talk.just_after(place.at)
    if item.number in place.numbers:
        nats += place.numbers[item.number]
    elif item.number is not None and not item.title.numbers & place.numbers.keys():
        nats += place.other
    if place.last:
        nats += _LAST if item.last else _NOT_LAST
    if place.previous:
        nats += _PREVIOUS if item.previous else _NOT_PREVIOUS
    return nats
