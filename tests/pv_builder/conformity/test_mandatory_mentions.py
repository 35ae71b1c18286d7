"""The mentions that the minutes must bear (CGCT, art. L. 2121-15), M1 to M10: each missing is told.

An alert says the article or the rule, and what to do.
"""

from dataclasses import replace
from typing import Any

import pytest

from core.timecode import Interval
from pv_builder.conformity.checks import check_meeting
from pv_builder.conformity.discussions import check_discussions
from pv_builder.evidence import Alert, Severity
from pv_builder.meeting import (
    Attendance,
    Ballot,
    BallotMode,
    Choice,
    Meeting,
    Outcome,
)
from tests.helpers.meetings import a_meeting, all_present, an_item, name

ACTS = (
    "indiquez", "complétez", "cochez", "corrigez", "ajoutez", "vérifiez", "retirez", "écoutez",
    "gardez",
)  # fmt: skip


def regular(**changes: Any) -> Meeting:
    meeting = a_meeting("A", "B", "C", "D", secretary=name("A"), items=(an_item(1, ballot=zero()),))
    meeting = replace(meeting, attendance=all_present(meeting.members))
    return replace(meeting, **changes)


def zero(**changes: Any) -> Ballot:
    return replace(Ballot(against=0, abstentions=0), **changes)


def with_ballot(ballot: Ballot, **of_item: Any) -> Meeting:
    item = replace(regular().items[0], ballot=ballot, **of_item)
    return regular(items=(item,))


def away(meeting: Meeting) -> Meeting:
    first, *others = meeting.attendance
    return replace(meeting, attendance=(first, *((who, Attendance.ABSENT) for who, _ in others)))


MISSING = {
    "M1 hour": (regular(opened_at=None), "opening-hour-missing", Severity.BLOCKING),
    "M2 chair": (regular(chair=None), "chair-missing", Severity.BLOCKING),
    "M3 attendance": (regular(attendance=()), "attendance-unknown", Severity.BLOCKING),
    "M4 secretary": (regular(secretary=None), "secretary-missing", Severity.BLOCKING),
    "M5 quorum": (away(regular()), "quorum-missing-at-opening", Severity.BLOCKING),
    "M6 agenda": (regular(items=()), "agenda-empty", Severity.BLOCKING),
    "M7 report": (with_ballot(zero(), rapporteur=None), "report-missing", Severity.WARNING),
    "M7 decision": (
        regular(items=(replace(regular().items[0], ballot=None),)),
        "outcome-unknown",
        Severity.WARNING,
    ),
    "M8 requests": (
        with_ballot(zero(mode=BallotMode.SECRET, in_favour=5, requested_by=(name("A"),))),
        "too-few-requesters",
        Severity.WARNING,
    ),
    "M8 request unheard": (
        with_ballot(zero(mode=BallotMode.SECRET, in_favour=5)),
        "ballot-request-unknown",
        Severity.WARNING,
    ),
    "M9 result": (with_ballot(Ballot()), "votes-incomplete", Severity.BLOCKING),
    "M9 public names": (
        with_ballot(zero(mode=BallotMode.PUBLIC)),
        "public-ballot-without-names",
        Severity.BLOCKING,
    ),
    "M9 secret names": (
        with_ballot(
            zero(
                mode=BallotMode.SECRET,
                in_favour=5,
                voters_by_name=((name("A"), Choice.IN_FAVOUR),),
            )
        ),
        "secret-ballot-with-names",
        Severity.BLOCKING,
    ),
}


def alert_of(meeting: Meeting, code: str) -> Alert:
    found = [alert for alert in check_meeting(meeting) if alert.code == code]
    assert len(found) == 1, [alert.code for alert in check_meeting(meeting)]
    return found[0]


@pytest.mark.parametrize("mention", MISSING)
def test_a_missing_mention_is_told_with_its_article_and_what_to_do(mention: str) -> None:
    meeting, code, severity = MISSING[mention]
    alert = alert_of(meeting, code)
    assert alert.severity is severity
    assert any(act in alert.text.lower() for act in ACTS)
    assert "art." in alert.text


def test_m10_speech_without_text_in_an_item_is_told_with_its_article() -> None:
    placed = replace(regular().items[0], start_s=100.0, end_s=200.0)
    gaps = (Interval(20.0, 40.0), Interval(150.0, 162.4), Interval(180.0, 181.0))
    (alert,) = check_discussions(regular(items=(placed,)), gaps)
    assert alert.code == "discussion-unheard"
    assert alert.item == placed.mark
    assert alert.excerpts == (Interval(150.0, 162.4),)
    assert "12\u00a0secondes" in alert.text
    assert "art. L. 2121-15" in alert.text
    assert any(act in alert.text.lower() for act in ACTS)


def test_m10_an_item_that_was_not_discussed_misses_no_discussion() -> None:
    gaps = (Interval(150.0, 162.4),)
    placed = replace(regular().items[0], start_s=100.0, end_s=200.0)
    off = replace(placed, ballot=None, outcome=Outcome.WITHDRAWN)
    nowhere = replace(placed, start_s=None, end_s=None)
    for item in (off, nowhere):
        assert list(check_discussions(regular(items=(item,)), gaps)) == []


def test_minutes_with_all_mentions_have_nothing_blocking() -> None:
    blocking = [a.code for a in check_meeting(regular()) if a.severity is Severity.BLOCKING]
    assert blocking == []
