"""A raw segment is readable wherever it is cut, by us, by FFmpeg and by Python's own reader."""

import errno
import wave
from pathlib import Path

import numpy as np
import pytest

from asr.recording.capture import SoundFormat
from asr.recording.durable import DiskFile
from asr.recording.segments import SegmentWriter, format_of, frames_in, read_frames, repair
from asr.sound.audio import decode, read_samples
from core.task import silent
from core.timecode import Interval

STEREO = SoundFormat(rate_hz=16_000, channels=2)
MONO = SoundFormat(rate_hz=16_000, channels=1)
HEADER_BYTES = 44


def numbered(frames: int, channels: int = 1, first: int = 0) -> bytes:
    """Return frames whose samples count up, so that each tells its place."""
    counts = np.arange(first, first + frames) % 20_000
    return np.repeat(counts.astype("<i2"), channels).tobytes()


def unclosed(path: Path, form: SoundFormat = MONO, frames: int = 16_000) -> Path:
    """Return a segment as a killed process leaves it."""
    writer = SegmentWriter(path, form)
    writer.append(numbered(frames, form.channels))
    writer._file.close()
    return path


def test_a_closed_segment_is_an_ordinary_wav_file(tmp_path: Path) -> None:
    writer = SegmentWriter(tmp_path / "s.wav", STEREO)
    writer.append(numbered(800, 2))
    writer.append(numbered(800, 2, first=800))
    writer.close()
    with wave.open(str(tmp_path / "s.wav")) as file:
        assert file.getparams()[:4] == (2, 2, 16_000, 1600)
        assert file.readframes(1600) == numbered(1600, 2)


@pytest.mark.parametrize("lost_bytes", range(5))
def test_a_segment_cut_inside_a_frame_keeps_the_frames_before(
    tmp_path: Path, lost_bytes: int
) -> None:
    path = unclosed(tmp_path / "s.wav", STEREO, 100)
    path.write_bytes(path.read_bytes()[: HEADER_BYTES + 400 - lost_bytes])
    kept = 100 - -(-lost_bytes // 4)
    assert frames_in(path, STEREO) == kept
    assert read_frames(path, STEREO, 0, 1000).tobytes() == numbered(kept, 2)


@pytest.mark.parametrize("size", [HEADER_BYTES + 3201, 20_001, 32_000, HEADER_BYTES + 32_000])
def test_a_cut_segment_decodes_like_any_recording(tmp_path: Path, size: int) -> None:
    path = unclosed(tmp_path / "s.wav")
    path.write_bytes(path.read_bytes()[:size])
    audio = decode([path], tmp_path / "out.wav", silent())
    frames = (size - HEADER_BYTES) // 2
    assert audio.duration_s == pytest.approx(frames / 16_000, abs=0.001)
    sound = read_samples(tmp_path / "out.wav", Interval(0, 10)) * 32768
    assert np.array_equal(sound.astype(int), np.arange(frames) % 20_000)


@pytest.mark.parametrize("size", [0, 10, HEADER_BYTES - 1])
def test_a_segment_cut_in_its_header_holds_nothing(tmp_path: Path, size: int) -> None:
    path = unclosed(tmp_path / "s.wav")
    path.write_bytes(path.read_bytes()[:size])
    assert format_of(path) is None
    assert frames_in(path, MONO) == 0


def test_the_form_is_read_from_the_header_of_an_unclosed_segment(tmp_path: Path) -> None:
    assert format_of(unclosed(tmp_path / "s.wav", STEREO)) == STEREO


def test_a_file_of_another_kind_has_no_form(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(b"\x00" * 100)
    assert format_of(tmp_path / "x.wav") is None


def test_a_repaired_segment_opens_in_players_that_insist_on_a_length(tmp_path: Path) -> None:
    path = unclosed(tmp_path / "s.wav", frames=1000)
    path.write_bytes(path.read_bytes()[:-1])
    repair(path, MONO)
    with wave.open(str(path)) as file:
        assert file.getnframes() == 999
        assert file.readframes(999) == numbered(999)


def test_a_stretch_of_frames_is_read_from_the_middle(tmp_path: Path) -> None:
    path = unclosed(tmp_path / "s.wav", STEREO, 100)
    assert read_frames(path, STEREO, 40, 10).tobytes() == numbered(10, 2, first=40)


def test_a_missing_segment_holds_nothing(tmp_path: Path) -> None:
    assert frames_in(tmp_path / "gone.wav", MONO) == 0


class _ShortWrites:
    """A raw file on a disk that takes only part of each write."""

    def __init__(self, file: object) -> None:
        self._file = file

    def write(self, content: bytes) -> int:
        return int(self._file.write(content[: len(content) // 2]))  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def test_a_write_cut_short_by_a_full_disk_leaves_nothing_of_itself(tmp_path: Path) -> None:
    file = DiskFile(tmp_path / "f")
    file.append(b"before")
    file._file = _ShortWrites(file._file)  # type: ignore[assignment]
    with pytest.raises(OSError, match="space") as caught:
        file.append(b"too much")
    file.close()
    assert caught.value.errno == errno.ENOSPC
    assert (tmp_path / "f").read_bytes() == b"before"


def test_an_existing_file_is_continued(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"one ")
    file = DiskFile(tmp_path / "f")
    file.append(b"two")
    file.close()
    assert (tmp_path / "f").read_bytes() == b"one two"
