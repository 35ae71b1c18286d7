from dataclasses import replace

import pytest

from pv_builder.law.voters import executive, not_taking_part, present_in_part, voters_at
from pv_builder.meeting import Assembly, Attendance, ItemKind, Meeting, Moment
from tests.helpers.meetings import (
    CHAIR,
    a_meeting,
    a_member,
    a_proxy,
    all_present,
    an_item,
    name,
    names,
)


def with_proxies(**item: object) -> Meeting:
    meeting = a_meeting(
        "E",
        "Autre",
        "D",
        "A",
        proxies=(a_proxy("D", "E"), a_proxy("A", "Maire")),
        items=(an_item(**item),),
    )
    return replace(meeting, attendance=all_present(meeting.members, "D", "A"))


def test_everyone_present_or_represented_votes() -> None:
    meeting = with_proxies()
    voters = voters_at(meeting, meeting.items[0])
    assert voters is not None
    assert voters.names == names("Maire", "E", "Autre", "D", "A")
    assert (voters.heads, voters.weight, voters.withdrawn) == (5, 5, ())


def test_an_interested_member_does_not_vote_nor_use_the_proxy_held() -> None:
    meeting = with_proxies(not_participating=names("E"))
    voters = voters_at(meeting, meeting.items[0])
    assert voters is not None
    assert voters.withdrawn == names("E", "D")
    assert (voters.heads, voters.withdrawn_weight) == (3, 2)


def test_a_proxy_given_by_an_interested_member_is_not_voted() -> None:
    meeting = with_proxies(not_participating=names("D"))
    voters = voters_at(meeting, meeting.items[0])
    assert voters is not None
    assert voters.withdrawn == names("D")


def test_the_executive_takes_no_part_in_the_accounts_even_if_nobody_said_so() -> None:
    meeting = with_proxies(kind=ItemKind.ACCOUNTS)
    voters = voters_at(meeting, meeting.items[0])
    assert voters is not None
    assert voters.withdrawn == (CHAIR, name("A"))
    assert not_taking_part(meeting, meeting.items[0]) == (CHAIR,)


def test_the_executive_is_named_once_when_his_withdrawal_was_heard() -> None:
    meeting = with_proxies(kind=ItemKind.ACCOUNTS, not_participating=(CHAIR,))
    assert not_taking_part(meeting, meeting.items[0]) == (CHAIR,)


def test_those_present_who_take_part_may_be_asked_at_any_moment() -> None:
    meeting = with_proxies(not_participating=names("E"))
    present = present_in_part(meeting, meeting.items[0], Moment())
    assert present == names("Maire", "Autre")


def test_who_votes_is_unknown_while_a_presence_is() -> None:
    meeting = replace(a_meeting("Un"), attendance=((CHAIR, Attendance.PRESENT),))
    assert voters_at(meeting, meeting.items[0]) is None


@pytest.mark.parametrize(
    ("assembly", "functions", "chair", "found"),
    [
        (Assembly.COMMUNE, ("Maire", "1re adjointe"), "A", "A"),
        (Assembly.COMMUNE, ("1er adjoint", "Maire"), "A", "B"),
        (Assembly.COMMUNE, ("Maire délégué", "Maire"), "A", "B"),
        (Assembly.COMMUNE, ("Maire-adjoint", "Conseillère"), "A", "A"),
        (Assembly.EPCI, ("Vice-président, maire de Vère", "Présidente"), "A", "B"),
        (Assembly.EPCI, ("Maire de Vère", "Maire de Serre"), "A", "A"),
        (Assembly.CCAS, ("Président, maire", ""), "A", "A"),
        (Assembly.COMMUNE, ("", ""), None, None),
    ],
)
def test_the_executive_is_found_by_function_else_it_is_the_chair(
    assembly: Assembly, functions: tuple[str, str], chair: str | None, found: str | None
) -> None:
    members = tuple(a_member(n, function=f) for n, f in zip("AB", functions, strict=True))
    meeting = a_meeting(
        assembly=assembly, members=members, chair=None if chair is None else name(chair)
    )
    assert executive(meeting) == (None if found is None else name(found))
