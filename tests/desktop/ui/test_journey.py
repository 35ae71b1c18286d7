"""From a recording to its minutes and their end, through what a person clicks and types.

The same journey runs with the real engines (marked real), and with a real window: set
QT_QPA_PLATFORM=xcb under `xvfb-run`.
"""

import json
import sys
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.jsonio import write_json
from core.transcript import Word
from desktop.session.keeping.deletion import RECORD
from desktop.session.keeping.life import Stage as LifeStage
from desktop.session.machine.preferences import change_preferences
from desktop.session.workbench import read_with_rules
from desktop.ui import jobs
from desktop.ui.closing_dialogs import DayDialog, DeletionDialog
from desktop.ui.lane import AtOnce
from desktop.ui.main_window import MainWindow
from desktop.ui.new_session import NewSessionDialog
from desktop.ui.pages.facts import FactsPage
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.player import Player
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.sound_output import SilentOutput
from desktop.ui.theme import ThemeName
from models.catalogue import load_catalogue
from models.store import State, Store, default_root
from pv_builder.roster.seance_toml import read_seance
from tests.helpers.dropping import dropped
from tests.helpers.media import quiet, write_media
from tests.helpers.scripted_command import SCRIPT

SAMPLE = Path(__file__).parents[2] / "data" / "commune-saint-aubin"
NO_MODELS = any(
    Store(default_root()).state_of(entry) is not State.READY for entry in load_catalogue().defaults
)


def spoken_words() -> tuple[Word, ...]:
    """Return the words of the sample, spread evenly over each turn."""
    words = []
    for line in (SAMPLE / "reference.stm").read_text(encoding="utf-8").splitlines():
        _, _, _, start, end, text = line.split(None, 5)
        pieces = text.split()
        step = (float(end) - float(start)) / len(pieces)
        for at, piece in enumerate(pieces):
            first = float(start) + at * step
            words.append(Word(start=first, end=first + 0.9 * step, text=f" {piece}", probability=1))
    return tuple(words)


@pytest.fixture
def journey(qtbot: QtBot, french: object, tmp_path: Path) -> MainWindow:
    """A window that reads facts with its rules, at its first page."""
    change_preferences(welcomed=True, sessions_folder=str(tmp_path / "Mes séances"))
    window = MainWindow(
        ThemeName.LIGHT, Player(SilentOutput()), reader=read_with_rules, lane=AtOnce()
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def click(qtbot: QtBot, root: QWidget, name: str) -> None:
    """Click the visible button of this name."""
    QApplication.processEvents()
    found = [
        button
        for button in root.findChildren(QPushButton)
        if button.isVisible() and name in {button.text(), button.accessibleName()}
    ]
    assert found, name
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def describe(dialog: NewSessionDialog) -> int:
    """Fill in the form as a secretary would, with what the mairie has."""
    seance = read_seance(SAMPLE / "seance.toml")
    dialog.authority.setText(seance.collectivite)
    dialog.place.setText(seance.place or "")
    lines = (", ".join(filter(None, (one.name, one.function))) for one in seance.roll)
    dialog.roll.setPlainText("\n".join(lines))
    dialog.agenda.setPlainText("\n".join(entry.title for entry in seance.agenda))
    dialog.date.setDate(QDate(seance.date.year, seance.date.month, seance.date.day))
    assert dialog.faults() == []
    return int(QDialog.DialogCode.Accepted)


def test_from_a_dropped_recording_to_its_deletion(
    journey: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = write_media(tmp_path / "Conseil.wav", quiet(410.0, rate=8_000), rate=8_000)
    write_json(tmp_path / "script.json", spoken_words())
    monkeypatch.setenv(SCRIPT, str(tmp_path / "script.json"))
    scripted = [sys.executable, "-m", "tests.helpers.scripted_command"]
    monkeypatch.setattr(jobs, "_command", lambda: scripted)
    travel(journey, qtbot, media, monkeypatch)


@pytest.mark.real
@pytest.mark.timeout(1800)
@pytest.mark.skipif(NO_MODELS, reason="the default models are not installed")
def test_the_same_journey_with_the_real_engines(
    journey: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    travel(journey, qtbot, SAMPLE / "audio.opus", monkeypatch)


def travel(window: MainWindow, qtbot: QtBot, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go from a recording to the deletion of what was recorded."""
    monkeypatch.setattr(NewSessionDialog, "exec", describe)
    window.home.dropEvent(dropped(media))
    view = opened(window)
    assert view.stage is Stage.SOUND
    click(qtbot, view.sound, "Transcrire")
    assert window.work.page is not None
    words = window.work.page.text
    qtbot.waitUntil(lambda: words.toPlainText() != "", timeout=1_200_000)
    qtbot.waitUntil(lambda: window.view is not None, timeout=1_200_000)
    view = opened(window)
    assert window.player.has_sound
    view.player.play(61.0, 61.4)
    qtbot.waitUntil(lambda: not view.player.is_playing, timeout=10_000)
    confirm_everything(view, qtbot)
    folder = write_minutes(view, qtbot)
    close_session(window, view, qtbot, monkeypatch, folder)


def opened(window: MainWindow) -> SessionView:
    assert window.view is not None
    return window.view


def confirm_everything(view: SessionView, qtbot: QtBot) -> None:
    """Accept what was found, group by group; a click of its key each."""
    view.rail.choose(Stage.FACTS)
    page = view.facts
    assert isinstance(page, FactsPage)
    for at in range(page.tree.topLevelItemCount()):
        item = page.tree.topLevelItem(at)
        assert item is not None
        page.tree.setCurrentItem(item)
        qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    minutes = view.session.minutes()
    assert minutes is not None
    assert len(minutes.meeting.items) == 5
    assert minutes.meeting.opened_at == "18:30"


def write_minutes(view: SessionView, qtbot: QtBot) -> Path:
    """Write the documents, and return the session's folder."""
    view.rail.choose(Stage.MINUTES)
    page = view.page(Stage.MINUTES)
    assert isinstance(page, MinutesPage)
    click(qtbot, page, "Enregistrer le Word")
    folder = view.session.bench.dossier.root
    texts = [paragraph.text for paragraph in Document(str(folder / "pv.docx")).paragraphs]
    assert any("Programme de voirie 2026" in text for text in texts)
    pv = json.loads((folder / "pv.json").read_text(encoding="utf-8"))
    assert [point["numero"] for point in pv["points"]] == [1, 2, 3, 4, 5]
    assert {proof["statut"] for proof in pv["preuves"]} == {"confirme"}
    return folder


def close_session(
    window: MainWindow,
    view: SessionView,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> None:
    """State that the minutes were approved and published, and delete the recording."""
    accepted = int(QDialog.DialogCode.Accepted)
    monkeypatch.setattr(DayDialog, "exec", lambda _dialog: accepted)
    monkeypatch.setattr(DeletionDialog, "exec", lambda _dialog: accepted)
    view.rail.choose(Stage.CLOSING)
    for name in ("Affichée le…", "Adressé le…", "Arrêté le…", "Publié le…"):
        click(qtbot, view.closing, name)
    assert view.closing.life.stage is LifeStage.PUBLISHED
    click(qtbot, view.closing, "Supprimer l'enregistrement…")
    assert (folder / RECORD).exists()
    assert not list(folder.rglob("*.wav"))
    window.close_session()
    cards = " ".join(label.text() for label in window.home.findChildren(QLabel))
    assert "✓ Procès-verbal publié" in cards
