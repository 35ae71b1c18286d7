"""What the inputs give is kept in its place: holes, disks that fill up, alarms. Driven by hand."""

from pathlib import Path

import numpy as np
import pytest

from asr.recording.capture import Block, SoundFormat
from asr.recording.finishing import finish
from asr.recording.journal import AlarmRaised, EndReason, MarkKind, read_journal
from asr.recording.stretches import stretches_of
from asr.recording.summary import RecordingSummary, summarise
from core.task import silent
from tests.helpers.recording import (
    EVENING,
    MONO,
    FullDisk,
    HandClock,
    PulledOutDisk,
    TapeRig,
    counting,
    hour_at,
    parts_in,
    sound_of,
)

RATE = MONO.rate_hz


def recorded(rig: TapeRig) -> np.ndarray:
    """Finish a rig's recording and return the whole sound."""
    finish(rig.journal, rig.places.folders, silent())
    rig.journal.close()
    return sound_of(parts_in(rig.root))


def summary_of(rig: TapeRig) -> RecordingSummary:
    return summarise(read_journal(rig.places.journal), rig.places.folders)


@pytest.fixture
def rig(tmp_path: Path) -> TapeRig:
    rig = TapeRig(tmp_path / "séance")
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    return rig


def test_one_input_comes_back_sample_for_sample(rig: TapeRig) -> None:
    rig.hear(25)
    assert rig.tape.end(EndReason.STOPPED)
    sound = recorded(rig)
    assert sound.tobytes() == counting(0, 25 * RATE)
    assert summary_of(rig).missing_s == 0


def test_parts_of_five_minutes_follow_each_other_without_a_seam(rig: TapeRig) -> None:
    rig.hear(640)
    rig.tape.end(EndReason.STOPPED)
    sound = recorded(rig)
    lengths = [len(sound_of([part])) / RATE for part in parts_in(rig.root)]
    assert lengths == [300, 300, 40]
    assert sound.tobytes() == counting(0, 640 * RATE)
    assert [part.name for part in parts_in(rig.root)] == [
        "partie-0001.flac",
        "partie-0002.flac",
        "partie-0003.flac",
    ]


def test_raw_sound_is_gone_once_every_part_is_verified(rig: TapeRig) -> None:
    rig.hear(310)
    rig.tape.end(EndReason.STOPPED)
    assert len(list(rig.places.raw.iterdir())) == 2
    recorded(rig)
    assert list(rig.places.raw.iterdir()) == []


def test_an_input_lost_for_three_seconds_leaves_three_seconds_of_silence(rig: TapeRig) -> None:
    rig.hear(30)
    rig.tape.lost(1)
    rig.wait(3.0)
    rig.open()
    rig.hear(30)
    rig.tape.end(EndReason.STOPPED)
    sound = recorded(rig)[:, 0]
    assert len(sound) == pytest.approx(63 * RATE, abs=0.005 * RATE)
    assert sound[: 30 * RATE].tobytes() == counting(0, 30 * RATE)
    assert sound[-30 * RATE :].tobytes() == counting(0, 30 * RATE)
    assert not sound[30 * RATE : -30 * RATE].any()


def test_a_lost_input_and_its_return_are_told_and_journalled(rig: TapeRig) -> None:
    rig.hear(5)
    rig.tape.lost(1)
    rig.wait(3.0)
    rig.open()
    rig.hear(5)
    rig.tape.end(EndReason.STOPPED)
    assert rig.codes == ["recording-device-lost", "recording-device-back"]
    assert rig.notices[1].facts["seconds"] == 3.0
    recorded(rig)
    told = [e for e in read_journal(rig.places.journal) if isinstance(e, AlarmRaised)]
    assert [alarm.code for alarm in told] == rig.codes
    summary = summary_of(rig)
    assert summary.missing_s == pytest.approx(3.0, abs=0.01)
    assert summary.losses == 1
    assert summary.holes[0].interval.start == pytest.approx(5, abs=0.01)


def test_sound_that_an_overloaded_machine_dropped_leaves_a_hole_of_its_length(
    rig: TapeRig,
) -> None:
    rig.hear(20)
    rig.wait(1.5)
    rig.hear(20)
    rig.tape.end(EndReason.STOPPED)
    assert rig.codes == ["recording-gap"]
    sound = recorded(rig)[:, 0]
    assert len(sound) == pytest.approx(41.5 * RATE, abs=0.005 * RATE)
    assert not sound[20 * RATE : round(21.49 * RATE)].any()
    assert sound[-20 * RATE :].tobytes() == counting(20 * RATE, 20 * RATE)


def test_a_machine_that_slept_an_hour_keeps_the_hour(rig: TapeRig) -> None:
    rig.hear(20)
    rig.wait(3600)
    rig.hear(20)
    rig.tape.end(EndReason.STOPPED)
    recorded(rig)
    summary = summary_of(rig)
    assert summary.duration_s == pytest.approx(3640, abs=0.01)
    assert summary.missing_s == pytest.approx(3600, abs=0.01)


