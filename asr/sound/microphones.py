"""Which microphone is the loudest: who speaks, where each has a track of their own. Pure.

A recording may have a file for each participant, or a channel for each microphone. Whoever speaks
is heard on all of them (cross-talk), each microphone has its own gain and its own noise. So a track
is compared with its own noise, and a stretch is a track's only where that track rises above its
noise clearly more than all others. What several tracks hear alike is nobody's.

Invariants:
- Memory is a few bytes for a tenth of a second and track: three hours of eight tracks take 3.5 MB.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.timecode import Interval

Floats = npt.NDArray[np.float32]

FRAME_S = 0.1
_RATE_HZ = 16_000
_HOP = round(FRAME_S * _RATE_HZ)
_SILENT_DB = -70.0
"""A muted track of a video tool is digital silence; below this all is silence."""
_NOISE_SHARE = 0.05
"""Share of the frames, the quietest, that are a track's noise: even without any rest, talk has more
pauses between its words."""
_SPEECH_DB = 9.0
_MARGIN_DB = 4.0
"""How much more than the others the loudest rises: the neighbour's microphone of a table hears
6 to 15 dB less, two microphones of one stereo recorder differ by 0 to 3 dB."""
_SMOOTH_FRAMES = 5
_GAP_FRAMES = 6
_LEAST_FRAMES = 4
_NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudest:
    """A stretch in which one track is the loudest.

    Attributes:
        track: index of the track.
        margin_db: by how much it rises above its noise more than the next one, on average.
    """

    interval: Interval
    track: int
    margin_db: float


class ChannelMeter:
    """The levels of each channel of a stream of blocks, a tenth of a second at a time."""

    def __init__(self) -> None:
        self._levels: list[Floats] = []
        self._pending: Floats = np.zeros((1, 0), np.float32)

    def add(self, block: Floats) -> None:
        """Measure the next samples: (channels, n) float32 in [-1, 1], 16 kHz."""
        if block.shape[0] != self._pending.shape[0]:
            self._flush()
            self._pending = np.zeros((block.shape[0], 0), np.float32)
        waiting = np.concatenate([self._pending, block], axis=1)
        whole = waiting.shape[1] // _HOP * _HOP
        self._pending = waiting[:, whole:]
        if whole:
            self._levels.append(levels_of(waiting[:, :whole]))

    def skip(self, samples: int) -> None:
        """Count samples of silence."""
        self._flush()
        count = self._pending.shape[0]
        self._levels.append(np.full((count, samples // _HOP), _SILENT_DB, np.float32))

    def levels(self) -> Floats:
        """Return all levels in dB: (channels, frames), silence where a channel was not there."""
        self._flush()
        channels = max((part.shape[0] for part in self._levels), default=1)
        padded = [
            np.pad(part, ((0, channels - part.shape[0]), (0, 0)), constant_values=_SILENT_DB)
            for part in self._levels
        ]
        empty: Floats = np.zeros((channels, 0), np.float32)
        return np.concatenate([empty, *padded], axis=1)

    def _flush(self) -> None:
        """Measure what is left, half a frame or more as a whole one."""
        rest = self._pending.shape[1]
        if rest >= _HOP // 2:
            padded = np.pad(self._pending, ((0, 0), (0, _HOP - rest)))
            self._levels.append(levels_of(padded))
        self._pending = self._pending[:, :0]


def levels_of(samples: Floats) -> Floats:
    """Return the level of each tenth of a second in dB: (channels, frames).

    Args:
        samples: (channels, n) float32 in [-1, 1], 16 kHz; n a whole number of frames.
    """
    frames = samples.reshape(samples.shape[0], -1, _HOP)
    power = np.mean(np.square(frames, dtype=np.float64), axis=2)
    levels: Floats = np.maximum(10 * np.log10(power + 1e-12), _SILENT_DB).astype(np.float32)
    return levels


def together(tracks: Sequence[Floats]) -> Floats:
    """Return the levels of several one-channel tracks side by side, silence after the shorter."""
    frames = max((track.shape[-1] for track in tracks), default=0)
    rows = [
        np.pad(track.reshape(-1), (0, frames - track.shape[-1]), constant_values=_SILENT_DB)
        for track in tracks
    ]
    return np.array(rows, np.float32).reshape(len(rows), frames)


def loudest(levels: Floats) -> tuple[Loudest, ...]:
    """Return the stretches in which one track is clearly the loudest, in order.

    Args:
        levels: (tracks, frames) in dB, `FRAME_S` apart, on one clock.
    """
    tracks, frames = levels.shape
    if tracks < 2 or not frames:  # noqa: PLR2004 - one track alone is louder than none
        return ()
    risen = _smooth(levels) - _noise(levels)[:, None]
    order = np.argsort(risen, axis=0)
    first, columns = order[-1], np.arange(frames)
    margin = risen[first, columns] - risen[order[-2], columns]
    clear = (risen[first, columns] >= _SPEECH_DB) & (margin >= _MARGIN_DB)
    owner = np.where(clear, first, _NOBODY)
    found = [
        Loudest(
            interval=Interval(round(start * FRAME_S, 3), round(end * FRAME_S, 3)),
            track=track,
            margin_db=round(float(margin[start:end][owner[start:end] == track].mean()), 1),
        )
        for track, start, end in _runs(owner)
    ]
    return tuple(found)


def _noise(levels: Floats) -> Floats:
    """Return the noise of each track in dB; digital silence is none, and tells nothing."""
    noise = np.full(levels.shape[0], _SILENT_DB, np.float32)
    for track, row in enumerate(levels):
        heard = row[row > _SILENT_DB]
        if heard.size:
            noise[track] = np.quantile(heard, _NOISE_SHARE)
    return noise


def _smooth(levels: Floats) -> Floats:
    """Return the levels as the mean of half a second around each frame."""
    half = _SMOOTH_FRAMES // 2
    padded = np.pad(levels, ((0, 0), (half, half)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _SMOOTH_FRAMES, axis=1)
    smooth: Floats = windows.mean(axis=2)
    return smooth


def _runs(owner: npt.NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Yield (track, first, last excluded) of each run, in order, short pauses in it bridged."""
    cuts = np.flatnonzero(np.diff(owner)) + 1
    starts, ends = [0, *cuts.tolist()], [*cuts.tolist(), owner.size]
    runs: list[tuple[int, int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        track = int(owner[start])
        if track == _NOBODY:
            continue
        if runs and runs[-1][0] == track and start - runs[-1][2] <= _GAP_FRAMES:
            runs[-1] = (track, runs[-1][1], end)
        else:
            runs.append((track, start, end))
    yield from (run for run in runs if run[2] - run[1] >= _LEAST_FRAMES)
