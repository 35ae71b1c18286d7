"""A 16 kHz mono 16-bit WAV file that grows, and appears whole or not at all."""

import os
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.errors import RecordingTooLong
from asr.sound.timeline import RATE_HZ
from core.files import faults_of, move_into_place

SAMPLE_BYTES = 2
LIMIT_S = 36 * 3600
"""The 32-bit sizes of a WAV file end at 37 hours; a council never sits that long in one go."""

_SILENCE_BLOCK = 60 * RATE_HZ


class WavWriter:
    """A WAV file under way, a `SampleSink`; complete once closed.

    Args:
        path: of the file.
        limit_s: seconds beyond which a recording is refused.
    """

    def __init__(self, path: Path, limit_s: int) -> None:
        self._path = path
        self._limit_s = limit_s
        self.samples = 0

    def __enter__(self) -> "WavWriter":
        with faults_of(self._path):
            self._file = self._path.open("wb")
            self._wave = wave.open(self._file, "wb")
            self._wave.setparams((1, SAMPLE_BYTES, RATE_HZ, 0, "NONE", ""))
        return self

    def __exit__(self, *_error: object) -> None:
        with faults_of(self._path), self._file:
            self._wave.close()
            self._file.flush()
            os.fsync(self._file.fileno())

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append samples; what is beyond full scale is clipped."""
        self.samples += samples.size
        if self.samples > self._limit_s * RATE_HZ:
            raise RecordingTooLong(duration_s=self.samples // RATE_HZ, limit_s=self._limit_s)
        scaled = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype("<i2")
        with faults_of(self._path, needed_bytes=scaled.nbytes):
            self._wave.writeframesraw(scaled.tobytes())

    def write_silence(self, samples: int) -> None:
        """Append this many samples of digital silence."""
        for at in range(0, samples, _SILENCE_BLOCK):
            self.write(np.zeros(min(_SILENCE_BLOCK, samples - at), np.float32))


@contextmanager
def wav_written(target: Path, limit_s: int) -> Iterator[WavWriter]:
    """Yield a writer whose file becomes the target when all went well.

    Raises:
        RecordingTooLong: when more than `limit_s` is written.
        DiskFull, FolderNotWritable: when it cannot be written.
    """
    unfinished = target.with_name(f".{target.name}.partial")
    try:
        with WavWriter(unfinished, limit_s) as writer:
            yield writer
        with faults_of(target):
            move_into_place(unfinished, target)
    finally:
        with suppress(OSError):
            unfinished.unlink()
