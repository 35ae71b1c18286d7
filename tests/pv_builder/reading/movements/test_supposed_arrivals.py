"""Whoever is late and named beside an hour is supposed to arrive; a person is asked."""

import pytest

from pv_builder.meeting import MovementKind
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import MASSON, MOULIN, ROUSSEL, Line, a_seance, said

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Je procède à l'appel.")
LATE = (MASSON, "Monsieur Thierry Moulin aura un peu de retard. Le quorum est atteint.")
FIRST = (MASSON, "Point numéro 1, programme de voirie. La parole est à Madame Roussel.")
SECOND = (MASSON, "Point numéro 2, tarifs de la restauration scolaire. Madame Roussel.")
VOTED = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")
HALF_HEARD = (MASSON, "On n'a pas la hiver de Monsieur Moulin, il est 18 heures 47.")
SEANCE = a_seance(titles=("Programme de voirie", "Tarifs de la restauration scolaire"))


def read(*lines: Line) -> Minutes:
    return read_minutes(said(OPEN, *lines), SEANCE)


def test_a_late_member_named_beside_an_hour_after_a_vote_has_arrived() -> None:
    minutes = read(LATE, FIRST, VOTED, HALF_HEARD, SECOND, VOTED)

    (move,) = minutes.meeting.movements
    assert (move.kind, move.member, move.hour) == (MovementKind.ARRIVAL, MOULIN, "18:47")
    assert move.moment.item == 2
    assert [a.code for a in minutes.alerts if "Moulin" in a.text] == ["movement-supposed"]


def test_whoever_was_not_announced_as_late_does_not_arrive_so() -> None:
    minutes = read(FIRST, VOTED, HALF_HEARD, SECOND, VOTED)

    assert minutes.meeting.movements == ()


@pytest.mark.parametrize(
    "line",
    [
        "Il est 19 heures 10, Monsieur Moulin n'est toujours pas là.",
        "Pouvoir de Monsieur Moulin, il sera là vers 19 heures.",
        "Il est 19 heures, Monsieur Moulin ne viendra plus.",
    ],
)
def test_whoever_is_said_to_be_still_away_has_not_arrived(line: str) -> None:
    minutes = read(LATE, FIRST, VOTED, (MASSON, line), SECOND, VOTED)

    assert minutes.meeting.movements == ()
    assert "late-never-arrived" in {alert.code for alert in minutes.alerts}


def test_an_hour_of_the_debate_is_no_arrival() -> None:
    debate = (
        ROUSSEL,
        "Monsieur Moulin disait que la cantine ferme à 18 heures 47, hélas.",
    )
    minutes = read(LATE, FIRST, debate, VOTED, SECOND, VOTED)

    assert minutes.meeting.movements == ()
    assert "late-never-arrived" in {alert.code for alert in minutes.alerts}
