from dataclasses import replace

import pytest

from pv_builder.law.quorum import quorum_at, quorum_at_opening, quorum_required
from pv_builder.meeting import (
    Assembly,
    Attendance,
    ItemKind,
    Meeting,
    QuorumRule,
    Statutes,
)
from tests.helpers.meetings import (
    CHAIR,
    a_meeting,
    a_member,
    a_proxy,
    all_present,
    an_item,
    departure,
    names,
)

TWELVE = tuple(f"N{n}" for n in range(11))  # and the maire


def of_twelve(present: int, **changes: object) -> Meeting:
    meeting = a_meeting(*TWELVE, **changes)
    return replace(meeting, attendance=all_present(meeting.members, *TWELVE[present - 1 :]))


@pytest.mark.parametrize(
    ("in_office", "required"),
    [(7, 4), (8, 5), (15, 8), (19, 10), (27, 14), (29, 15), (33, 17), (69, 35)],
)
def test_more_than_half_of_the_members_in_office_are_required(
    in_office: int, required: int
) -> None:
    assert quorum_required(in_office) == required


@pytest.mark.parametrize(
    ("rule", "required"),
    [
        (QuorumRule(numerator=1, denominator=3, strict=False), 4),
        (QuorumRule(numerator=1, denominator=3), 5),
        (QuorumRule(numerator=2, denominator=3, strict=False), 8),
        (QuorumRule(strict=False), 6),
    ],
)
def test_statutes_may_require_another_share(rule: QuorumRule, required: int) -> None:
    assert quorum_required(12, rule) == required


@pytest.mark.parametrize(("present", "reached"), [(6, False), (7, True)])
def test_six_of_twelve_are_not_enough(present: int, reached: bool) -> None:
    assert quorum_at_opening(of_twelve(present)).reached is reached


def test_proxies_do_not_count() -> None:
    meeting = of_twelve(6, proxies=(a_proxy("N10", "Maire"), a_proxy("N9", "N0")))
    assert quorum_at_opening(meeting).countable == 6
    assert quorum_at_opening(meeting).reached is False


def test_who_leaves_during_the_debate_leaves_its_quorum_but_not_that_of_the_next() -> None:
    meeting = of_twelve(
        7, items=(an_item(1), an_item(2)), movements=(departure("N0", 1, during=True),)
    )
    assert [quorum_at(meeting, item).reached for item in meeting.items] == [True, False]


def test_an_interested_member_leaves_the_count_but_not_the_base() -> None:
    meeting = of_twelve(7, items=(an_item(not_participating=names("N0")),))
    state = quorum_at(meeting, meeting.items[0])
    assert (state.base, state.countable, state.reached) == (12, 6, False)


def test_a_member_interested_by_law_leaves_the_base_too() -> None:
    interested = {"not_participating": names("N0"), "interested_by_law": names("N0")}
    meeting = of_twelve(7, items=(an_item(**interested),))
    state = quorum_at(meeting, meeting.items[0])
    assert (state.base, state.required, state.countable) == (11, 6, 6)
    assert state.reached is True


def test_the_executive_does_not_count_for_the_accounts() -> None:
    meeting = of_twelve(7, items=(an_item(kind=ItemKind.ACCOUNTS),))
    assert quorum_at(meeting, meeting.items[0]).reached is False


def test_after_a_second_convocation_the_first_agenda_needs_no_quorum_an_added_item_does() -> None:
    meeting = of_twelve(2, second_convocation=True, items=(an_item(1), an_item(2, added=True)))
    first, added = (quorum_at(meeting, item) for item in meeting.items)
    assert (first.reached, first.waived) == (True, True)
    assert (added.reached, added.waived) == (False, False)


def test_convening_again_as_urgent_brings_the_quorum_back() -> None:
    meeting = of_twelve(2, second_convocation=True, urgent=True)
    assert quorum_at_opening(meeting).reached is False
    assert quorum_at(meeting, meeting.items[0]).waived is False


@pytest.mark.parametrize("assembly", [Assembly.DEPARTEMENT, Assembly.REGION])
def test_in_a_permanent_committee_members_represented_count(assembly: Assembly) -> None:
    proxies = (a_proxy("N10", "N0"), a_proxy("N9", "N1"))
    council = of_twelve(6, assembly=assembly, proxies=proxies)
    committee = replace(council, body="commission permanente")
    assert quorum_at_opening(council).reached is False
    assert quorum_at_opening(committee).countable == 8
    assert quorum_at_opening(committee).reached is True
    assert quorum_at_opening(committee).article.endswith("-1")


@pytest.mark.parametrize(("present", "reached"), [(7, False), (8, True)])
def test_a_region_elects_its_president_before_two_thirds_of_its_members(
    present: int, reached: bool
) -> None:
    items = (
        an_item(1, title="Élection du président du conseil régional"),
        an_item(2, title="Élection du président de la commission des finances"),
    )
    meeting = of_twelve(present, assembly=Assembly.REGION, items=items)
    election, other = (quorum_at(meeting, item) for item in items)
    assert (election.required, election.reached) == (8, reached)
    assert election.article == "CGCT, art. L. 4133-1"
    assert (other.required, other.reached) == (7, True)
    assert quorum_at_opening(meeting).required == 8


def test_an_open_syndicate_without_statutes_has_no_known_quorum() -> None:
    state = quorum_at_opening(of_twelve(12, assembly=Assembly.SYNDICAT_OUVERT))
    assert (state.required, state.reached, state.rule) == (None, None, None)


def test_the_statutes_may_count_votes_and_proxies() -> None:
    rule = QuorumRule(in_votes=True, counts_proxies=True)
    members = (
        a_member("Maire", weight=4),
        a_member("A", weight=3),
        a_member("B", weight=5),
    )
    meeting = a_meeting(
        assembly=Assembly.SYNDICAT_OUVERT,
        statutes=Statutes(quorum=rule),
        members=members,
        attendance=all_present(members, "A", "B"),
        proxies=(a_proxy("A", "Maire"),),
    )
    state = quorum_at_opening(meeting)
    assert (state.base, state.required, state.countable) == (12, 7, 7)
    assert state.reached is True


@pytest.mark.parametrize(
    ("known_present", "known_absent", "reached"), [(7, 0, True), (3, 6, False), (3, 2, None)]
)
def test_unknown_presences_leave_the_answer_open_only_where_they_matter(
    known_present: int, known_absent: int, reached: bool | None
) -> None:
    meeting = a_meeting(*TWELVE)
    everyone = [member.name for member in meeting.members]
    states = [Attendance.PRESENT] * known_present + [Attendance.ABSENT] * known_absent
    meeting = replace(meeting, attendance=tuple(zip(everyone, states, strict=False)))
    assert quorum_at_opening(meeting).reached is reached


def test_the_chair_is_among_those_counted() -> None:
    meeting = a_meeting()
    assert CHAIR in [member.name for member in meeting.members]
    assert quorum_at_opening(meeting).countable == len(meeting.members)
