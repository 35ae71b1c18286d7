"""The live board: from the choice of inputs to the parts, with marks, alarms and the bell."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from asr.errors import EngineFailed, SoundNotAligned
from asr.live import LiveText
from asr.recording.journal import MarkKind
from asr.recording.recorder import Phase
from asr.recording.setup import Machine
from core.task import Notice, Partial, TaskContext
from desktop.session.dossier import Dossier
from desktop.session.recording.completion import Completed
from desktop.session.recording.places import summary_of
from desktop.session.sources import read_sources
from desktop.ui.board.bell import Bell
from desktop.ui.board.live_board import LiveBoard
from desktop.ui.board.mark_panel import MarkPanel
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.sound import HourDialog
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.sound_output import Fill, SilentOutput
from desktop.ui.speaker_choice import SpeakerDialog
from models.store import Store
from tests.helpers.recording import ScriptedSource, an_input, crashed
from tests.helpers.sessions import DATA
from tests.helpers.waits import WAIT_MS


class CountingOutput(SilentOutput):
    """Counts how often it was asked to sound."""

    def __init__(self) -> None:
        super().__init__()
        self.starts = 0

    def start(self, fill: Fill) -> None:
        self.starts += 1
        super().start(fill)


@pytest.fixture
def source() -> ScriptedSource:
    return ScriptedSource(inputs=[an_input("salle"), an_input("visio")])


@pytest.fixture
def new_session(tmp_path: Path) -> Path:
    """Return the folder of a session that is only described."""
    folder = tmp_path / "nouvelle"
    folder.mkdir()
    (folder / "seance.toml").write_bytes((DATA / "commune-saint-aubin.toml").read_bytes())
    return folder


@pytest.fixture
def session(window: MainWindow, new_session: Path) -> SessionView:
    assert window.open_session(new_session)
    assert window.view is not None
    window.view.rail.choose(Stage.SOUND)
    return window.view


@pytest.fixture
def board(
    session: SessionView, source: ScriptedSource, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> LiveBoard:
    """Return the board with its inputs listed; closing the window ends a recording."""
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    board = session.sound.board
    board.driver.machine = Machine(source=source)
    board.setup.source = source
    board.bell = Bell(SilentOutput(), board)
    board.banner._bell = board.bell
    session.sound.show_board()
    qtbot.waitUntil(lambda: board.setup.inputs.count() == 2, timeout=WAIT_MS)
    return board


@pytest.fixture
def recording(board: LiveBoard, qtbot: QtBot) -> LiveBoard:
    with qtbot.waitSignal(board.driver.started, timeout=WAIT_MS):
        board.start()
    return board


def end(board: LiveBoard, qtbot: QtBot, *, goes_on: bool = False) -> None:
    with qtbot.waitSignal(board.driver.stopped, timeout=WAIT_MS):
        board.end(goes_on=goes_on)


def marked(board: LiveBoard, qtbot: QtBot, key: Qt.Key) -> MarkKind:
    """Press a key of the board; return the mark that it made."""
    before = len(board.log.marks)
    qtbot.keyClick(board.window(), key)
    qtbot.waitUntil(lambda: len(board.log.marks) > before, timeout=WAIT_MS)
    return board.log.marks[-1].kind


def test_each_ticked_input_is_recorded_on_its_own_track(
    board: LiveBoard, session: SessionView, qtbot: QtBot
) -> None:
    board.setup.inputs.item(1).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(board.driver.started, timeout=WAIT_MS):
        board.start()
    qtbot.waitUntil(lambda: board.time.text() > "00:00:00", timeout=WAIT_MS)
    assert [meter._state.device for meter in board._meters] == ["salle", "visio"]
    end(board, qtbot)
    sources = read_sources(session.session.bench.dossier)
    assert [path.name for path in sources] == ["partie-0001.flac"]


def test_keys_mark_items_in_the_order_of_the_agenda(recording: LiveBoard, qtbot: QtBot) -> None:
    assert marked(recording, qtbot, Qt.Key.Key_N) is MarkKind.NEXT_ITEM
    assert marked(recording, qtbot, Qt.Key.Key_V) is MarkKind.VOTE
    assert marked(recording, qtbot, Qt.Key.Key_N) is MarkKind.NEXT_ITEM
    assert [mark.text for mark in recording.log.marks] == ["1", "1", "2"]
    assert recording.marks.items.item(1).text().startswith("▶")


def test_a_suspension_ends_with_the_same_key(recording: LiveBoard, qtbot: QtBot) -> None:
    assert marked(recording, qtbot, Qt.Key.Key_S) is MarkKind.SUSPENSION
    assert "Reprise" in recording.marks.suspension.text()
    assert marked(recording, qtbot, Qt.Key.Key_S) is MarkKind.RESUMPTION


def test_keys_are_left_to_the_other_pages(
    recording: LiveBoard, session: SessionView, qtbot: QtBot
) -> None:
    session.rail.choose(Stage.SEANCE)
    qtbot.keyClick(recording.window(), Qt.Key.Key_V)
    qtbot.wait(200)
    assert recording.log.marks == []


def test_a_closed_session_may_stop_the_recording_until_it_ends(
    recording: LiveBoard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MarkPanel, "_keeps_recording", lambda _self: False)
    assert marked(recording, qtbot, Qt.Key.Key_H) is MarkKind.CLOSED_SESSION
    qtbot.waitUntil(lambda: recording.driver.phase is Phase.PAUSED, timeout=WAIT_MS)
    assert marked(recording, qtbot, Qt.Key.Key_H) is MarkKind.PUBLIC_AGAIN
    assert recording.driver.phase is Phase.RECORDING


def test_the_answer_about_the_announcement_is_kept(
    recording: LiveBoard, session: SessionView, qtbot: QtBot
) -> None:
    assert recording.announcement.isVisible()
    recording._answer(is_announced=True)
    qtbot.waitUntil(lambda: not recording.announcement.isVisible(), timeout=WAIT_MS)
    kinds = [placed.mark.kind for placed in summary_of(session.session.bench.dossier).marks]
    assert kinds == [MarkKind.ANNOUNCED]


def test_a_mark_made_by_mistake_is_taken_back(
    recording: LiveBoard, session: SessionView, qtbot: QtBot
) -> None:
    marked(recording, qtbot, Qt.Key.Key_N)
    recording.log.undo.click()
    dossier = session.session.bench.dossier
    qtbot.waitUntil(lambda: summary_of(dossier).marks == (), timeout=WAIT_MS)
    assert recording.marks._state.item == ""


def test_an_urgent_alarm_rings_and_stays_until_it_is_seen(board: LiveBoard) -> None:
    facts = {"track": 1, "device": "salle"}
    board.driver.told.emit(Notice(code="recording-device-lost", facts=facts))
    assert board.bell.rung == 1
    assert board.bell._again.isActive()
    assert "ne répond plus" in board.banner._text.text()
    board.banner.seen.click()
    assert not board.bell._again.isActive()


def test_an_alarm_that_is_over_falls_silent_by_itself(board: LiveBoard) -> None:
    facts = {"track": 1, "device": "salle"}
    board.driver.told.emit(Notice(code="recording-device-lost", facts=facts))
    board.driver.told.emit(Notice(code="recording-device-back", facts={"track": 1, "seconds": 3.5}))
    assert not board.bell._again.isActive()
    assert "après 3,5 s" in board.log.list.item(0).text()


def test_an_input_that_refuses_is_told_and_can_be_tried_again(
    board: LiveBoard, source: ScriptedSource, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(
        "desktop.ui.board.live_board.show_error", lambda error, _p: shown.append(error)
    )
    source.refused.add("salle")
    with qtbot.waitSignal(board.driver.refused, timeout=WAIT_MS):
        board.start()
    assert len(shown) == 1
    assert board.setup.start.isEnabled()


def test_the_parts_go_straight_to_the_transcription(
    recording: LiveBoard, session: SessionView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: recording.time.text() > "00:00:00", timeout=WAIT_MS)
    session.sound.work_asked.disconnect()
    with qtbot.waitSignal(session.sound.work_asked, timeout=WAIT_MS) as asked:
        recording.end(goes_on=True)
    assert [path.name for path in asked.args[0]] == ["partie-0001.flac"]


def test_the_window_asks_before_it_ends_a_recording(
    recording: LiveBoard, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [QMessageBox.StandardButton.No]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers[0])
    assert not window.close()
    assert recording.is_active
    assert not window._home_button.isEnabled()
    answers[0] = QMessageBox.StandardButton.Yes


def test_opening_a_session_repairs_what_a_crash_cut_and_says_so(
    window: MainWindow, new_session: Path, qtbot: QtBot
) -> None:
    crashed(new_session, 12)
    assert window.open_session(new_session)
    view = window.view
    assert view is not None
    assert view.stage is Stage.SOUND
    qtbot.waitUntil(view.sound._repaired_card.isVisible, timeout=WAIT_MS)
    assert "00:00:12 de son" in view.sound._repaired.text()
    assert len(read_sources(view.session.bench.dossier)) == 1


def test_the_next_start_finds_an_interrupted_recording(
    window: MainWindow, new_session: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_session(new_session)
    window.close_session()
    crashed(new_session, 3)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    window.offer_repair()
    view = window.view
    assert view is not None
    qtbot.waitUntil(view.sound._repaired_card.isVisible, timeout=WAIT_MS)


def test_the_test_of_the_microphone_gives_advice_in_words(
    board: LiveBoard, source: ScriptedSource, qtbot: QtBot
) -> None:
    source.speed = 20
    board.setup.try_chosen()
    qtbot.waitUntil(lambda: "salle :" in board.setup._said.text(), timeout=WAIT_MS)
    assert "dB" in board.setup._said.text()
    assert board.setup._replay.isEnabled()


def said_by(words: str) -> Callable[[Dossier, Store, TaskContext], None]:
    """Return a follower that hears the same words until it is stopped."""

    def follow(_dossier: Dossier, _store: Store, ctx: TaskContext) -> None:
        while True:
            ctx.emit(Partial(value=LiveText(text=words, late_s=0.1)))
            time.sleep(0.05)

    return follow


def test_what_is_said_is_shown_but_not_during_a_closed_session(
    board: LiveBoard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.board.live_text.follow_session", said_by("bonsoir"))
    monkeypatch.setattr(MarkPanel, "_keeps_recording", lambda _self: True)
    board.setup.live.setChecked(True)
    with qtbot.waitSignal(board.driver.started, timeout=WAIT_MS):
        board.start()
    qtbot.waitUntil(lambda: "bonsoir" in board.live.text.toPlainText(), timeout=WAIT_MS)
    marked(board, qtbot, Qt.Key.Key_H)
    qtbot.wait(100)
    board.live.text.clear()
    qtbot.wait(200)
    assert board.live.text.toPlainText() == ""


def test_a_live_text_that_fails_leaves_the_recording_alone(
    board: LiveBoard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise EngineFailed(engine="faster-whisper", reason="x")

    monkeypatch.setattr("desktop.ui.board.live_text.follow_session", refuse)
    board.setup.live.setChecked(True)
    with qtbot.waitSignal(board.driver.started, timeout=WAIT_MS):
        board.start()
    qtbot.waitUntil(lambda: "échoué" in board.live._state.text(), timeout=WAIT_MS)
    assert board.driver.phase is Phase.RECORDING


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("hubert", MarkKind.ARRIVAL, "M. Alain Hubert"),
        ("le public", MarkKind.FREE, "Arrivée, le public"),
    ],
)
def test_who_arrives_is_chosen_by_a_few_letters_and_a_stranger_is_kept_as_words(
    recording: LiveBoard,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    kind: MarkKind,
    text: str,
) -> None:
    def answered(dialog: SpeakerDialog) -> int:
        dialog.field.setText(typed)
        return int(SpeakerDialog.DialogCode.Accepted)

    monkeypatch.setattr(SpeakerDialog, "exec", answered)
    assert marked(recording, qtbot, Qt.Key.Key_A) is kind
    assert recording.log.marks[-1].text == text


def test_another_recorder_fills_what_is_missing_and_its_hour_is_asked_where_needed(
    session: SessionView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dt.time | None] = []

    def complete(
        dossier: Dossier, other: Path, hour: dt.time | None, ctx: TaskContext
    ) -> Completed:
        asked.append(hour)
        if hour is None:
            raise SoundNotAligned(path=str(other))
        return Completed(added_s=20.0, filled_s=0.0, is_by_sound=False)

    monkeypatch.setattr("desktop.ui.board.driver.complete_apart", complete)
    monkeypatch.setattr(HourDialog, "exec", lambda _self: HourDialog.DialogCode.Accepted)
    monkeypatch.setattr(HourDialog, "hour", lambda _self: dt.time(19, 42))
    page = session.sound
    page._complete(Path("dictaphone.mp3"), None)
    qtbot.waitUntil(lambda: "20 s" in page._repaired.text(), timeout=WAIT_MS)
    assert asked == [None, dt.time(19, 42)]


def test_the_button_to_complete_is_there_only_for_recordings_of_this_program(
    board: LiveBoard, session: SessionView, qtbot: QtBot
) -> None:
    assert session.sound.complete.isHidden()
    with qtbot.waitSignal(board.driver.started, timeout=WAIT_MS):
        board.start()
    qtbot.waitUntil(lambda: board.time.text() > "00:00:00", timeout=WAIT_MS)
    end(board, qtbot)
    assert not session.sound.complete.isHidden()
