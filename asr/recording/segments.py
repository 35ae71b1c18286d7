"""Raw sound on the disk, readable whatever happens to the file: growing WAV files of five minutes.

A WAV header holds the length of the sound, which nobody knows before the end. Here it says "until
the end of the file" (all ones) from its first write on, and gets the true length when the file is
closed. A file cut at any byte after its header is thus whole as it stands for FFmpeg (and so for
`asr.audio.decode`), libsndfile and this module, which takes the length from the file's size and
drops a torn last frame; `repair` writes the true length for players that insist on it.

Invariants:
- What `append` has written outlives the process; what `sync` has flushed outlives a power cut.
- A write that fails leaves whole frames: nothing of it remains in the file.
"""

import errno
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from asr.recording.capture import SoundFormat
from core.files import sync_folder

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_UNKNOWN = 0xFFFFFFFF
_PCM = 1
_BITS = 16


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_full(error: OSError) -> bool:
    """Whether a disk refused for want of room; otherwise it is failing or gone."""
    return error.errno in _FULL


class DurableFile(Protocol):
    """A file that can be made to outlive a power cut; tests have one that breaks."""

    def append(self, content: bytes) -> None:
        """Write at the end, all or nothing."""

    def overwrite(self, at: int, content: bytes) -> None:
        """Replace bytes in the middle."""

    def sync(self) -> None:
        """Flush to the disk."""

    def close(self) -> None:
        """Close the file."""


OpenFile = Callable[[Path], DurableFile]


class DiskFile:
    """A file of the operating system, written without a buffer; made if it was not there."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("r+b" if path.exists() else "x+b", buffering=0)
        self._size = self._file.seek(0, os.SEEK_END)
        sync_folder(path.parent)

    def append(self, content: bytes) -> None:
        """Write at the end; a write cut short by a full disk is undone."""
        self._file.seek(self._size)
        try:
            _require_whole(self._file.write(content), content)
        except OSError:
            self._file.truncate(self._size)
            raise
        self._size += len(content)

    def overwrite(self, at: int, content: bytes) -> None:
        """Replace bytes in the middle."""
        self._file.seek(at)
        self._file.write(content)

    def sync(self) -> None:
        """Flush to the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _require_whole(written: int | None, content: bytes) -> None:
    """Raise the error of a full disk when only a part was written."""
    if written != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class SegmentWriter:
    """A growing WAV file.

    Args:
        path: must not exist, or be what a refused attempt left.
        form: of the frames.
        open_file: makes the file.

    Attributes:
        frames: written so far.
    """

    def __init__(self, path: Path, form: SoundFormat, open_file: OpenFile = DiskFile) -> None:
        self.path = path
        self.form = form
        self.frames = 0
        self._file = open_file(path)
        try:
            self._file.append(_header(form, None))
            self._file.sync()
        except OSError:
            self._file.close()
            raise

    def append(self, frames: bytes) -> None:
        """Write whole frames. Raises `OSError`; nothing of them is then in the file."""
        self._file.append(frames)
        self.frames += len(frames) // self.form.frame_bytes

    def sync(self) -> None:
        """Flush to the disk."""
        self._file.sync()

    def close(self) -> None:
        """Write the true length and close."""
        try:
            self._file.overwrite(0, _header(self.form, self.frames))
            self._file.sync()
        finally:
            self._file.close()


def format_of(path: Path) -> SoundFormat | None:
    """Return the form of a segment's frames, None when its header is torn or not ours."""
    with path.open("rb") as file:
        header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    riff, _, wave, _, _, kind, channels, rate_hz, _, _, bits, _, _ = _HEADER.unpack(header)
    if (riff, wave, kind, bits) != (b"RIFF", b"WAVE", _PCM, _BITS) or not (channels and rate_hz):
        return None
    return SoundFormat(rate_hz=rate_hz, channels=channels)


def frames_in(path: Path, form: SoundFormat) -> int:
    """Return how many whole frames a segment holds, 0 when it is not there."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return 0
    return max(0, size - _HEADER.size) // form.frame_bytes


def read_frames(path: Path, form: SoundFormat, first: int, count: int) -> NDArray[np.int16]:
    """Return frames of a segment, fewer where it ends: (n_frames, channels) int16."""
    with path.open("rb") as file:
        file.seek(_HEADER.size + first * form.frame_bytes)
        content = file.read(count * form.frame_bytes)
    whole = len(content) // form.frame_bytes * form.frame_bytes
    return np.frombuffer(content[:whole], "<i2").reshape(-1, form.channels)


def repair(path: Path, form: SoundFormat) -> None:
    """Write the true length into the header of a segment that was not closed."""
    frames = frames_in(path, form)
    with path.open("r+b") as file:
        file.truncate(_HEADER.size + frames * form.frame_bytes)
        file.write(_header(form, frames))
        file.flush()
        os.fsync(file.fileno())


def _header(form: SoundFormat, frames: int | None) -> bytes:
    """Return a WAV header for this many frames, or for all up to the end of the file."""
    content = _UNKNOWN if frames is None else frames * form.frame_bytes
    riff = _UNKNOWN if frames is None else content + _HEADER.size - 8
    second = form.rate_hz * form.frame_bytes
    rates = (form.channels, form.rate_hz, second, form.frame_bytes, _BITS)
    return _HEADER.pack(b"RIFF", riff, b"WAVE", b"fmt ", 16, _PCM, *rates, b"data", content)
