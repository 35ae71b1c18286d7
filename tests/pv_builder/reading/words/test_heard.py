from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.reading.words.heard import heard, tokens_of_text
from tests.helpers.heard_lines import said


def texts(line: str) -> list[str]:
    return [token.text for token in tokens_of_text(line)]


def test_elided_words_and_hyphens_are_taken_apart() -> None:
    assert texts("L'unanimité, peut-être") == ["l", "unanimité", "peut", "être"]


def test_hours_are_taken_apart() -> None:
    assert texts("à 18h30 puis 19 h") == ["à", "18", "heures", "30", "puis", "19", "heures"]


def test_numbers_in_letters_are_put_together() -> None:
    token = tokens_of_text("dix-huit voix")[0]
    assert (token.text, token.value) == ("dix huit", 18)


def test_and_of_a_number_may_be_heard_as_is() -> None:
    assert [t.value for t in tokens_of_text("soixante est un votants")] == [61, None]


def test_thousands_in_two_groups_are_one_number() -> None:
    assert [t.value for t in tokens_of_text("31 500 euros")] == [31500, None]


def test_years_in_a_range_stay_two_numbers() -> None:
    assert [t.value for t in tokens_of_text("2026-2027")] == [2026, 2027]


def test_titles_before_names_are_written_out() -> None:
    assert texts("M. Masson et Mme Roussel") == ["monsieur", "masson", "et", "madame", "roussel"]


def test_the_point_of_an_abbreviation_does_not_end_the_sentence() -> None:
    tokens = heard(said("Je donne la parole à M. Masson.")).tokens
    assert len({token.sentence for token in tokens}) == 1


def test_sentences_end_at_strong_punctuation_and_at_turns() -> None:
    tokens = heard(said("Qui est contre ? Personne.", "Bien")).tokens
    assert [t.sentence for t in tokens] == [1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("said_word", "read"),
    [
        ("parmadame", ["par", "madame"]),
        ("Monsieurdupont", ["monsieur", "dupont"]),
        ("monsieurs", ["monsieurs"]),
        ("Mesdames", ["mesdames"]),
    ],
)
def test_a_civility_run_into_another_word_is_taken_apart(said_word: str, read: list[str]) -> None:
    assert [token.text for token in heard(said(said_word)).tokens] == read


def test_positions_follow_each_other() -> None:
    tokens = heard(said("Il est dix-huit heures trente", "bonsoir")).tokens
    assert [token.at for token in tokens] == list(range(len(tokens)))


def test_numbers_do_not_join_over_two_turns() -> None:
    tokens = heard(said("nous sommes vingt", "deux absents")).tokens
    assert [t.value for t in tokens if t.value is not None] == [20, 2]


@given(st.lists(st.text(max_size=25), max_size=6))
def test_any_transcript_gives_tokens_in_order_of_time(lines: list[str]) -> None:
    tokens = heard(said(*lines)).tokens
    assert all(a.start <= b.start for a, b in pairwise(tokens))
    assert all(token.start <= token.end for token in tokens)


def test_a_civility_in_full_may_end_a_sentence() -> None:
    tokens = heard(said("Rien, madame. M. Petit est là.")).tokens
    assert [t.text for t in tokens if t.ends] == ["madame", "là"]
