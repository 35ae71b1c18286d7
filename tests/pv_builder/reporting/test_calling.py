"""Calling members and telling votes is stated by the minutes themselves."""

import pytest

from core.transcript import Word
from pv_builder.reporting.calling import is_call, presiding
from pv_builder.reporting.sentences import Sentence, Speaker

NAMES = frozenset({"paul", "blin", "odile", "roche", "denis"})
TITLE = "Tarifs de la cantine"


def sentence(text: str, speaker: Speaker | None = None) -> Sentence:
    words = tuple(
        Word(start=float(i), end=i + 0.5, text=f" {word}", probability=0.9)
        for i, word in enumerate(text.split())
    )
    return Sentence(speaker=speaker or Speaker(), words=words)


@pytest.mark.parametrize("said", ["Denis.", "Madame Roche, vous ?", "Odile, à toi.", "Merci Paul."])
def test_a_bare_name_gives_the_floor(said: str) -> None:
    assert is_call(sentence(said), NAMES, TITLE, voted=False, seats=19)


@pytest.mark.parametrize(
    "said",
    [
        "Madame Roche, avec le pouvoir de Monsieur Blin.",
        "Donc deux abstentions, 17 voix pour, les tarifs de la cantine sont adoptés.",
        "Paul s'abstient.",
        "Personne.",
        "Seize oui, trois non.",
        "La majorité pour, sauf madame Roche qui s'abstient.",
    ],
)
def test_votes_and_results_are_told_by_the_minutes_where_they_have_them(said: str) -> None:
    assert is_call(sentence(said), NAMES, TITLE, voted=True, seats=19)


def test_a_result_stays_where_no_vote_is_known() -> None:
    assert not is_call(sentence("Paul s'abstient."), NAMES, TITLE, voted=False, seats=19)


@pytest.mark.parametrize(
    "said",
    [
        "Moi je suis contre.",
        "Je m'abstiens.",
        "Denis a raison.",
        "Non, Denis.",
        "Denis, c'est non.",
        "Deux abstentions et 300 euros.",
        "Pour la cantine, les tarifs, c'est 3 %.",
        "Les tarifs de la cantine, c'est trois pour cent.",
        "Denis, le toit fuit.",
        "Allez, 200.",
    ],
)
def test_what_says_something_else_is_no_call(said: str) -> None:
    assert not is_call(sentence(said), NAMES, TITLE, voted=True, seats=19)


def test_whoever_calls_the_vote_presides_it() -> None:
    deputy, member = Speaker(member="M. Paul Blin"), Speaker(member="Mme Odile Roche")
    said = (sentence("Qui est contre ?", deputy), sentence("Le toit fuit.", member))
    assert presiding(said) == {deputy}
