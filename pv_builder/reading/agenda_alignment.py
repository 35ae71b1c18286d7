"""The items of the agenda put in order on the places where they may begin, as a whole.

Of all ways to open the items in the order of the agenda, the one is kept for which most speaks, in
nats: for each place (`agenda_places`), for this item to be opened there (`agenda_claims`), and in
the share of the words of its title that is said while it is open. An item may be left out, and one
may be opened before anything was decided on the one before: both cost.

A session of n places and k items takes n x k steps (Viterbi, 1967).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pv_builder.reading.agenda_claims import Claims
from pv_builder.reading.agenda_places import Place

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
    """The items opened so far, the last one first; `nats` speak for them all."""

    nats: float
    opened: Placed | None = None
    before: "_Chain | None" = None

    def going_on(self, nats: float) -> "_Chain":
        """Return the chain with more that speaks for it or against it."""
        return _Chain(self.nats + nats, self.opened, self.before)

    def placed(self) -> list[Placed]:
        """Return the items of the chain in order."""
        found: list[Placed] = []
        chain: _Chain | None = self
        while chain is not None:
            found += [chain.opened] if chain.opened is not None else []
            chain = chain.before
        return found[::-1]


_NO_CHAIN = _Chain(_IMPOSSIBLE)


def aligned(claims: Claims) -> list[Placed]:
    """Return the items opened in the order of the agenda for which most speaks together."""
    chains = _Chains(claims)
    for place, known in zip(claims.places, claims.known, strict=True):
        chains.pass_decisions(place.at)
        chains.open_at(place, known)
    return chains.best(claims.end).placed()


class _Chains:
    """The best chain for each item that is open, while the session goes on.

    What is said of an item before it is opened is taken off its chain, and what is said of it until
    a token is added there: the difference is what is said while it is open.
    """

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._undecided = [_NO_CHAIN] * len(claims)
        self._decided = [_NO_CHAIN] * len(claims)
        self._passed = 0

    def pass_decisions(self, at: int) -> None:
        """Take the items open before a decision for decided."""
        passed = bisect_left(self._claims.decided, at)
        if passed > self._passed:
            self._passed = passed
            pairs = zip(self._decided, self._undecided, strict=True)
            self._decided = [max(pair, key=_nats) for pair in pairs]
            self._undecided = [_NO_CHAIN] * len(self._decided)

    def open_at(self, place: Place, known: Sequence[float]) -> None:
        """Open each item at a place where that is better than where it was opened."""
        best = _Chain(0.0)
        for item, nats in enumerate(known):
            going_on = self._open(item, place.at, _UNDECIDED)
            opened = Placed(item=item, place=place, known=nats)
            gained = opened.nats - self._claims.said(item, place.at)
            if best.nats + gained > self._undecided[item].nats:
                self._undecided[item] = _Chain(best.nats + gained, opened, best)
            best = max(best.going_on(_LEFT_OUT), going_on, key=_nats)

    def best(self, end: int) -> _Chain:
        """Return the best chain at the end of the session."""
        best = _Chain(0.0)
        for item in range(len(self._claims)):
            best = max(best.going_on(_LEFT_OUT), self._open(item, end, 0.0), key=_nats)
        return best

    def _open(self, item: int, at: int, undecided: float) -> _Chain:
        """Return the better chain in which an item is open at a token."""
        waiting = self._undecided[item].going_on(undecided)
        better = max(waiting, self._decided[item], key=_nats)
        return better.going_on(self._claims.said(item, at))


def _nats(chain: _Chain) -> float:
    return chain.nats


def out_of_order(claims: Claims, item: int, number: int | None) -> Iterator[Placed]:
    """Yield the place, if there is one, where an item is called whatever its turn.

    Both its number and its title must be said, or that it is taken off the agenda.
    """
    called = [
        Placed(item=item, place=place, known=known[item])
        for place, known in zip(claims.places, claims.known, strict=True)
        if place.named == number is not None
        and known[item] >= (_TAKEN_OFF if place.off else _CALLED_APART)
    ]
    yield from sorted(called, key=lambda one: one.nats)[-1:]
