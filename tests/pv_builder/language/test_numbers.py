import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from pv_builder.language.numbers import longest_number, number_in_digits, ordinal


@pytest.mark.parametrize(
    ("text", "value"),
    [("18", 18), ("148 600", 148600), ("148.600", 148600), ("012", 12), ("4,80", None), ("", None)],
)
def test_digits_are_read_whole_or_not_at_all(text: str, value: int | None) -> None:
    assert number_in_digits(text) == value


@given(st.integers(min_value=0, max_value=9999))
def test_every_number_in_letters_is_read_back(value: int) -> None:
    words = tuple(str(num2words(value, lang="fr")).replace("-", " ").split())
    assert longest_number(words) == (value, len(words))


def test_the_longest_number_stops_before_the_next_one() -> None:
    assert longest_number(("dix", "huit", "trente")) == (18, 2)
    assert longest_number(("vingt", "et", "une", "voix")) == (21, 3)
    assert longest_number(("voix",)) is None


@pytest.mark.parametrize(
    ("word", "rank"),
    [
        ("première", 1),
        ("deuxième", 2),
        ("dernier", None),
        ("1er", 1),
        ("3e", 3),
        ("troisièmement", 3),
    ],
)
def test_ordinals_are_ranks(word: str, rank: int | None) -> None:
    assert ordinal(word) == rank
