"""What a clerk drops on the window: sorted by what it is; the tracks of a recording chosen."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from asr.sound.track_choice import AUTOMATIC, ChosenTrack, Listening, TrackChoice
from desktop.session.imports.track_list import TrackLine
from desktop.session.imports.tracks import keep_choice, kept_choice
from desktop.session.sources import read_sources, write_sources
from desktop.ui.new_session import NewSessionDialog
from desktop.ui.pages.sound import SoundPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.tracks_dialog import TracksDialog
from pv_builder.intake.source import Source
from tests.desktop.ui.conftest import open_page
from tests.helpers.dropping import dropped
from tests.helpers.media import tone, write_media

SAMPLES = Path(__file__).parents[2] / "data" / "imports"
SIDES = (
    TrackLine(track=1, channel=1, text="Piste 1, côté gauche"),
    TrackLine(track=1, channel=2, text="Piste 1, côté droit"),
)


@pytest.fixture
def brought(tmp_path: Path) -> list[Path]:
    """Everything a clerk has of a session, dropped at once."""
    folder = tmp_path / "2026-06-09 Comité"
    folder.mkdir()
    names = ("teams.vtt", "teams-attendance.csv", "convocation.docx", "roll.xlsx")
    files = [Path(shutil.copy(SAMPLES / name, tmp_path / name)) for name in names]
    return [tmp_path / "séance.mp4", folder, *files]


def taken(dialog: NewSessionDialog, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Take note of what is shown instead of asking about it."""
    seen: list[tuple[str, str]] = []

    def note(kind: str, source: Source) -> None:
        seen.append((kind, Path(source.name).name))

    monkeypatch.setattr(dialog, "take_roll", lambda source: note("roll", source))
    monkeypatch.setattr(dialog, "take_convocation", lambda source: note("convocation", source))
    return seen


def listed(dialog: NewSessionDialog) -> list[str]:
    return [Path(dialog.media.item(at).text()).name for at in range(dialog.media.count())]


def test_everything_dropped_at_once_is_sorted_by_what_it_is(
    qtbot: QtBot, french: QApplication, brought: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = NewSessionDialog([])
    qtbot.addWidget(dialog)
    seen = taken(dialog, monkeypatch)
    dialog.dropEvent(dropped(*brought))
    expected = ["séance.mp4", "2026-06-09 Comité", "teams.vtt", "teams-attendance.csv"]
    assert listed(dialog) == expected
    assert seen == [("convocation", "convocation.docx"), ("roll", "roll.xlsx")]


def test_what_was_dropped_on_the_first_page_is_sorted_too(
    qtbot: QtBot, french: QApplication, brought: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = NewSessionDialog(brought)
    qtbot.addWidget(dialog)
    seen = taken(dialog, monkeypatch)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert "convocation.docx" not in listed(dialog)
    assert "teams-attendance.csv" in listed(dialog)


@pytest.fixture
def page(view: SessionView) -> SoundPage:
    page = open_page(view, Stage.SOUND)
    assert isinstance(page, SoundPage)
    return page


def test_files_and_folders_dropped_on_the_recording_are_added(
    page: SoundPage, tmp_path: Path
) -> None:
    first, folder = tmp_path / "a.mp3", tmp_path / "Audio Record"
    page.dropEvent(dropped(first, folder))
    assert read_sources(page.session.bench.dossier) == (first, folder)
    assert page.files.count() == 2


def test_a_chosen_side_is_kept_when_the_work_begins(
    page: SoundPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = page.session.bench.dossier
    sound = np.concatenate([tone(0.3), tone(0.3, hz=880)])
    write_sources(dossier, [write_media(tmp_path / "a.wav", sound)])
    page.refresh()

    def choose(dialog: TracksDialog) -> int:
        dialog.ways[Listening.CHOSEN].setChecked(True)
        assert not dialog.go.isEnabled()
        dialog.boxes[1].setChecked(True)
        dialog.persons[1].setCurrentText("Mme Élodie Blondel")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(TracksDialog, "exec", choose)
    page.tracks.click()
    assert "Pistes écoutées : 1.2 (Mme Élodie Blondel)." in page._chosen.text()
    assert kept_choice(dossier.root) == AUTOMATIC
    page.work_asked.disconnect()
    with qtbot.waitSignal(page.work_asked):
        page.start.click()
    person = ChosenTrack(track=1, channel=2, person="Mme Élodie Blondel")
    assert kept_choice(dossier.root) == TrackChoice(listening=Listening.CHOSEN, tracks=(person,))


def test_a_choice_is_shown_as_it_was_made(qtbot: QtBot, french: QApplication) -> None:
    right = TrackChoice(
        listening=Listening.CHOSEN, tracks=(ChosenTrack(track=1, channel=2, person="Élodie"),)
    )
    for choice in (AUTOMATIC, TrackChoice(listening=Listening.ALL), right):
        dialog = TracksDialog(SIDES, choice, ["Mme Élodie Blondel"])
        qtbot.addWidget(dialog)
        assert dialog.choice() == choice
        assert dialog.boxes[0].isEnabled() is (choice == right)


def test_without_a_choice_nothing_is_written(page: SoundPage) -> None:
    keep_choice(page.session.bench.dossier, AUTOMATIC)
    assert not page.session.bench.dossier.tracks.exists()
    assert not page._chosen.isVisibleTo(page)
