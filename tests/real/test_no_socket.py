"""No process of a whole run speaks to a network: every socket call is counted by strace."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real.test_sample_session import environment, missing_models

SOUND = Path(__file__).parents[1] / "data" / "voices" / "pyannote_sample.wav"
SEANCE = Path(__file__).parents[1] / "data" / "commune-saint-aubin" / "seance.toml"
NETWORK = re.compile(r"socket\(AF_INET6?,")

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(missing_models()), reason="the default models are not installed"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


def sockets_of(command: list[str], tmp_path: Path) -> int:
    trace = tmp_path / "trace.txt"
    watched = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(trace), *command]
    subprocess.run(watched, check=True, env=environment(tmp_path))
    return len(NETWORK.findall(trace.read_text(encoding="utf-8")))


def test_the_count_sees_a_socket(tmp_path: Path) -> None:
    opening = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
    assert sockets_of([sys.executable, "-c", opening], tmp_path) == 1


def test_a_whole_run_opens_no_network_socket(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [
        sys.executable, "-m", "desktop", "process", str(SOUND), "--seance", str(SEANCE),
        "--out", str(out), "--formats", "odt,pdf,html,txt",
    ]  # fmt: skip
    assert sockets_of(command, tmp_path) == 0
    assert (out / "pv.docx").exists()
