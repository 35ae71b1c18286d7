"""The first start: three steps, a trial that says how long, and never again."""

import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.session.machine.preferences import load_preferences
from desktop.ui import jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.new_session import NewSessionDialog
from desktop.ui.welcome import WelcomeView
from tests.helpers.waits import WAIT_MS


def test_the_welcome_comes_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[NewSessionDialog] = []

    def leave(dialog: NewSessionDialog) -> int:
        asked.append(dialog)
        return 0

    monkeypatch.setattr(NewSessionDialog, "exec", leave)
    window.welcome()
    view = window.side.page
    assert isinstance(view, WelcomeView)
    view.go(1)
    view.go(1)
    assert view._where.text() == "Étape 3 sur 3"
    view.finish(create=True)
    assert window.side.page is None
    assert len(asked) == 1
    assert load_preferences().welcomed
    window.welcome()
    assert window.side.page is None


def test_the_last_step_has_the_keyboard_at_the_first_session(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show()
    qtbot.waitExposed(window)
    window.welcome()
    view = window.side.page
    assert isinstance(view, WelcomeView)
    view.go(1)
    view.go(1)
    assert window.focusWidget() is view.begin


def test_the_trial_says_how_long_two_hours_take(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "trial.py"
    notice = '{"type":"notice","code":"trial-done","minutes":42}'
    script.write_text(f"import sys\nprint({notice!r}, file=sys.stderr)\n", encoding="utf-8")
    monkeypatch.setattr(jobs, "_command", lambda: [sys.executable, str(script)])
    window.show_trial()
    view = window.side.page
    assert isinstance(view, WelcomeView)
    view.trial.start()
    qtbot.waitUntil(lambda: "environ 42 min" in view.trial.result.text(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: view.trial._job is None, timeout=WAIT_MS)


def test_a_trial_ends_when_the_person_goes_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "trial.py"
    script.write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setattr(jobs, "_command", lambda: [sys.executable, str(script)])
    window.show_trial()
    view = window.side.page
    assert isinstance(view, WelcomeView)
    view.trial.start()
    job = view.trial._job
    assert job is not None
    qtbot.waitUntil(lambda: job._process.processId() != 0, timeout=WAIT_MS)
    process = job._process.processId()
    qtbot.mouseClick(window._back_button, Qt.MouseButton.LeftButton)
    assert window.side.page is None
    qtbot.waitUntil(lambda: not psutil.pid_exists(process), timeout=WAIT_MS)
