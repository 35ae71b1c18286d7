"""Files for other programs and the archive of a session, from the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop.session.exporting import EXPORTS
from desktop.ui.exchange import ExportsDialog, SealingDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.minutes import MinutesPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from tests.helpers.dropping import dropped
from tests.helpers.waits import WAIT_MS


def page_of(view: SessionView) -> MinutesPage:
    page = view.page(Stage.MINUTES)
    assert isinstance(page, MinutesPage)
    return page


def test_every_export_can_be_chosen_by_name(qtbot: QtBot, view: SessionView) -> None:
    dialog = ExportsDialog(view)
    for box in dialog.boxes.values():
        box.setChecked(True)
    assert dialog.names() == tuple(EXPORTS)


def test_the_files_are_written_into_the_sessions_folder(
    qtbot: QtBot, view: SessionView, folder: Path
) -> None:
    page_of(view).exchange.export(("csv", "votes"))
    qtbot.waitUntil((folder / "export" / "votes.csv").exists, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "2" in page_of(view)._said.text(), timeout=WAIT_MS)
    assert (folder / "export" / "transcription.csv").stat().st_size > 1000


def test_a_session_is_carried_and_opened_among_the_others(
    qtbot: QtBot,
    window: MainWindow,
    view: SessionView,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.ui.main_window.sessions_root", lambda: tmp_path / "ici")
    target = tmp_path / "clé" / "séance"
    page_of(view).exchange.carry(target, with_sound=False)
    archive = target.with_name("séance.greffier")
    qtbot.waitUntil(lambda: "écrit" in page_of(view)._said.text(), timeout=WAIT_MS)
    window.home.dropEvent(dropped(archive))
    assert window.view is not None
    assert window.view.session.bench.dossier.root == tmp_path / "ici" / "séance"
    assert window.view.session.has_transcript


def test_a_damaged_archive_is_asked_about_and_salvaged(
    qtbot: QtBot,
    window: MainWindow,
    view: SessionView,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.ui.main_window.sessions_root", lambda: tmp_path / "ici")
    asked: list[str] = []

    def yes(_parent: object, _title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr("desktop.ui.exchange.QMessageBox.question", yes)
    root = view.session.bench.dossier.root
    (root / "pv.txt").write_bytes(bytes(range(256)) * 40)
    page_of(view).exchange.carry(tmp_path / "x.greffier", with_sound=False)
    qtbot.waitUntil(lambda: "écrit" in page_of(view)._said.text(), timeout=WAIT_MS)
    content = bytearray((tmp_path / "x.greffier").read_bytes())
    content[content.index(b"pv.txt") + 40] ^= 0xFF
    (tmp_path / "x.greffier").write_bytes(content)
    window.open_archive(tmp_path / "x.greffier")
    assert "pv.txt" in asked[0]
    assert (tmp_path / "ici" / "x" / "seance.toml").exists()
    assert not (tmp_path / "ici" / "x" / "pv.txt").exists()


def test_a_passphrase_is_taken_when_it_is_long_and_typed_twice(
    qtbot: QtBot, view: SessionView
) -> None:
    dialog = SealingDialog(view)
    assert dialog._go.isEnabled()
    assert dialog.passphrase() is None
    dialog.first.setText("mairie")
    dialog.second.setText("mairie")
    assert not dialog._go.isEnabled()
    assert "au moins 12" in dialog.told.text()
    dialog.first.setText("cheval étang violon")
    assert not dialog._go.isEnabled()
    dialog.second.setText("cheval étang violon")
    assert dialog._go.isEnabled()
    assert dialog.passphrase() == "cheval étang violon"
