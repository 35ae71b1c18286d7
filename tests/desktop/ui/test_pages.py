"""The other pages: facts, voices, the roll, the minutes, the first page, the work."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from core.errors import DiskFull
from core.files import sha256_of
from core.jsonio import read_json, write_json
from core.task import Progress, silent
from core.transcript import AudioRef, Transcript
from desktop.session.corrections.fact_list import FactGroup, FactLine, fact_groups
from desktop.session.corrections.journal import Journal
from desktop.session.dossier import open_dossier
from desktop.session.errors import DossierOfOtherRecording
from desktop.session.sound.listening import prepare_sound, sound_of
from desktop.session.sources import write_sources
from desktop.ui import jobs, messages_box
from desktop.ui.fact_editor import FactDialog
from desktop.ui.job_bar import JobBar
from desktop.ui.jobs import Job
from desktop.ui.main_window import MainWindow
from desktop.ui.movement_dialog import MovementDialog
from desktop.ui.new_session import NewSession, NewSessionDialog
from desktop.ui.pages.facts import FactsPage
from desktop.ui.pages.seance import SeancePage
from desktop.ui.player import Player
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.sound_output import SilentOutput
from desktop.ui.speaker_choice import SpeakerDialog
from pv_builder import facts
from pv_builder.evidence import Status
from pv_builder.meeting import Attendance, MovementKind
from pv_builder.roster.seance_toml import read_seance
from tests.desktop.ui.conftest import open_page
from tests.helpers.sessions import minutes
from tests.helpers.sounds import silent_wav


@pytest.fixture
def facts_page(view: SessionView) -> FactsPage:
    page = open_page(view, Stage.FACTS)
    assert isinstance(page, FactsPage)
    return page


def choose(page: FactsPage, key: str) -> FactLine:
    page._chosen = key  # type: ignore[assignment]
    page._choose_again()
    chosen = page.chosen()
    assert isinstance(chosen, FactLine)
    assert chosen.key == key
    return chosen


# facts


def test_every_fact_found_is_in_the_list_once(facts_page: FactsPage) -> None:
    groups = fact_groups(minutes("commune-saint-aubin"))
    shown = [line.key for group in groups for line in group.lines if line.evidence]
    assert sorted(shown) == sorted(e.fact for e in minutes("commune-saint-aubin").evidence)
    assert "à vérifier" in facts_page._left.text()


def test_enter_accepts_a_fact_and_goes_to_the_next(facts_page: FactsPage, qtbot: QtBot) -> None:
    first = choose(facts_page, facts.OPENED_AT)
    facts_page.tree.setFocus()
    qtbot.keyClick(facts_page.tree, Qt.Key.Key_Return)
    assert facts_page.session.state.decisions[first.key].status is Status.CONFIRMED
    after = facts_page.chosen()
    assert isinstance(after, FactLine)
    assert after.key == facts.CHAIR


def test_accepting_a_group_is_one_act(facts_page: FactsPage) -> None:
    top = facts_page.tree.topLevelItem(1)
    assert top is not None
    facts_page.tree.setCurrentItem(top)
    group = facts_page.chosen()
    assert isinstance(group, FactGroup)
    facts_page.accept()
    assert len(facts_page.session.state.decisions) == len(group.lines)
    facts_page.session.undo()
    assert facts_page.session.state.decisions == {}


def test_a_refused_fact_is_unknown(facts_page: FactsPage) -> None:
    choose(facts_page, facts.SECRETARY)
    facts_page.refuse()
    found = facts_page.session.minutes()
    assert found is not None
    assert found.meeting.secretary is None


def test_a_corrected_number_changes_the_sum_shown(
    facts_page: FactsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: FactDialog) -> int:
        assert isinstance(dialog.field, QSpinBox)
        dialog.field.setValue(3)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(FactDialog, "exec", answer)
    key = facts.item(2, facts.ItemField.AGAINST)
    choose(facts_page, key)
    facts_page.correct()
    assert facts_page.session.state.decisions[key].value == 3
    choose(facts_page, key)
    labels = [
        widget.text()
        for at in range(facts_page._reasons.count())
        if (widget := facts_page._reasons.itemAt(at).widget())  # type: ignore[union-attr]
    ]
    assert any("9 pour · 3 contre · 1\u00a0abstention" in text for text in labels)


def test_hearing_a_fact_plays_its_excerpt(facts_page: FactsPage, qtbot: QtBot) -> None:
    line = choose(facts_page, facts.SECRETARY)
    assert line.evidence is not None
    with qtbot.waitSignal(facts_page.listen) as heard:
        facts_page.hear()
    assert heard.args[0] == line.evidence.excerpts[0].start - 1.0
    with qtbot.waitSignal(facts_page.go_to):
        facts_page._read()


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        (facts.OPENED_AT, "18 h 35", "18:35"),
        (facts.item(1, facts.ItemField.START), "1:02:03", 3723.0),
        (facts.OPENED_AT, "", None),
    ],
)
def test_hours_and_times_are_typed_as_people_write_them(
    qtbot: QtBot, key: str, typed: str, value: object
) -> None:
    read = minutes("commune-saint-aubin")
    line = next(one for g in fact_groups(read) for one in g.lines if one.key == key)
    dialog = FactDialog(line, None, read.meeting)
    qtbot.addWidget(dialog)
    assert isinstance(dialog.field, QLineEdit)
    dialog.field.setText(typed)
    dialog._accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.value() == value


def test_what_is_no_time_is_not_accepted(qtbot: QtBot) -> None:
    read = minutes("commune-saint-aubin")
    key = facts.item(1, facts.ItemField.START)
    line = next(one for g in fact_groups(read) for one in g.lines if one.key == key)
    dialog = FactDialog(line, 12.0, read.meeting)
    qtbot.addWidget(dialog)
    assert isinstance(dialog.field, QLineEdit)
    dialog.field.setText("bientôt")
    dialog._accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_a_movement_is_moved_to_another_item(qtbot: QtBot) -> None:
    read = minutes("commune-saint-aubin")
    key = facts.movement(MovementKind.ARRIVAL, read.meeting.movements[0].member)
    dialog = MovementDialog(read.meeting, key, ("3", "", "18:51"))
    qtbot.addWidget(dialog)
    assert not dialog.member.isEnabled()
    dialog.during.setChecked(True)
    dialog.hour.setText("bientôt")
    dialog.accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Rejected
    dialog.hour.setText("18 h 55")
    dialog.accept_if_valid()
    answer = dialog.answer()
    assert (answer.fact, answer.value) == (key, ("3", "during", "18:55"))


def test_a_departure_that_nobody_heard_is_added(
    facts_page: FactsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: MovementDialog) -> int:
        dialog.kind.setCurrentIndex(1)
        dialog.member.setCurrentIndex(3)
        dialog.item.setCurrentIndex(4)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(MovementDialog, "exec", answer)
    facts_page.add_movement()
    read = facts_page.session.minutes()
    assert read is not None
    left = [m for m in read.meeting.movements if m.kind is MovementKind.DEPARTURE]
    assert [(m.member, m.moment.item) for m in left] == [("Mme Delphine Marchand", 5)]


# the roll


def test_one_key_says_who_is_there_and_the_quorum_follows(view: SessionView, qtbot: QtBot) -> None:
    page = open_page(view, Stage.SEANCE)
    assert isinstance(page, SeancePage)
    assert "11 présents" in page.quorum.text()
    page.roll.setFocus()
    page.roll.setCurrentCell(0, 0)
    qtbot.keyClick(page.roll, Qt.Key.Key_A)
    assert "10 présents" in page.quorum.text()
    assert page.roll.currentRow() == 1
    for _ in range(3):
        page.set_attendance(Attendance.EXCUSED)
    assert "✕ Quorum non atteint" in page.quorum.text()


# first page, new session


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


def dropped(*paths: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.data = data  # the event does not keep what it carries
    return event


def test_a_described_session_is_made_and_opened_at_its_recording(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
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
    window._make(new)
    assert window.view is not None
    assert window.view.stage is Stage.SOUND
    read = read_seance(tmp_path / "neuve" / "seance.toml")
    assert read == answer.seance
    assert [m.name for m in read.roll] == ["M. Jean Petit", "Mme Anne de La Tour"]
    assert [entry.title for entry in read.agenda] == ["Budget", "Voirie", "École"]


def test_the_roll_is_taken_over_from_the_last_session(folder: Path, qtbot: QtBot) -> None:
    dialog = NewSessionDialog([], folder)
    qtbot.addWidget(dialog)
    assert dialog.faults() == []
    assert len(dialog.seance().members) == 15
    dialog.roll.appendPlainText("quelqu'un")
    assert "commencez par M. ou Mme" in dialog.faults()[0]


def test_a_speaker_is_found_by_any_letters_of_the_name(qtbot: QtBot) -> None:
    members = minutes("commune-saint-aubin").meeting.members
    dialog = SpeakerDialog(tuple(member.name for member in members))
    qtbot.addWidget(dialog)
    dialog.field.setText("elodie")
    assert dialog.chosen() == "Mme Élodie Blondel"
    dialog.field.setText("zzz")
    assert dialog.chosen() is None


# the player


def test_the_player_stops_where_it_was_asked_to(tmp_path: Path, qtbot: QtBot) -> None:
    player = Player(SilentOutput())
    player.play()  # nothing to play yet
    player.open(silent_wav(tmp_path / "a.wav", 2.0))
    with qtbot.waitSignal(player.playing_changed):
        player.play(0.5, 0.7)
    qtbot.waitUntil(lambda: not player.is_playing, timeout=3000)
    assert player.position_s == pytest.approx(0.7)
    player.skip(-3.0)
    assert player.position_s == 0.0
    player.close()
    assert not player.has_sound


# work in another process


def test_work_reports_its_steps_and_its_end(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
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
        job = Job([code])
        steps: list[Progress] = []
        told: list[str] = []
        job.progressed.connect(steps.append)
        job.told.connect(told.append)
        with qtbot.waitSignal(job.ended, timeout=20_000) as ended:
            job.start()
        assert ended.args == expected
        assert steps == [Progress(step="asr.decode", done=1, total=2)]
        assert len(told) == 1


def test_stopped_work_is_no_failure(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "work.py"
    script.write_text("import time\nprint('x', flush=True)\ntime.sleep(60)\n")
    monkeypatch.setattr(jobs, "_command", lambda: [sys.executable, str(script)])
    job = Job([])
    job.start()
    assert job._process.waitForReadyRead(20_000)
    with qtbot.waitSignal(job.ended, timeout=20_000) as ended:
        job.stop()
    assert ended.args[0] is False
    job.stop()


def test_a_program_that_cannot_start_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_command", lambda: ["/nowhere/greffier"])
    job = Job([])
    with qtbot.waitSignal(job.ended, timeout=20_000) as ended:
        job.start()
    assert ended.args[0] is False
    assert ended.args[1]


def test_the_bar_says_the_step_and_the_time_left(qtbot: QtBot) -> None:
    bar = JobBar()
    qtbot.addWidget(bar)
    bar.begin()
    bar.show_progress(Progress(step="asr.decode", done=0))
    assert bar._bar.maximum() == 0
    bar._since -= 600
    bar.show_progress(Progress(step="asr.decode", done=50, total=100))
    assert bar._left.text() == "encore 10 min environ"
    bar.show_progress(Progress(step="asr.decode", done=100, total=100))
    assert bar._left.text() == "moins d'une minute"
    bar.stopping()
    assert "conservé" in bar._text.text()


# faults


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
    with qtbot.waitSignal(window.player.sound_changed, timeout=60_000):
        assert window.open_session(folder)
    qtbot.waitUntil(lambda: window.player.has_sound, timeout=60_000)
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
    qtbot.waitUntil(lambda: window.player.has_sound, timeout=60_000)
    assert not window.view.bar._find.isVisible()


def test_another_recording_is_refused(folder: Path, tmp_path: Path) -> None:
    media = silent_wav(tmp_path / "autre.wav", 1.0)
    with open_dossier(folder) as dossier:
        other = AudioRef(sha256="f" * 64, duration_s=1.0, parts=())
        with pytest.raises(DossierOfOtherRecording):
            prepare_sound(dossier, (media,), other, silent())
        assert sound_of(dossier) == dossier.wav
