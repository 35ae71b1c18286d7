"""Votes put and answered in free words, settled against the nine members of a small council."""

from collections.abc import Sequence
from dataclasses import replace

from pv_builder.evidence import Alert
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    Meeting,
    Member,
    MemberName,
    Proxy,
)
from pv_builder.reading.votes.said_votes import read_vote
from pv_builder.reading.votes.settling import settle
from tests.helpers.heard_lines import (
    HUBERT,
    MASSON,
    MOULIN,
    PERRIN,
    Line,
    a_scene,
    a_seance,
    members,
)
from tests.helpers.meetings import an_item

Voted = tuple[int | None, int | None, Sequence[MemberName], Sequence[MemberName]]
CALL = (MASSON, "Le point suivant, c'est le bail de la boulangerie.")


GROUPS = {HUBERT: "Valbrune demain", PERRIN: "Valbrune demain", MOULIN: "Valbrune demain"}


def the_members() -> tuple[Member, ...]:
    """Return the nine members, three of them of one group."""
    return tuple(replace(member, group=GROUPS.get(member.name)) for member in members())


def a_council(*, excused: Sequence[tuple[MemberName, MemberName]] = ()) -> Meeting:
    """Return the nine members, some of them excused with a pouvoir given to another."""
    givers = {giver for giver, _ in excused}
    seance = a_seance()
    return Meeting(
        collectivite=seance.collectivite,
        body=seance.body,
        assembly=Assembly.COMMUNE,
        date=seance.date,
        members=the_members(),
        attendance=tuple(
            (m.name, Attendance.EXCUSED if m.name in givers else Attendance.PRESENT)
            for m in members()
        ),
        proxies=tuple(Proxy(giver=giver, holder=holder) for giver, holder in excused),
        chair=MASSON,
        items=(an_item(ballot=None),),
    )


def settled(*lines: Line, meeting: Meeting | None = None) -> tuple[Ballot, tuple[Alert, ...]]:
    """Return the ballot of the item that these lines follow the call of, and what is doubted."""
    meeting = meeting or a_council()
    scene = a_scene(CALL, *lines, seance=a_seance(roll=the_members()))
    found = settle(scene, meeting, meeting.items[0], read_vote(scene, 0, scene.end))
    assert found.ballot is not None
    return found.ballot, found.alerts


def voted(*lines: Line, meeting: Meeting | None = None) -> Voted:
    """Return the votes against, the abstentions, and who is named for each."""
    ballot, _ = settled(*lines, meeting=meeting)
    names = (set(ballot.against_names), set(ballot.abstention_names))
    return ballot.against, ballot.abstentions, *names
