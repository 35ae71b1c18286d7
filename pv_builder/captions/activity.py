"""Where the clock of a tool stands, from nothing but who was silent when.

For files without words, or in another language: speech and pauses are laid over those of the
recording at every possible offset, as bits of two long numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.timecode import Interval

_COARSE_S = 1.0
_FINE_S = 0.2
"""Every offset is tried by whole seconds, those near the best one by fifths: a file that claims to
last for days is still compared in seconds."""

_NEAR_S = 5.0
"""Offsets this near to the best one are the same peak."""

_LEAST_INSIDE = 0.5
"""Share of the tool's speech that must lie within the recording."""

_LEAST_SCORE = 0.25
"""Correlation of the two activities, -1..1. Of a session with its own events, 0.3 to 0.9, of two
different sessions at most 0.2 (docs/benchmarks.md, "Meeting tools")."""

_LEAST_AHEAD = 1.25
"""How much better than any other offset the best one must be."""


_AS_DIGITS = bytes.maketrans(b"\0\1", b"01")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityOffset:
    """What must be added to the tool's times, and how clear that is.

    Attributes:
        offset_s: None when no offset is clearly the best.
        score: correlation at the best offset.
    """

    offset_s: float | None
    score: float


def offset_of_activity(tool: Sequence[Interval], recording: Sequence[Interval]) -> ActivityOffset:
    """Return the offset at which the tool's speech best covers the recording's.

    Args:
        tool: when somebody spoke, by the tool's clock.
        recording: when somebody spoke, by the recording's.
    """
    if not tool or not recording:
        return ActivityOffset(offset_s=None, score=0.0)
    zero = min(stretch.start for stretch in tool)
    coarse = _scores(tool, recording, zero, _COARSE_S, None)
    best_s = max(coarse, key=coarse.__getitem__)
    rival = max((s for at, s in coarse.items() if abs(at - best_s) > _NEAR_S), default=0.0)
    fine = _scores(tool, recording, zero, _FINE_S, best_s)
    offset_s = max(fine, key=fine.__getitem__)
    is_clear = fine[offset_s] >= _LEAST_SCORE and coarse[best_s] >= _LEAST_AHEAD * rival
    return ActivityOffset(
        offset_s=offset_s - zero if is_clear else None, score=max(0.0, fine[offset_s])
    )


def _scores(
    tool: Sequence[Interval],
    recording: Sequence[Interval],
    zero: float,
    step_s: float,
    near_s: float | None,
) -> dict[float, float]:
    """Return the correlation for each offset in seconds, of all or of those near one."""
    own, heard = _bits(tool, zero, step_s), _bits(recording, 0.0, step_s)
    first, last = -own.bit_length() + 1, heard.bit_length()
    if near_s is not None:
        first, last = (round((near_s + side) / step_s) for side in (-_NEAR_S, _NEAR_S))
    return {lag * step_s: _correlation(own, heard, lag) for lag in range(first, last + 1)}


def _bits(stretches: Sequence[Interval], zero: float, step_s: float) -> int:
    """Return the stretches as one bit for each step, the earliest lowest."""
    marks = bytearray(1 + round((max(s.end for s in stretches) - zero) / step_s))
    for stretch in stretches:
        first = round((stretch.start - zero) / step_s)
        last = round((stretch.end - zero) / step_s)
        marks[first:last] = b"\1" * (last - first)
    return int(marks[::-1].translate(_AS_DIGITS), 2)


def _correlation(own: int, heard: int, lag: int) -> float:
    """Return the correlation (phi) of two activities, the first one moved later by `lag` steps."""
    length = heard.bit_length()
    moved = own << lag if lag >= 0 else own >> -lag
    first, last = max(0, lag), min(length, lag + own.bit_length())
    steps = last - first
    window = ((1 << max(0, steps)) - 1) << first
    inside = moved & window
    a, b = inside.bit_count(), (heard & window).bit_count()
    if steps <= 0 or a < _LEAST_INSIDE * own.bit_count():
        return -1.0
    both = (inside & heard).bit_count()
    spread = a * (steps - a) * b * (steps - b)
    return (both * steps - a * b) / spread**0.5 if spread else 0.0
