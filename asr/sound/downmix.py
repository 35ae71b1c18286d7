"""Many channels to one, without losing a voice that only one microphone has.

A fixed matrix fails on real recordings: it throws away the eighth microphone of a table (taken for
a bass channel), buries one voice under the noise of seven idle microphones, and cancels a mixing
desk's balanced output plugged into a stereo socket (the same voice twice, once upside down).

Here each channel counts in proportion to its level at that moment, as in the automatic mixers of
conference rooms (gain sharing, Dan Dugan), and a channel that is the mirror image of the strongest
one is turned over first.

Invariants:
- The weights of the channels sum to 1: the output is never louder than the loudest channel.
- As many samples come out as went in.
"""

import numpy as np
from numpy.typing import NDArray

_HOP = 320
"""Samples between two settings of the weights: 20 ms at 16 kHz."""

_BLOCK = 50 * _HOP
"""Samples mixed at once: one second."""

_SMOOTHING = 0.7
"""Share of the previous level that is kept per hop: about 60 ms, a syllable."""

_MIRROR_DECAY = 0.9
"""Share of the previous correlation that is kept per second: about ten seconds."""

_MIRRORED = -0.5
"""Correlation under which a channel is a mirror image: independent microphones stay near 0."""

_FLOOR = 1e-6
"""Level added to each channel so that digital silence is shared equally."""


class Downmixer:
    """Mixes a stream of blocks of several channels at 16 kHz into one channel."""

    def __init__(self, channels: int) -> None:
        self._pending = np.zeros((channels, 0), np.float32)
        self._level = np.zeros(channels)
        self._weights = np.full(channels, 1.0 / channels)
        self._products = np.zeros((channels, channels))

    def mix(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the mixed samples that are ready; the rest waits for the next block.

        Args:
            block: (channels, n) float32 in [-1, 1].
        """
        waiting = np.concatenate([self._pending, block], axis=1)
        whole = waiting.shape[1] // _BLOCK * _BLOCK
        self._pending = waiting[:, whole:]
        mixed = [self._mixed(waiting[:, at : at + _BLOCK]) for at in range(0, whole, _BLOCK)]
        return np.concatenate(mixed) if mixed else np.zeros(0, np.float32)

    def flush(self) -> NDArray[np.float32]:
        """Return the samples still waiting, mixed."""
        rest, self._pending = self._pending, self._pending[:, :0]
        length = rest.shape[1]
        padded = np.pad(rest, ((0, 0), (0, -length % _HOP)))
        return self._mixed(padded)[:length] if length else np.zeros(0, np.float32)

    def _mixed(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return whole hops mixed into one channel."""
        upright = block * self._polarity(block)[:, None]
        hops = upright.reshape(block.shape[0], -1, _HOP)
        weights = self._shares(hops)
        before, after = weights[:-1], weights[1:]
        ramp = np.arange(1, _HOP + 1) / _HOP
        gains = before.T[:, :, None] + (after - before).T[:, :, None] * ramp
        mixed: NDArray[np.float32] = (hops * gains).sum(axis=0).reshape(-1).astype(np.float32)
        return mixed

    def _shares(self, hops: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the weights before the first hop and after each: (hops + 1, channels)."""
        levels = np.sqrt(np.mean(np.square(hops, dtype=np.float64), axis=2)).T
        shares = [self._weights]
        for level in levels:
            self._level = _SMOOTHING * self._level + (1 - _SMOOTHING) * level
            shares.append((self._level + _FLOOR) / np.sum(self._level + _FLOOR))
        self._weights = shares[-1]
        return np.stack(shares)

    def _polarity(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return -1 for each channel that is the strongest one upside down, 1 for the others."""
        wide = block.astype(np.float64)
        self._products = _MIRROR_DECAY * self._products + wide @ wide.T
        energy = np.diag(self._products)
        strongest = int(np.argmax(energy))
        scale = np.sqrt(energy * energy[strongest]) + _FLOOR
        mirrored = self._products[strongest] / scale < _MIRRORED
        return np.where(mirrored, -1.0, 1.0).astype(np.float32)
