"""How much of what is said at a place tells that this item of the agenda is opened and no other.

Nats, as in `agenda.places`: of the title's words said just after it, of a number or rank said, of
"the last one", and of the minutes of the previous session where an item approves them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pv_builder.reading.agenda.places import Place
from pv_builder.reading.agenda.titles import Title

_TITLE_WITHIN = 60
_FARTHEST = 0.4
_ONCE_DECIDED = 0.4
_MOST_TITLE = 6.0
_MOST_TALK = 5.0
_WHOLE_TITLE = 3.0
_LEAST_PART = 0.34
_LONG_TITLE = 3
_LISTED_PART = 0.5
_LISTED_TITLES = 2
_LISTED = 0.3
HINTED = 1.0
"""Nats from which some word of its title, or that it is the last one, hints at an item."""

_LAST = 2.5
_NOT_LAST = -2.0
_PREVIOUS = 3.0
_NOT_PREVIOUS = -2.0


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


class Claims:
    """What each item of the agenda may claim of each place.

    Args:
        items: in the order of the agenda.
        places: in order.
        decided: tokens where something is decided, in order.
        end: token after the last one that is searched.
    """

    def __init__(
        self, items: Sequence[Listed], places: Sequence[Place], decided: Sequence[int], end: int
    ) -> None:
        self.places = places
        self.decided = decided
        self.end = end
        self._talk = [_Talk(item.title, decided, end) for item in items]
        near = self._near()
        self.known = [
            self._known(items, place, talked_of)
            for place, talked_of in zip(places, near, strict=True)
        ]
        """For each place, what tells each item that may be opened there."""

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._talk)

    def said(self, item: int, at: int) -> float:
        """Return what the words of a title tell that are said before a token, beyond chance."""
        return self._talk[item].before(at)

    def _near(self) -> list[list[int]]:
        """Return, for each place, the items of whose title a word is said soon after it."""
        starts = [place.at for place in self.places]
        near: list[list[int]] = [[] for _ in starts]
        for item, talk in enumerate(self._talk):
            edge = 0
            for at in talk.said_at:
                last = bisect_right(starts, at)
                for index in range(max(edge, bisect_right(starts, at - _TITLE_WITHIN)), last):
                    near[index].append(item)
                edge = max(edge, last)
        return near

    def _known(
        self, items: Sequence[Listed], place: Place, talked_of: Sequence[int]
    ) -> dict[int, float]:
        """Return what tells each item at a place, but of those that nothing calls or hints at."""
        heard = {item: self._talk[item].just_after(place.at) for item in talked_of}
        named = sum(part >= _LISTED_PART for _, part in heard.values())
        called = place.begins or place.numbers or place.previous
        known: dict[int, float] = {}
        for index in range(len(items)) if called else heard:
            nats, part = heard.get(index, (0.0, 0.0))
            listed = named - (part >= _LISTED_PART) >= _LISTED_TITLES
            total = nats * (_LISTED if listed else 1.0) + _called(items[index], place)
            if place.begins or total >= HINTED:
                known[index] = total
        return known


def _called(item: Listed, place: Place) -> float:
    """Return what tells an item beside its title."""
    nats = 0.0
    if item.number is not None and item.number in place.numbers:
        nats += place.numbers[item.number]
    elif item.number is not None and not item.title.numbers & place.numbers.keys():
        nats += place.other
    if place.last:
        nats += _LAST if item.last else _NOT_LAST
    if place.previous:
        nats += _PREVIOUS if item.previous else _NOT_PREVIOUS
    return nats


class _Talk:
    """What is said of one title along the session."""

    def __init__(self, title: Title, decided: Sequence[int], end: int) -> None:
        self._decided = decided
        self._hits = title.hits
        self._whole = _WHOLE_TITLE * min(1.0, title.words / _LONG_TITLE)
        self.said_at = [hit.at for hit in title.hits]
        told = [hit.nats * hit.share for hit in title.hits]
        most = max(1.0, sum(told) / _MOST_TALK)
        self._told = [0.0, *accumulate(one / most for one in told)]
        self._evenly = self._told[-1] / max(1, end)

    def before(self, at: int) -> float:
        """Return what the words of the title tell that are said before a token.

        What they would tell by chance, said evenly all along the session, is taken off.
        """
        return self._told[bisect_left(self.said_at, at)] - self._evenly * at

    def just_after(self, at: int) -> tuple[float, float]:
        """Return what the words of the title tell that are said soon after, and their share of it.

        They tell less the farther they are, and when a decision stands between.
        """
        first = bisect_left(self.said_at, at)
        following = bisect_left(self._decided, at)
        edge = self._decided[following] if following < len(self._decided) else at + _TITLE_WITHIN
        nats: dict[int, float] = {}
        told: dict[int, float] = {}
        parts: dict[int, float] = {}
        for hit in self._hits[first : bisect_left(self.said_at, at + _TITLE_WITHIN)]:
            worth = 1 - (1 - _FARTHEST) * (hit.at - at) / _TITLE_WITHIN
            if hit.at > edge:
                worth *= _ONCE_DECIDED
            else:
                parts[hit.word] = max(hit.part * worth, parts.get(hit.word, 0.0))
            nats[hit.word] = max(hit.nats, nats.get(hit.word, 0.0))
            told[hit.word] = max(hit.nats * worth, told.get(hit.word, 0.0))
        part = sum(parts.values())
        whole = max(0.0, part - _LEAST_PART) / (1 - _LEAST_PART)
        most = min(1.0, _MOST_TITLE / max(_MOST_TITLE, sum(nats.values())))
        return most * sum(told.values()) + self._whole * whole, part
