"""Ctrl-C while the program is still being loaded: one French sentence, no traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.cli.exit_codes import ExitCode

ROOT = Path(__file__).parents[3]
SLOW = "import pathlib, time; pathlib.Path({here!r}, 'loading').touch(); time.sleep(60)\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT")


@pytest.mark.parametrize("library", ["platformdirs", "click"])
def test_an_interrupted_start_is_one_sentence(library: str, tmp_path: Path) -> None:
    (tmp_path / f"{library}.py").write_text(SLOW.format(here=str(tmp_path)), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "doctor"],
        cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    while not (tmp_path / "loading").exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (
        ExitCode.STOPPED,
        "Arrêté à votre demande avant d'avoir commencé.\n",
    )
