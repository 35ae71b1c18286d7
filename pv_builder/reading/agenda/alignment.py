"""The items of the agenda put in order on the places where they may begin, as a whole.

Of all ways to open the items in the order of the agenda, the one is kept for which most speaks, in
nats: for each place (`agenda.places`), for this item to be opened there (`agenda.claims`), and in
the share of the words of its title that is said while it is open. An item may be left out, and one
may be opened before anything was decided on the one before: both cost.

A session of n places and k items takes n x k steps (Viterbi, 1967).
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pv_builder.reading.agenda.claims import Claims
from pv_builder.reading.agenda.places import Place

_OPENING = -3.0
_LEFT_OUT = -2.0
_UNDECIDED = -1.5
_CALLED_APART = 6.5
_TAKEN_OFF = 3.5
_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An item opened at a place; `known` nats tell that it is this item and no other."""

    item: int
    place: Place
    known: float

    @property
    def at(self) -> int:
        """Return the token where it is opened."""
        return self.place.at

    @property
    def nats(self) -> float:
        """Return all that speaks for it to be opened there."""
        return _OPENING + self.place.nats + self.known


@dataclass(frozen=True, slots=True)
class _Chain:
    """The items opened so far, the last one first."""

    opened: Placed
    before: "_Chain | None"


def aligned(claims: Claims) -> list[Placed]:
    """Return the items opened in the order of the agenda for which most speaks together."""
    chains = _Chains(claims)
    for place, known in zip(claims.places, claims.known, strict=True):
        if known:
            chains.pass_decisions(place.at)
            chains.open_at(place, known)
    return chains.best(claims.end)


class _Chains:
    """The best chain for each item that is open, while the session goes on.

    What is said of an item before it is opened is taken off its chain, and what is said of it until
    a token is added there: the difference is what is said while it is open.
    """

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._undecided = [_IMPOSSIBLE] * len(claims)
        self._decided = [_IMPOSSIBLE] * len(claims)
        self._waiting: list[_Chain | None] = [None] * len(claims)
        self._settled: list[_Chain | None] = [None] * len(claims)
        self._passed = 0

    def pass_decisions(self, at: int) -> None:
        """Take the items open before a decision for decided."""
        passed = bisect_left(self._claims.decided, at)
        if passed == self._passed:
            return
        self._passed = passed
        for item, nats in enumerate(self._undecided):
            if nats > self._decided[item]:
                self._decided[item], self._settled[item] = nats, self._waiting[item]
            self._undecided[item] = _IMPOSSIBLE

    def open_at(self, place: Place, known: Mapping[int, float]) -> None:
        """Open each item that may be at a place where that is better than where it was opened."""
        best, chain = 0.0, None
        for item in range(max(known) + 1):
            going_on, open_chain = self._open(item, place.at, _UNDECIDED)
            if item in known:
                opened = Placed(item=item, place=place, known=known[item])
                nats = best + opened.nats - self._claims.said(item, place.at)
                if nats > self._undecided[item]:
                    self._undecided[item], self._waiting[item] = nats, _Chain(opened, chain)
            best += _LEFT_OUT
            if going_on > best:
                best, chain = going_on, open_chain

    def best(self, end: int) -> list[Placed]:
        """Return the items of the best chain at the end of the session, in order."""
        best, chain = 0.0, None
        for item in range(len(self._claims)):
            going_on, open_chain = self._open(item, end, 0.0)
            best += _LEFT_OUT
            if going_on > best:
                best, chain = going_on, open_chain
        found: list[Placed] = []
        while chain is not None:
            found.append(chain.opened)
            chain = chain.before
        return found[::-1]

    def _open(self, item: int, at: int, undecided: float) -> tuple[float, _Chain | None]:
        """Return the better chain in which an item is open at a token, and what speaks for it."""
        waiting, settled = self._undecided[item] + undecided, self._decided[item]
        if waiting == settled == _IMPOSSIBLE:
            return _IMPOSSIBLE, None
        said = self._claims.said(item, at)
        if waiting > settled:
            return waiting + said, self._waiting[item]
        return settled + said, self._settled[item]


def out_of_order(claims: Claims, item: int, number: int | None) -> Iterator[Placed]:
    """Yield the place, if there is one, where an item is called whatever its turn.

    Both its number and its title must be said, or that it is taken off the agenda.
    """
    called = [
        Placed(item=item, place=place, known=known[item])
        for place, known in zip(claims.places, claims.known, strict=True)
        if number is not None
        and place.named == number
        and known.get(item, _IMPOSSIBLE) >= (_TAKEN_OFF if place.off else _CALLED_APART)
    ]
    yield from sorted(called, key=lambda one: one.nats)[-1:]