def test_blocks_that_are_only_late_make_no_hole(rig: TapeRig) -> None:
    rig.hear(20)
    late_s = 2.0
    for number in range(20):  # what waited arrives at once, then on time again
        rig.tape.heard(
            1,
            Block(
                frames=counting(rig.given[1], RATE // 10),
                at_s=rig.clock.now_s + max(late_s, (number + 1) / 10),
            ),
        )
        rig.given[1] += RATE // 10
    rig.wait(2.0)
    rig.hear(20)
    rig.tape.end(EndReason.STOPPED)
    assert rig.codes == []
    assert recorded(rig).tobytes() == counting(0, 42 * RATE)


def test_a_pause_is_neither_recorded_nor_filled(rig: TapeRig) -> None:
    rig.hear(10)
    rig.tape.end(EndReason.PAUSED)
    rig.hear(600)
    rig.given[1] = 0
    rig.tape.begin(2, ["salle"])
    rig.open()
    rig.hear(10)
    rig.tape.end(EndReason.STOPPED)
    sound = recorded(rig)
    assert sound.tobytes() == counting(0, 10 * RATE) * 2
    assert len(parts_in(rig.root)) == 2


def test_marks_stand_at_their_second_and_hour_across_a_pause(rig: TapeRig) -> None:
    rig.hear(10)
    rig.tape.mark(MarkKind.NEXT_ITEM)
    rig.hear(10)
    rig.tape.end(EndReason.PAUSED)
    rig.wait(600)
    rig.tape.begin(2, ["salle"])
    rig.open()
    rig.hear(5)
    rig.tape.mark(MarkKind.ARRIVAL, "M. Jean Petit")
    rig.hear(5)
    rig.tape.end(EndReason.STOPPED)
    recorded(rig)
    summary = summary_of(rig)
    assert [mark.sound_s for mark in summary.marks] == pytest.approx([10, 25], abs=0.01)
    assert summary.marks[1].mark.text == "M. Jean Petit"
    assert (hour_at(summary, 25) - EVENING).total_seconds() == pytest.approx(625, abs=0.1)


def test_a_disk_that_fills_up_costs_no_sound_when_room_returns(tmp_path: Path) -> None:
    disk = FullDisk()
    rig = TapeRig(tmp_path / "s", open_file=disk.open)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(10)
    rig.tape.sync()
    disk.is_full = True
    rig.hear(30)
    assert not rig.tape.sync()
    kept = next(rig.places.raw.iterdir()).stat().st_size
    assert kept == 44 + 10 * RATE * 2
    disk.is_full = False
    rig.hear(5)
    assert rig.tape.end(EndReason.STOPPED)
    assert rig.codes == ["recording-disk-full", "recording-disk-back"]
    assert recorded(rig).tobytes() == counting(0, 45 * RATE)


def test_a_disk_full_over_the_change_of_segment_costs_no_sound(tmp_path: Path) -> None:
    disk = FullDisk()
    rig = TapeRig(tmp_path / "s", open_file=disk.open)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(295)
    disk.is_full = True
    rig.hear(10)
    disk.is_full = False
    rig.hear(5)
    assert rig.tape.end(EndReason.STOPPED)
    assert recorded(rig).tobytes() == counting(0, 310 * RATE)
    assert len(list(rig.places.raw.iterdir())) == 0


def test_a_run_that_ends_while_the_disk_is_full_is_written_later(tmp_path: Path) -> None:
    disk = FullDisk()
    rig = TapeRig(tmp_path / "s", open_file=disk.open)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(5)
    disk.is_full = True
    rig.hear(5)
    rig.tape.lost(1)
    rig.wait(2)
    rig.open()
    rig.hear(5)
    disk.is_full = False
    rig.hear(5)
    assert rig.tape.end(EndReason.STOPPED)
    sound = recorded(rig)[:, 0]
    assert sound[: 10 * RATE].tobytes() == counting(0, 10 * RATE)
    assert sound[-10 * RATE :].tobytes() == counting(0, 10 * RATE)


def test_a_disk_pulled_out_and_put_back_costs_no_sound(tmp_path: Path) -> None:
    disk = PulledOutDisk()
    rig = TapeRig(tmp_path / "s", open_file=disk.open)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(10)
    disk.pull_out()
    rig.hear(20)
    assert not rig.tape.sync()
    disk.is_there = True
    rig.hear(10)
    assert rig.tape.end(EndReason.STOPPED)
    assert rig.codes == ["recording-disk-fault", "recording-disk-back"]
    assert recorded(rig).tobytes() == counting(0, 40 * RATE)


def test_memory_is_bounded_while_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asr.recording.tape._MOST_WAITING_BYTES", 10 * RATE * 2)
    disk = FullDisk()
    rig = TapeRig(tmp_path / "s", open_file=disk.open)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(5)
    disk.is_full = True
    rig.hear(30)
    assert rig.tape.waiting_s == pytest.approx(10, abs=0.2)
    disk.is_full = False
    rig.hear(20)
    rig.tape.end(EndReason.STOPPED)
    assert "recording-gap" in rig.codes
    sound = recorded(rig)[:, 0]
    assert len(sound) == pytest.approx(55 * RATE, abs=0.01 * RATE)
    assert summary_of(rig).missing_s == pytest.approx(20, abs=0.3)


def test_a_stand_in_with_another_form_takes_the_place_of_the_lost_input(rig: TapeRig) -> None:
    stereo = SoundFormat(rate_hz=48_000, channels=2)
    level = np.full((4800, 2), 1000, "<i2").tobytes()
    rig.hear(10)
    rig.tape.lost(1)
    rig.open(device="portable", form=stereo)
    rig.hear(10, form=stereo, sound=level)
    rig.tape.end(EndReason.STOPPED)
    assert "recording-stand-in" in rig.codes
    sound = recorded(rig)
    assert sound.shape[1] == 1
    assert len(sound) == pytest.approx(20 * RATE, abs=0.01 * RATE)
    assert np.median(sound[11 * RATE : 19 * RATE]) == pytest.approx(1000, abs=2)


def test_the_journal_tells_the_hour_in_its_time_zone(tmp_path: Path) -> None:
    rig = TapeRig(tmp_path / "s", clock=HandClock())
    rig.tape.begin(1, ["salle"])
    assert stretches_of(rig.journal.entries, rig.places.raw)[0].begun.at.utcoffset() is not None
    assert '"at":"2026-03-26T18:30:00+01:00"' in rig.places.journal.read_text()
    rig.journal.close()
