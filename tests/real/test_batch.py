"""A folder of sessions on a Dask cluster of two workers, one of which is killed: real models."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from asr.sound.audio import decode
from core.task import silent
from desktop.session.batch import REPORT, BatchState
from tests.helpers.sample_session import SAMPLE, missing_models

SESSIONS = 12
BROKEN = "seance-07"
SECONDS = 40

pytestmark = [
    pytest.mark.real,
    pytest.mark.enable_socket,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(bool(missing_models()), reason="the default models are not installed"),
]


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first seconds of the sample session, as a WAV file."""
    folder = tmp_path_factory.mktemp("sound")
    decode([SAMPLE / "audio.opus"], folder / "whole.wav", silent())
    with (
        wave.open(str(folder / "whole.wav")) as whole,
        wave.open(str(folder / "a.wav"), "w") as cut,
    ):
        cut.setparams(whole.getparams())
        cut.writeframes(whole.readframes(SECONDS * whole.getframerate()))
    return folder / "a.wav"


@pytest.fixture
def folder(beginning: Path, tmp_path: Path) -> Path:
    """Twelve sessions of which one has a text file for a recording."""
    for number in range(1, SESSIONS + 1):
        session = tmp_path / "lot" / f"seance-{number:02}"
        session.mkdir(parents=True)
        shutil.copy(SAMPLE / "seance.toml", session)
        shutil.copy(beginning, session / "audio.wav")
    (tmp_path / "lot" / BROKEN / "audio.wav").write_text("ceci n'est pas un son", "utf-8")
    return tmp_path / "lot"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The address of a scheduler and its two workers, each a process of its own."""
    dask = [sys.executable, "-m", "dask"]
    file = tmp_path / "scheduler.json"
    common = {"env": {**os.environ, "GREFFIER_LOGS": str(tmp_path / "logs")}, "cwd": tmp_path}
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)],
        **common,  # type: ignore[call-overload]
    )
    while not file.exists():
        time.sleep(0.2)
    address = json.loads(file.read_text())["address"]
    workers = [
        subprocess.Popen(
            [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"],
            **common,  # type: ignore[call-overload]
        )
        for _ in range(2)
    ]
    yield address, [psutil.Process(worker.pid) for worker in workers]
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_lost_worker_loses_no_session(
    folder: Path, cluster: tuple[str, list[psutil.Process]], tmp_path: Path
) -> None:
    address, workers = cluster
    out = tmp_path / "out"
    batch = subprocess.Popen(
        [sys.executable, "-m", "desktop", "batch", str(folder), "--out", str(out),
         "--scheduler", address],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while len(list(out.glob("*/pv.json"))) < SESSIONS // 3:
        assert batch.poll() is None, "the batch ended before a worker was killed"
        time.sleep(0.2)
    workers[0].send_signal(signal.SIGKILL)
    said, _ = batch.communicate()
    results = {entry["name"]: entry for entry in json.loads((out / REPORT).read_text("utf-8"))}
    assert batch.returncode == 1
    assert [name for name, entry in results.items() if entry["state"] != BatchState.DONE] == [
        BROKEN
    ]
    assert len(list(out.glob("*/pv.docx"))) == SESSIONS - 1
    assert f"Séances traitées : {SESSIONS - 1} sur {SESSIONS}." in said
    assert BROKEN in said
    assert "Traceback" not in said
