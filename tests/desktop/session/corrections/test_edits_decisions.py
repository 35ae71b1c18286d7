"""A person's decisions on facts win over whatever is read."""

from typing import Any

import pytest

from desktop.session.corrections.decisions import decided, with_fact
from desktop.session.corrections.edits import DecideFact, FactValue
from pv_builder import facts
from pv_builder.evidence import FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.meeting import (
    Attendance,
    BallotMode,
    Item,
    MemberName,
    Moment,
    MovementKind,
    Outcome,
)
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
    ):
        assert getattr(item(2, field, value).ballot, field) == value


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
