"""Raw sound on the disk, readable whatever happens to the file: growing WAV files of five minutes.

A WAV header holds the length of the sound, which nobody knows before the end. Here it says "until
the end of the file" (all ones) from its first write on, and gets the true length when the file is
closed. A file cut at any byte after its header is thus whole as it stands for FFmpeg (and so for
`asr.sound.audio.decode`), libsndfile and this module, which takes the length from the file's size
and drops a torn last frame; `repair` writes the true length for players that insist on it.

Invariants:
- What `append` has written outlives the process; what `sync` has flushed outlives a power cut.
- A write that fails leaves whole frames: nothing of it remains in the file.
"""

import os
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.recording.capture import SoundFormat
from asr.recording.durable import DiskFile, OpenFile

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_UNKNOWN = 0xFFFFFFFF
_PCM = 1
_BITS = 16


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
