"""What the secretary knows before the session: the roll, the agenda, what was stated in advance.

`pv_builder.roster.seance_toml` reads it from `seance.toml`. What stands here was stated by a
person: it needs no evidence from the recording.
"""

import datetime as dt
from dataclasses import dataclass, field, replace

from pv_builder.meeting import (
    AgendaPart,
    Assembly,
    Attendance,
    Item,
    ItemMark,
    Meeting,
    Member,
    MemberName,
    Proxy,
    Statutes,
)
from pv_builder.wishes import DocumentWishes


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
        second_convocation: convened again after the quorum failed (L. 2121-17).
        predecessor_accounts: the accounts to be voted are those of a former maire or president.
        urgent: convened under the urgency procedure.
        siret: 14 digits of the authority.
        department: code of the department ("27", "2A", "974").
        population: inhabitants of the commune.
        statutes: of an open syndicate.
        parts: of a hierarchical agenda, in order.
        attending: who attends without being a member, as it is printed.
        wishes: how its documents are to look.
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
    second_convocation: bool = False
    predecessor_accounts: bool = False
    urgent: bool = False
    siret: str | None = None
    department: str | None = None
    population: int | None = None
    statutes: Statutes | None = None
    parts: tuple[AgendaPart, ...] = ()
    attending: str | None = None
    wishes: DocumentWishes = field(default_factory=DocumentWishes)

    @property
    def convened(self) -> "Seance":
        """The session without wishes about its documents: all that its facts depend on."""
        return replace(self, wishes=DocumentWishes())

    @property
    def roll(self) -> tuple[Member, ...]:
        """The members alone, in order."""
        return tuple(stated.member for stated in self.members)


def meeting_as_stated(seance: Seance) -> Meeting:
    """Return the meeting as the secretary stated it: what is to be heard is still unknown."""
    stated = seance.members
    return Meeting(
        collectivite=seance.collectivite,
        body=seance.body,
        assembly=seance.assembly,
        date=seance.date,
        place=seance.place,
        convened_hour=seance.hour,
        convened_on=seance.convened_on,
        previous_session=seance.previous_session,
        second_convocation=seance.second_convocation,
        predecessor_accounts=seance.predecessor_accounts,
        urgent=seance.urgent,
        siret=seance.siret,
        department=seance.department,
        population=seance.population,
        statutes=seance.statutes,
        parts=seance.parts,
        attending=seance.attending,
        members=seance.roll,
        attendance=tuple((s.member.name, s.attendance) for s in stated if s.attendance),
        proxies=tuple(Proxy(giver=s.member.name, holder=s.proxy_to) for s in stated if s.proxy_to),
        items=tuple(
            Item(mark=entry.mark, title=entry.title, rapporteur=entry.rapporteur)
            for entry in seance.agenda
        ),
    )
