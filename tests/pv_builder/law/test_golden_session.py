"""A whole session of 27 councillors, line by line: who is there, who votes, what is decided."""

from dataclasses import replace

import pytest

from pv_builder.law.majority import VoteCount, Wording, count_votes
from pv_builder.law.presence import at_opening, at_vote, before, state_at
from pv_builder.law.quorum import quorum_at, quorum_at_opening
from pv_builder.meeting import Ballot, ItemKind, Meeting, Moment, Outcome
from tests.helpers.meetings import (
    a_meeting,
    a_proxy,
    all_present,
    an_item,
    arrival,
    departure,
    names,
)

SEATED = ("C", "E", "G", *(f"N{n}" for n in range(13)))  # 16, and the maire: 17
GIVERS = ("A", "B", "D", "F")
ABSENT = ("H", "J1", "J2", "J3", "J4", "J5")
LEAVING = tuple(f"N{n}" for n in range(5))


@pytest.fixture(name="meeting", scope="module")
def _meeting() -> Meeting:
    built = a_meeting(*SEATED, *GIVERS, *ABSENT)
    return replace(
        built,
        attendance=all_present(built.members, *GIVERS, *ABSENT),
        proxies=(a_proxy("A", "Maire"), a_proxy("B", "C"), a_proxy("D", "E"), a_proxy("F", "G")),
        movements=(
            arrival("H", 2, "19:12"),
            arrival("B", 3, "19:40", during=True),
            departure("G", 4, "20:05"),
            *(departure(who, 6, "21:10") for who in LEAVING),
        ),
        items=(
            an_item(1),
            an_item(2, ballot=Ballot(against=3, abstentions=2)),
            an_item(3, ballot=Ballot(against=0, abstentions=4)),
            an_item(4, not_participating=names("E")),
            an_item(
                5,
                kind=ItemKind.ACCOUNTS,
                chair=names("N0")[0],
                not_participating=names("Maire"),
                ballot=Ballot(against=9, abstentions=0),
            ),
            an_item(6, ballot=None),
        ),
    )


def counted(meeting: Meeting, mark: int) -> VoteCount:
    count = count_votes(meeting, meeting.items[mark - 1])
    assert count is not None
    return count


def test_at_the_opening_17_are_present_and_4_represented(meeting: Meeting) -> None:
    state = at_opening(meeting)
    assert (len(state.present), len(state.proxies)) == (17, 4)
    assert state.unknown == ()


def test_at_the_opening_the_quorum_of_14_is_reached(meeting: Meeting) -> None:
    quorum = quorum_at_opening(meeting)
    assert (quorum.base, quorum.required, quorum.countable) == (27, 14, 17)
    assert quorum.reached is True


@pytest.mark.parametrize(
    ("mark", "present", "proxies"),
    [(1, 17, 4), (2, 18, 4), (3, 19, 3), (4, 18, 2), (5, 18, 2), (6, 13, 2)],
)
def test_the_state_when_each_item_is_voted(
    meeting: Meeting, mark: int, present: int, proxies: int
) -> None:
    state = state_at(meeting, at_vote(meeting.items[mark - 1]))
    assert (len(state.present), len(state.proxies)) == (present, proxies)


def test_b_was_still_represented_when_item_3_was_opened(meeting: Meeting) -> None:
    state = state_at(meeting, before(meeting.items[2]))
    assert (len(state.present), len(state.proxies)) == (18, 4)


@pytest.mark.parametrize(
    ("mark", "voters", "in_favour", "outcome", "wording"),
    [
        (1, 21, 21, Outcome.ADOPTED, Wording.UNANIMOUS),
        (2, 22, 17, Outcome.ADOPTED, Wording.MAJORITY),
        (3, 22, 18, Outcome.ADOPTED, Wording.UNANIMOUS_OF_CAST),
        (4, 18, 18, Outcome.ADOPTED, Wording.UNANIMOUS_OF_VOTERS),
        (5, 18, 9, Outcome.ADOPTED, Wording.NO_MAJORITY_AGAINST),
    ],
)
def test_the_result_of_each_item(
    meeting: Meeting, mark: int, voters: int, in_favour: int, outcome: Outcome, wording: Wording
) -> None:
    count = counted(meeting, mark)
    assert (count.voters, count.in_favour) == (voters, in_favour)
    assert (count.outcome, count.wording) == (outcome, wording)


def test_item_2_has_20_votes_cast_and_a_majority_of_11(meeting: Meeting) -> None:
    count = counted(meeting, 2)
    assert (count.cast, count.majority) == (20, 11)


def test_item_4_leaves_out_the_interested_member_and_the_proxy_she_holds(meeting: Meeting) -> None:
    count = counted(meeting, 4)
    assert (count.present, count.not_participating_weight) == (17, 2)
    quorum = quorum_at(meeting, meeting.items[3])
    assert (quorum.countable, quorum.required, quorum.reached) == (17, 14, True)


def test_the_accounts_are_voted_without_the_maire_and_the_proxy_he_holds(meeting: Meeting) -> None:
    assert counted(meeting, 5).present == 17


def test_item_6_cannot_be_deliberated_though_15_are_present_or_represented(
    meeting: Meeting,
) -> None:
    quorum = quorum_at(meeting, meeting.items[5])
    assert (quorum.countable, quorum.required, quorum.reached) == (13, 14, False)


def test_the_first_item_is_opened_in_the_state_before_it(meeting: Meeting) -> None:
    assert state_at(meeting, Moment()) == at_opening(meeting)
