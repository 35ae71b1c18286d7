import datetime as dt
from dataclasses import replace

import pytest

from core.timecode import Interval
from pv_builder import facts
from pv_builder.conformity.checks import check_meeting
from pv_builder.evidence import Evidence, Severity
from pv_builder.meeting import (
    Assembly,
    Attendance,
    Ballot,
    BallotMode,
    ItemKind,
    Meeting,
    MovementKind,
    QuorumRule,
    Statutes,
    Suspension,
)
from tests.helpers.meetings import (
    CHAIR,
    a_meeting,
    a_member,
    all_present,
    an_item,
    arrival,
    departure,
    name,
    some_members,
)
from tests.helpers.sessions import SESSIONS, minutes

FOUR = ("Un", "Deux", "Trois", "Quatre")


def codes(meeting: Meeting) -> list[str]:
    return [alert.code for alert in check_meeting(meeting)]


def without_un(**changes: object) -> Meeting:
    meeting = a_meeting(*FOUR, **changes)
    return replace(meeting, attendance=all_present(meeting.members, "Un"))


def moved(*movements: tuple[str, str]) -> Meeting:
    """A meeting of three items in which people leave at these hours, before items 2 and 3."""
    return a_meeting(
        *FOUR,
        "Cinq",
        "Six",
        items=(an_item(1), an_item(2), an_item(3)),
        movements=tuple(
            departure(who, item, hour) for item, (who, hour) in enumerate(movements, start=2)
        ),
    )


def epci(**changes: object) -> Meeting:
    members = (a_member("Maire", function="Président"), *some_members(*FOUR)[1:])
    return a_meeting(assembly=Assembly.EPCI, members=members, **changes)


PUBLIC = an_item(
    ballot=Ballot(
        mode=BallotMode.PUBLIC,
        against=0,
        abstentions=0,
        voters_by_name=tuple((m.name, "pour") for m in some_members(*FOUR)),  # type: ignore[misc]
    )
)
SENT = dt.date(2026, 3, 22)  # three clear days before the session of the 26th
OPEN = {"assembly": Assembly.SYNDICAT_OUVERT}
ACCOUNTS = {"kind": ItemKind.ACCOUNTS, "chair": name("Un"), "not_participating": (CHAIR,)}

CASES = {
    "opening-hour-missing": (a_meeting(opened_at=None), a_meeting()),
    "closing-hour-missing": (a_meeting(closed_at=None), a_meeting()),
    "closed-before-opened": (
        a_meeting(opened_at="18:30", closed_at="18:05"),
        a_meeting(opened_at="20:30", closed_at="00:10"),
    ),
    "hours-backwards": (
        moved(("Un", "19:10"), ("Deux", "18:50")),
        moved(("Un", "18:50"), ("Deux", "19:10")),
    ),
    "suspension-backwards": (
        a_meeting(suspensions=(Suspension(start_s=90.0, end_s=60.0),)),
        a_meeting(suspensions=(Suspension(start_s=60.0, end_s=90.0),)),
    ),
    "chair-missing": (a_meeting(chair=None), a_meeting()),
    "chair-not-member": (a_meeting(chair=name("Inconnu")), a_meeting(chair=name("Un"))),
    "chair-absent": (
        without_un(chair=name("Un"), secretary=name("Deux")),
        without_un(
            chair=name("Un"), secretary=name("Deux"), movements=(arrival("Un", 1, "18:40"),)
        ),
    ),
    "secretary-missing": (a_meeting(secretary=None), a_meeting()),
    "secretary-not-member": (
        a_meeting(secretary=name("Inconnu")),
        a_meeting(secretary=name("Inconnu"), department="067"),
    ),
    "secretary-absent": (without_un(secretary=name("Un")), without_un(secretary=name("Deux"))),
    "secretary-is-executive": (a_meeting(secretary=CHAIR), a_meeting()),
    "agenda-empty": (a_meeting(items=()), a_meeting()),
    "item-added": (a_meeting(items=(an_item(added=True),)), a_meeting()),
    "convened-after-session": (
        a_meeting(convened_on=dt.date(2026, 3, 27)),
        a_meeting(convened_on=SENT),
    ),
    "notice-short": (
        a_meeting(convened_on=dt.date(2026, 3, 23)),
        a_meeting(convened_on=dt.date(2026, 3, 23), urgent=True),
    ),
    "notice-short-if-large": (
        a_meeting(convened_on=SENT),
        a_meeting(convened_on=SENT, population=900),
    ),
    "statutes-unknown": (
        a_meeting(**OPEN),
        a_meeting(**OPEN, statutes=Statutes(quorum=QuorumRule())),
    ),
    "remote-not-allowed": (
        a_meeting(place="mairie et visioconférence"),
        epci(place="siège et visioconférence"),
    ),
    "remote-vote-not-public": (
        epci(place="siège et visioconférence"),
        epci(place="siège et visioconférence", items=(PUBLIC,)),
    ),
    "siret-invalid": (
        a_meeting(siret="21940131700012"),
        a_meeting(siret="21940022300018"),
    ),
    "accounts-late": (
        a_meeting(items=(an_item(title="Compte financier unique 2024", **ACCOUNTS),)),
        a_meeting(items=(an_item(title="Compte financier unique 2025", **ACCOUNTS),)),
    ),
}


