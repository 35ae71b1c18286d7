"""Names and paths for Windows, tried here by simulation."""

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.filenames import FORBIDDEN, RESERVED, excess, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-03-26 conseil municipal", "2026-03-26 conseil municipal"),
        ("Comité « Eau » : séance 1/2 ?", "Comité « Eau » - séance 1-2 -"),
        ("C:\\Séances\\mars", "C--Séances-mars"),
        ("bureau. ", "bureau"),
        ("aux", "aux-"),
        ("COM1.txt", "COM1.txt-"),
        ("…\n\t", "…"),
        (" . ", "séance"),
    ],
)
def test_a_name_keeps_what_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text, "séance") == name


@given(st.text())
def test_any_text_gives_a_name_that_windows_takes(text: str) -> None:
    name = safe_name(text, "séance")
    assert name.isprintable()
    assert not set(name) & set(FORBIDDEN + "/\\")
    assert name == name.strip(" .")
    assert 0 < len(name) <= 81
    assert name.partition(".")[0].upper() not in RESERVED
    assert PureWindowsPath(name).name == name


def test_a_path_is_measured_with_what_will_lie_in_it() -> None:
    folder = Path("/") / ("é" * 199)
    assert excess(folder, 59, 259) == 1
    assert excess(folder, 58, 259) == 0
    assert excess(folder, 5_000, None) == 0
