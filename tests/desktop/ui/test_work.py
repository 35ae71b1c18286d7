"""Long work: what is recognised shows as it comes; closing keeps it; the next start takes it up."""

import sys
from pathlib import Path

import psutil
import pytest
import shiboken6
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.session.dossier import open_dossier
from desktop.session.machine.preferences import load_preferences
from desktop.session.sources import write_sources
from desktop.ui import jobs
from desktop.ui.job_bar import JobBar
from desktop.ui.main_window import MainWindow
from desktop.ui.work import Work
from tests.helpers.waits import WAIT_MS

HEARD = '{"type":"heard","start":3.0,"text":"La séance est ouverte."}'
STEP = '{"type":"progress","step":"asr.recognise","done":1.0,"total":2.0}'


@pytest.fixture
def media(tmp_path: Path, folder: Path) -> Path:
    """A recording known to the session, which is not transcribed yet."""
    (folder / "transcript.json").unlink()
    media = tmp_path / "conseil.mp3"
    media.write_bytes(b"son")
    with open_dossier(folder) as dossier:
        write_sources(dossier, [media])
    return media


def working(monkeypatch: pytest.MonkeyPatch, folder: Path, *, pouring: bool = False) -> Path:
    """Let the command be a script that says one sentence, or many, and works until it may end.

    Returns:
        The file whose presence lets it end. A length of time would not do: on a loaded machine the
        work would be over before the window shows its first words.
    """
    script, may_end = folder.parent / "work.py", folder.parent / "may-end"
    script.write_text(
        "import pathlib, signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: sys.exit(130))\n"
        f"print({HEARD!r}, file=sys.stderr, flush=True)\n"
        f"print({STEP!r}, file=sys.stderr, flush=True)\n"
        f"while {pouring}: print({HEARD!r}, file=sys.stderr, flush=True)\n"
        f"while not pathlib.Path({str(may_end)!r}).exists(): time.sleep(0.02)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(jobs, "_command", lambda: [sys.executable, str(script)])
    return may_end


def begin(window: MainWindow, folder: Path, media: Path, qtbot: QtBot) -> int:
    """Begin the work of a session; return the id of its process once words came."""
    assert window.open_session(folder)
    window.start_work([media])
    page = window.work.page
    assert page is not None
    qtbot.waitUntil(lambda: page.text.toPlainText() != "", timeout=WAIT_MS)
    return process_of(window.work)


def process_of(work: Work) -> int:
    """Return the id of the process that works."""
    assert work._job is not None
    return work._job._process.processId()


def test_words_show_as_they_are_recognised_and_the_session_opens_at_the_end(
    window: MainWindow, folder: Path, media: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = working(monkeypatch, folder)
    assert window.open_session(folder)
    window.start_work([media])
    page = window.work.page
    assert page is not None
    assert window._stack.currentWidget() is page
    qtbot.waitUntil(lambda: "La séance est ouverte." in page.text.toPlainText(), timeout=WAIT_MS)
    assert load_preferences().unfinished == str(folder)
    may_end.touch()
    qtbot.waitUntil(lambda: window.view is not None, timeout=WAIT_MS)
    assert not window.work.is_running
    assert load_preferences().unfinished == ""


def test_another_session_can_be_opened_meanwhile_and_the_text_seen_again(
    window: MainWindow, folder: Path, media: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    working(monkeypatch, folder)
    assert window.open_session(folder)
    window.start_work([media])
    window.close_session()
    assert window._stack.currentWidget() is window.home
    window.job_bar.show_asked.emit()
    assert window._stack.currentWidget() is window.work.page
    window.work.stop()
    qtbot.waitUntil(lambda: not window.work.is_running, timeout=WAIT_MS)


def test_closing_asks_once_and_the_next_start_takes_the_work_up(
    window: MainWindow, folder: Path, media: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    working(monkeypatch, folder)
    begin(window, folder, media, qtbot)
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    assert not window.close()
    assert window.work.is_running
    assert window.close()
    assert answers == []
    assert Work.unfinished() == folder
    window.show()
    window.resume_work()
    assert window.work.is_running
    window.work.stop()
    qtbot.waitUntil(lambda: not window.work.is_running, timeout=WAIT_MS)
    assert Work.unfinished() is None


def test_closing_while_words_pour_in_ends_the_work(
    window: MainWindow, folder: Path, media: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    working(monkeypatch, folder, pouring=True)
    process = begin(window, folder, media, qtbot)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    assert window.close()
    assert not psutil.pid_exists(process)
    assert Work.unfinished() == folder


def test_work_ends_with_a_window_that_is_destroyed(
    qtbot: QtBot, folder: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt alone would end it with a warning, and tell what is half destroyed."""
    working(monkeypatch, folder, pouring=True)
    bar, window = JobBar(), QWidget()
    qtbot.addWidget(bar)
    work = Work(bar, window)
    work.start(folder, [media])
    assert work.page is not None
    qtbot.addWidget(work.page)
    text = work.page.text
    qtbot.waitUntil(lambda: text.toPlainText() != "", timeout=WAIT_MS)
    process = process_of(work)
    shiboken6.delete(window)
    assert not psutil.pid_exists(process)
