"""An input's clock against ours: where its frames are in time, and where some were lost.

A block reaches us at the moment of its last frame or later, never earlier: the machine may be busy.
So of the blocks of ten seconds the least late one tells the moment best, and when even the least
late block of three seconds is later than those before by more than the clocks can drift apart, it
is not lateness: sound was lost in between.

Pure: the blocks carry their moments.
"""

from collections import deque
from dataclasses import dataclass

_POINT_S = 10.0
_JUDGED_S = 3.0
"""A machine too busy to fetch sound catches up within the half second that the sound system keeps
(`asr.recording.capture`); what is still late after three seconds is lost."""

_LOST_S = 0.1
"""Above the lateness of a busy machine: the least late of 24 blocks stayed within 15 ms under a
load of 11 on two cores. 1000 ppm, ten times a bad quartz, make 3 ms in three seconds."""

_LOST_AFTER_OVERFLOW_S = 0.02
"""The sound system said that it dropped something."""


@dataclass(frozen=True, slots=True)
class Point:
    """The first `frame` frames had been heard at `at_s`."""

    frame: int
    at_s: float


@dataclass(frozen=True, slots=True)
class Gap:
    """So many seconds of sound are missing before this frame."""

    frame: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Arrival:
    frame: int
    at_s: float
    lateness_s: float
    overflowed: bool


class ClockMeter:
    """Follows the clock of one run of an input."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._recent: deque[_Arrival] = deque()
        self._best: _Arrival | None = None
        self._window_start = 0

    def heard(self, frames: int, at_s: float, *, overflowed: bool = False) -> list[Point | Gap]:
        """Return what a block tells.

        Args:
            frames: of the run up to the block's end.
            at_s: when its last frame was heard.
            overflowed: whether the sound system says that sound is missing before the block.
        """
        arrival = _Arrival(frames, at_s, at_s - frames / self._rate_hz, overflowed)
        self._recent.append(arrival)
        while self._recent[0].frame < frames - 2 * _JUDGED_S * self._rate_hz:
            self._recent.popleft()
        found: list[Point | Gap] = []
        if (gap := self._gap(frames)) is not None:
            found += [*self.close(), gap]
            self._begin_anew(gap.frame)
        elif self._best is None or arrival.lateness_s < self._best.lateness_s:
            self._best = arrival
        if frames - self._window_start >= _POINT_S * self._rate_hz:
            found += self.close()
            self._window_start = frames
        return found

    def close(self) -> list[Point]:
        """Return the point of the seconds since the last one, if there was a block."""
        best, self._best = self._best, None
        return [] if best is None else [Point(best.frame, best.at_s)]

    def _gap(self, frames: int) -> Gap | None:
        border = frames - _JUDGED_S * self._rate_hz
        before = [a.lateness_s for a in self._recent if a.frame <= border]
        if not before:
            return None
        after = [a for a in self._recent if a.frame > border]
        jump = min(a.lateness_s for a in after) - min(before)
        overflowed = any(a.overflowed for a in self._recent)
        if jump <= (_LOST_AFTER_OVERFLOW_S if overflowed else _LOST_S):
            return None
        middle = min(before) + jump / 2
        last_good = [a for a in self._recent if a.lateness_s < middle][-1]
        return Gap(last_good.frame, round(jump, 4))

    def _begin_anew(self, frame: int) -> None:
        """Forget what was before a gap."""
        self._recent = deque(a for a in self._recent if a.frame > frame)
        self._best = min(self._recent, key=lambda a: a.lateness_s, default=None)
        self._window_start = frame
