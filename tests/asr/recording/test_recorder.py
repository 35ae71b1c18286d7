"""The recorder with its threads: start, pause, loss of a device, stand-in, mirror, stop."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from asr.errors import MicrophoneLost, MicrophoneRefused, TooManyChannels
from asr.recording import surroundings
from asr.recording.clocks import SystemClocks
from asr.recording.journal import AlarmRaised, MarkKind, StretchEnded, read_journal
from asr.recording.recorder import Phase, Recorder
from asr.recording.setup import Machine, Setup
from asr.recording.summary import summarise
from core.task import silent
from tests.helpers.recording import (
    MONO,
    FullDisk,
    ScriptedSource,
    an_input,
    counting,
    parts_in,
    places_in,
    recording,
    sound_of,
    until,
)

RATE = MONO.rate_hz


def told(root: Path) -> list[str]:
    entries = read_journal(places_in(root).journal)
    return [
        e.code for e in entries if isinstance(e, AlarmRaised) and e.code != "recording-may-sleep"
    ]


def finished(root: Path, recorder: Recorder) -> np.ndarray:
    recorder.finish(silent())
    return sound_of(parts_in(root))


def test_everything_heard_before_the_stop_is_in_the_parts(tmp_path: Path) -> None:
    source = ScriptedSource()
    with recording(tmp_path, source) as recorder:
        until(lambda: source.given.get("salle", 0) > RATE)
        given_at_stop = source.given["salle"]
    sound = finished(tmp_path, recorder)
    assert len(sound) >= given_at_stop
    assert sound.tobytes() == counting(0, len(sound))


def test_the_status_shows_time_level_and_room(tmp_path: Path) -> None:
    source = ScriptedSource()
    with recording(tmp_path, source) as recorder:
        until(lambda: recorder.status().sound_s > 0.5)
        until(lambda: recorder.status().minutes_left is not None)
        status = recorder.status()
    assert status.phase is Phase.RECORDING
    assert status.tracks[0].device == "salle"
    assert -60 < status.tracks[0].level.rms_dbfs < 0
    assert recorder.status().phase is Phase.STOPPED
    recorder.finish(silent())


def test_nothing_said_during_a_pause_is_kept(tmp_path: Path) -> None:
    source = ScriptedSource()
    with recording(tmp_path, source) as recorder:
        until(lambda: source.given.get("salle", 0) > RATE // 2)
        recorder.pause()
        paused_at = source.given["salle"]
        assert recorder.status().phase is Phase.PAUSED
        until(lambda: source.given["salle"] > paused_at + RATE // 2)
        resumed_at = source.given["salle"]
        recorder.resume()
        until(lambda: source.given["salle"] > resumed_at + RATE // 2)
    sound = finished(tmp_path, recorder)[:, 0].astype(int)
    jump = np.flatnonzero(np.diff(sound) % 30_000 != 1)
    assert len(jump) == 1
    assert 0 < sound[jump[0]] <= paused_at + RATE // 10
    assert sound[jump[0] + 1] >= resumed_at - RATE // 10
    assert resumed_at < 30_000


def test_a_device_unplugged_for_three_seconds_comes_back_with_the_hole_marked(
    tmp_path: Path,
) -> None:
    source = ScriptedSource()
    (room,) = source.inputs
    with recording(tmp_path, source) as recorder:
        until(lambda: source.given.get("salle", 0) > RATE)
        source.inputs.remove(room)
        until(lambda: "recording-device-lost" in {n.code for n in recorder.take_notices()})
        before_s = recorder.status().sound_s
        until(lambda: recorder.status().sound_s > before_s + 3)
        source.inputs.append(room)
        lost_at = source.given["salle"]
        until(lambda: source.given["salle"] > lost_at + RATE)
    sound = finished(tmp_path, recorder)[:, 0]
    silence = np.flatnonzero(sound == 0)
    assert 3.0 < len(silence) / RATE < 6.0
    assert np.all(np.diff(silence) == 1)
    heard = sound[sound != 0]
    assert heard.tobytes() == counting(0, len(heard))
    assert told(tmp_path) == ["recording-device-lost", "recording-device-back"]


def test_another_input_stands_in_until_the_lost_one_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asr.recording.lines._LOOK_S", 0.5)
    room, laptop = an_input("salle"), an_input("portable")
    source = ScriptedSource(inputs=[room, laptop])
    with recording(tmp_path, source, Setup(devices=(room,))) as recorder:
        until(lambda: source.given.get("salle", 0) > RATE // 2)
        source.inputs.remove(room)
        until(lambda: source.given.get("portable", 0) > RATE)
        assert recorder.status().tracks[0].device == "portable"
        source.inputs.insert(0, room)
        lost_at = source.given["salle"]
        until(lambda: source.given["salle"] > lost_at + RATE // 2)
        assert recorder.status().tracks[0].device == "salle"
    recorder.finish(silent())
    assert told(tmp_path) == [
        "recording-device-lost",
        "recording-stand-in",
        "recording-device-back",
        "recording-device-back",
    ]


def test_an_input_of_another_track_never_stands_in(tmp_path: Path) -> None:
    room, call = an_input("salle"), an_input("visio")
    source = ScriptedSource(inputs=[room, call])
    with recording(tmp_path, source) as recorder:
        until(lambda: min(source.given.get(n, 0) for n in ("salle", "visio")) > RATE // 2)
        source.inputs.remove(room)
        start_s = recorder.status().sound_s
        until(lambda: recorder.status().sound_s > start_s + 4)
        assert [track.device for track in recorder.status().tracks] == ["", "visio"]
    sound = finished(tmp_path, recorder)
    assert sound.shape[1] == 2
    assert "recording-stand-in" not in told(tmp_path)


def test_an_input_that_refuses_at_the_start_is_told_as_an_error(tmp_path: Path) -> None:
    source = ScriptedSource(refused={"salle"})
    recorder = Recorder(
        Setup(devices=tuple(source.inputs)), places_in(tmp_path), Machine(source=source)
    )
    with pytest.raises(MicrophoneRefused):
        recorder.start()
    assert recorder.status().phase is Phase.STOPPED


def test_an_input_that_is_gone_at_the_start_stops_the_others(tmp_path: Path) -> None:
    source = ScriptedSource()
    gone = an_input("visio")
    recorder = Recorder(
        Setup(devices=(*source.inputs, gone)), places_in(tmp_path), Machine(source=source)
    )
    with pytest.raises(MicrophoneLost):
        recorder.start()
    given = source.given.get("salle", 0)
    assert source.given.get("salle", 0) == given


def test_a_second_recording_in_a_session_follows_the_first(tmp_path: Path) -> None:
    lengths = []
    for _ in range(2):
        source = ScriptedSource()
        with recording(tmp_path, source) as recorder:
            until(lambda given=source.given: given.get("salle", 0) > RATE // 2)
        finished(tmp_path, recorder)
        lengths.append(recorder.status().sound_s)
    assert [part.name for part in parts_in(tmp_path)] == ["partie-0001.flac", "partie-0002.flac"]
    places = places_in(tmp_path)
    summary = summarise(read_journal(places.journal), places.folders)
    assert summary.duration_s == pytest.approx(lengths[1], abs=0.001)
    assert len(summary.spans) == 2


def test_a_mark_is_on_the_disk_when_mark_returns(tmp_path: Path) -> None:
    source = ScriptedSource()
    with recording(tmp_path, source) as recorder:
        until(lambda: recorder.status().sound_s > 0.3)
        mark = recorder.mark(MarkKind.DEPARTURE, "Mme Odile Roux")
        assert mark in read_journal(places_in(tmp_path).journal)
    recorder.finish(silent())


def test_the_mirror_holds_the_same_parts_and_journal(tmp_path: Path) -> None:
    session, stick = tmp_path / "séance", tmp_path / "clé"
    stick.mkdir()
    source = ScriptedSource()
    setup = Setup(devices=tuple(source.inputs), mirror=stick)
    with recording(session, source, setup) as recorder:
        until(lambda: any((stick / "séance" / "audio" / "en-cours").glob("*.wav")))
    recorder.finish(silent())
    copy = stick / "séance"
    assert sound_of(parts_in(copy)).tobytes() == sound_of(parts_in(session)).tobytes()
    assert places_in(copy).journal.read_bytes() == places_in(session).journal.read_bytes()
    assert list(places_in(copy).raw.iterdir()) == []
    assert told(session) == ["recording-mirror-same-disk"]


def test_a_full_disk_is_told_and_nothing_is_lost_when_room_returns(tmp_path: Path) -> None:
    source, disk = ScriptedSource(), FullDisk()
    setup = Setup(devices=tuple(source.inputs))
    machine = Machine(source=source, open_file=disk.open)
    recorder = Recorder(setup, places_in(tmp_path), machine)
    recorder.start()
    until(lambda: source.given.get("salle", 0) > RATE // 2)
    disk.is_full = True
    full_at = source.given["salle"]
    until(lambda: source.given["salle"] > full_at + RATE)
    assert disk.refusals > 0
    disk.is_full = False
    until(lambda: source.given["salle"] > full_at + 2 * RATE)
    recorder.stop()
    sound = finished(tmp_path, recorder)
    assert sound.tobytes() == counting(0, len(sound))
    assert told(tmp_path) == ["recording-disk-full", "recording-disk-back"]


class SettableClocks(SystemClocks):
    """The machine's clocks, of which somebody may set the one on the wall."""

    shift_h = 0.0

    def wall(self) -> dt.datetime:
        return super().wall() + dt.timedelta(hours=self.shift_h)


