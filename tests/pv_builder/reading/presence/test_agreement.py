"""The adjectives of the roll call agree with whom they are said of."""

import pytest

from pv_builder.meeting import Civility, Member
from pv_builder.reading.presence.agreement import disagreements
from tests.helpers.unsure import unsure_turn

ROLL = (
    Member(civility=Civility.MME, given_name="Isabelle", family_name="Roussel"),
    Member(civility=Civility.M, given_name="Gérard", family_name="Jourdan"),
)
ISABELLE, GERARD = "Mme Isabelle Roussel", "M. Gérard Jourdan"


def wrong(said: str, who: str | None = None) -> list[tuple[int, str]]:
    """Return which words should read otherwise, and how."""
    turns = (unsure_turn(0, said, who),)
    return [(one.first_word, one.after) for one in disagreements(turns, ROLL)]


def test_an_answer_agrees_with_the_member_who_gives_it() -> None:
    assert wrong("Présente.", GERARD) == [(0, "présent")]
    assert wrong("Oui, présent.", ISABELLE) == [(1, "présente")]
    assert wrong("Présente.", ISABELLE) == []
    assert wrong("Présente.", None) == []


def test_what_is_said_behind_a_name_agrees_with_the_title() -> None:
    assert wrong("Madame Isabelle Roussel, absent, excusé.") == [(3, "absente"), (4, "excusée")]
    assert wrong("Monsieur Gérard Jourdan est excusée, pouvoir à Madame Roussel.") == [
        (4, "excusé")
    ]
    assert wrong("Monsieur Gérard Jourdan présente, Madame Roussel absent.") == [
        (3, "présent"),
        (6, "absente"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Merci Monsieur, je vous présente le dossier suivant.",
        "Madame Roussel. Excusé pour le bruit.",
        "Madame Roussel a excusé ce retard.",
        "Madame, excusé.",
        "Monsieur Gérard Jourdan présente le dossier.",
        "Madame Isabelle Roussel excuse Monsieur Gérard Jourdan.",
    ],
)
def test_words_that_may_be_said_of_something_else_are_left_alone(said: str) -> None:
    assert wrong(said) == []
