"""The first page, what is dropped on it, and describing a new session."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.ui.new_session import NewSession, NewSessionDialog
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from pv_builder.roster.seance_toml import read_seance
from tests.helpers.dropping import dropped


def test_a_closed_session_is_a_card_on_the_first_page(
    window: MainWindow, view: SessionView
) -> None:
    window.close_session()
    assert window.home._cards.count() == 1


def test_a_dropped_recording_asks_for_a_new_session(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    media = tmp_path / "conseil.mp3"
    media.write_bytes(b"")
    meeting = tmp_path / "2026-06-09 17.00.02 Comité syndical"
    meeting.mkdir()
    window.home.create_asked.disconnect()
    with qtbot.waitSignal(window.home.create_asked) as asked:
        window.home.dropEvent(dropped(media, meeting))
    assert asked.args == [[media, meeting]]


def test_a_dropped_session_folder_is_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "2026-06-09 comité"
    folder.mkdir()
    (folder / "seance.toml").write_text("")
    window.home.opened.disconnect()
    with qtbot.waitSignal(window.home.opened) as opened:
        window.home.dropEvent(dropped(folder))
    assert opened.args == [folder]


def test_a_described_session_is_made_and_opened_at_its_recording(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = NewSessionDialog([tmp_path / "conseil.mp3"])
    qtbot.addWidget(dialog)
    assert dialog.faults() == [
        "Indiquez la collectivité.",
        "Indiquez les membres, un par ligne.",
    ]
    dialog.authority.setText('Commune de « L\'Haÿ » \\ "Test"')
    dialog.roll.setPlainText("M. Jean Petit, Maire\nMadame Anne de La Tour\n")
    dialog.agenda.setPlainText("1. Budget\n- Voirie\n\nÉcole")
    assert dialog.faults() == []
    answer = dialog.answer()
    new = NewSession(seance=answer.seance, media=answer.media, folder=tmp_path / "neuve")
    accepted = int(QDialog.DialogCode.Accepted)
    monkeypatch.setattr(NewSessionDialog, "exec", lambda _dialog: accepted)
    monkeypatch.setattr(NewSessionDialog, "answer", lambda _dialog: new)
    window.home.create_asked.emit([])
    assert window.view is not None
    assert window.view.stage is Stage.SOUND
    read = read_seance(tmp_path / "neuve" / "seance.toml")
    assert read == answer.seance
    assert [m.name for m in read.roll] == ["M. Jean Petit", "Mme Anne de La Tour"]
    assert [entry.title for entry in read.agenda] == ["Budget", "Voirie", "École"]


def test_the_roll_is_taken_over_from_the_last_session(folder: Path, qtbot: QtBot) -> None:
    dialog = NewSessionDialog([], [read_seance(folder / "seance.toml")])
    qtbot.addWidget(dialog)
    assert dialog.faults() == []
    assert len(dialog.seance().members) == 15
    dialog.roll.appendPlainText("quelqu'un")
    assert "commencez par M. ou Mme" in dialog.faults()[0]


def test_a_roll_pasted_in_one_line_is_not_taken_for_one_member(qtbot: QtBot) -> None:
    dialog = NewSessionDialog([])
    qtbot.addWidget(dialog)
    dialog.authority.setText("Commune de Valbrune")
    dialog.roll.setPlainText("M. Jean Petit, Mme Anne Roy, M. Luc Faure, Mme Lise Duc")
    told = dialog.faults()
    assert len(told) == 1
    assert "« M. Jean Petit, Mme Anne Roy, M. Luc Faur… » : une ligne par membre" in told[0]
    dialog.roll.setPlainText("Mme Anne Roy, suppléante de M. Jean Petit\nM. Luc Faure")
    assert dialog.faults() == []
