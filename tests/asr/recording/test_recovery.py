"""After a kill, a power cut or a torn file: at most one second is lost, and the rest is told."""

import itertools
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from asr.recording.finishing import finish
from asr.recording.journal import EndReason, PartMade, RecordingJournal, StretchEnded, read_journal
from asr.recording.recovery import Recovered, is_unfinished, recover
from asr.recording.segments import format_of
from asr.recording.summary import summarise
from asr.sound.audio import decode, read_samples
from core.task import silent
from core.timecode import Interval
from tests.helpers import recording_child
from tests.helpers.recording import (
    EVENING,
    MONO,
    PowerCutDisk,
    TapeRig,
    counting,
    crashed,
    parts_in,
    places_in,
    sound_of,
    until,
)

RATE = MONO.rate_hz
CHILD = Path(recording_child.__file__)


def recovered(root: Path) -> tuple[Recovered, ...]:
    """Recover a session and make its parts."""
    places = places_in(root)
    journal = RecordingJournal(places.journal)
    found = recover(journal, places.folders)
    finish(journal, places.folders, silent())
    journal.close()
    return found


def killed(session: Path, count_file: Path, after_s: float, *more: str) -> int:
    """Record in a process, kill it after a while; return the frames that its input had given."""
    before = count_file.read_bytes() if count_file.exists() else b""
    child = subprocess.Popen([sys.executable, str(CHILD), str(session), str(count_file), *more])
    try:
        until(lambda: count_file.exists() and count_file.read_bytes() != before, 60)
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(after_s)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    return int.from_bytes(count_file.read_bytes(), "little")


def lost_in_kills(tmp_path: Path, kills: int, longest_s: float) -> list[float]:
    """Return the seconds lost at each of so many kills of one session's recording."""
    session, count_file = tmp_path / "séance", tmp_path / "count"
    chance = np.random.default_rng(kills)
    given = [0]
    for _ in range(kills):
        given.append(killed(session, count_file, chance.uniform(0.05, longest_s), "short"))
    recovered(session)
    sound, losses = sound_of(parts_in(session)), []
    entries = read_journal(places_in(session).journal)
    for stretch, (first, heard) in enumerate(itertools.pairwise(given), start=1):
        parts = [e for e in entries if isinstance(e, PartMade) and e.stretch == stretch]
        kept = sum(part.frames for part in parts)
        assert sound[:kept].tobytes() == counting(first, kept)
        sound = sound[kept:]
        losses.append((heard - first - kept) / RATE)
    assert not sound.size
    return losses


