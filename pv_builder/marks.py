"""What a person marked while the session was recorded: facts stated, to the second.

A mark is no proposal: it stands without being confirmed again, and what is heard otherwise becomes
an alert (`pv_builder.reading.marked`). Seconds are of the session's sound, hours "HH:MM".
"""

from dataclasses import dataclass

from core.timecode import Interval
from pv_builder.meeting import MemberName, MovementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedItem:
    """An item of the agenda was opened; `item` is its mark as printed."""

    item: str
    at_s: float
    hour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedVote:
    """Something was put to the vote; `item` is "" when no item was open."""

    item: str
    at_s: float
    hour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMove:
    """A member came or left."""

    kind: MovementKind
    member: MemberName
    at_s: float
    hour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFloor:
    """A member began to speak."""

    member: MemberName
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpan:
    """The session was suspended, or sat in closed session; no end when none was marked."""

    start_s: float
    end_s: float | None = None
    start_hour: str | None = None
    end_hour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All the marks of a session, each kind in order.

    Attributes:
        closed: closed sessions (huis clos).
    """

    items: tuple[MarkedItem, ...] = ()
    votes: tuple[MarkedVote, ...] = ()
    moves: tuple[MarkedMove, ...] = ()
    floors: tuple[MarkedFloor, ...] = ()
    suspensions: tuple[MarkedSpan, ...] = ()
    closed: tuple[MarkedSpan, ...] = ()

    def closed_until(self, end_s: float) -> tuple[Interval, ...]:
        """Return the closed sessions of a recording that ends so; one without an end lasts."""
        return tuple(
            Interval(span.start_s, max(span.start_s, end_s if span.end_s is None else span.end_s))
            for span in self.closed
        )

    def away(self, member: MemberName, end_s: float) -> tuple[Interval, ...]:
        """Return when a member was not there, as far as arrivals and departures were marked."""
        found: list[Interval] = []
        left_s: float | None = 0.0
        for move in (one for one in self.moves if one.member == member):
            if move.kind is MovementKind.DEPARTURE:
                left_s = move.at_s
            elif left_s is not None:
                found.append(Interval(left_s, max(left_s, move.at_s)))
                left_s = None
        own = [move for move in self.moves if move.member == member]
        if own and own[-1].kind is MovementKind.DEPARTURE and left_s is not None:
            found.append(Interval(left_s, max(left_s, end_s)))
        return tuple(found)
