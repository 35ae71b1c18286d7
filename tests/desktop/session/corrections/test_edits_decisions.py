"""A person's decisions on facts win over whatever is read."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.session.corrections.decisions import decided, with_fact
from desktop.session.corrections.edits import DecideFact, FactValue
from desktop.session.corrections.fact_list import fact_groups
from pv_builder import facts
from pv_builder.conformity.checks import check_meeting
from pv_builder.documents.pv_json import pv_data
from pv_builder.evidence import FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.law.outcomes import outcome_of
from pv_builder.law.quorum import quorum_at
from pv_builder.law.voters import voters_at
from pv_builder.meeting import (
    Attendance,
    Ballot,
    BallotMode,
    Choice,
    Item,
    MemberName,
    Moment,
    MovementKind,
    Outcome,
)
from pv_builder.minutes import Minutes
from tests.helpers.sessions import meeting, minutes

NAME = "commune-saint-aubin"
MOULIN = MemberName("M. Thierry Moulin")
BLONDEL = MemberName("Mme Élodie Blondel")
LECLERC = MemberName("Mme Nathalie Leclerc")


def item(mark: int, field: ItemField, value: FactValue) -> Item:
    changed = with_fact(meeting(NAME), facts.item(mark, field), value)
    return next(one for one in changed.items if one.mark == mark)


def test_a_confirmed_fact_keeps_its_value_and_says_so() -> None:
    decision = DecideFact(fact=facts.CHAIR, status=Status.CONFIRMED)
    result = decided(minutes(NAME), {facts.CHAIR: decision})
    assert result.meeting == meeting(NAME)
    status = {one.fact: one.status for one in result.evidence}
    assert status[facts.CHAIR] is Status.CONFIRMED
    assert status[facts.SECRETARY] is Status.PROPOSED


def test_a_corrected_fact_keeps_the_excerpts_it_was_found_by() -> None:
    decision = DecideFact(
        fact=facts.OPENED_AT, status=Status.CONFIRMED, corrected=True, value="18:35"
    )
    result = decided(minutes(NAME), {facts.OPENED_AT: decision})
    assert result.meeting.opened_at == "18:35"
    assert next(e for e in result.evidence if e.fact == facts.OPENED_AT).excerpts


def test_a_rejected_fact_is_unknown() -> None:
    decision = DecideFact(fact=facts.SECRETARY, status=Status.REJECTED)
    assert decided(minutes(NAME), {facts.SECRETARY: decision}).meeting.secretary is None


def test_a_fact_that_only_a_person_knows_gets_its_evidence() -> None:
    key = facts.NEXT_SESSION
    decision = DecideFact(fact=key, status=Status.CONFIRMED, corrected=True, value="2 mai")
    added = decided(minutes(NAME), {key: decision}).evidence[-1]
    assert (added.fact, added.status, added.rule) == (key, Status.CONFIRMED, "person")


def test_attendance_is_set_in_the_order_of_the_roll_and_taken_back() -> None:
    fact = facts.attendance(LECLERC)
    changed = with_fact(meeting(NAME), fact, "present")
    assert dict(changed.attendance)[LECLERC] is Attendance.PRESENT
    order = [m.name for m in changed.members]
    assert [n for n, _ in changed.attendance] == [n for n in order if n in dict(changed.attendance)]
    assert LECLERC not in dict(with_fact(meeting(NAME), fact, None).attendance)


def test_a_proxy_gets_another_holder_or_none() -> None:
    giver = MemberName("M. Olivier Delaunay")
    changed = with_fact(meeting(NAME), facts.proxy(giver), MOULIN)
    assert {p.giver: p.holder for p in changed.proxies}[giver] == MOULIN
    assert giver not in {p.giver for p in with_fact(changed, facts.proxy(giver), None).proxies}
    new = with_fact(meeting(NAME), facts.proxy(LECLERC), BLONDEL)
    assert new.proxies[-1].giver == LECLERC


def test_a_movement_is_moved_or_removed() -> None:
    fact = facts.movement(MovementKind.ARRIVAL, MOULIN)
    changed = with_fact(meeting(NAME), fact, ("2", "during", "18:45"))
    assert changed.movements[0].moment == Moment(item=2, during=True)
    assert changed.movements[0].hour == "18:45"
    assert with_fact(meeting(NAME), fact, None).movements == ()
    unknown = with_fact(meeting(NAME), fact, ("?", "", ""))
    assert (unknown.movements[0].moment, unknown.movements[0].hour) == (Moment(), None)


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        (ItemField.START, 12, "start_s", 12.0),
        (ItemField.START, None, "start_s", None),
        (ItemField.RAPPORTEUR, BLONDEL, "rapporteur", BLONDEL),
        (ItemField.CHAIR, None, "chair", None),
        (ItemField.SPEAKERS, (BLONDEL,), "speakers", (BLONDEL,)),
        (ItemField.NOT_PARTICIPATING, None, "not_participating", ()),
        (ItemField.OUTCOME, "ajourné", "outcome", Outcome.POSTPONED),
        (ItemField.OUTCOME, None, "outcome", None),
        (ItemField.MODE, None, "ballot", None),
        (ItemField.MODE, "sans vote", "ballot", None),
    ],
)
def test_each_fact_of_an_item_is_set(
    field: ItemField, value: FactValue, attribute: str, expected: Any
) -> None:
    assert getattr(item(2, field, value), attribute) == expected


def test_the_numbers_and_names_of_a_vote_are_set() -> None:
    for field, value in (
        (ItemField.AGAINST, 3),
        (ItemField.ABSTENTIONS, None),
        (ItemField.IN_FAVOUR, 4),
        (ItemField.AGAINST_NAMES, (BLONDEL,)),
        (ItemField.ABSTENTION_NAMES, ()),
        (ItemField.MODE, BallotMode.SECRET),
        (ItemField.REQUESTED_BY, (BLONDEL, MOULIN)),
        (ItemField.CHAIR_CHOICE, Choice.AGAINST),
        (ItemField.CHAIR_CHOICE, None),
    ):
        assert getattr(item(2, field, value).ballot, field) == value


def tied() -> Minutes:
    """Return the session with a tie on its first item, nobody named."""
    known = minutes(NAME)
    first, *others = known.meeting.items
    voters = voters_at(known.meeting, first)
    assert voters is not None
    half, odd = divmod(voters.weight, 2)
    ballot = Ballot(against=half, abstentions=odd)
    items = (replace(first, ballot=ballot), *others)
    return replace(known, meeting=replace(known.meeting, items=items))


def test_a_tie_asks_for_the_vote_of_the_chair_who_then_decides_it() -> None:
    before = tied()
    key = facts.item(1, ItemField.CHAIR_CHOICE)
    lines = {line.key: line for group in fact_groups(before) for line in group.lines}
    assert (lines[key].name, lines[key].value) == ("Vote du président de séance", "non trouvé")
    assert key not in {line.key for group in fact_groups(minutes(NAME)) for line in group.lines}
    decision = DecideFact(fact=key, status=Status.CONFIRMED, corrected=True, value=Choice.AGAINST)
    after = decided(before, {key: decision})
    assert outcome_of(after.meeting, after.meeting.items[0]) is Outcome.REJECTED
    lines = {line.key: line for group in fact_groups(after) for line in group.lines}
    assert lines[key].value == "contre"
    assert "tie-undecided" not in [alert.code for alert in check_meeting(after.meeting)]
    assert pv_data(after)["points"][0]["resultat"] == "rejeté"


def test_who_asked_for_a_ballot_and_who_sits_elsewhere_by_law_can_be_stated() -> None:
    known = minutes(NAME)
    first, *others = known.meeting.items
    ballot = Ballot(mode=BallotMode.SECRET, in_favour=12, against=0, abstentions=0)
    item_ = replace(first, ballot=ballot, not_participating=(MOULIN,))
    changed = replace(known, meeting=replace(known.meeting, items=(item_, *others)))
    asked = facts.item(1, ItemField.REQUESTED_BY)
    by_law = facts.item(1, ItemField.INTERESTED_BY_LAW)
    lines = {line.key: line.value for group in fact_groups(changed) for line in group.lines}
    assert (lines[asked], lines[by_law]) == ("personne", "personne")
    stated = with_fact(changed.meeting, by_law, (BLONDEL,))
    before, after = (quorum_at(one, one.items[0]) for one in (changed.meeting, stated))
    assert (after.base, after.countable) == (before.base - 1, before.countable - 1)
    usual = {line.key for group in fact_groups(known) for line in group.lines}
    assert not {asked, by_law} & usual


def test_a_vote_that_was_not_found_can_be_stated() -> None:
    ballot = item(4, ItemField.AGAINST, 1).ballot
    assert ballot is not None
    assert ballot.against == 1
    stated = item(4, ItemField.MODE, "ordinaire").ballot
    assert stated is not None
    assert stated.mode is BallotMode.ORDINARY


def test_a_fact_of_something_that_is_gone_changes_nothing() -> None:
    assert with_fact(meeting(NAME), FactKey("item/99/against"), 3) == meeting(NAME)
    assert with_fact(meeting(NAME), FactKey("something/else"), 3) == meeting(NAME)
