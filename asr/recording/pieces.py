"""The frames that an input gave without interruption, and the moment of each.

Every ten seconds the recorder notes how many frames each input has given and when. The line through
these points says what moment each frame is of, however fast the input's own clock runs.

Pure but for the sizes of the raw files.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.recording.capture import SoundFormat
from asr.recording.journal import Entry, GapFound, RunEnded, SegmentBegun, Synced
from asr.recording.segments import frames_in

Floats = NDArray[np.float64]

_FIT_S = 150.0
"""The line through the points is fitted this far on either side: a quartz keeps its rate that long
within a few millionths (a millisecond in 300 s is 3 ppm), and 30 points hide the jitter of one."""

SETTLED_S = 200.0
"""After so long no later point changes where a sound belongs: the fit's reach and one knot."""

_KNOT_S = 30.0
_FEW_POINTS = 8
_SHORT_FIT_S = 100.0
_OUTLIER_S = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Frames of a run without any gap between them.

    Attributes:
        first_frame: in the run.
        last_frame: in the run, excluded.
        knot_frames: increasing, from `first_frame` to `last_frame`.
        knot_s: the moment of each of these frames.
    """

    track: int
    run: int
    form: SoundFormat
    first_frame: int
    last_frame: int
    knot_frames: Floats
    knot_s: Floats

    @property
    def frames(self) -> int:
        """How many."""
        return self.last_frame - self.first_frame

    @property
    def start_s(self) -> float:
        """Moment of its first frame."""
        return float(self.knot_s[0])

    @property
    def end_s(self) -> float:
        """Moment after its last frame."""
        return float(self.knot_s[-1])

    @property
    def drift_ppm(self) -> float:
        """How much faster its input's clock runs than ours, in millionths."""
        nominal = self.frames / self.form.rate_hz
        return (nominal / (self.end_s - self.start_s) - 1.0) * 1e6


def form_of(segment: SegmentBegun) -> SoundFormat:
    """Return the form of a segment's frames."""
    return SoundFormat(rate_hz=segment.rate_hz, channels=segment.channels)


def pieces_of(
    segments: Sequence[SegmentBegun], entries: Sequence[Entry], raw: Path
) -> tuple[Piece, ...]:
    """Return the frames of one run, cut where sound was lost.

    Args:
        segments: all of the run, in order.
        entries: of the stretch.
        raw: folder of the segments.
    """
    first = segments[0]
    run = _Run(
        segments=tuple(segments),
        ends=tuple(e for e in entries if isinstance(e, RunEnded) and _same_run(e, first)),
        gaps=tuple(e for e in entries if isinstance(e, GapFound) and _same_run(e, first)),
        points=tuple(e for e in entries if isinstance(e, Synced) and _same_run(e, first)),
    )
    return tuple(_cut_at_gaps(run, run.frames(raw)))


def _same_run(entry: GapFound | RunEnded | Synced, segment: SegmentBegun) -> bool:
    return (entry.track, entry.run) == (segment.track, segment.run)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What the journal says about one opening of an input."""

    segments: tuple[SegmentBegun, ...]
    ends: tuple[RunEnded, ...]
    gaps: tuple[GapFound, ...]
    points: tuple[Synced, ...]

    def frames(self, raw: Path) -> int:
        """Return how many frames it has; the size of its last file tells while it goes on."""
        last = self.segments[-1]
        on_disk = last.first_frame + frames_in(raw / last.file, form_of(last))
        return self.ends[0].frames if self.ends else on_disk

    def points_in(self, begin: int, end: int) -> list[tuple[int, float]]:
        """Return frames in this range whose moment is known."""
        measured = [(p.frame, p.at_s) for p in self.points if begin < p.frame <= end]
        starts = [(s.first_frame, s.at_s) for s in self.segments if begin <= s.first_frame < end]
        return measured or starts


def _cut_at_gaps(run: _Run, frames: int) -> Iterator[Piece]:
    first = run.segments[0]
    lost = {gap.frame: gap.seconds for gap in run.gaps if 0 < gap.frame < frames}
    end_s = first.at_s
    for begin, end in itertools.pairwise([0, *sorted(lost), frames]):
        # A run that ended right after a gap has no point there: the gap's length tells.
        points = run.points_in(begin, end) or [(begin, end_s + lost.get(begin, 0.0))]
        knots, moments = _knots(points, begin, end, first.rate_hz)
        if end > begin:
            yield Piece(
                track=first.track,
                run=first.run,
                form=form_of(first),
                first_frame=begin,
                last_frame=end,
                knot_frames=knots,
                knot_s=moments,
            )
        end_s = float(moments[-1])


def _knots(
    points: Sequence[tuple[int, float]], first: int, last: int, rate_hz: int
) -> tuple[Floats, Floats]:
    """Return frames every 30 s and the moment of each, by the line through the points near it."""
    inner = np.arange(first, last, _KNOT_S * rate_hz)
    knots = np.append(inner, last).astype(np.float64)
    frames, moments = (np.array(column, np.float64) for column in zip(*points, strict=True))
    return knots, np.array([_moment(knot, frames, moments, rate_hz) for knot in knots])


def _moment(knot: float, frames: Floats, moments: Floats, rate_hz: int) -> float:
    """Return the moment of a frame by the points around it."""
    near = np.abs(frames - knot) <= _FIT_S * rate_hz
    if not near.any():
        near = np.abs(frames - knot) == np.abs(frames - knot).min()
    seconds = (frames[near] - knot) / rate_hz
    lateness = moments[near] - seconds
    if seconds.size < _FEW_POINTS or np.ptp(seconds) < _SHORT_FIT_S:
        return float(np.median(lateness))
    for _ in range(2):  # once with every point, once without those that a busy machine delayed
        slope, offset = np.polyfit(seconds, lateness, 1)
        away = lateness - (slope * seconds + offset)
        kept = away <= np.median(away) + _OUTLIER_S
        seconds, lateness = seconds[kept], lateness[kept]
    return float(offset)
