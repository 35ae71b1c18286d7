"""What a log tells of an exception: where it came from, never what it quotes."""

import pytest

from core.errors import DiskFull
from core.tracebacks import described, without_messages

NAME, SAID = "Blondel", "le quorum est atteint"


def caught(cause: Exception, error: Exception) -> Exception:
    """Return an error that was raised over another."""
    try:
        try:
            raise cause
        except type(cause) as first:
            raise error from first
    except type(error) as second:
        return second


def test_where_it_came_from_is_told_without_a_word_or_a_name() -> None:
    told = without_messages(caught(KeyError(NAME), ValueError(SAID)))
    assert "in caught" in told
    assert told.index("KeyError") < told.index("ValueError")
    assert NAME not in told
    assert SAID not in told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DiskFull(path="séance de Mme Blondel", needed_bytes=5, free_bytes=2),
         "core.errors.DiskFull: disk-full needed_bytes=5 free_bytes=2"),
        (PermissionError(13, "refusé", "séance de Mme Blondel"), "PermissionError: EACCES"),
        (OSError("séance de Mme Blondel"), "OSError"),
        (UnicodeDecodeError("utf-8", b"Blondel\xff", 7, 8, "invalid"), "UnicodeDecodeError"),
    ],
)  # fmt: skip
def test_numbers_are_kept_and_texts_left_out(error: Exception, told: str) -> None:
    assert described(error) == told


def test_exceptions_that_name_each_other_end() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert without_messages(one).count("ValueError") == 1
