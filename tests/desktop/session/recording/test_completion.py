"""What a crash or a lost microphone cost is taken from another recorder of the same room."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from asr.errors import SoundNotAligned
from asr.recording.alignment import Samples
from asr.recording.journal import EndReason
from asr.recording.summary import RecordingSummary
from core.task import silent
from desktop.cli.complete_command import complete_session
from desktop.session.dossier import open_dossier
from desktop.session.recording.completion import Completed, complete_recording
from desktop.session.recording.places import summary_of
from desktop.session.recording.recovery import repair
from tests.helpers.recording import MONO, TapeRig, hour_at, parts_in, sound_of
from tests.helpers.room_sounds import in_room, speech

RATE = MONO.rate_hz
BEGIN_S = 7.3
"""The other recorder was started so long before the session's."""


def room(seconds: float) -> Samples:
    """Return what is said, at the rate of the session's input."""
    eight = speech(seconds, seed=21)
    return np.repeat(eight, RATE // 8000)


def hear(rig: TapeRig, said: Samples, begin_s: float, end_s: float) -> None:
    """Let the session's input hear a stretch of what is said."""
    samples = np.clip(said * 32768, -32768, 32767).astype("<i2")
    for at in np.arange(begin_s, end_s, 0.1):
        first = round(at * RATE)
        rig.hear(0.1, sound=samples[first : first + RATE // 10].tobytes())


def crash(rig: TapeRig) -> None:
    rig.tape.sync()
    rig.journal.close()
    rig.tape.close()


def begin(root: Path, stretch: int, rig: TapeRig | None = None) -> TapeRig:
    new = TapeRig(root) if rig is None else TapeRig(root, clock=rig.clock)
    new.places.audio.mkdir(parents=True, exist_ok=True)
    new.tape.begin(stretch, ["salle"])
    new.open()
    return new


def other_recorder(root: Path, said: Samples, rate_hz: int = RATE) -> Path:
    """Return the file of a recorder on the other side of the room."""
    path = root / "dictaphone.wav"
    heard = in_room(said, seed=22)
    soundfile.write(path, heard, rate_hz)
    return path


def completed(root: Path, other: Path, hour: dt.time | None = None) -> Completed:
    with open_dossier(root) as dossier:
        return complete_recording(dossier, other, hour, silent())


def summary(root: Path) -> RecordingSummary:
    with open_dossier(root) as dossier:
        return summary_of(dossier)


def a_crash_of_twenty_seconds(root: Path, said: Samples) -> None:
    """Record, crash, and record again twenty seconds later."""
    rig = begin(root, 1)
    hear(rig, said, BEGIN_S, 40)
    crash(rig)
    rig.wait(20)
    repair(rig.places, silent())
    again = begin(root, 2, rig)
    hear(again, said, 60, 95)
    again.tape.end(EndReason.STOPPED)
    again.journal.close()


def test_what_a_crash_cost_comes_between_the_stretches_to_the_sample(tmp_path: Path) -> None:
    said = room(100)
    a_crash_of_twenty_seconds(tmp_path, said)
    done = completed(tmp_path, other_recorder(tmp_path, said))
    assert done.is_by_sound
    assert done.added_s == pytest.approx(20, abs=0.02)
    parts = [path.name for path in parts_in(tmp_path)]
    assert parts == ["partie-0001.flac", "partie-0001.suite-01.flac", "partie-0002.flac"]
    sound = sound_of(parts_in(tmp_path))[:, 0] / 32768
    length = round((95 - BEGIN_S) * RATE)
    assert abs(len(sound) - length) <= 0.02 * RATE
    expected = said[round(BEGIN_S * RATE) :]
    for second in (5.0, 40.0, 80.0):  # before, inside and after what was added
        first = round(second * RATE)
        piece = expected[first : first + 4 * RATE]
        around = sound[first - RATE // 10 : first + 4 * RATE + RATE // 10]
        lag = int(np.argmax(np.correlate(around, piece, "valid"))) - RATE // 10
        assert abs(lag) / RATE <= 0.02


def test_marks_and_hours_move_along_with_what_was_added(tmp_path: Path) -> None:
    said = room(100)
    a_crash_of_twenty_seconds(tmp_path, said)
    before = summary(tmp_path)
    completed(tmp_path, other_recorder(tmp_path, said))
    after = summary(tmp_path)
    assert after.duration_s == pytest.approx(before.duration_s + 20, abs=0.02)
    hours = [hour_at(after, second) for second in (30.0, 45.0, 70.0)]
    apart = [(hour - hours[0]).total_seconds() for hour in hours]
    assert apart == pytest.approx([0.0, 15.0, 40.0], abs=0.05)


def test_a_hole_is_filled_and_the_part_as_recorded_is_kept(tmp_path: Path) -> None:
    said = room(60)
    rig = begin(tmp_path, 1)
    hear(rig, said, BEGIN_S, 25)
    rig.tape.lost(1)
    rig.wait(6)
    rig.open()
    hear(rig, said, 31, 55)
    rig.tape.end(EndReason.STOPPED)
    rig.journal.close()
    other = other_recorder(tmp_path, said)
    done = completed(tmp_path, other)
    assert done.filled_s == pytest.approx(6, abs=0.1)
    kept = tmp_path / "audio" / "avant-complement" / "partie-0001.flac"
    old, _ = soundfile.read(kept, dtype="int16")
    new, _ = soundfile.read(parts_in(tmp_path)[0], dtype="int16")
    recorded = old != 0
    assert np.array_equal(new[recorded], old[recorded])
    hole = slice(round(18 * RATE), round(23.5 * RATE))
    assert not old[hole].any()
    assert new[hole].any()
    assert summary(tmp_path).missing_s < 0.2


def test_a_pause_that_a_person_asked_for_is_not_filled(tmp_path: Path) -> None:
    said = room(90)
    rig = begin(tmp_path, 1)
    hear(rig, said, BEGIN_S, 35)
    rig.tape.end(EndReason.PAUSED)
    rig.wait(20)
    rig.tape.begin(2, ["salle"])
    rig.open()
    hear(rig, said, 55, 85)
    rig.tape.end(EndReason.STOPPED)
    rig.journal.close()
    done = completed(tmp_path, other_recorder(tmp_path, said))
    assert (done.added_s, done.filled_s) == (0, 0)


def test_without_a_common_sound_nothing_changes_unless_the_hour_is_given(tmp_path: Path) -> None:
    said = room(60)
    rig = begin(tmp_path, 1)
    hear(rig, said, 0, 20)
    crash(rig)
    strange = tmp_path / "autre.wav"
    soundfile.write(strange, speech(30, seed=99), 8000)
    with pytest.raises(SoundNotAligned):
        completed(tmp_path, strange)
    assert len(parts_in(tmp_path)) == 1
    done = completed(tmp_path, strange, dt.time(18, 30, 15))
    assert not done.is_by_sound
    assert done.added_s == pytest.approx(25, abs=0.05)


def test_the_command_says_what_was_taken(tmp_path: Path) -> None:
    said = room(100)
    a_crash_of_twenty_seconds(tmp_path, said)
    other = other_recorder(tmp_path, said)
    result = CliRunner().invoke(complete_session, ["--out", str(tmp_path), str(other)])
    assert result.exit_code == 0, result.output
    assert "20 s" in result.output
