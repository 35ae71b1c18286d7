"""A session is recorded, stopped, found again after a crash, and handed on, as a clerk does it."""

import re
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from asr.errors import MicrophoneUnknown
from asr.recording.capture import Microphones
from asr.recording.journal import Marked, MarkKind, RecordingJournal
from asr.recording.levels import Level
from asr.recording.recorder import Phase, Status
from asr.recording.setup import Machine, Setup
from asr.recording.tape import Tape, TrackState
from asr.sound.audio import decode
from core.task import CallbackContext, Event, Notice, silent
from desktop.cli.record_command import TerminalBoard, record_session, status_line
from desktop.session.dossier import open_dossier
from desktop.session.errors import DossierLocked
from desktop.session.recording.places import places_of, summary_of
from desktop.session.recording.recorder import (
    RecordRequest,
    chosen_inputs,
    close_recording,
    open_recording,
    record,
)
from desktop.session.recording.recovery import recorded_media, recover_recording
from tests.helpers.recording import (
    MONO,
    ScriptedSource,
    an_input,
    counting,
    crashed,
    parts_in,
    sound_of,
    until,
)
from tests.helpers.sessions import DATA

RATE = MONO.rate_hz


class PatientBoard:
    """Stops the recording when its input has given enough."""

    def __init__(self, source: ScriptedSource, seconds: float) -> None:
        self._source = source
        self._frames = seconds * RATE
        self.shown: list[Status] = []
        self.lines: list[str] = []
        self.made: list[Marked | None] = []

    def typed(self) -> list[str]:
        lines, self.lines = self.lines, []
        return lines

    def marked(self, mark: Marked | None, line: str) -> None:
        self.made.append(mark)

    def show(self, status: Status) -> None:
        self.shown.append(status)

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return any(given >= self._frames for given in self._source.given.values())


def test_a_recording_lies_in_the_session_as_parts_in_order(tmp_path: Path) -> None:
    source = ScriptedSource()
    board = PatientBoard(source, 1.0)
    summary = record(tmp_path, RecordRequest(), board, silent(), Machine(source=source))
    assert summary.parts == ("partie-0001.flac",)
    assert summary.duration_s == pytest.approx(board.shown[-1].sound_s, abs=0.001)
    assert not (tmp_path / "audio" / "en-cours").exists()
    audio = decode(parts_in(tmp_path), tmp_path / "out.wav", silent())
    assert audio.duration_s == pytest.approx(summary.duration_s, abs=0.001)


def test_recording_again_in_a_session_goes_on_after_what_a_crash_left(tmp_path: Path) -> None:
    crashed(tmp_path, 12)
    events: list[Event] = []
    source = ScriptedSource()
    record(
        tmp_path,
        RecordRequest(),
        PatientBoard(source, 1.0),
        CallbackContext(events.append),
        Machine(source=source),
    )
    told = [e for e in events if isinstance(e, Notice) and e.code == "recording-recovered"]
    assert [notice.facts["kept"] for notice in told] == ["00:00:12"]
    assert re.fullmatch(r"\d\d h \d\d min \d\d s", str(told[0].facts["hour"]))
    sound = sound_of(parts_in(tmp_path))
    assert sound[: 12 * RATE].tobytes() == counting(0, 12 * RATE)
    assert len(sound) >= 13 * RATE


def test_opening_a_session_finds_and_finishes_a_cut_recording(tmp_path: Path) -> None:
    crashed(tmp_path, 310)
    with open_dossier(tmp_path) as dossier:
        (found,) = recover_recording(dossier, silent())
        assert found.kept_s == pytest.approx(310, abs=0.01)
        assert summary_of(dossier).duration_s == pytest.approx(310, abs=0.01)
        assert recover_recording(dossier, silent()) == ()
    assert sound_of(parts_in(tmp_path)).tobytes() == counting(0, 310 * RATE)


