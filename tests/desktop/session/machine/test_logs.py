"""The log holds nothing that was said, whoever writes into it."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.session.machine import logs

SAID = "le quorum est atteint"


@pytest.fixture
def log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Path]:
    """The log's file; the root logger is given back afterwards."""
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    logs.set_up(tmp_path / "logs")
    yield tmp_path / "logs" / "greffier.log"
    for added in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(added)
        added.close()
    root.setLevel(level)


def test_an_exception_is_logged_without_what_it_quotes(log: Path) -> None:
    try:
        int(SAID)
    except ValueError:
        logging.getLogger("desktop.cli.main").exception("unexpected error")
    text = log.read_text("utf-8")
    assert "unexpected error" in text
    assert "test_an_exception_is_logged" in text
    assert text.rstrip().endswith("ValueError")
    assert SAID not in text


def test_a_library_is_logged_by_its_place_only(log: Path) -> None:
    logging.getLogger("library.reading").warning("what is %s?", SAID)
    logging.getLogger("asr.pipeline").info("%d units", 3)
    library, own = log.read_text("utf-8").splitlines()
    assert "WARNING library.reading test_logs, line" in library
    assert own.endswith("INFO asr.pipeline 3 units")
