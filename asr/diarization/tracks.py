"""Local voices of overlapping windows, stitched into tracks and cut into pieces of one voice.

A segmentation model hears ten seconds at a time and numbers the voices afresh in each window. This
module joins what neighbouring windows agree on. It is pure: arrays in, values out.

Invariants:
- A track is one local voice followed from window to window. It is evidence that its pieces share a
  voice, never proof: a window that confuses two voices joins their tracks.
- A piece belongs to one track and is at most `MAX_PIECE_S` long; pieces of a track never overlap.
- Memory grows with the duration only: a few floats a frame, however many voices there are.
"""

from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy as np
import numpy.typing as npt

from core.timecode import Interval

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

MAX_PIECE_S = 2.5  # short enough to hold one voice, long enough to know it
_DIP_DB = 15.0  # how far the level falls under that of the piece where somebody pauses
_DIP_S = 0.1  # shorter is a closed consonant
_HANDOVER_S = 0.3  # two voices that follow each other closer than this hand over
MIN_PIECE_S = 0.2  # shorter is a breath or a slip of the segmentation
_MIN_AGREEMENT = 0.5  # share of the activity on which two windows must agree to share a track
_ACTIVE = 0.5  # probability from which a local voice counts as speaking
_NO_TRACK = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """What the segmentation heard.

    Attributes:
        activity: (windows, frames, local voices) probability that a local voice speaks.
        step_s: seconds from the start of a window to the start of the next.
        frame_s: seconds from a frame to the next.
        offset_s: seconds from the start of a window to the start of its first frame.
        duration_s: of the recording; what lies after it in the last window is padding.
        levels: (frames of the recording,) loudness in dB.
    """

    activity: Floats
    step_s: float
    frame_s: float
    offset_s: float
    duration_s: float
    levels: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch in which one track speaks.

    Attributes:
        track: number of the track.
        interval: in the recording.
        after_change: whether some window heard one voice follow another at its start.
        alone: the parts of it in which no other track speaks.
    """

    track: int
    interval: Interval
    after_change: bool
    alone: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """Where the scores of a track lie: a column of the score matrix, from frame to frame."""

    track: int
    column: int
    first_frame: int
    last_frame: int


def stitch(windows: Windows) -> list[Piece]:
    """Return the pieces of all tracks, in order of start."""
    tracks = link(windows)
    lanes = _lanes(tracks, windows)
    active = _active(windows, tracks, lanes)
    handovers = _handovers(windows)
    pieces: list[Piece] = []
    for lane in lanes:
        pieces.extend(_pieces_of(lane, active, handovers, windows))
    return sorted(pieces, key=lambda piece: (piece.interval, piece.track))


def link(windows: Windows) -> Ints:
    """Return the track of each local voice: (windows, local voices), -1 where it is silent.

    Two neighbouring windows share a track where their voices agree on most of what either says.
    """
    activity = windows.activity
    count, frames, voices = activity.shape
    shift = round(windows.step_s / windows.frame_s)
    tracks = np.full((count, voices), _NO_TRACK, dtype=np.int64)
    speaks: Bools = np.any(activity > _ACTIVE, axis=1)
    fresh = 0
    for window in range(count):
        if window:
            before, now = activity[window - 1, shift:], activity[window, : frames - shift]
            for old, new in _agreements(before, now):
                tracks[window, new] = tracks[window - 1, old]
        for voice in np.flatnonzero(speaks[window] & (tracks[window] == _NO_TRACK)):
            tracks[window, voice] = fresh
            fresh += 1
    return tracks


def _agreements(before: Floats, now: Floats) -> list[tuple[int, int]]:
    """Return which voice of one window is which of the next, by what both hear."""
    shared = np.minimum(before[:, :, None], now[:, None, :]).sum(axis=0)
    loudest = np.maximum(before.sum(axis=0)[:, None], now.sum(axis=0)[None, :])
    agreement = shared / np.maximum(loudest, 1.0)
    voices = range(len(agreement))  # three: all ways to pair them are soon tried
    best = max(permutations(voices), key=lambda order: agreement[voices, order].sum())
    return [(old, new) for old, new in enumerate(best) if agreement[old, new] >= _MIN_AGREEMENT]


def _lanes(tracks: Ints, windows: Windows) -> list[_Lane]:
    """Return a lane for each track; tracks that never meet in time may share a column."""
    frames = windows.activity.shape[1]
    lanes: list[_Lane] = []
    free_from: list[int] = []
    for track in range(int(tracks.max(initial=_NO_TRACK)) + 1):
        heard = np.flatnonzero((tracks == track).any(axis=1))
        first = _first_frame(int(heard[0]), windows)
        last = _first_frame(int(heard[-1]), windows) + frames
        column = next((c for c, free in enumerate(free_from) if free <= first), len(free_from))
        if column == len(free_from):
            free_from.append(0)
        free_from[column] = last
        lanes.append(_Lane(track=track, column=column, first_frame=first, last_frame=last))
    return lanes


def _first_frame(window: int, windows: Windows) -> int:
    return round(window * windows.step_s / windows.frame_s)


def _active(windows: Windows, tracks: Ints, lanes: list[_Lane]) -> Bools:
    """Return who speaks: (frames of the recording, columns).

    As many columns as the windows count voices on average, those with the highest scores.
    """
    count, frames, _voices = windows.activity.shape
    total = _first_frame(count - 1, windows) + frames
    scores = np.zeros((total, 1 + max((lane.column for lane in lanes), default=0)), np.float32)
    voices_heard = np.zeros(total, np.float32)
    weights = np.zeros(total, np.float32)
    window_weight = np.hamming(frames).astype(np.float32)  # a window knows its middle best
    column_of = {lane.track: lane.column for lane in lanes}
    for window in range(count):
        first = _first_frame(window, windows)
        here = slice(first, first + frames)
        activity = windows.activity[window]
        weights[here] += window_weight
        voices_heard[here] += window_weight * (activity > _ACTIVE).sum(axis=1)
        for voice in np.flatnonzero(tracks[window] != _NO_TRACK):
            column = column_of[int(tracks[window, voice])]
            scores[here, column] += window_weight * activity[:, voice]
    speakers = np.rint(voices_heard / np.maximum(weights, 1e-6)).astype(np.int64)
    rank = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")
    return (rank < speakers[:, None]) & (scores > 0)


def _handovers(windows: Windows) -> Ints:
    """Return the frames at which any window hears one voice follow another, in order.

    One window in four may hear a change that the others miss: where one does, pieces are cut, and
    how they sound decides whether the voice is the same.
    """
    found: set[int] = set()
    for window, activity in enumerate(windows.activity):
        origin = _first_frame(window, windows)
        found.update(origin + frame for frame in _handovers_in(activity, windows.frame_s))
    return np.array(sorted(found), dtype=np.int64)


def _handovers_in(activity: Floats, frame_s: float) -> list[int]:
    """Return the frames of one window where a voice ends and another begins."""
    frames, voices = activity.shape
    closest = _HANDOVER_S / frame_s
    runs = [(v, a, b) for v in range(voices) for a, b in _runs(activity[:, v] > _ACTIVE)]
    return [
        (start + end) // 2
        for old, _first, end in runs
        for new, start, _last in runs
        if old != new and start > 0 and end < frames and abs(start - end) <= closest
    ]


def _pieces_of(lane: _Lane, active: Bools, handovers: Ints, windows: Windows) -> list[Piece]:
    frames = slice(lane.first_frame, lane.last_frame)
    busy = active[frames].sum(axis=1)
    pieces: list[Piece] = []
    for first, last in _runs(active[frames, lane.column]):
        for a, b in _cut(lane.first_frame + first, lane.first_frame + last, handovers, windows):
            alone = _runs(busy[a - lane.first_frame : b - lane.first_frame] == 1)
            pieces.append(
                Piece(
                    track=lane.track,
                    interval=_interval(a, b, windows),
                    after_change=bool(np.any(handovers == a)),
                    alone=tuple(_interval(a + x, a + y, windows) for x, y in alone),
                )
            )
    return pieces


def _cut(first: int, last: int, handovers: Ints, windows: Windows) -> list[tuple[int, int]]:
    """Return a run of frames in parts: cut where the voice may change, then where it is long."""
    shortest = round(MIN_PIECE_S / windows.frame_s)
    if last - first < shortest:
        return []
    inside = handovers[(handovers > first) & (handovers < last)].tolist()
    edges = [first]
    for cut in sorted([*inside, *_dips(first, last, windows)]):
        if cut - edges[-1] >= shortest and last - cut >= shortest:
            edges.append(cut)
    edges.append(last)
    parts: list[tuple[int, int]] = []
    for a, b in pairwise(edges):
        count = max(1, int(np.ceil((b - a) * windows.frame_s / MAX_PIECE_S)))
        evenly = np.linspace(a, b, count + 1).round().astype(int).tolist()
        parts.extend(pairwise(evenly))
    return parts


def _dips(first: int, last: int, windows: Windows) -> list[int]:
    """Return the middles of the pauses in a run of frames."""
    levels = windows.levels[first:last]
    if not levels.size:
        return []
    low = levels < np.quantile(levels, 0.7) - _DIP_DB
    shortest = round(_DIP_S / windows.frame_s)
    return [first + (a + b) // 2 for a, b in _runs(low) if b - a >= shortest]


def _interval(first: int, last: int, windows: Windows) -> Interval:
    start = min(first * windows.frame_s + windows.offset_s, windows.duration_s)
    end = min(last * windows.frame_s + windows.offset_s, windows.duration_s)
    return Interval(start, end)


def _runs(flags: Bools) -> list[tuple[int, int]]:
    """Return the runs of True as (first, last excluded)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
