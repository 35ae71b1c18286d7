"""The words of a title in what was said: forms of one family, initials, what is everywhere."""

import pytest

from pv_builder.reading.agenda.titles import same_family, titles_said
from tests.helpers.heard_lines import Line, a_scene, a_seance

TALK = "Chacun a pu lire le document que nous avons reçu avec la convocation de ce soir."


def told(title: str, *lines: Line) -> dict[str, float]:
    """Return what each word said tells of a title, the most it tells."""
    scene = a_scene(*lines, *[TALK] * 12, seance=a_seance(titles=(title,)))
    found: dict[str, float] = {}
    for hit in titles_said(scene)[0].hits:
        word = scene.heard.tokens[hit.at].text
        found[word] = max(hit.nats, found.get(word, 0.0))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("toit", "toiture"),
        ("éclairer", "éclairage"),
        ("commerces", "commerce"),
        ("école", "écolier"),
    ],
)
def test_words_of_one_root_are_of_one_family(one: str, other: str) -> None:
    assert same_family(one, other)
    assert same_family(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("compte", "compris"), ("tarif", "prix"), ("communes", "communication")]
)
def test_words_that_only_begin_alike_are_not(one: str, other: str) -> None:
    assert not same_family(one, other)


def test_a_word_of_the_same_family_is_said_for_one_of_the_title() -> None:
    assert told("Réfection de la toiture", "Il pleut sous le toit.")["toit"] > 0


def test_initials_inside_a_sentence_are_said_for_the_words_they_begin() -> None:
    assert told("Convention territoriale globale", "Ensuite la CTG, Madame Perrin.")["ctg"] > 0
    assert "la" not in told("Location de l'auberge", "Ensuite la salle, Madame Perrin.")


def test_initials_may_leave_out_one_word() -> None:
    title = "Rapport annuel sur le prix et la qualité du service de l'eau"
    assert told(title, "Je présente le RPQS.")["rpqs"] > 0


def test_a_word_that_is_said_all_along_tells_nothing() -> None:
    found = told("Document de programmation", "La programmation, donc.")
    assert found["document"] == 0
    assert found["programmation"] > 1


def test_a_number_of_the_title_is_not_taken_from_an_hour() -> None:
    assert "10" not in told("Séance du 10 avril", "Il est 20 h 10.")
    assert told("Séance du 10 avril", "Celui du 10 avril.")["10"] > 0
