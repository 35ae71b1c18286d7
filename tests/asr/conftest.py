from pathlib import Path

import pytest


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the decoded sound of a session goes."""
    return tmp_path / "session.wav"