def test_a_session_without_a_recording_has_nothing_to_recover(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        assert recover_recording(dossier, silent()) == ()
        assert summary_of(dossier).parts == ()


def test_the_window_drives_a_recorder_in_an_open_session(tmp_path: Path) -> None:
    source = ScriptedSource()
    with open_dossier(tmp_path) as dossier:
        setup = Setup(devices=tuple(source.inputs))
        recorder = open_recording(dossier, setup, silent(), Machine(source=source))
        recorder.start()
        until(lambda: recorder.status().sound_s > 0.5)
        summary = close_recording(dossier, recorder, silent())
    assert summary.duration_s > 0.5


def test_two_programs_never_record_into_one_session(tmp_path: Path) -> None:
    source = ScriptedSource()
    with open_dossier(tmp_path), pytest.raises(DossierLocked):
        record(tmp_path, RecordRequest(), PatientBoard(source, 1), silent(), Machine(source=source))
    assert source.given == {}


def test_inputs_are_chosen_by_name_each_once() -> None:
    source = ScriptedSource(inputs=[an_input("salle"), an_input("visio")])
    assert [d.name for d in chosen_inputs(source, ())] == ["salle"]
    assert [d.name for d in chosen_inputs(source, ("visio", "2", "salle"))] == ["visio", "salle"]
    with pytest.raises(MicrophoneUnknown):
        chosen_inputs(source, ("bluetooth",))


def test_a_session_that_cannot_be_recorded_leaves_no_folder(tmp_path: Path) -> None:
    source = ScriptedSource()
    with pytest.raises(MicrophoneUnknown):
        record(
            tmp_path / "séance",
            RecordRequest(devices=("bluetooth",)),
            PatientBoard(source, 1),
            silent(),
            Machine(source=source),
        )
    assert not (tmp_path / "séance").exists()


def a_status(**facts: object) -> Status:
    track = TrackState(
        device="salle", level=Level(peak_dbfs=-12, rms_dbfs=-30), lost_s=0, overflows=0
    )
    return Status(**({"phase": Phase.RECORDING, "sound_s": 754.2, "tracks": (track,)} | facts))  # type: ignore[arg-type]


def test_the_terminal_shows_time_level_and_room() -> None:
    line = status_line(a_status(minutes_left=45 * 60.0))
    assert line == "00:12:34  [############............]  -12 dB  reste 45 h"
    assert status_line(a_status(minutes_left=14.7)).endswith("reste 14 min")


def test_the_terminal_says_when_a_microphone_gives_no_sound() -> None:
    silent_track = TrackState(device="", level=Level(), lost_s=0, overflows=0)
    assert "pas de son" in status_line(a_status(tracks=(silent_track,)))


def test_the_terminal_says_what_it_does_after_the_stop() -> None:
    assert "dernières parties" in status_line(a_status(phase=Phase.STOPPED))


def test_an_alarm_is_printed_with_its_hour(capsys: pytest.CaptureFixture[str]) -> None:
    board = TerminalBoard(threading.Event())
    board.on_event(Notice(code="recording-disk-full", facts={"minutes": 22}))
    assert re.fullmatch(r"\d\d h \d\d  Le disque est plein.*\n", capsys.readouterr().err)


def test_the_inputs_are_listed_with_a_number_to_choose_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Microphones, "devices", lambda _self: (an_input("Micro de table"),))
    shown = CliRunner().invoke(record_session, ["--list-devices"])
    assert shown.output == "  1. Micro de table (mono, 16 kHz)\n"


def test_a_machine_without_inputs_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Microphones, "devices", lambda _self: ())
    assert "branchez" in CliRunner().invoke(record_session, ["--list-devices"]).output


def test_the_folder_must_be_given() -> None:
    assert CliRunner().invoke(record_session, []).exit_code == 2


