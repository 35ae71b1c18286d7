from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sounds import likeness, sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Roussel", "Rousselle"),
        ("Charpentier", "Charpentié"),
        ("Blondel", "Blondelle"),
        ("quorum", "corum"),
        ("voix", "voie"),
        ("présente", "présentes"),
        ("excusé", "excuser"),
        ("levée", "lever"),
        ("Prévost", "Prévôt"),
        ("Tessier", "Tessié"),
        ("m.", "M"),
        ("cent", "sans"),
        ("et", "est"),
    ],
)
def test_words_that_sound_the_same_have_the_same_key(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("contre", "pour"), ("Marchand", "Moulin"), ("adopté", "rejeté"), ("présent", "absent")],
)
def test_words_that_sound_apart_have_far_keys(one: str, other: str) -> None:
    assert likeness(sound_of(one), sound_of(other)) < 0.7


def test_a_word_heard_as_two_sounds_as_the_word() -> None:
    assert sound_of("une") + sound_of("animité") == sound_of("unanimité")


def test_contre_heard_compte_is_one_sound_away() -> None:
    assert likeness(sound_of("contre"), sound_of("compte")) == pytest.approx(0.75)


@given(st.text(max_size=30))
def test_any_text_has_a_key_that_does_not_depend_on_case(text: str) -> None:
    key = sound_of(text)
    assert sound_of(text.lower()) == key
    assert not any(c.isspace() for c in key)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêàùçœ'", max_size=20))
def test_doubled_sounds_are_heard_once(word: str) -> None:
    key = sound_of(word)
    assert all(a != b for a, b in pairwise(key))
