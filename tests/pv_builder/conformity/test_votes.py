from dataclasses import replace
from typing import Any

import pytest

from core.timecode import Interval
from pv_builder import facts
from pv_builder.conformity.checks import check_meeting
from pv_builder.evidence import Evidence, Severity, Status
from pv_builder.facts import ItemField
from pv_builder.meeting import (
    Announced,
    Assembly,
    Ballot,
    BallotMode,
    Choice,
    ItemKind,
    Meeting,
    Outcome,
    Statutes,
)
from tests.helpers.meetings import (
    CHAIR,
    a_meeting,
    a_member,
    a_proxy,
    all_present,
    an_item,
    names,
)

NINE = tuple(f"N{n}" for n in range(9))  # and the maire: ten voters


def codes(meeting: Meeting) -> list[str]:
    return [alert.code for alert in check_meeting(meeting)]


def voted(ballot: Ballot | None, changes: dict[str, Any] | None = None, **item: Any) -> Meeting:
    return a_meeting(*NINE, items=(an_item(ballot=ballot, **item),), **(changes or {}))


def announced(counted: tuple[int, int], **said: Any) -> Meeting:
    """A vote with these numbers against and abstaining, and what the chair said of it."""
    against, abstentions = counted
    return voted(Ballot(against=against, abstentions=abstentions, announced=Announced(**said)))


def secret(in_favour: int, against: int, abstentions: int) -> Ballot:
    return Ballot(
        mode=BallotMode.SECRET, in_favour=in_favour, against=against, abstentions=abstentions
    )