def test_the_command_records_until_it_is_told_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ScriptedSource()
    monkeypatch.setattr(
        "desktop.session.recording.recorder.Machine", lambda: Machine(source=source)
    )
    patient = PatientBoard(source, 1.0)
    monkeypatch.setattr(TerminalBoard, "wait", lambda _self, seconds: patient.wait(seconds))
    out = tmp_path / "séance"
    run = CliRunner().invoke(record_session, ["--out", str(out)], standalone_mode=False)
    assert run.exception is None
    assert "Annoncez" in run.output
    assert "1 partie dans" in run.output
    assert "greffier process" in run.output
    assert len(parts_in(out)) == 1


def test_a_fault_of_the_tape_never_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    honest, broken = Tape.heard, {"left": 1}

    def heard(tape: Tape, *given: object) -> None:
        if broken["left"]:
            broken["left"] -= 1
            raise ZeroDivisionError
        honest(tape, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Tape, "heard", heard)
    source = ScriptedSource()
    board = PatientBoard(source, 1.0)
    summary = record(tmp_path, RecordRequest(), board, silent(), Machine(source=source))
    assert summary.duration_s > 0.8


def test_the_journal_of_a_session_is_beside_its_work(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        places = places_of(dossier)
        RecordingJournal(places.journal).close()
        assert places.journal.parent == dossier.work
        assert places.raw.parent == places.audio == tmp_path / "audio"


def test_lines_typed_while_recording_are_marks_of_the_session(tmp_path: Path) -> None:
    (tmp_path / "seance.toml").write_bytes((DATA / "commune-saint-aubin.toml").read_bytes())
    source = ScriptedSource()
    board = PatientBoard(source, 1.0)
    board.lines = ["n", "v", "x", "a hubert", "a zz", "s", "n 4"]
    summary = record(
        tmp_path, RecordRequest(is_announced=True), board, silent(), Machine(source=source)
    )
    kinds = [(placed.mark.kind, placed.mark.text) for placed in summary.marks]
    assert kinds == [
        (MarkKind.ANNOUNCED, ""),
        (MarkKind.NEXT_ITEM, "1"),
        (MarkKind.ARRIVAL, "M. Alain Hubert"),
        (MarkKind.SUSPENSION, ""),
        (MarkKind.NEXT_ITEM, "4"),
    ]
    assert board.made.count(None) == 2


def test_a_session_file_with_faults_does_not_keep_a_session_from_being_recorded(
    tmp_path: Path,
) -> None:
    (tmp_path / "seance.toml").write_text("membres = 3", encoding="utf-8")
    source = ScriptedSource()
    board = PatientBoard(source, 1.0)
    board.lines = ["n", "a hubert"]
    summary = record(tmp_path, RecordRequest(), board, silent(), Machine(source=source))
    assert summary.duration_s >= 1.0
    assert [placed.mark.text for placed in summary.marks] == ["1"]


def test_processing_parts_repairs_an_interrupted_recording_and_takes_all_its_parts(
    tmp_path: Path,
) -> None:
    crashed(tmp_path, 310)
    audio = tmp_path / "audio"
    whole = [audio / "partie-0001.flac", audio / "partie-0002.flac"]
    assert list(recorded_media([audio], silent())) == whole
    assert not (audio / "en-cours").exists()
    assert list(recorded_media([audio], silent())) == whole
    assert list(recorded_media(whole[1:], silent())) == whole[1:]


def test_a_part_of_an_interrupted_recording_stands_for_all_of_them(tmp_path: Path) -> None:
    crashed(tmp_path, 310)
    audio = tmp_path / "audio"
    (audio / "partie-0001.flac").write_bytes(b"made before the crash")
    found = recorded_media([audio / "partie-0001.flac"], silent())
    assert [path.name for path in found] == ["partie-0001.flac", "partie-0002.flac"]


def test_a_session_that_is_being_recorded_is_not_processed(tmp_path: Path) -> None:
    crashed(tmp_path, 3)
    with open_dossier(tmp_path), pytest.raises(DossierLocked):
        recorded_media([tmp_path / "audio"], silent())


def test_a_folder_without_parts_is_left_for_the_decoder_to_refuse(tmp_path: Path) -> None:
    assert list(recorded_media([tmp_path], silent())) == [tmp_path]
