"""No process of any command, nor the window, speaks to a network: strace counts the socket calls.

The whole process tree is followed, the libraries' native threads included.
"""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
import pytest

from tests.helpers.pulse import is_installed, pulseaudio
from tests.helpers.recording import until
from tests.helpers.sample_session import SAMPLE, missing_models, own_logs

SOUND = Path(__file__).parents[1] / "data" / "voices" / "pyannote_sample.wav"
SEANCE = SAMPLE / "seance.toml"
NETWORK = re.compile(r"socket\(AF_(?:INET6?|PACKET|VSOCK|BLUETOOTH)\b")
GREFFIER = [sys.executable, "-m", "desktop"]

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]
needs_models = pytest.mark.skipif(
    bool(missing_models()), reason="the default models are not installed"
)


def watched(command: Sequence[str], trace: Path) -> list[str]:
    return ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(trace), *command]


def sockets_in(trace: Path) -> int:
    return len(NETWORK.findall(trace.read_text(encoding="utf-8")))


def sockets_of(command: Sequence[str], tmp_path: Path) -> int:
    trace = tmp_path / "trace.txt"
    subprocess.run(watched(command, trace), check=True, env=own_logs(tmp_path))
    return sockets_in(trace)


def sockets_until(
    stop: signal.Signals,
    is_working: Callable[[], bool],
    command: Sequence[str],
    tmp_path: Path,
    **added: str,
) -> int:
    """Run a command until it works and five seconds more, then stop it by a signal."""
    trace = tmp_path / "trace.txt"
    strace = subprocess.Popen(watched(command, trace), env=own_logs(tmp_path) | added)
    until(is_working, 300.0)
    time.sleep(5.0)
    assert strace.poll() is None, "it ended by itself"
    (greffier,) = psutil.Process(strace.pid).children()
    greffier.send_signal(stop)
    strace.wait(90)
    return sockets_in(trace)


def test_the_count_sees_a_socket(tmp_path: Path) -> None:
    opening = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
    assert sockets_of([sys.executable, "-c", opening], tmp_path) == 1


@needs_models
def test_a_whole_run_opens_no_network_socket(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [
        *GREFFIER, "process", str(SOUND), "--seance", str(SEANCE),
        "--out", str(out), "--formats", "odt,pdf,html,txt",
    ]  # fmt: skip
    assert sockets_of(command, tmp_path) == 0
    assert (out / "pv.docx").exists()


@needs_models
def test_a_batch_opens_no_network_socket(tmp_path: Path) -> None:
    session = tmp_path / "lot" / "séance-1"
    session.mkdir(parents=True)
    shutil.copy(SEANCE, session)
    shutil.copy(SOUND, session)
    command = [*GREFFIER, "batch", str(tmp_path / "lot"), "--out", str(tmp_path / "out")]
    assert sockets_of(command, tmp_path) == 0
    assert (tmp_path / "out" / "séance-1" / "pv.docx").exists()


WINDOW_FOR_A_WHILE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.ui.app import run
app = QApplication([])
QTimer.singleShot(5000, app.quit)
run()
"""


def test_the_window_opens_no_network_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("GREFFIER_CONFIG", str(tmp_path / "config"))
    assert sockets_of([sys.executable, "-c", WINDOW_FOR_A_WHILE], tmp_path) == 0


@pytest.mark.skipif(not is_installed(), reason="needs pulseaudio and pulseaudio-utils")
def test_a_recording_opens_no_network_socket(tmp_path: Path) -> None:
    raw = tmp_path / "séance" / "audio" / "en-cours"
    with pulseaudio("salle") as pulse:
        command = [*GREFFIER, "record", "--out", str(tmp_path / "séance")]
        found = sockets_until(
            signal.SIGINT, lambda: any(raw.glob("*.wav")), command, tmp_path, **pulse.environment
        )
    assert found == 0
    assert list((tmp_path / "séance" / "audio").glob("*.flac"))


@pytest.mark.parametrize("words", ["doctor", "models list", "record --list-devices"])
def test_the_small_commands_open_no_network_socket(words: str, tmp_path: Path) -> None:
    assert sockets_of([*GREFFIER, *words.split()], tmp_path) == 0
