"""Sound read at any moment between its samples: for inputs whose clocks do not agree.

Band-limited interpolation with a windowed sinc (Smith and Gossett, ICASSP 1984). Used where a track
follows another track's clock; the first track is copied sample by sample and never comes here.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_ZERO_CROSSINGS = 16
_PHASES = 512
_KAISER_BETA = 9.0
"""With 16 zero crossings: tones up to 18 kHz at 48 kHz come back 89 dB above their error
(tests/asr/recording/test_drift.py)."""


def margin(step: float) -> int:
    """Return how many samples on each side of a position take part in its value."""
    return math.ceil(_ZERO_CROSSINGS * _narrowing(step))


def sampled_at(
    sound: NDArray[np.float32], positions: NDArray[np.float64], step: float
) -> NDArray[np.float32]:
    """Return the sound's value at each position.

    Args:
        sound: (n, channels), with `margin(step)` samples before the first position and after the
            last.
        positions: increasing, in samples from `sound[0]`.
        step: about the distance between two positions; above 1 what would alias is taken away.

    Returns:
        (len(positions), channels) float32.
    """
    reach = margin(step)
    before = np.floor(positions).astype(np.int64)
    phase = (positions - before) * _PHASES
    row = phase.astype(np.int64)
    table = _kernel(_narrowing(step))
    share = (phase - row)[:, None]
    weights = table[row] * (1.0 - share) + table[row + 1] * share
    windows = np.lib.stride_tricks.sliding_window_view(sound, 2 * reach, axis=0)
    around = windows[before - reach + 1]
    values: NDArray[np.float32] = np.einsum("nck,nk->nc", around, weights.astype(np.float32))
    return values


def _narrowing(step: float) -> float:
    """Return by how much the band must shrink; two clocks of one rate need none."""
    return max(1.0, round(step, 2))


@lru_cache(maxsize=8)
def _kernel(narrowing: float) -> NDArray[np.float64]:
    """Return the weights of the samples around a position, one row a phase."""
    reach, cutoff = margin(narrowing), 1.0 / narrowing
    phases = np.arange(_PHASES + 1)[:, None] / _PHASES
    distance = np.arange(-reach + 1, reach + 1)[None, :] - phases
    inside = np.clip(1.0 - np.square(distance / reach), 0.0, None)
    window = np.i0(_KAISER_BETA * np.sqrt(inside)) / np.i0(_KAISER_BETA)
    weights: NDArray[np.float64] = cutoff * np.sinc(cutoff * distance) * window
    weights /= weights.sum(axis=1, keepdims=True)
    return weights
