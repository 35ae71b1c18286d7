"""The number said with the quorum is a check of who was noted as present."""

import pytest

from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import MASSON, a_seance, said


def read(*lines: str) -> Minutes:
    opening = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte.")
    told = (opening, *((MASSON, line) for line in lines), (MASSON, "Point 1, la voirie."))
    return read_minutes(said(*told), a_seance(titles=("La voirie",)))


def differing(minutes: Minutes) -> list[str]:
    return [alert.text for alert in minutes.alerts if alert.code == "presence-count-differs"]


def present(minutes: Minutes) -> int:
    return len([state for _, state in minutes.meeting.attendance if state == "present"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Nous sommes {n} présents, le quorum est atteint.",
        "{n} élus autour de la table, le quorum est réuni.",
    ],
)
def test_another_number_than_the_one_noted_is_told_with_where_to_listen(sentence: str) -> None:
    whole = present(read("Tout le monde est présent."))
    minutes = read("Tout le monde est présent.", sentence.format(n=whole - 1))
    (text,) = differing(minutes)
    assert f", {whole - 1}, n'est pas celui qui est noté, {whole}." in text
    assert all(a.excerpts for a in minutes.alerts if a.code == "presence-count-differs")


def test_the_number_noted_is_not_told_again() -> None:
    whole = present(read("Tout le monde est présent."))
    minutes = read(
        "Tout le monde est présent.", f"Nous sommes {whole} présents, le quorum est atteint."
    )
    assert not differing(minutes)


def test_a_number_said_of_something_else_is_none_of_the_members() -> None:
    minutes = read(
        "Tout le monde est présent.", "Le quorum étant réuni, on peut délibérer.",
        "Nous sommes deux adjoints à suivre ce dossier.",
    )  # fmt: skip
    assert minutes.meeting.present_said is None


def supposed(minutes: Minutes) -> list[str]:
    return [alert.code for alert in minutes.alerts if alert.code == "presence-deduced"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ça fait {n}, le quorum est là.",
        "On est {n} sur neuf, il en faut cinq.",
        "Je compte {n}.",
        "Nous voilà {n} dans la salle, avec le quorum.",
    ],
)
def test_a_number_that_agrees_leaves_no_doubt_of_those_who_were_not_called(sentence: str) -> None:
    away = "Madame Perrin est excusée."
    whole = present(read(away, "Le quorum est atteint."))
    assert supposed(read(away, "Le quorum est atteint."))
    assert not supposed(read(away, sentence.format(n=whole)))


def test_a_number_that_may_count_something_else_contradicts_nobody() -> None:
    minutes = read("Madame Perrin est excusée.", "Le quorum est atteint.", "Ça fait trois mois.")
    assert supposed(minutes)
    assert not differing(minutes)
