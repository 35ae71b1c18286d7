"""Who speaks before the first item is there, unless the number of those there says otherwise."""

import pytest

from pv_builder.meeting import Attendance
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import HUBERT, MASSON, Line, a_seance, said

OPENING = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Monsieur Hubert est absent.")
SPEAKS = (HUBERT, "Mais non, je suis au fond de la salle, près du radiateur qui fuit.")
OTHERS = (MASSON, "Tous les autres sont là.")
ITEM = (MASSON, "Point 1, la voirie.")


def read(*lines: Line) -> Minutes:
    return read_minutes(said(OPENING, OTHERS, *lines), a_seance(titles=("La voirie",)))


def state(minutes: Minutes) -> Attendance:
    return dict(minutes.meeting.attendance)[HUBERT]


def questions(minutes: Minutes) -> list[str]:
    return [a.text for a in minutes.alerts if "qui parle pourtant" in a.text and a.excerpts]


@pytest.mark.parametrize("counted", ["", "Nous sommes 9 présents, le quorum est atteint."])
def test_who_speaks_at_the_opening_is_there_whatever_was_said(counted: str) -> None:
    minutes = read(SPEAKS, (MASSON, f"Bien. {counted}"), ITEM)
    assert state(minutes) is Attendance.PRESENT
    (text,) = questions(minutes)
    assert "Hubert" in text
    assert text.endswith("supposé présent. Écoutez le passage.")


@pytest.mark.parametrize(
    "lines",
    [
        (SPEAKS, (MASSON, "Nous sommes 8 présents, le quorum est atteint."), ITEM),
        ((MASSON, "Nous avons le quorum."), ITEM, SPEAKS),
        ((MASSON, "Monsieur Hubert arrivera en retard."), SPEAKS, ITEM),
    ],
)
def test_a_number_a_later_item_or_a_delay_leave_him_absent(lines: tuple[Line, ...]) -> None:
    minutes = read(*lines)
    assert state(minutes) is not Attendance.PRESENT
    assert questions(minutes) == []
