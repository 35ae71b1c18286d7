"""A window on a session made by hand: no screen, no sound device, no engine."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.jsonio import write_json
from core.transcript import Doubt, DoubtKind, Transcript, Turn
from desktop.ui.app import set_french
from desktop.ui.lane import AtOnce
from desktop.ui.main_window import MainWindow
from desktop.ui.player import Player
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.sound_output import SilentOutput
from desktop.ui.theme import THEMES, ThemeName, use
from tests.helpers.sessions import DATA, minutes, transcript
from tests.helpers.sounds import silent_wav

NAME = "commune-saint-aubin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the platform without a screen say that it cannot limit the size of windows."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(autouse=True)
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the window off the user's preferences."""
    monkeypatch.setenv("GREFFIER_CONFIG", str(tmp_path / "config"))
    form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(form, scope, str(tmp_path / "config"))


def with_doubts(turn: Turn) -> Turn:
    """Return the turn with its third word doubtful, if it has one."""
    if len(turn.words) < 4:
        return turn
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=2, last_word=3)
    return replace(turn, doubts=(doubt,))


def doubtful_transcript() -> Transcript:
    """Return the sample session with doubts in its longer turns."""
    base = transcript(NAME)
    return replace(base, turns=tuple(with_doubts(turn) for turn in base.turns))


def open_page(view: SessionView, stage: Stage) -> object:
    """Return the page of that stage, shown."""
    view.rail.choose(stage)
    return view.page(stage)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a transcribed session with its sound."""
    folder = tmp_path / "seance"
    (folder / ".greffier").mkdir(parents=True)
    write_json(folder / "transcript.json", doubtful_transcript())
    (folder / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    silent_wav(folder / ".greffier" / "audio.wav", seconds=410)
    return folder


@pytest.fixture
def french(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application its words and looks."""
    translator = set_french(qapp)
    use(qapp, THEMES[ThemeName.LIGHT])
    yield qapp
    qapp.removeTranslator(translator)


@pytest.fixture
def window(qtbot: QtBot, french: QApplication) -> Iterator[MainWindow]:
    """Yield the window on its first page."""
    window = MainWindow(
        ThemeName.LIGHT,
        Player(SilentOutput()),
        reader=lambda _transcript, _seance: minutes(NAME),
        lane=AtOnce(),
    )
    # A test that fails while something works is not asked whether to leave: nobody would answer.
    qtbot.addWidget(window, before_close_func=lambda closed: closed.work.leave())
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def view(window: MainWindow, folder: Path) -> SessionView:
    """Return the open session."""
    assert window.open_session(folder)
    assert window.view is not None
    return window.view
