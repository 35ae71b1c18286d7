"""What every test gets: French, no network, its own folders, and a log without warnings."""

import core.offline  # isort: skip  # noqa: F401 - first, as in every entry point

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# As the program does at its start. A shell that starts the tests in the background has Ctrl-C
# ignored, children inherit that, and a stop asked before they listen to it would be lost.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(autouse=True)
def own_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Keep each test off the user's folders; tests on real models use the real store."""
    monkeypatch.setenv("GREFFIER_LOGS", str(tmp_path / "logs"))
    if not any(map(request.node.get_closest_marker, ("real", "built"))):
        monkeypatch.setenv("GREFFIER_MODELS", str(tmp_path / "models"))


@pytest.fixture(autouse=True)
def no_unexpected_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning it does not look at."""
    yield
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    expected = getattr(caplog, "expected_warnings", False)
    assert expected or not loud, [r.getMessage() for r in loud]
