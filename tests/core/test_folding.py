import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élodie  D’Alençon", "elodie d'alencon"),
        ("Jean‑Pierre", "jean pierre"),
        ("CŒUR\u202f!", "coeur !"),
    ],
)
def test_case_accents_and_hyphens_do_not_count(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
