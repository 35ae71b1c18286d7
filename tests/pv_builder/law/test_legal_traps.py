"""The mistakes that a generator of minutes makes most easily, each shown not to be made.

Those about what is printed (15, 17, 18, 21, 24, 26 to 30) are tested again with the documents, in
`tests/pv_builder/documents`, and 28 with the texts of acts, in `tests/pv_builder/conformity`.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from pv_builder.conformity.checks import check_meeting
from pv_builder.law.ballots import closed_session_vote, requesters_needed
from pv_builder.law.deadlines import list_due
from pv_builder.law.majority import VoteCount, Wording, count_votes
from pv_builder.law.presence import at_opening, seats
from pv_builder.law.quorum import quorum_at, quorum_at_opening
from pv_builder.meeting import (
    Announced,
    Assembly,
    Ballot,
    BallotMode,
    Choice,
    ItemKind,
    Meeting,
    Moment,
    Outcome,
)
from tests.helpers.meetings import (
    CHAIR,
    a_meeting,
    a_member,
    a_proxy,
    all_present,
    an_item,
    arrival,
    departure,
    name,
    names,
)


def council(in_office: int, present: int, proxies: int = 0, **changes: Any) -> Meeting:
    """So many members in office and present, the first ones holding the last ones' proxies."""
    others = [f"N{n}" for n in range(in_office - 1)]
    given: dict[str, Any] = {
        "secretary": name("N0"),
        "proxies": tuple(a_proxy(others[-1 - n], others[n]) for n in range(proxies)),
    }
    meeting = a_meeting(*others, **(given | changes))
    return replace(meeting, attendance=all_present(meeting.members, *others[present - 1 :]))


def first_count(meeting: Meeting) -> VoteCount:
    count = count_votes(meeting, meeting.items[0])
    assert count is not None
    return count


def codes(meeting: Meeting) -> list[str]:
    return [alert.code for alert in check_meeting(meeting)]


def test_trap_1_proxies_do_not_make_the_quorum() -> None:
    assert quorum_at_opening(council(23, 11, proxies=5)).reached is False


def test_trap_2_the_quorum_of_eight_in_office_is_five() -> None:
    assert quorum_at_opening(council(8, 5)).required == 5


def test_traps_3_and_4_the_quorum_is_that_of_each_item_when_it_is_opened() -> None:
    items = (an_item(1), an_item(2))
    meeting = council(9, 5, items=items, movements=(departure("N1", 1, during=True),))
    assert [quorum_at(meeting, item).reached for item in items] == [True, False]


def test_trap_5_an_item_added_since_the_first_convocation_needs_the_quorum() -> None:
    items = (an_item(1), an_item(2, added=True))
    meeting = council(9, 3, items=items, second_convocation=True)
    assert [quorum_at(meeting, item).reached for item in items] == [True, False]


def with_proxies(meeting: Meeting, *proxies: tuple[str, str]) -> Meeting:
    return replace(meeting, proxies=tuple(a_proxy(giver, holder) for giver, holder in proxies))


def test_trap_6_one_member_does_not_vote_for_two_others() -> None:
    meeting = with_proxies(council(10, 8), ("N8", "N1"), ("N7", "N1"))
    assert first_count(meeting).voters == 9
    assert "proxies-too-many" in codes(meeting)


@pytest.mark.parametrize("assembly", [Assembly.EPCI, Assembly.DEPARTEMENT, Assembly.REGION])
def test_trap_6_holds_in_every_assembly_that_the_law_limits(assembly: Assembly) -> None:
    meeting = council(10, 8, assembly=assembly)
    assert "proxies-too-many" in codes(with_proxies(meeting, ("N8", "N1"), ("N7", "N1")))


def test_trap_7_a_proxy_with_giver_and_holder_inverted_is_told() -> None:
    right = with_proxies(council(10, 9), ("N8", "N1"))
    inverted = with_proxies(council(10, 9), ("N1", "N8"))
    assert codes(right) == []
    assert codes(inverted) == ["proxy-not-counted"]
    assert first_count(inverted).voters == 9


def test_trap_8_a_proxy_dies_when_its_giver_comes_and_sleeps_when_its_holder_goes() -> None:
    items = (an_item(1), an_item(2), an_item(3))
    movements = (departure("N0", 2), arrival("N8", 3))
    meeting = council(10, 9, proxies=1, items=items, movements=movements)
    voters = [count.voters for item in items if (count := count_votes(meeting, item))]
    assert voters == [10, 8, 9]


