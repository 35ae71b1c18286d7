"""The finished recording: FLAC files of five minutes, every track a channel or two of each.

    audio/partie-0001.flac, partie-0002.flac ...    in the order of the session, over all stretches

A part is made from raw segments by the time line of `asr.recording.stretches`: holes are silence,
so that the parts one after another (`greffier process DIR/audio/*.flac`) keep every sound at its
time; the leading track is copied sample for sample; the others are read at its pace
(`asr.recording.resampling`).

Invariants:
- A part is written beside its place, flushed, read back and compared before it is moved there.
- Making a part again from the same segments gives the same sound.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from asr.errors import PartNotVerified, SoundSystemMissing
from asr.recording.capture import SoundFormat
from asr.recording.journal import PartMade
from asr.recording.pieces import Floats, Piece, form_of
from asr.recording.resampling import margin, sampled_at
from asr.recording.segments import read_frames
from asr.recording.stretches import TimeLine
from core.files import faults_of, move_into_place, sha256_of
from core.task import TaskContext

PART_S = 300
MOST_CHANNELS = 8
"""A FLAC file holds no more."""

_BLOCK_S = 10

Frames = NDArray[np.int16]
"""(frames, channels) int16."""


def part_name(number: int) -> str:
    """Return the file name of a part; names sort in the order of the session."""
    return f"partie-{number:04d}.flac"


def make_part(
    line: TimeLine, number: int, first_frame: int, folders: tuple[Path, Path], ctx: TaskContext
) -> PartMade:
    """Write the part that begins at a frame of the time line, verify it and put it in its place.

    Args:
        line: the time line; as long as a part from `first_frame` on, or ended.
        number: of the part in the session.
        first_frame: on the time line.
        folders: of the raw segments and of the parts.
        ctx: asked whether to stop.

    Raises:
        PartNotVerified: when it does not read back as it was written; nothing is left of it.
        DiskFull: when there is no room.
        SoundSystemMissing: when libsndfile is not installed.
    """
    raw, target = folders
    frames = min(PART_S * line.rate_hz, line.frames - first_frame)
    path = target / part_name(number)
    unfinished = path.with_name(f".{path.name}.partial")
    assembly = _Assembly(line, raw)
    try:
        with faults_of(path):
            written = _write(unfinished, assembly.blocks(first_frame, frames, ctx), line)
            if _digest(_read_back(unfinished)) != written:
                raise PartNotVerified(path=str(raw))
            move_into_place(unfinished, path)
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return PartMade(
        stretch=line.stretch.number,
        number=number,
        first_frame=first_frame,
        frames=frames,
        rate_hz=line.rate_hz,
        missing_s=round(assembly.missing / line.rate_hz, 3),
        file=path.name,
        sha256=sha256_of(path, ctx),
    )


def _write(path: Path, blocks: Iterator[Frames], line: TimeLine) -> str:
    """Write a FLAC file through to the disk; return the digest of its samples."""
    digest = hashlib.sha256()
    with path.open("w+b") as file:
        with (
            _faults_kept(file) as kept,
            _soundfile().SoundFile(
                kept,
                "w",
                samplerate=line.rate_hz,
                channels=sum(line.channels),
                format="FLAC",
                subtype="PCM_16",
            ) as flac,
        ):
            for block in blocks:
                flac.write(block)
                digest.update(block.tobytes())
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


class _FaultKeeper:
    """A file whose refusals to write are kept: libsndfile's callbacks can only print them."""

    def __init__(self, file: BinaryIO) -> None:
        self.read, self.tell = file.read, file.tell
        self._file = file
        self.fault: OSError | None = None

    def write(self, content: bytes) -> int:
        """Return how much was written, 0 where the disk refused."""
        try:
            return self._file.write(content)
        except OSError as error:
            self.fault = error
            return 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Return the new place; what waits to be written is written first."""
        try:
            return self._file.seek(offset, whence)
        except OSError as error:
            self.fault = error
            return -1


@contextmanager
def _faults_kept(file: BinaryIO) -> Iterator[_FaultKeeper]:
    """Yield a file for libsndfile; a disk that refused is told in place of what it made of it."""
    kept = _FaultKeeper(file)
    try:
        yield kept
    except (AssertionError, RuntimeError):  # soundfile's, of a write that came out short
        if kept.fault is None:
            raise
    if kept.fault is not None:
        raise kept.fault


def _read_back(path: Path) -> Iterator[Frames]:
    soundfile = _soundfile()
    try:
        yield from soundfile.blocks(str(path), blocksize=1 << 18, dtype="int16", always_2d=True)
    except soundfile.SoundFileError:
        return  # what was read so far has another digest


def _digest(blocks: Iterator[Frames]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block.tobytes())
    return digest.hexdigest()


def _soundfile() -> Any:
    try:
        import soundfile  # noqa: PLC0415 - recording is an optional feature with its own libraries
    except (ImportError, OSError) as error:
        raise SoundSystemMissing from error
    return soundfile


class _Assembly:
    """Puts the pieces of all tracks on the time line, block by block.

    Attributes:
        missing: frames so far for which no track had sound.
    """

    def __init__(self, line: TimeLine, raw: Path) -> None:
        self._line = line
        self._raw = raw
        self.missing = 0

    def blocks(self, first: int, count: int, ctx: TaskContext) -> Iterator[Frames]:
        """Yield the frames of all tracks side by side."""
        size = _BLOCK_S * self._line.rate_hz
        for begin in range(first, first + count, size):
            ctx.check()
            yield self._block(begin, min(size, first + count - begin))

    def _block(self, begin: int, count: int) -> Frames:
        heard = np.zeros(count, np.bool_)
        columns = []
        for pieces, channels in zip(self._line.tracks, self._line.channels, strict=True):
            track = np.zeros((count, channels), np.int16)
            for at, piece in enumerate(pieces):
                rows, read = self._piece(piece, at, begin, count)
                track[rows] = _with_channels(read.sound, channels)
                heard[rows] |= read.is_there
            columns.append(track)
        self.missing += count - int(heard.sum())
        return np.ascontiguousarray(np.concatenate(columns, axis=1))

    def _piece(self, piece: Piece, at: int, begin: int, count: int) -> tuple[slice, "_Read"]:
        """Return the rows of a block that a piece fills, and its sound there."""
        if piece.track != self._line.lead:
            return self._followed(piece, begin, count)
        place = self._line.places[at]
        first = max(begin, place)
        last = max(first, min(begin + count, place + self._line.length_of(piece)))
        rows = slice(first - begin, last - begin)
        if piece.form.rate_hz == self._line.rate_hz:
            return rows, self._raw_frames(piece, piece.first_frame + first - place, last - first)
        step = piece.form.rate_hz / self._line.rate_hz
        positions = piece.first_frame + (np.arange(first, last, dtype=np.float64) - place) * step
        return rows, self._sampled(piece, positions, step)

    def _followed(self, piece: Piece, begin: int, count: int) -> tuple[slice, "_Read"]:
        """Return the same for a track that follows the leading one by the clock."""
        moments = self._line.moments(np.arange(begin, begin + count, dtype=np.float64))
        first, last = np.searchsorted(moments, [piece.start_s, piece.end_s])
        positions = np.interp(moments[first:last], piece.knot_s, piece.knot_frames)
        step = piece.form.rate_hz / self._line.rate_hz
        return slice(int(first), int(last)), self._sampled(piece, positions, step)

    def _sampled(self, piece: Piece, positions: Floats, step: float) -> "_Read":
        if not positions.size:
            return _Read(np.zeros((0, piece.form.channels), np.int16), np.zeros(0, np.bool_))
        reach = margin(step)
        first = int(positions[0]) - reach
        read = self._raw_frames(piece, first, int(positions[-1]) + reach + 2 - first)
        values = sampled_at(read.sound.astype(np.float32), positions - first, step)
        sound = np.clip(np.rint(values), -32768, 32767).astype(np.int16)
        return _Read(sound, read.is_there[positions.astype(np.int64) - first])

    def _raw_frames(self, piece: Piece, first: int, count: int) -> "_Read":
        """Return frames of a run, zeros where its files do not hold them."""
        read = _Read(np.zeros((count, piece.form.channels), np.int16), np.zeros(count, np.bool_))
        segments = self._line.stretch.segments[(piece.track, piece.run)]
        ends = [*(s.first_frame for s in segments[1:]), first + count]
        for segment, end in zip(segments, ends, strict=True):
            begin = max(first, segment.first_frame)
            wanted = min(end, first + count) - begin
            if wanted > 0:
                path, at = self._raw / segment.file, begin - segment.first_frame
                found = _frames_of(path, form_of(segment), at, wanted)
                rows = slice(begin - first, begin - first + len(found))
                read.sound[rows], read.is_there[rows] = found, True
        return read


@dataclass(frozen=True, slots=True)
class _Read:
    """Frames of a run, and whether each is on the disk."""

    sound: Frames
    is_there: NDArray[np.bool_]


def _frames_of(path: Path, form: SoundFormat, first: int, count: int) -> Frames:
    """Return frames of a segment, none when it is gone."""
    try:
        return read_frames(path, form, first, count)
    except FileNotFoundError:
        return np.zeros((0, form.channels), np.int16)


def _with_channels(sound: Frames, channels: int) -> Frames:
    """Return the sound of a stand-in with as many channels as the input it stands for."""
    if sound.shape[1] == channels:
        return sound
    mono = sound.astype(np.int32).mean(axis=1, keepdims=True).astype(np.int16)
    return np.repeat(mono, channels, axis=1)