ONE = names("N0")
CASES = {
    "votes-exceed-voters": (
        voted(Ballot(against=8, abstentions=3)),
        voted(Ballot(against=7, abstentions=3)),
    ),
    "votes-incomplete": (voted(Ballot(against=2)), voted(Ballot(against=2, abstentions=0))),
    "votes-do-not-add-up": (voted(secret(6, 2, 1)), voted(secret(6, 2, 2))),
    "announced-unanimity-differs": (
        announced((0, 1), unanimous=True),
        announced((0, 0), unanimous=True),
    ),
    "announced-numbers-differ": (
        announced((1, 1), in_favour=9),
        announced((1, 1), in_favour=8, against=1, abstentions=1),
    ),
    "announced-outcome-differs": (
        announced((6, 0), outcome=Outcome.ADOPTED),
        announced((4, 0), outcome=Outcome.ADOPTED),
    ),
    "tie-undecided": (
        voted(Ballot(against=5, abstentions=0)),
        voted(Ballot(against=5, abstentions=0, chair_choice=Choice.AGAINST)),
    ),
    "names-differ-from-number": (
        voted(Ballot(against=2, abstentions=0, against_names=ONE)),
        voted(Ballot(against=1, abstentions=0, against_names=ONE)),
    ),
    "voter-not-entitled": (
        voted(Ballot(against=1, abstentions=0, against_names=ONE), not_participating=ONE),
        voted(Ballot(against=1, abstentions=0, against_names=ONE)),
    ),
    "voter-named-twice": (
        voted(Ballot(against=1, abstentions=1, against_names=ONE, abstention_names=ONE)),
        voted(Ballot(against=1, abstentions=1, against_names=ONE, abstention_names=names("N1"))),
    ),
    "report-missing": (
        voted(Ballot(against=0, abstentions=0), rapporteur=None),
        voted(None, outcome=Outcome.NOTED, rapporteur=None),
    ),
    "outcome-unknown": (voted(None), voted(None, outcome=Outcome.POSTPONED)),
    "vote-on-unvoted-item": (
        voted(Ballot(against=0, abstentions=0), outcome=Outcome.NOTED),
        voted(Ballot(against=0, abstentions=0), outcome=Outcome.ADOPTED),
    ),
    "vote-under-sundry": (
        voted(Ballot(against=0, abstentions=0), title="Questions diverses."),
        voted(Ballot(against=0, abstentions=0), title="Questions scolaires diverses"),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_the_check_fires_and_says_it_in_whole_sentences(code: str) -> None:
    told = [alert.text for alert in check_meeting(CASES[code][0]) if alert.code == code]
    assert told
    assert all(text[0].isupper() and text.endswith(".") for text in told)


@pytest.mark.parametrize("code", CASES)
def test_the_check_stays_silent(code: str) -> None:
    assert code not in codes(CASES[code][1])


def test_numbers_that_exceed_the_voters_are_not_said_to_be_incomplete_too() -> None:
    assert codes(voted(Ballot(against=8, abstentions=3))) == ["votes-exceed-voters"]


def test_what_a_person_confirmed_is_not_held_against_what_was_announced() -> None:
    meeting = announced((0, 1), unanimous=True, in_favour=10)
    key = facts.item(1, ItemField.ABSTENTIONS)
    confirmed = (Evidence(fact=key, status=Status.CONFIRMED, rule="test"),)
    assert check_meeting(meeting, confirmed) == ()


def test_what_the_machine_only_proposes_is() -> None:
    meeting = announced((0, 1), unanimous=True)
    key = facts.item(1, ItemField.ABSTENTIONS)
    found = (Evidence(fact=key, rule="test", excerpts=(Interval(9.0, 11.0),)),)
    (alert,) = check_meeting(meeting, found)
    assert (alert.item, alert.excerpts) == (1, (Interval(9.0, 11.0),))


def test_an_alert_without_evidence_of_its_own_points_to_the_beginning_of_its_item() -> None:
    start = Evidence(
        fact=facts.item(1, ItemField.START), rule="test", excerpts=(Interval(5.0, 6.0),)
    )
    (alert,) = check_meeting(voted(None), (start,))
    assert alert.excerpts == (Interval(5.0, 6.0),)


def test_the_holder_of_a_proxy_may_vote_twice_for_the_same_side() -> None:
    meeting = a_meeting(
        *NINE,
        proxies=(a_proxy("N1", "N0"),),
        items=(an_item(ballot=Ballot(against=2, abstentions=0, against_names=ONE)),),
        secretary=names("N5")[0],
    )
    meeting = replace(meeting, attendance=all_present(meeting.members, "N1"))
    assert codes(meeting) == []


def test_a_member_with_three_votes_may_have_been_announced_as_one() -> None:
    members = (a_member("Maire", function="Président"), a_member("N0", weight=3), a_member("N1"))
    ballot = Ballot(
        against=0, abstentions=3, abstention_names=ONE, announced=Announced(abstentions=1)
    )
    meeting = a_meeting(
        assembly=Assembly.SYNDICAT,
        members=members,
        secretary=members[1].name,
        items=(an_item(ballot=ballot),),
    )
    assert codes(meeting) == []


def test_a_member_with_three_votes_does_not_explain_a_single_one() -> None:
    members = (a_member("Maire", function="Président"), a_member("N0", weight=3), a_member("N1"))
    ballot = Ballot(against=0, abstentions=1, abstention_names=ONE)
    meeting = a_meeting(
        assembly=Assembly.SYNDICAT,
        members=members,
        secretary=members[1].name,
        items=(an_item(ballot=ballot),),
    )
    assert codes(meeting) == ["names-differ-from-number"]


def test_a_tie_of_an_open_syndicate_asks_for_its_statutes() -> None:
    changes = {
        "assembly": Assembly.SYNDICAT_OUVERT,
        "statutes": Statutes(casting_vote=None),
    }
    alerts = check_meeting(voted(Ballot(against=5, abstentions=0), changes))
    (tie,) = [alert for alert in alerts if alert.code == "tie-undecided"]
    assert "statuts" in tie.text
    assert tie.severity is Severity.BLOCKING


def test_accounts_voted_by_the_executive_are_told_by_name() -> None:
    ballot = Ballot(against=1, abstentions=0, against_names=(CHAIR,))
    meeting = voted(ballot, kind=ItemKind.ACCOUNTS, chair=names("N0")[0])
    assert "voter-not-entitled" in codes(meeting)


def test_an_information_item_carries_no_vote() -> None:
    ballot = Ballot(against=0, abstentions=0)
    assert codes(voted(ballot, kind=ItemKind.INFORMATION)) == ["vote-on-unvoted-item"]


def test_nothing_is_said_of_votes_while_a_presence_is_unknown() -> None:
    meeting = replace(voted(Ballot(against=8, abstentions=8)), attendance=())
    assert not [code for code in codes(meeting) if code.startswith("vote")]


def test_a_voter_of_a_public_ballot_named_against_and_in_favour_is_told() -> None:
    choices = tuple((name, Choice.IN_FAVOUR) for name in (CHAIR, *names(*NINE)))
    ballot = Ballot(
        mode=BallotMode.PUBLIC,
        against=0,
        abstentions=0,
        against_names=ONE,
        voters_by_name=choices,
    )
    assert "voter-named-twice" in codes(voted(ballot))