def test_trap_8_a_proxy_of_somebody_present_or_revoked_is_not_voted() -> None:
    assert first_count(with_proxies(council(10, 10), ("N1", "N2"))).voters == 10
    items = (an_item(1), an_item(2))
    revoked = (a_proxy("N8", "N0", end=Moment(item=2)),)
    meeting = replace(council(10, 9, items=items), proxies=revoked)
    voters = [count.voters for item in items if (count := count_votes(meeting, item))]
    assert voters == [10, 9]


def test_traps_9_and_10_the_maire_neither_votes_his_accounts_nor_uses_a_proxy() -> None:
    item = an_item(kind=ItemKind.ACCOUNTS)
    meeting = with_proxies(council(10, 9, items=(item,)), ("N8", "Maire"))
    assert (first_count(meeting).present, first_count(meeting).voters) == (8, 8)
    assert "accounts-chair-missing" in codes(meeting)


def test_trap_9_the_maire_gives_no_proxy_for_his_accounts() -> None:
    item = an_item(kind=ItemKind.ACCOUNTS, chair=name("N0"))
    everyone_but_the_maire = council(10, 10, items=(item,))
    meeting = with_proxies(
        replace(
            everyone_but_the_maire,
            attendance=all_present(everyone_but_the_maire.members, "Maire"),
        ),
        ("Maire", "N1"),
    )
    assert first_count(meeting).voters == 9
    assert "accounts-proxy-unused" in codes(meeting)


def test_the_accounts_of_a_predecessor_are_voted_and_presided_by_the_maire() -> None:
    item = an_item(kind=ItemKind.ACCOUNTS, ballot=Ballot(against=3, abstentions=0))
    meeting = council(10, 9, proxies=1, items=(item,), predecessor_accounts=True)
    count = first_count(meeting)
    assert (count.present, count.voters, count.outcome) == (9, 10, Outcome.ADOPTED)
    assert codes(meeting) == []


def test_trap_11_accounts_pass_on_a_tie() -> None:
    item = an_item(kind=ItemKind.ACCOUNTS, ballot=Ballot(against=5, abstentions=0))
    assert first_count(council(11, 11, items=(item,))).outcome is Outcome.ADOPTED


def test_traps_12_and_13_a_casting_vote_adds_no_vote_and_none_is_cast_in_secret() -> None:
    tie = Ballot(against=5, abstentions=0, chair_choice=Choice.IN_FAVOUR)
    open_vote = first_count(council(10, 10, items=(an_item(ballot=tie),)))
    assert (open_vote.in_favour, open_vote.against) == (5, 5)
    assert open_vote.wording is Wording.CASTING_VOTE
    hidden = replace(tie, mode=BallotMode.SECRET)
    assert first_count(council(10, 10, items=(an_item(ballot=hidden),))).outcome is Outcome.REJECTED


def test_trap_12_no_casting_vote_elects_anybody() -> None:
    tie = Ballot(against=5, abstentions=0, chair_choice=Choice.IN_FAVOUR)
    item = an_item(kind=ItemKind.NOMINATION, ballot=tie)
    assert first_count(council(10, 10, items=(item,))).outcome is Outcome.REJECTED


def test_traps_14_and_15_abstentions_are_no_votes_cast_and_end_unanimity() -> None:
    count = first_count(council(10, 10, items=(an_item(ballot=Ballot(against=0, abstentions=6)),)))
    assert (count.cast, count.majority, count.outcome) == (4, 3, Outcome.ADOPTED)
    assert count.wording is Wording.UNANIMOUS_OF_CAST
    assert not count.unanimous


def test_trap_15_unanimity_announced_over_an_abstention_is_told() -> None:
    ballot = Ballot(against=0, abstentions=1, announced=Announced(unanimous=True))
    assert codes(council(10, 10, items=(an_item(ballot=ballot),))) == [
        "announced-unanimity-differs"
    ]


def test_trap_16_who_left_or_withdrew_is_not_in_favour_by_elimination() -> None:
    item = an_item(not_participating=names("N1"))
    meeting = council(10, 10, items=(item,), movements=(departure("N2", 1),))
    assert first_count(meeting).in_favour == 8


