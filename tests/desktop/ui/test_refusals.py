"""What cannot be done is told, and nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from core.errors import DiskFull
from core.files import sha256_of
from core.jsonio import read_json, write_json
from core.task import silent
from core.transcript import AudioRef, Transcript
from desktop.session.corrections.journal import Journal
from desktop.session.dossier import open_dossier
from desktop.session.errors import DossierOfOtherRecording
from desktop.session.sound.listening import prepare_sound, sound_of
from desktop.session.sources import write_sources
from desktop.ui import messages_box
from desktop.ui.main_window import MainWindow
from desktop.ui.session_view import SessionView
from tests.helpers.sounds import silent_wav
from tests.helpers.waits import WAIT_MS


def test_an_edit_that_cannot_be_written_is_told_and_not_done(
    window: MainWindow, view: SessionView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def full(*_: object) -> None:
        raise DiskFull(path="x", needed_bytes=1, free_bytes=0)

    def show(box: QMessageBox) -> int:
        shown.append(box.text())
        return 0

    monkeypatch.setattr(Journal, "append", full)
    monkeypatch.setattr(QMessageBox, "exec", show)
    before = view.session.state
    view.text.editor.give_to(None)
    assert view.session.state is before
    assert "place sur le disque" in shown[0]


def test_a_folder_that_cannot_be_opened_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(messages_box, "_show", lambda message, *_: shown.append(message.title))
    (tmp_path / "transcript.json").write_text("{}")
    assert not window.open_session(tmp_path)
    assert shown
    assert window.view is None


# the sound to play


def test_the_recording_is_decoded_beside_the_session_and_played(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (folder / ".greffier" / "audio.wav").unlink()
    media = silent_wav(tmp_path / "conseil.wav", 3.0)
    with open_dossier(folder) as dossier:
        write_sources(dossier, [media])
        expected = AudioRef(sha256=sha256_of(media, silent()), duration_s=3.0, parts=())
        transcript = read_json(Transcript, dossier.transcript)
        write_json(dossier.transcript, replace(transcript, audio=expected))
    with qtbot.waitSignal(window.player.sound_changed, timeout=WAIT_MS):
        assert window.open_session(folder)
    qtbot.waitUntil(lambda: window.player.has_sound, timeout=WAIT_MS)
    assert window.player.duration_s == pytest.approx(3.0)


def test_a_lost_recording_is_asked_for(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".greffier" / "audio.wav").unlink()
    (tmp_path / "ailleurs").mkdir()
    media = silent_wav(tmp_path / "ailleurs" / "conseil.wav", 3.0)
    with open_dossier(folder) as dossier:
        expected = AudioRef(sha256=sha256_of(media, silent()), duration_s=3.0, parts=())
        transcript = read_json(Transcript, dossier.transcript)
        write_json(dossier.transcript, replace(transcript, audio=expected))
    assert window.open_session(folder)
    assert window.view is not None
    assert window.view.bar._find.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(media)], ""))
    qtbot.mouseClick(window.view.bar._find, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.player.has_sound, timeout=WAIT_MS)
    assert not window.view.bar._find.isVisible()


def test_another_recording_is_refused(folder: Path, tmp_path: Path) -> None:
    media = silent_wav(tmp_path / "autre.wav", 1.0)
    with open_dossier(folder) as dossier:
        other = AudioRef(sha256="f" * 64, duration_s=1.0, parts=())
        with pytest.raises(DossierOfOtherRecording):
            prepare_sound(dossier, (media,), other, silent())
        assert sound_of(dossier) == dossier.wav
