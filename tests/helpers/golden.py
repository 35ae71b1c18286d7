"""Compare a text with the one stored beside the tests; GREFFIER_UPDATE_GOLDEN=1 stores it anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def assert_golden(name: str, text: str) -> None:
    """Assert that a text equals the stored one; a changed one is shown line by line by pytest."""
    path = FOLDER / name
    if os.environ.get("GREFFIER_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()
