"""Speech set straight: the subject once, no words to the room; the rest unchanged."""

import pytest

from pv_builder.reporting.straightened import is_name, straightened

NAMES = frozenset({"paul", "blin", "odile", "roche", "anne", "marie"})


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("les bancs, ils sont livrés", "les bancs sont livrés"),
        ("la salle du haut elle ferme à 22 heures", "la salle du haut ferme à 22 heures"),
        ("le règlement, c'est qu'on rend les clés", "le règlement est qu'on rend les clés"),
        ("le prix d'un repas c'est 9,40 euros", "le prix d'un repas est de 9,40 euros"),
        ("l'idée, c'est de planter des haies", "l'idée est de planter des haies"),
        ("la visite, c'est le 12 juin", "la visite est le 12 juin"),
        ("ça ferme à midi, voilà", "cela ferme à midi"),
        ("c'est la fanfare, là, elle répète ici", "c'est la fanfare, elle répète ici"),
        ("la cour est finie, Odile", "la cour est finie"),
        ("Paul, la cour est finie", "la cour est finie"),
        ("c'est fini, Monsieur le Maire", "c'est fini"),
        ("le pain c'est 2 euros, Odile", "le pain est de 2 euros"),
    ],
)
def test_speech_is_set_straight(said: str, written: str) -> None:
    assert straightened(said, NAMES) == written


@pytest.mark.parametrize(
    "said",
    [
        "le soir elle ferme",  # "le soir" is when, not what
        "l'an dernier c'était 7 euros",
        "l'entrée, il reste le portail",  # "il" stands for nothing
        "le pont c'est le département",  # whose it is, not what it is
        "les frais, c'est la commune",
        "la route il la refait",  # another "il"
        "Paul, Odile et Anne-Marie sont contre",
        "le chantier, c'est une entreprise qui le mène",
        "comme ça on avance",
    ],
)
def test_what_may_mean_something_else_is_not_touched(said: str) -> None:
    assert straightened(said, NAMES) == said


def test_a_name_is_that_of_a_member_with_or_without_civility() -> None:
    assert is_name("Madame Roche", NAMES)
    assert is_name("Anne-Marie", NAMES)
    assert not is_name("Madame", NAMES)
    assert not is_name("Colas", NAMES)