def test_a_regular_session_raises_no_alert() -> None:
    assert check_meeting(a_meeting()) == ()


@pytest.mark.parametrize("session", SESSIONS)
def test_the_sample_sessions_raise_no_blocking_alert(session: str) -> None:
    read = minutes(session)
    alerts = check_meeting(read.meeting, read.evidence)
    assert [a.code for a in alerts if a.severity is Severity.BLOCKING] == []


@pytest.mark.parametrize("code", CASES)
def test_the_check_fires_and_says_it_in_whole_sentences(code: str) -> None:
    told = [alert.text for alert in check_meeting(CASES[code][0]) if alert.code == code]
    assert told
    assert all(text[0].isupper() and text.endswith(".") for text in told)


@pytest.mark.parametrize("code", CASES)
def test_the_check_stays_silent(code: str) -> None:
    assert code not in codes(CASES[code][1])


def test_a_large_commune_needs_five_clear_days() -> None:
    told = codes(a_meeting(convened_on=SENT, population=3500))
    assert "notice-short" in told


def test_a_session_convened_on_its_own_day_is_short_of_notice_not_after_it() -> None:
    assert "notice-short" in codes(a_meeting(convened_on=dt.date(2026, 3, 26)))


def test_an_alert_points_to_the_seconds_of_the_facts_it_is_about() -> None:
    evidence = (
        Evidence(fact=facts.CLOSED_AT, rule="test", excerpts=(Interval(400.0, 404.0),)),
        Evidence(fact=facts.OPENED_AT, rule="test", excerpts=(Interval(3.0, 6.0),)),
    )
    meeting = a_meeting(opened_at="18:30", closed_at="18:05")
    (alert,) = check_meeting(meeting, evidence)
    assert alert.excerpts == (Interval(3.0, 6.0), Interval(400.0, 404.0))


def test_arrivals_have_facts_of_their_own_in_the_alert_on_hours() -> None:
    meeting = moved(("Un", "19:10"), ("Deux", "18:50"))
    key = facts.movement(MovementKind.DEPARTURE, name("Deux"))
    evidence = (Evidence(fact=key, rule="test", excerpts=(Interval(50.0, 52.0),)),)
    (alert,) = check_meeting(meeting, evidence)
    assert alert.excerpts == (Interval(50.0, 52.0),)


def test_an_excused_secretary_who_arrives_is_no_fault() -> None:
    meeting = a_meeting(*FOUR, movements=(arrival("Un", 1, "18:45"),), secretary=name("Un"))
    states = [
        (who, Attendance.EXCUSED if who == name("Un") else state)
        for who, state in meeting.attendance
    ]
    assert codes(replace(meeting, attendance=tuple(states))) == []


@pytest.mark.parametrize(
    ("opened", "told"), [("18:30", False), ("19:25", False), ("20:32", True), ("06:30", True)]
)
def test_an_opening_far_from_the_convocation_is_told(opened: str, *, told: bool) -> None:
    meeting = a_meeting(convened_hour="18:30", opened_at=opened, closed_at=None)
    assert ("opening-hour-far" in codes(meeting)) is told
