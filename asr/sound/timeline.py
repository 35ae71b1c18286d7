"""Put decoded frames on the session's clock as 16 kHz mono samples.

Invariants:
- The time of a sample is its presentation time, counted from the beginning of the file: a track
  that starts late or has holes is filled with silence.
- Timestamps are believed only where they make sense, and no decoded sound is ever dropped: a clock
  that goes back or leaps beyond the end of the file is read as a clock that was set anew.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

import av
import numpy as np
from numpy.typing import NDArray

from asr.sound.downmix import Downmixer
from asr.sound.microphones import ChannelMeter
from core.timecode import Interval

RATE_HZ = 16_000

_HOLE_S = 0.1
"""Shorter holes are jitter: several containers round times to the millisecond or the packet."""

_CLOCK_SET_BACK_S = 1.0
"""A recorder whose clock is slow gains tenths of a second in hours; more is a new clock."""

_LONGEST_UNDECLARED_HOLE_S = 3600.0
"""The longest hole believed in a file that does not declare its length."""


class SampleSink(Protocol):
    """Where the samples go, such as a WAV file."""

    samples: int

    def write(self, samples: NDArray[np.float32], /) -> None:
        """Append samples: (n,) float32 in [-1, 1], 16 kHz mono."""

    def write_silence(self, samples: int, /) -> None:
        """Append this many samples of silence."""


@dataclass(slots=True, kw_only=True)
class Clock:
    """Tells how much sound is missing before each frame of one file.

    Attributes:
        origin_s: presentation time of the file's beginning; None: that of its first frame.
        declared_s: the file's declared length, None when it has none.
        position_s: seconds of the file that have been placed.
        holes: seconds of the file found missing so far, without a late start.
    """

    origin_s: float | None
    declared_s: float | None
    position_s: float = 0.0
    holes: list[Interval] = field(default_factory=list)

    def hole_before(self, at_s: float | None) -> float:
        """Return the seconds of silence due before a frame presented at `at_s`."""
        if at_s is None:
            return 0.0
        if self.origin_s is None or (self.position_s == 0 and at_s < self.origin_s):
            self.origin_s = at_s
        hole_s = at_s - self.origin_s - self.position_s
        if hole_s < -_CLOCK_SET_BACK_S or self.position_s + hole_s > self._limit_s():
            self.origin_s = at_s - self.position_s
            return 0.0
        if hole_s < _HOLE_S:
            return 0.0
        if self.position_s:
            self.holes.append(Interval(self.position_s, self.position_s + hole_s))
        return hole_s

    def advance(self, seconds: float) -> None:
        """Count seconds that have been placed."""
        self.position_s += seconds

    def _limit_s(self) -> float:
        """Return the latest believable position; a declared length already passed is wrong."""
        if self.declared_s is not None and self.position_s <= self.declared_s:
            return self.declared_s + _CLOCK_SET_BACK_S
        return self.position_s + _LONGEST_UNDECLARED_HOLE_S


class Track:
    """Appends the frames of one file to a sink, each at its time.

    Args:
        sink: gets the samples, one channel.
        clock: of the file.
        meter: measures the channels before they are mixed.
        channels: indices of those listened to, from 0; None for all.
    """

    def __init__(
        self,
        sink: SampleSink,
        clock: Clock,
        meter: ChannelMeter | None = None,
        channels: tuple[int, ...] | None = None,
    ) -> None:
        self.clock = clock
        self._channels = channels
        self._sink = sink
        self._meter = meter
        self._first = sink.samples
        self._converter: _Converter | None = None

    def place(self, frame: Any, at_s: float | None) -> None:
        """Append a decoded frame presented at `at_s`, after silence where sound is missing."""
        hole_s = self.clock.hole_before(at_s)
        if hole_s:
            self._drain()
            self.clock.advance(hole_s)
            due = self._first + round(self.clock.position_s * RATE_HZ)
            missing = max(0, due - self._sink.samples)
            self._sink.write_silence(missing)
            if self._meter is not None:
                self._meter.skip(missing)
        if self._converter is None or not self._converter.takes(frame):
            self._drain()
            self._converter = _Converter(frame, self._meter, self._channels)
        ready = self._converter.convert(frame)
        if ready.size:
            self._sink.write(ready)
        self.clock.advance(frame.samples / frame.sample_rate)

    def finish(self) -> None:
        """Append what the filters still hold."""
        self._drain()

    def _drain(self) -> None:
        if self._converter is not None:
            self._sink.write(self._converter.flush())
            self._converter = None


class _Converter:
    """Resamples and mixes frames of one form; the form may change in the middle of a file."""

    def __init__(
        self, frame: Any, meter: ChannelMeter | None, channels: tuple[int, ...] | None
    ) -> None:
        self._meter = meter
        self._form = _form_of(frame)
        # Resampled before it is mixed, so that the mixer works at one rate only. FFmpeg's resampler
        # (Kaiser window, 32 taps) is told to keep the channels as they are.
        # One second comes out at a time: frames may be as short as 2.5 ms. Interleaved, because
        # PyAV 18.1 reads past the end of planar frames with eight channels or more.
        self._resampler = av.AudioResampler(
            format="flt", layout=frame.layout, rate=RATE_HZ, frame_size=RATE_HZ
        )
        self._channels = frame.layout.nb_channels
        # A recorder that loses a microphone goes on with fewer channels: then all are heard.
        inside = channels is not None and max(channels) < self._channels
        self._heard = list(channels) if channels and inside else list(range(self._channels))
        self._mixer = Downmixer(len(self._heard)) if len(self._heard) > 1 else None

    def takes(self, frame: Any) -> bool:
        """Whether the frame has the form this converter was made for."""
        return _form_of(frame) == self._form

    def convert(self, frame: Any) -> NDArray[np.float32]:
        """Return the samples that are ready."""
        # The clock has used the timestamps; left in, the resampler would act on them too.
        frame.pts = None
        return self._mixed(self._resampler.resample(frame))

    def flush(self) -> NDArray[np.float32]:
        """Return the samples still held."""
        rest = self._mixed(self._resampler.resample(None))
        return rest if self._mixer is None else np.concatenate([rest, self._mixer.flush()])

    def _mixed(self, frames: list[Any]) -> NDArray[np.float32]:
        blocks = [frame.to_ndarray().reshape(-1, self._channels).T for frame in frames]
        if not blocks:
            return np.zeros(0, np.float32)
        block: NDArray[np.float32] = np.concatenate(blocks, axis=1)[self._heard]
        if self._meter is not None:
            self._meter.add(block)
        return block[0] if self._mixer is None else self._mixer.mix(block)


def _form_of(frame: Any) -> tuple[int, str, str]:
    return frame.sample_rate, frame.layout.name, frame.format.name
