"""Where an item may begin: what the beginning of a sentence, a number, the chair speak for."""

import pytest

from pv_builder.reading.agenda.places import Place, places
from tests.helpers.heard_lines import CHARPENTIER, MASSON, Line, a_scene

CHAIRED: tuple[Line, ...] = (
    (MASSON, "Il est 18 heures 30, je déclare la séance ouverte."),
    (MASSON, "La parole est à Monsieur Charpentier."),
)


def place(text: str, *before: Line) -> Place:
    """Return the place where a text begins, said by nobody known after these lines."""
    scene = a_scene(*before, text)
    at = len(scene.heard.tokens) - sum(token.turn == len(before) for token in scene.heard.tokens)
    return next(one for one in places(scene, 0, scene.end) if one.at == at)


@pytest.mark.parametrize(
    "text",
    [
        "Trois. Le lavoir.",
        "Le trois, c'est le lavoir.",
        "Bon, la troisième, le lavoir.",
        "On en est au point trois, le lavoir.",
        "Le lavoir, c'est le 3.",
        "Alors le trois maintenant.",
        "Troisième affaire, le lavoir.",
        "Troisièmement, le lavoir.",
    ],
)
def test_a_number_that_stands_alone_names_an_item(text: str) -> None:
    assert place(text).numbers.get(3, 0.0) > 0


@pytest.mark.parametrize(
    "text",
    ["Trois voix contre.", "Trois à deux.", "Il est 3 heures.", "Trois personnes sont venues."],
)
def test_a_number_that_counts_something_names_none(text: str) -> None:
    assert 3 not in place(text).numbers


@pytest.mark.parametrize(
    "text",
    ["Et le dernier, le lavoir.", "On finit avec le lavoir.", "Pour terminer, le lavoir."],
)
def test_the_last_one_is_told(text: str) -> None:
    assert place(text).last


def test_the_last_time_is_not_the_last_item() -> None:
    assert not place("La dernière fois, on avait tranché.").last
    assert not place("Le dernier conseil en a parlé.").last


@pytest.mark.parametrize(
    "text",
    [
        "Ensuite, le lavoir.",
        "Alors la suite, c'est le lavoir.",
        "Le lavoir.",
        "Il reste le lavoir.",
    ],
)
def test_a_transition_and_a_headline_speak_for_a_beginning(text: str) -> None:
    assert place(text).begins > place("On a tous lu la note qui parlait du lavoir.").begins


def test_passing_to_the_vote_is_no_transition() -> None:
    assert place("Je passe au vote.").begins == 0


def test_whoever_chairs_is_likelier_to_open_an_item() -> None:
    said = [
        next(one for one in places(scene, 0, scene.end) if one.at == scene.end - 3).nats
        for scene in (
            a_scene(*CHAIRED, (who, "Ensuite, le lavoir.")) for who in (MASSON, CHARPENTIER)
        )
    ]
    assert said[0] > said[1] + 1


def test_the_minutes_of_the_session_before_are_told_in_everyday_words() -> None:
    assert place("Le papier de la dernière fois, tout le monde l'a lu ?").previous
    assert place("Le compte rendu du 12 mars.").previous
    assert not place("Le compte rendu des décisions.").previous