def test_three_kills_lose_less_than_a_second_each(tmp_path: Path) -> None:
    losses = lost_in_kills(tmp_path, kills=3, longest_s=2.0)
    assert max(losses) < 1.0


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_lose_less_than_a_second_each(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    losses = lost_in_kills(tmp_path, kills=100, longest_s=4.0)
    record_property("kills", len(losses))
    record_property("worst_loss_s", max(losses))
    record_property("mean_loss_s", sum(losses) / len(losses))
    assert max(losses) < 1.0


def test_a_recovered_recording_tells_its_length_and_last_hour(tmp_path: Path) -> None:
    rig = crashed(tmp_path, 20)
    (found,) = recovered(tmp_path)
    assert found.kept_s == pytest.approx(20, abs=0.01)
    assert (found.last_sound - EVENING).total_seconds() == pytest.approx(20, abs=0.01)
    assert sound_of(parts_in(tmp_path)).tobytes() == counting(0, 20 * RATE)
    assert not is_unfinished(read_journal(rig.places.journal))


def test_recovering_twice_changes_nothing(tmp_path: Path) -> None:
    rig = crashed(tmp_path, 20)
    recovered(tmp_path)
    before = rig.places.journal.read_bytes()
    assert recovered(tmp_path) == ()
    assert rig.places.journal.read_bytes() == before


def test_an_unfinished_segment_decodes_without_any_recovery(tmp_path: Path) -> None:
    rig = crashed(tmp_path, 5)
    (segment,) = rig.places.raw.iterdir()
    segment.write_bytes(segment.read_bytes()[:-3])
    decode([segment], tmp_path / "out.wav", silent())
    sound = read_samples(tmp_path / "out.wav", Interval(0, 10)) * 32768
    assert sound.astype("<i2").tobytes() == counting(0, 5 * RATE - 2)


def test_recovery_continues_where_a_kill_met_the_making_of_parts(tmp_path: Path) -> None:
    rig = crashed(tmp_path, 620)
    journal = RecordingJournal(rig.places.journal)
    recover(journal, rig.places.folders)
    journal.close()
    (rig.places.audio / ".partie-0001.flac.partial").write_bytes(b"fLaC torn")
    recovered(tmp_path)
    assert sound_of(parts_in(tmp_path)).tobytes() == counting(0, 620 * RATE)


def test_a_new_recording_after_a_crash_keeps_the_old_one_first(tmp_path: Path) -> None:
    crashed(tmp_path, 10)
    places = places_in(tmp_path)
    journal = RecordingJournal(places.journal)
    recover(journal, places.folders)
    journal.close()
    rig = TapeRig(tmp_path)
    rig.tape.begin(2, ["salle"])
    rig.open()
    rig.hear(10)
    rig.tape.end(EndReason.STOPPED)
    rig.journal.close()
    recovered(tmp_path)
    assert sound_of(parts_in(tmp_path)).tobytes() == counting(0, 10 * RATE) * 2


@pytest.mark.parametrize("kept", ["nothing", "half", "torn"])
def test_a_power_cut_loses_at_most_the_last_second(tmp_path: Path, kept: str) -> None:
    disk = PowerCutDisk()
    rig = TapeRig(tmp_path, open_file=disk.open)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    for _ in range(7):
        rig.hear(1)
        rig.tape.sync()
    rig.hear(0.9)
    rig.journal.close()
    rig.tape.close()
    disk.synced = {p: min(s, 44 + 7 * RATE * 2) if p.suffix == ".wav" else s
                   for p, s in disk.synced.items()}  # fmt: skip
    keep = {"nothing": lambda _n: 0, "half": lambda n: n // 2, "torn": lambda n: max(0, n - 1)}
    disk.cut(keep[kept])
    recovered(tmp_path)
    sound = sound_of(parts_in(tmp_path))
    assert 7 * RATE <= len(sound) <= 7.9 * RATE
    assert sound.tobytes() == counting(0, len(sound))


def test_a_journal_torn_in_its_last_line_is_read_and_continued(tmp_path: Path) -> None:
    rig = crashed(tmp_path, 12)
    rig.places.journal.write_bytes(rig.places.journal.read_bytes()[:-7])
    recovered(tmp_path)
    assert sound_of(parts_in(tmp_path)).tobytes() == counting(0, 12 * RATE)
    assert any(isinstance(e, StretchEnded) for e in read_journal(rig.places.journal))


def test_a_segment_that_the_disk_damaged_is_silence_of_its_length_and_told(
    tmp_path: Path,
) -> None:
    rig = crashed(tmp_path, 610)
    (rig.places.raw / "brut-01-piste-1-01-0002.wav").unlink()
    recovered(tmp_path)
    sound = sound_of(parts_in(tmp_path))[:, 0]
    assert len(sound) == 610 * RATE
    assert not sound[300 * RATE : 600 * RATE].any()
    assert sound[600 * RATE :].tobytes() == counting(600 * RATE, 10 * RATE)
    summary = summarise(read_journal(rig.places.journal), rig.places.folders)
    assert summary.missing_s == pytest.approx(300)


def test_a_segment_torn_in_its_header_is_left_as_it_is(tmp_path: Path) -> None:
    rig = crashed(tmp_path, 305)
    torn = rig.places.raw / "brut-01-piste-1-01-0002.wav"
    torn.write_bytes(torn.read_bytes()[:20])
    recovered(tmp_path)
    assert format_of(torn) is None if torn.exists() else True
    assert sound_of(parts_in(tmp_path)).tobytes() == counting(0, 300 * RATE)


def test_a_recording_that_never_had_sound_is_closed(tmp_path: Path) -> None:
    rig = TapeRig(tmp_path)
    rig.tape.begin(1, ["salle"])
    rig.journal.close()
    (found,) = recovered(tmp_path)
    assert found.kept_s == 0
    assert parts_in(tmp_path) == []
