from dataclasses import replace
from typing import Any

import pytest

from pv_builder.conformity.checks import check_meeting
from pv_builder.evidence import Severity
from pv_builder.meeting import Assembly, Attendance, Meeting, Moment, Proxy, Suspension
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
)

SEVEN = ("Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept")


def codes(meeting: Meeting) -> list[str]:
    return [alert.code for alert in check_meeting(meeting)]


def away(*absent: str, **changes: Any) -> Meeting:
    """Eight members, some of them absent; "Sept" is the secretary."""
    meeting = a_meeting(*SEVEN, secretary=name("Sept"), **changes)
    return replace(meeting, attendance=all_present(meeting.members, *absent))


SUBSTITUTED = (
    a_member("Maire", function="Président"),
    a_member("Un"),
    a_member("Titulaire"),
    a_member("Suppléant", substitute_for=name("Titulaire")),
)


WEIGHTED = (a_member("Maire", function="Président"), a_member("Un", weight=3))


def substituted(*absent: str) -> Meeting:
    return a_meeting(
        assembly=Assembly.EPCI, members=SUBSTITUTED, attendance=all_present(SUBSTITUTED, *absent)
    )


TWO_ITEMS = (an_item(1), an_item(2))
LOST = tuple(departure(who, 2, "19:00") for who in SEVEN[:4])

PLACED = an_item(1, start_s=10.0, end_s=90.0)
GONE = tuple(departure(who, 1, during=True) for who in SEVEN[:4])


def suspended(at_s: float) -> Meeting:
    """Return a session that loses its quorum during an item, and was suspended once."""
    pause = Suspension(start_s=at_s, end_s=at_s + 5.0)
    return away(items=(PLACED,), movements=GONE, suspensions=(pause,))


CASES = {
    "quorum-missing-after-suspension": (suspended(50.0), suspended(2.0)),
    "substitutes-not-allowed": (
        replace(substituted("Titulaire"), assembly=Assembly.COMMUNE),
        substituted("Titulaire"),
    ),
    "attendance-unknown": (
        a_meeting("Un", "Deux", attendance=((CHAIR, Attendance.PRESENT),)),
        a_meeting("Un", "Deux"),
    ),
    "attendance-inconsistent": (
        a_meeting(attendance=((name("Inconnu"), Attendance.PRESENT),)),
        a_meeting(),
    ),
    "movement-impossible": (
        away(movements=(arrival("Un", 1),)),
        away("Un", movements=(arrival("Un", 1),)),
    ),
    "seat-occupied-twice": (substituted(), substituted("Titulaire")),
    "weight-not-one": (
        a_meeting(members=WEIGHTED),
        a_meeting(members=WEIGHTED, assembly=Assembly.SYNDICAT_OUVERT),
    ),
    "proxies-too-many": (
        away("Un", "Deux", proxies=(a_proxy("Un", "Trois"), a_proxy("Deux", "Trois"))),
        away("Un", "Deux", proxies=(a_proxy("Un", "Trois"), a_proxy("Deux", "Quatre"))),
    ),
    "proxy-not-counted": (
        away(proxies=(a_proxy("Un", "Trois"),)),
        away("Un", proxies=(a_proxy("Un", "Trois"),)),
    ),
    "quorum-missing-at-opening": (
        away("Un", "Deux", "Trois", "Quatre"),
        away("Un", "Deux", "Trois", "Quatre", second_convocation=True),
    ),
    "quorum-missing-at-item": (
        away(items=TWO_ITEMS, movements=LOST),
        away(items=TWO_ITEMS, movements=LOST[:3]),
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


def text_of(meeting: Meeting, code: str) -> str:
    (alert,) = [alert for alert in check_meeting(meeting) if alert.code == code]
    return alert.text


@pytest.mark.parametrize(
    ("movement", "reason"),
    [
        (departure("Inconnu", 1), "ne figure pas parmi les membres"),
        (departure("Un", 9), "le point 9 n'est pas à l'ordre du jour"),
        (arrival("Un", 1), "déjà présent"),
    ],
)
def test_an_impossible_movement_says_why(movement: Any, reason: str) -> None:
    assert reason in text_of(away(movements=(movement,)), "movement-impossible")


def test_nobody_leaves_twice() -> None:
    movements = (departure("Un", 1), departure("Un", 2))
    meeting = away(items=TWO_ITEMS, movements=movements)
    assert "n'est pas présent" in text_of(meeting, "movement-impossible")


@pytest.mark.parametrize(
    ("absent", "proxy", "reason"),
    [
        (("Un",), Proxy(giver=name("Un"), holder=name("Inconnu")), "ne figure pas parmi"),
        (("Un",), a_proxy("Un", "Un"), "ne se représente pas lui-même"),
        (("Un", "Deux"), a_proxy("Un", "Deux"), "M. Prénom Deux ne siège pas"),
        ((), a_proxy("Un", "Deux"), "M. Prénom Un siège, ou son suppléant"),
        (("Un",), a_proxy("Un", "Deux", begin=Moment(item=9)), "remplacé ou terminé"),
    ],
)
def test_a_proxy_that_never_counts_says_why(
    absent: tuple[str, ...], proxy: Proxy, reason: str
) -> None:
    assert reason in text_of(away(*absent, proxies=(proxy,)), "proxy-not-counted")


def test_a_proxy_left_on_departure_is_counted() -> None:
    meeting = away(
        items=TWO_ITEMS,
        movements=(departure("Un", 2, "19:00"),),
        proxies=(a_proxy("Un", "Deux", begin=Moment(item=2)),),
    )
    assert codes(meeting) == []


def test_two_proxies_to_one_holder_are_told_once_with_both_givers() -> None:
    meeting = away(
        "Un", "Deux", items=TWO_ITEMS, proxies=(a_proxy("Un", "Trois"), a_proxy("Deux", "Trois"))
    )
    told = text_of(meeting, "proxies-too-many")
    assert "M. Prénom Un et M. Prénom Deux" in told
    assert "L. 2121-20" in told


def test_an_item_without_a_vote_needs_no_alert_on_its_quorum() -> None:
    noted = an_item(2, ballot=None, outcome="prend acte")
    meeting = away(items=(an_item(1), noted), movements=LOST)
    assert "quorum-missing-at-item" not in codes(meeting)


def test_an_item_added_since_the_first_convocation_needs_the_quorum() -> None:
    meeting = away(
        "Un",
        "Deux",
        "Trois",
        "Quatre",
        second_convocation=True,
        items=(an_item(1), an_item(2, added=True)),
    )
    alerts = [a for a in check_meeting(meeting) if a.code == "quorum-missing-at-item"]
    assert [alert.item for alert in alerts] == [2]
    assert "seconde convocation" in alerts[0].text
    assert alerts[0].severity is Severity.BLOCKING


def test_a_member_noted_twice_is_told() -> None:
    meeting = a_meeting()
    doubled = replace(meeting, attendance=(*meeting.attendance, (name("Un"), Attendance.ABSENT)))
    assert "figure deux fois" in text_of(doubled, "attendance-inconsistent")