def test_traps_17_and_18_secret_ballots_have_no_names_and_public_ones_have_all() -> None:
    hidden = Ballot(
        mode=BallotMode.SECRET,
        in_favour=9,
        against=1,
        abstentions=0,
        against_names=names("N0"),
        requested_by=names("N0", "N1", "N2", "N3"),
    )
    assert codes(council(10, 10, items=(an_item(ballot=hidden),))) == ["secret-ballot-with-names"]
    asked = names("N0", "N1", "N2")
    public = Ballot(mode=BallotMode.PUBLIC, against=0, abstentions=0, requested_by=asked)
    assert codes(council(10, 10, items=(an_item(ballot=public),))) == [
        "public-ballot-without-names"
    ]


def test_trap_19_a_third_is_a_third_of_those_present() -> None:
    state = at_opening(council(21, 13, proxies=5))
    assert requesters_needed(len(state.present), 3) == 5
    for asked, told in ((5, []), (4, ["too-few-requesters"])):
        ballot = Ballot(
            mode=BallotMode.SECRET,
            in_favour=18,
            against=0,
            abstentions=0,
            requested_by=names(*(f"N{n}" for n in range(asked))),
        )
        items = (an_item(ballot=ballot),)
        assert codes(council(21, 13, proxies=5, items=items)) == told


def test_trap_18_a_session_by_videoconference_votes_in_public() -> None:
    remote = council(10, 10, assembly=Assembly.EPCI, place="en visioconférence")
    assert "remote-vote-not-public" in codes(remote)


def test_trap_20_a_closed_session_is_refused_though_more_were_in_favour_than_against() -> None:
    vote = Ballot(against=2, abstentions=10)
    item = an_item(closed_session=True, closed_session_ballot=vote)
    assert "closed-session-refused" in codes(council(24, 20, proxies=4, items=(item,)))


def test_trap_20_a_closed_session_takes_more_than_half_of_everybody() -> None:
    assert not closed_session_vote(present=20, proxies=4, in_favour=12).decided


def test_trap_22_the_proxy_of_an_interested_member_goes_and_the_base_stays() -> None:
    item = an_item(not_participating=names("N0"))
    meeting = council(10, 9, proxies=1, items=(item,))
    assert first_count(meeting).voters == 8
    assert quorum_at(meeting, item).base == 10


def test_trap_23_noting_is_not_voting() -> None:
    noted = an_item(ballot=Ballot(against=0, abstentions=0), outcome=Outcome.NOTED)
    assert codes(council(10, 10, items=(noted,))) == ["vote-on-unvoted-item"]
    report = an_item(ballot=None, outcome=Outcome.NOTED)
    assert count_votes(council(10, 10), report) is None


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.POSTPONED])
def test_trap_28_what_was_withdrawn_or_postponed_is_not_voted(outcome: Outcome) -> None:
    item = an_item(outcome=outcome)
    assert codes(council(10, 10, items=(item,))) == ["vote-on-unvoted-item"]
    assert not count_votes(council(10, 10), replace(item, ballot=None))


def test_trap_24_a_substitute_has_no_vote_beside_his_titular() -> None:
    members = (
        a_member("Maire", function="Président"),
        a_member("Titulaire"),
        a_member("Suppléant", substitute_for=name("Titulaire")),
    )
    meeting = a_meeting(
        assembly=Assembly.EPCI, members=members, attendance=all_present(members), chair=CHAIR
    )
    assert first_count(meeting).voters == 2
    assert len(seats(meeting)) == 2


def test_trap_25_heads_and_votes_are_counted_apart() -> None:
    members = tuple(a_member(who, weight=weight) for who, weight in (("Maire", 4), ("A", 13)))
    meeting = a_meeting(assembly=Assembly.SYNDICAT, members=members)
    count = first_count(meeting)
    assert (count.voters, count.voters_weight, count.in_favour) == (2, 17, 17)


def test_trap_26_the_list_is_due_a_week_after_the_session_itself() -> None:
    assert list_due(dt.date(2026, 11, 16)) == dt.date(2026, 11, 23)


def test_trap_29_no_decision_under_sundry_questions() -> None:
    assert codes(council(10, 10, items=(an_item(title="Questions diverses"),))) == [
        "vote-under-sundry"
    ]


def test_trap_30_no_quorum_is_claimed_where_its_rule_is_unknown() -> None:
    meeting = council(10, 10, assembly=Assembly.SYNDICAT_OUVERT)
    assert quorum_at_opening(meeting).reached is None
    assert "statutes-unknown" in codes(meeting)