def test_a_clock_set_back_an_hour_is_told_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "_LOOK_S", 0.2)
    source, clocks = ScriptedSource(), SettableClocks()
    setup = Setup(devices=tuple(source.inputs))
    recorder = Recorder(setup, places_in(tmp_path), Machine(source=source, clocks=clocks))
    recorder.start()
    until(lambda: source.given.get("salle", 0) > 2 * RATE)
    clocks.shift_h = -1.0
    until(lambda: "recording-hour-set" in told(tmp_path))
    until(lambda: source.given["salle"] > 4 * RATE)
    recorder.stop()
    sound = finished(tmp_path, recorder)
    assert sound.tobytes() == counting(0, len(sound))
    assert len(sound) > 4 * RATE
    journal = read_journal(places_in(tmp_path).journal)
    (alarm,) = [e for e in journal if isinstance(e, AlarmRaised) and e.code == "recording-hour-set"]
    assert alarm.facts["seconds"] == -3600


def test_sound_that_finds_no_room_at_the_end_is_told_with_its_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    monkeypatch.setattr("asr.recording.writer._ROOM_S", 0.5)
    source, disk = ScriptedSource(), FullDisk()
    machine = Machine(source=source, open_file=disk.open)
    recorder = Recorder(Setup(devices=tuple(source.inputs)), places_in(tmp_path), machine)
    recorder.start()
    until(lambda: source.given.get("salle", 0) > RATE // 2)
    disk.is_full = True
    full_at = source.given["salle"]
    until(lambda: source.given["salle"] > full_at + RATE)
    recorder.stop()
    lost = [n for n in recorder.take_notices() if n.code == "recording-sound-lost"]
    assert lost
    assert lost[0].facts["seconds"] >= 1.0  # type: ignore[operator]


def test_a_fault_of_ours_in_one_action_does_not_end_the_recording(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    source = ScriptedSource()
    with recording(tmp_path, source) as recorder:
        until(lambda: recorder.status().sound_s > 0.2)
        recorder._writer.ask(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
        given = source.given["salle"]
        until(lambda: source.given["salle"] > given + RATE // 2)
    sound = finished(tmp_path, recorder)
    assert len(sound) > given
    assert told(tmp_path) == ["recording-fault"]


def test_parts_are_made_while_the_recording_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "asr.recording.finishing.PART_S",
        "asr.recording.parts.PART_S",
        "asr.recording.runs.SEGMENT_S",
    ):
        monkeypatch.setattr(name, 2)
    monkeypatch.setattr("asr.recording.finishing.SETTLED_S", 1.0)
    monkeypatch.setattr("asr.recording.finisher._PERIOD_S", 0.1)
    source = ScriptedSource()
    with recording(tmp_path, source) as recorder:
        until(lambda: len(parts_in(tmp_path)) >= 2)
        first_gone = not (places_in(tmp_path).raw / "brut-01-piste-1-01-0001.wav").exists()
        until(lambda: first_gone or len(list(places_in(tmp_path).raw.iterdir())) <= 4)
        assert recorder.status().phase is Phase.RECORDING
    sound = finished(tmp_path, recorder)
    assert sound.tobytes() == counting(0, len(sound))


def test_more_channels_than_a_file_holds_are_refused_before_anything_is_opened() -> None:
    wide = replace(an_input(), channels=2)
    with pytest.raises(TooManyChannels):
        Setup(devices=tuple(replace(wide, name=f"micro {n}") for n in range(5)))


def test_stopping_twice_is_stopping_once(tmp_path: Path) -> None:
    source = ScriptedSource()
    with recording(tmp_path, source) as recorder:
        until(lambda: recorder.status().sound_s > 0.2)
    recorder.stop()
    recorder.finish(silent())
    ends = [e for e in read_journal(places_in(tmp_path).journal) if isinstance(e, StretchEnded)]
    assert len(ends) == 1
