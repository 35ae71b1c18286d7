"""Speech played faster or slower without changing its pitch (waveform similarity overlap-add).

W. Verhelst and M. Roelands, ICASSP 1993. Frames of 40 ms follow each other by 20 ms in what is
heard and by 20 ms times the speed in the recording; each is moved by up to 10 ms to where it
continues the one before best, so that the periods of the voice stay whole.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

_FRAME = 640
_HOP = _FRAME // 2
_SEARCH = 160

Read = Callable[[int, int], bytes]
"""Gives the samples (16-bit mono) from one to another; fewer at either end of the recording."""


class Stretcher:
    """Gives the samples to play, from a place in a recording on.

    Args:
        read: gives samples of the recording.
        start: sample to begin at.
        speed: 2.0 plays twice as fast.
    """

    def __init__(self, read: Read, start: int, speed: float) -> None:
        self._read = read
        self._speed = speed
        self._at = float(start)
        self._previous: int | None = None
        self._tail = np.zeros(_HOP, dtype=np.float32)
        self._ready = np.zeros(0, dtype=np.int16)
        # A periodic Hann window: two of them half a frame apart add up to one.
        turn = 2 * np.pi * np.arange(_FRAME) / _FRAME
        self._window = (0.5 - 0.5 * np.cos(turn)).astype(np.float32)

    @property
    def position(self) -> int:
        """The sample of the recording that is heard."""
        return max(0, round(self._at - self._ready.size * self._speed))

    def next(self, count: int) -> bytes:
        """Return the next so many samples to play."""
        while self._ready.size < count:
            self._ready = np.concatenate((self._ready, self._hop()))
        given, self._ready = self._ready[:count], self._ready[count:]
        return given.tobytes()

    def _hop(self) -> NDArray[np.int16]:
        first = self._best_start(int(self._at))
        frame = self._samples(first, first + _FRAME) * self._window
        heard = self._tail + frame[:_HOP]
        self._tail = frame[_HOP:]
        self._previous = first
        self._at += _HOP * self._speed
        return np.clip(np.rint(heard), -32768, 32767).astype(np.int16)

    def _best_start(self, around: int) -> int:
        """Return the start near a sample from which the sound goes on most like it did."""
        if self._previous is None:
            return around
        follows = self._samples(self._previous + _HOP, self._previous + _FRAME)
        region = self._samples(around - _SEARCH, around + _SEARCH + _HOP)
        likeness = np.correlate(region, follows, mode="valid")
        power = np.convolve(region**2, np.ones(_HOP, dtype=np.float32), mode="valid")
        return around - _SEARCH + int(np.argmax(likeness / np.sqrt(power + 1.0)))

    def _samples(self, first: int, last: int) -> NDArray[np.float32]:
        """Return samples, silence beyond the ends of the recording."""
        before = max(0, -first)
        found = np.frombuffer(self._read(max(0, first), max(0, last)), dtype=np.int16)
        padded = np.zeros(last - first, dtype=np.float32)
        padded[before : before + found.size] = found
        return padded
