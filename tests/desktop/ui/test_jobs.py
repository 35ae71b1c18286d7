"""Long work in another process, and the bar that follows it."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.task import Progress
from desktop.ui import jobs
from desktop.ui.job_bar import JobBar
from desktop.ui.jobs import Job
from tests.helpers.waits import WAIT_MS

JobOf = Callable[[Sequence[str]], Job]


@pytest.fixture
def job_of() -> Iterator[JobOf]:
    """Yield what makes jobs; those that a failed test left running are ended with it.

    Qt would end them when Python drops them, with a warning that fails whatever test runs then.
    """
    asker = QObject()
    yield lambda arguments: Job(arguments, asker)
    shiboken6.delete(asker)


def test_work_reports_its_steps_and_its_end(
    qtbot: QtBot, job_of: JobOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "work.py"
    script.write_text(
        "import sys\n"
        'sys.stderr.write(\'{"type":"progress","step":"asr.decode","done":1,"total":2}\\n\')\n'
        'sys.stderr.write(\'{"type":"notice","code":"output-kept","name":"a","kept_as":"b"}\\n\')\n'
        "sys.stderr.write('Le fichier est illisible.\\n')\n"
        "sys.exit(int(sys.argv[1]))\n"
    )
    monkeypatch.setattr(jobs, "_command", lambda: [sys.executable, str(script)])
    for code, expected in (("0", [True, ""]), ("2", [False, "Le fichier est illisible."])):
        job = job_of([code])
        steps: list[Progress] = []
        told: list[str] = []
        job.progressed.connect(steps.append)
        job.told.connect(told.append)
        with qtbot.waitSignal(job.ended, timeout=WAIT_MS) as ended:
            job.start()
        assert ended.args == expected
        assert steps == [Progress(step="asr.decode", done=1, total=2)]
        assert len(told) == 1


def test_stopped_work_is_no_failure(
    qtbot: QtBot, job_of: JobOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "work.py"
    script.write_text("import time\nprint('x', flush=True)\ntime.sleep(60)\n")
    monkeypatch.setattr(jobs, "_command", lambda: [sys.executable, str(script)])
    job = job_of([])
    job.start()
    assert job._process.waitForReadyRead(WAIT_MS)
    with qtbot.waitSignal(job.ended, timeout=WAIT_MS) as ended:
        job.stop()
    assert ended.args[0] is False
    job.stop()


def test_a_program_that_cannot_start_is_told(
    qtbot: QtBot, job_of: JobOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_command", lambda: ["/nowhere/greffier"])
    job = job_of([])
    with qtbot.waitSignal(job.ended, timeout=WAIT_MS) as ended:
        job.start()
    assert ended.args[0] is False
    assert ended.args[1]


def test_the_bar_says_the_step_and_the_time_left(qtbot: QtBot) -> None:
    bar = JobBar()
    qtbot.addWidget(bar)
    bar.begin()
    bar.show_progress(Progress(step="asr.decode", done=0))
    assert bar._bar.maximum() == 0
    bar._since -= 125
    bar._show_time()
    assert bar._left.text() == "en cours depuis 00:02:05"
    assert bar._clock.isActive()
    bar._since -= 475
    bar.show_progress(Progress(step="asr.decode", done=50, total=100))
    assert bar._left.text() == "encore 10 min environ"
    bar.show_progress(Progress(step="asr.decode", done=100, total=100))
    assert bar._left.text() == "moins d'une minute"
    bar.stopping()
    assert "conservé" in bar._text.text()
    assert not bar._clock.isActive()


def test_from_the_sources_a_command_is_run_by_this_python() -> None:
    assert jobs._command() == [sys.executable, "-m", "desktop"]


@pytest.mark.parametrize("suffix", ["", ".exe"])
def test_a_built_window_calls_the_program_that_has_an_output(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = tmp_path / "Élodie Le Quéré" / f"greffier-fenetre{suffix}"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(window))
    assert jobs._command() == [str(window.with_name(f"greffier{suffix}"))]
