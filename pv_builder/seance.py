"""What the secretary knows before the session: the roll, the agenda, what was stated in advance.

`pv_builder.roster` reads it from `seance.toml`. What stands here was stated by a person: it needs
no evidence from the recording.
"""

import datetime as dt
from dataclasses import dataclass

from pv_builder.meeting import Assembly, Attendance, ItemMark, Member, MemberName


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """A point of the agenda as convened."""

    mark: ItemMark
    title: str
    rapporteur: MemberName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMember:
    """A member and what was stated in advance.

    Attributes:
        attendance: None when it is to be found in the recording.
        proxy_to: holder of this member's proxy, when stated.
    """

    member: Member
    attendance: Attendance | None = None
    proxy_to: MemberName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seance:
    """A session as convened; texts as printed.

    Attributes:
        hour: of the convocation, "HH:MM".
        members: in the order of the roll (tableau).
        agenda: in order; may be empty.
    """

    collectivite: str
    body: str
    assembly: Assembly
    date: dt.date
    hour: str | None = None
    place: str | None = None
    convened_on: dt.date | None = None
    previous_session: str | None = None
    members: tuple[StatedMember, ...]
    agenda: tuple[AgendaEntry, ...] = ()

    @property
    def roll(self) -> tuple[Member, ...]:
        """The members alone, in order."""
        return tuple(stated.member for stated in self.members)
