"""How loud a stretch of sound is: peak, level, clipping. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FLOOR_DBFS = -100.0
"""Shown for digital silence; 16-bit sound has nothing below -96 dBFS."""

_FULL_SCALE = 32768.0
_CLIPPED = 32_700
_CLIPPED_RUN = 3
"""Samples at the rail in a row: one may be a loud sound that just fits, three are a flat top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How loud some sound is.

    Attributes:
        peak_dbfs: of the loudest sample.
        rms_dbfs: of all samples; 0 is a full-scale square wave.
        clipped: samples that are part of a flat top.
    """

    peak_dbfs: float = FLOOR_DBFS
    rms_dbfs: float = FLOOR_DBFS
    clipped: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether there is not even noise: a muted or forbidden microphone."""
        return self.peak_dbfs <= FLOOR_DBFS


def level_of(frames: NDArray[np.int16]) -> Level:
    """Return how loud the loudest channel is: a voice on one channel is not half a voice.

    Args:
        frames: (n, channels) int16.
    """
    if not frames.size:
        return Level()
    loud = np.abs(frames.astype(np.int32))
    power = np.square(frames.astype(np.float64)).mean(axis=0).max()
    return Level(
        peak_dbfs=dbfs(float(loud.max())),
        rms_dbfs=dbfs(float(np.sqrt(power))),
        clipped=sum(_flat_tops(channel) for channel in (loud >= _CLIPPED).T),
    )


def dbfs(amplitude: float) -> float:
    """Return an amplitude on the scale of 16-bit samples in decibels below full scale."""
    if amplitude <= 0:
        return FLOOR_DBFS
    return max(FLOOR_DBFS, 20.0 * float(np.log10(amplitude / _FULL_SCALE)))


def _flat_tops(at_rail: NDArray[np.bool_]) -> int:
    """Return how many samples belong to runs at the rail that are too long to be chance."""
    if not at_rail.any():
        return 0
    edges = np.flatnonzero(np.diff(np.concatenate([[False], at_rail, [False]]).astype(np.int8)))
    lengths = edges[1::2] - edges[::2]
    return int(lengths[lengths >= _CLIPPED_RUN].sum())
