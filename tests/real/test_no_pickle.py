"""No model and no library runs code out of a pickle: Python tells of each class that one looks up.

What our own processes send each other is pickled by multiprocessing: our dataclasses and its parts.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.sample_session import SAMPLE, missing_models, own_logs

SOUND = SAMPLE.parent / "voices" / "pyannote_sample.wav"
OURS = ("core.", "asr.", "models.", "multiprocessing.", "pathlib.")

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(bool(missing_models()), reason="the default models are not installed"),
]


def test_a_whole_run_unpickles_nothing_but_its_own_messages(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    command = [
        sys.executable, "-m", "tests.helpers.noting_pickles", "process", str(SOUND),
        "--seance", str(SAMPLE / "seance.toml"), "--out", str(tmp_path / "out"),
    ]  # fmt: skip
    environment = own_logs(tmp_path) | {"GREFFIER_NOTES": str(notes)}
    subprocess.run(command, check=True, env=environment)
    found = set(notes.read_text("utf-8").split())
    assert "core.task.Progress" in found
    assert "asr.diarization.diarize._Job" in found
    assert [name for name in found if not name.startswith(OURS)] == []
