"""Who is present and who is represented at any moment of a meeting.

Not for who takes part in one vote: `pv_builder.law.voters` removes those who withdraw.

Invariants:
- A seat is occupied once: by its holder, or by the first substitute present without him.
- A proxy never makes anybody present.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pv_builder.law.assemblies import rules_for
from pv_builder.law.proxies import within_limit
from pv_builder.meeting import (
    Attendance,
    Item,
    ItemMark,
    Meeting,
    MemberName,
    Moment,
    MovementKind,
    Proxy,
)

MomentOrder = tuple[int, int]
"""Position of a moment: item, then before (0), during (1) or after (2) it."""

OPENING: MomentOrder = (-1, -1)
"""Before any movement, even those that come before the first item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """The state of the assembly at one moment.

    Attributes:
        present: those who physically occupy a seat, in the order of the roll; a substitute
            stands here under his own name.
        proxies: pouvoirs in effect, in the order given.
        void: pouvoirs beyond the number that one holder may have.
        unknown: seats of which it is not known whether they are occupied.
    """

    present: tuple[MemberName, ...]
    proxies: tuple[Proxy, ...]
    void: tuple[Proxy, ...] = ()
    unknown: tuple[MemberName, ...] = ()


def before(item: Item) -> Moment:
    """Return the moment when an item is put under discussion: its quorum is checked then."""
    return Moment(item=item.mark)


def at_vote(item: Item) -> Moment:
    """Return the moment when an item is put to the vote: its voters are counted then."""
    return Moment(item=item.mark, during=True)


def moment_order(meeting: Meeting, moment: Moment) -> MomentOrder:
    """Return the position of a moment, which compares as the session went.

    The time before the first item comes first. A moment of an item that is not on the agenda
    comes after the last one: it changes nothing, and `pv_builder.conformity.checks` says so.
    """
    return _order(_positions(meeting), moment)


def _positions(meeting: Meeting) -> Mapping[ItemMark, int]:
    """Return the rank of each item in the session: by its start in the recording when found.

    Items are sometimes taken out of the order of the agenda. One whose start was not found is
    taken to follow the item before it on the agenda.
    """
    return _ranks(tuple((item.mark, item.start_s) for item in meeting.items))


# Every vote of a session asks for the same ranks: an eighth of drafting 200 items, without it.
@lru_cache(maxsize=16)
def _ranks(starts: tuple[tuple[ItemMark, float | None], ...]) -> Mapping[ItemMark, int]:
    known: list[float] = []
    for _, start_s in starts:
        known.append(start_s if start_s is not None else known[-1] if known else -1.0)
    ranked = sorted(range(len(starts)), key=lambda n: known[n])
    return {starts[n][0]: rank for rank, n in reversed(list(enumerate(ranked)))}


def _order(positions: Mapping[ItemMark, int], moment: Moment) -> MomentOrder:
    phase = 2 if moment.after else 1 if moment.during else 0
    if moment.item is None:
        return (-1, phase)
    return (positions.get(moment.item, len(positions)), phase)


def seats(meeting: Meeting) -> tuple[MemberName, ...]:
    """Return the members in office, one name for each seat, in the order of the roll.

    A substitute has no seat of his own, unless the member he replaces is not on the roll.
    """
    return tuple(name for name, seat in seat_by_name(meeting).items() if name == seat)


def seat_by_name(meeting: Meeting) -> dict[MemberName, MemberName]:
    """Return, for each person on the roll in order, the name that stands for the seat."""
    named = {member.name: member.substitute_for for member in meeting.members}
    return {
        name: titular if titular is not None and titular in named else name
        for name, titular in named.items()
    }


def votes_by_name(meeting: Meeting) -> dict[MemberName, int]:
    """Return the votes (voix) that each person casts: a substitute casts those of the seat."""
    weight = {member.name: member.weight for member in meeting.members}
    return {name: weight[seat] for name, seat in seat_by_name(meeting).items()}


def at_opening(meeting: Meeting) -> Presence:
    """Return the state at the roll call, before any movement."""
    return _presence(meeting, OPENING)


def state_at(meeting: Meeting, moment: Moment) -> Presence:
    """Return who is present and represented at a moment, movements up to it included.

    `Moment()` is when the first item is about to be opened: late members who came before it are
    present. A proxy is in effect from its `begin`, until its `end`, its giver's arrival (present
    members vote themselves, L. 2121-20) or a substitute's; it produces nothing while its holder
    is away; of several that one member holds, those beyond the legal number are void.
    """
    return _presence(meeting, moment_order(meeting, moment))


def _presence(meeting: Meeting, now: MomentOrder) -> Presence:
    seat = seat_by_name(meeting)
    positions = _positions(meeting)
    there = _there(meeting, positions, now)
    seated = _seated(seat, there)
    occupied = {seat[name] for name in seated}
    away = [
        proxy
        for proxy in _begun(meeting, positions, now)
        if proxy.giver in seat and seat[proxy.giver] not in occupied
    ]
    given = _latest(away, seat)
    valid = within_limit(given, rules_for(meeting).proxies_per_holder)
    known = occupied | there.keys() | {seat[proxy.giver] for proxy in valid}
    return Presence(
        present=seated,
        proxies=tuple(proxy for proxy in valid if proxy.holder in seated),
        void=tuple(proxy for proxy in given if proxy not in valid),
        unknown=tuple(name for name in seat if name == seat[name] and name not in known),
    )


def _there(
    meeting: Meeting, positions: Mapping[ItemMark, int], now: MomentOrder
) -> dict[MemberName, bool]:
    """Return who is in the room, by name; a name that is missing is unknown."""
    there = {name: state is Attendance.PRESENT for name, state in meeting.attendance}
    past = [(_order(positions, move.moment), move) for move in meeting.movements]
    for at, move in sorted(past, key=lambda pair: pair[0]):
        if at <= now:
            there[move.member] = move.kind is MovementKind.ARRIVAL
    return there


def _seated(
    seat: dict[MemberName, MemberName], there: dict[MemberName, bool]
) -> tuple[MemberName, ...]:
    """Return those in the room who occupy a seat: never a substitute beside his titular."""
    in_room = [name for name in seat if there.get(name)]
    taken = {name: name for name in in_room if seat[name] == name}
    for name in in_room:
        taken.setdefault(seat[name], name)
    return tuple(name for name in in_room if taken[seat[name]] == name)


def _latest(proxies: Sequence[Proxy], seat: dict[MemberName, MemberName]) -> tuple[Proxy, ...]:
    """Return the last proxy that each seat gave, in the order given."""
    latest = {seat[proxy.giver]: proxy for proxy in proxies}
    return tuple(proxy for proxy in proxies if latest[seat[proxy.giver]] is proxy)


def _begun(
    meeting: Meeting, positions: Mapping[ItemMark, int], now: MomentOrder
) -> tuple[Proxy, ...]:
    """Return the proxies that have begun and not ended, in the order of their beginning.

    One given beforehand is there from the opening.
    """
    arrivals = [
        (move.member, _order(positions, move.moment))
        for move in meeting.movements
        if move.kind is MovementKind.ARRIVAL
    ]
    begun = []
    for proxy in meeting.proxies:
        begin = OPENING if proxy.begin == Moment() else _order(positions, proxy.begin)
        ended = proxy.end is not None and _order(positions, proxy.end) <= now
        returned = any(n == proxy.giver and begin < at <= now for n, at in arrivals)
        if begin <= now and not ended and not returned:
            begun.append((begin, proxy))
    return tuple(proxy for _, proxy in sorted(begun, key=lambda pair: pair[0]))
