"""Sound tracks that run at the same time, such as the microphones of a camera, mixed into one.

Cameras and mixing desks write each microphone as a track of its own in one file. Each is put on the
file's clock first, then they are mixed as the channels of one recording are (`asr.sound.downmix`).

Invariants:
- Memory is bounded: a track that stays behind the others by more than a minute is taken as silent.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from asr.sound.downmix import Downmixer
from asr.sound.microphones import ChannelMeter
from asr.sound.timeline import RATE_HZ, SampleSink

_AHEAD = 60 * RATE_HZ
_BLOCK = RATE_HZ
"""Samples mixed at once: tracks of a file come in small pieces, in turns."""

Floats = NDArray[np.float32]


class Strip:
    """The samples of one track that wait for those of the others; a `SampleSink`.

    Attributes:
        ended: whether no more will come: the others do not wait for it.
    """

    def __init__(self) -> None:
        self.samples = 0
        self.ended = False
        self._waiting: list[Floats] = []
        self._count = 0

    @property
    def waiting(self) -> int:
        """How many samples wait."""
        return self._count

    def write(self, samples: Floats) -> None:
        """Append samples: (n,) float32 in [-1, 1], 16 kHz mono."""
        self.samples += samples.size
        self._count += samples.size
        self._waiting.append(samples)

    def write_silence(self, samples: int) -> None:
        """Append this many samples of silence."""
        self.write(np.zeros(samples, np.float32))

    def take(self, count: int) -> Floats:
        """Return the first samples, silence where there are too few, and forget them."""
        whole = np.concatenate([*self._waiting, np.zeros(0, np.float32)])
        taken, rest = whole[:count], whole[count:]
        missing = count - taken.size
        self.samples += missing
        self._waiting, self._count = [rest], rest.size
        return np.pad(taken, (0, missing))


class StripMixer:
    """Mixes strips into one sink as far as all have got.

    Args:
        sink: gets the mix.
        count: how many tracks there are.
        meter: measures the tracks before they are mixed.
    """

    def __init__(self, sink: SampleSink, count: int, meter: ChannelMeter | None) -> None:
        self.strips: Sequence[Strip] = tuple(Strip() for _ in range(count))
        self._sink = sink
        self._meter = meter
        self._mixer = Downmixer(count)

    def mix(self) -> None:
        """Mix what all tracks have, once there is enough of it."""
        waiting = [strip.waiting for strip in self.strips if not strip.ended]
        most = max(strip.waiting for strip in self.strips)
        ready = max(min(waiting, default=most), most - _AHEAD)
        if ready >= _BLOCK:
            self._mix(ready)

    def finish(self) -> None:
        """Mix all that waits; a track that ended early is silent from there."""
        self._mix(max(strip.waiting for strip in self.strips))
        self._sink.write(self._mixer.flush())

    def _mix(self, count: int) -> None:
        if count:
            block = np.stack([strip.take(count) for strip in self.strips])
            if self._meter is not None:
                self._meter.add(block)
            self._sink.write(self._mixer.mix(block))
