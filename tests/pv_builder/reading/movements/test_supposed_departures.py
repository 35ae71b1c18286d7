"""Whoever is there, is named beside an hour and leaves a pouvoir is supposed to leave."""

import pytest

from pv_builder.meeting import MovementKind
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import HUBERT, MASSON, MOULIN, ROUSSEL, Line, a_seance, said

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Nous sommes au complet.")
FIRST = (MASSON, "Point numéro 1, programme de voirie. La parole est à Madame Roussel.")
SECOND = (MASSON, "Point numéro 2, tarifs de la restauration scolaire. Madame Roussel.")
VOTED = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")
SEANCE = a_seance(titles=("Programme de voirie", "Tarifs de la restauration scolaire"))


def read(*lines: Line) -> Minutes:
    return read_minutes(said(OPEN, *lines), SEANCE)


@pytest.mark.parametrize(
    "line",
    [
        "Monsieur Moulin, quand on le sait, il est 19 h 12, pouvoir édonner à Monsieur Hubert.",
        "Monsieur Moulin nauus quille, 19 h 12, pouvoir à Monsieur Hubert.",
        "À 19 h 12, Monsieur Moulin, et son pouvoir pour Monsieur Hubert.",
    ],
)
def test_a_member_beside_an_hour_who_leaves_a_pouvoir_has_left(line: str) -> None:
    minutes = read(FIRST, VOTED, (MASSON, line), SECOND, VOTED)

    (move,) = minutes.meeting.movements
    assert (move.kind, move.member, move.hour) == (MovementKind.DEPARTURE, MOULIN, "19:12")
    assert [(p.giver, p.holder) for p in minutes.meeting.proxies] == [(MOULIN, HUBERT)]
    assert "movement-supposed" in {a.code for a in minutes.alerts if "Le départ" in a.text}


@pytest.mark.parametrize(
    "line",
    [
        "Monsieur Moulin disait que la cantine ferme à 19 h 12, hélas.",
        "Monsieur Moulin, je pars à 19 h 12, voici mon pouvoir pour Monsieur Hubert.",
        "Monsieur Moulin, vous marquez 19 h 12, avec pouvoir à Monsieur Hubert.",
        "Monsieur Moulin, il est 19 h 12, et sans pouvoir de personne. Monsieur Hubert ?",
    ],
)
def test_an_hour_and_a_name_alone_or_a_name_that_is_spoken_to_move_nobody(line: str) -> None:
    moves = read(FIRST, (ROUSSEL, line), VOTED, SECOND, VOTED).meeting.movements
    assert MOULIN not in {move.member for move in moves}
