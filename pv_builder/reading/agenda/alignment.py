"""The items of the agenda put on the places where they may begin, as a whole.

Of all ways to open the items, the one is kept for which most speaks, in nats: for each place
(`agenda.places`), for this item to be opened there (`agenda.claims`), and in the share of the words
of its title that is said while it is open. An item may be left out, and one may be opened before
anything was decided on the one before: both cost. So does going back on the agenda, for items
taken out of their turn; one that is taken off it may be named at any time.

For each item that is open the best way is kept, and some others whatever they have opened (Viterbi,
1967, with a beam).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pv_builder.reading.agenda.claims import Claims
from pv_builder.reading.agenda.places import Place

_OPENING = -3.0
_LEFT_OUT = -2.0
_UNDECIDED = -1.5
_GOING_BACK = -4.0
_CALLED_APART = 2.5
_TAKEN_OFF = 3.5
_BEAM = 16
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
    """The items opened so far.

    Attributes:
        nats: what speaks for it, less what was said of the open item before it was opened.
        opened: the item that is open, None before the first.
        before: how it was until then.
        items: those opened, one bit each.
        turn: where on the agenda the session is, -1 before the first item.
        furthest: the last one of the agenda that was opened in its turn.
    """

    nats: float = 0.0
    opened: Placed | None = None
    before: "_Chain | None" = None
    items: int = 0
    turn: int = -1
    furthest: int = -1

    @property
    def item(self) -> int:
        """Return the item that is open, -1 before the first."""
        return -1 if self.opened is None else self.opened.item

    def has(self, item: int) -> bool:
        """Whether an item was opened."""
        return bool(self.items >> item & 1)

    def left_out(self, item: int) -> float:
        """Return what those cost that are left out where the agenda goes on with an item."""
        passed = item - self.furthest - 1
        opened = self.items >> (self.furthest + 1) & ((1 << passed) - 1)
        return _LEFT_OUT * (passed - opened.bit_count())

    def then(self, opened: Placed, nats: float) -> "_Chain":
        """Return the chain in which an item is opened after these."""
        off = opened.place.off
        return _Chain(
            nats=nats,
            opened=opened,
            before=self,
            items=self.items | 1 << opened.item,
            turn=self.turn if off else opened.item,
            furthest=self.furthest if off else max(self.furthest, opened.item),
        )


def aligned(claims: Claims) -> list[Placed]:
    """Return the items opened for which most speaks together, in the order they were opened."""
    chains = _Chains(claims)
    for place, known in zip(claims.places, claims.known, strict=True):
        if known:
            chains.pass_decisions(place.at)
            chains.open_at(place, known)
    return chains.best(claims.end)


class _Chains:
    """The best chains of opened items while the session goes on.

    What is said of an item before it is opened is taken off its chain, and what is said of it until
    a token is added there: the difference is what is said while it is open.
    """

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._waiting: list[_Chain] = []
        self._decided = [_Chain()]
        self._passed = 0

    def pass_decisions(self, at: int) -> None:
        """Take the items open before a decision for decided."""
        passed = bisect_left(self._claims.decided, at)
        if passed > self._passed and self._waiting:
            self._decided = self._likeliest([*self._decided, *self._waiting], at)
            self._waiting = []
        self._passed = passed

    def open_at(self, place: Place, known: Mapping[int, float]) -> None:
        """Open each item that may be at a place, after the chains for which most speaks."""
        going_on = [(self._nats(chain, place.at), chain) for chain in self._decided]
        going_on += [(self._nats(c, place.at) + _UNDECIDED, c) for c in self._waiting]
        opened = []
        for item, nats, chain in _ways(going_on, place, known):
            placed = Placed(item=item, place=place, known=known[item])
            then = nats + placed.nats - self._claims.said(item, place.at)
            opened.append(chain.then(placed, then))
        if opened:
            self._waiting = self._likeliest([*self._waiting, *opened], place.at)

    def best(self, end: int) -> list[Placed]:
        """Return the items of the best chain at the end of the session, as they were opened."""
        chains = [*self._decided, *self._waiting]
        last = len(self._claims)
        chain: _Chain | None = max(chains, key=lambda c: self._nats(c, end) + c.left_out(last))
        found: list[Placed] = []
        while chain is not None and chain.opened is not None:
            found.append(chain.opened)
            chain = chain.before
        return found[::-1]

    def _nats(self, chain: _Chain, at: int) -> float:
        """Return what speaks for a chain at a token."""
        return chain.nats + (self._claims.said(chain.item, at) if chain.opened else 0.0)

    def _likeliest(self, chains: Iterable[_Chain], at: int) -> list[_Chain]:
        """Return the best chain for each open item, and some others that have opened others."""
        ranked = sorted(chains, key=lambda chain: self._nats(chain, at), reverse=True)
        kept: dict[tuple[int, int], _Chain] = {}
        open_items: set[int] = set()
        for chain in ranked:
            if chain.item not in open_items or len(kept) < _BEAM:
                open_items.add(chain.item)
                kept.setdefault((chain.item, chain.items), chain)
        return list(kept.values())


def _ways(
    going_on: Iterable[tuple[float, _Chain]], place: Place, known: Mapping[int, float]
) -> Iterator[tuple[int, float, _Chain]]:
    """Yield (item, nats, chain) for the items that may be opened at a place, each after a chain."""
    chains = list(going_on)
    if not place.off:
        yield from _in_turn(chains, known)
    for item, nats in known.items():
        if nats >= (_TAKEN_OFF if place.off else _CALLED_APART):
            yield from _apart(chains, item, place)


def _in_turn(
    chains: Iterable[tuple[float, _Chain]], known: Mapping[int, float]
) -> Iterator[tuple[int, float, _Chain]]:
    """Yield each item after the best of the chains that have not come so far on the agenda."""
    furthest: dict[int, tuple[float, _Chain]] = {}
    for nats, chain in chains:
        if chain.furthest not in furthest or nats > furthest[chain.furthest][0]:
            furthest[chain.furthest] = (nats, chain)
    best = (_IMPOSSIBLE, _Chain())
    for item in range(max(known) + 1):
        best = max(best, furthest.get(item - 1, best), key=lambda one: one[0])
        if item in known and not best[1].has(item):
            yield item, *best
        best = (best[0] + _LEFT_OUT * (not best[1].has(item)), best[1])


def _apart(
    chains: Iterable[tuple[float, _Chain]], item: int, place: Place
) -> Iterator[tuple[int, float, _Chain]]:
    """Yield an item after the chains that have passed it, or after all where it is taken off."""
    for nats, chain in chains:
        if chain.has(item) or (item > chain.furthest and not place.off):
            continue
        passed = -_LEFT_OUT if item < chain.furthest else 0.0
        back = _GOING_BACK if item < chain.turn and not place.off else 0.0
        yield item, nats + passed + back, chain
