"""What a double click on a session's archive asks of the program."""

from pathlib import Path

import pytest

from desktop.start import archive_of


@pytest.mark.parametrize("name", ["séance du 26 mars.greffier", "C:\\Séances\\MARS.GREFFIER"])
def test_an_archive_alone_is_to_be_opened_in_the_window(name: str) -> None:
    assert archive_of([name]) == Path(name)


@pytest.mark.parametrize(
    "arguments", [[], ["doctor"], ["reopen", "mars.greffier"], ["--help"], ["mars.greffier", "x"]]
)
def test_anything_else_is_a_command(arguments: list[str]) -> None:
    assert archive_of(arguments) is None
