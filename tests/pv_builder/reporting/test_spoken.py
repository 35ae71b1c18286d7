import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcript import Word
from pv_builder.reporting.sentences import Sentence, Speaker
from pv_builder.reporting.spoken import bare, cleaned, cleaned_text
from tests.helpers.sessions import words


def sentence(said: str) -> Sentence:
    return Sentence(speaker=Speaker(), words=words(said, 0.0, 10.0))


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Euh nous avons, euh, voté le budget.", "Nous avons voté le budget."),
        ("le le budget est est voté", "Le budget est voté."),
        ("il faut que il faut que ce soit fait", "Il faut que ce soit fait."),
        ("la com- la commune paie", "La commune paie."),
        ("nous nous abstenons", "Nous nous abstenons."),
        ("non non, c'est très très bien", "Non non, c’est très très bien."),
        ("cent cent vingt euros", "Cent cent vingt euros."),
        ("Le budget, euh.", "Le budget."),
        ("Qui est contre ?", "Qui est contre\u202f?"),
        ("12 12 euros", "12 12\u00a0euros."),
    ],
)
def test_slips_of_the_tongue_are_removed(said: str, printed: str) -> None:
    assert cleaned_text(sentence(said)) == printed


def test_nothing_but_a_hesitation_leaves_nothing() -> None:
    assert cleaned(sentence("Euh...")) == ()
    assert cleaned_text(sentence("Euh...")) == ""


def test_words_keep_their_time_and_their_doubt() -> None:
    said = sentence("euh le budget")
    doubted = Sentence(speaker=said.speaker, words=said.words, doubtful=frozenset({2}))
    kept = cleaned(doubted)
    assert [word.start_s for word in kept] == [said.words[1].start, said.words[2].start]
    assert [word.doubtful for word in kept] == [False, True]


SPOKEN = ("euh", "le", "la", "budget", "est", "voté", "12", "nous", "non", "?", ".")


@given(st.lists(st.sampled_from(SPOKEN), min_size=1))
def test_what_remains_was_said_in_that_order(parts: list[str]) -> None:
    said = Sentence(
        speaker=Speaker(),
        words=tuple(Word(start=float(i), end=i + 0.5, text=f" {p}") for i, p in enumerate(parts)),
    )
    spoken = [bare(part) for part in parts]
    position = 0
    for word in cleaned(said):
        position = spoken.index(bare(word.text), position) + 1
