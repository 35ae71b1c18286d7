"""Where the clock of a tool stands, from nothing but who was silent when.

For files without words, or in another language: speech and pauses are laid over those of the
recording at every possible offset, as bits of two long numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.timecode import Interval

STEP_S = 0.2
_NEAR_STEPS = 25
"""Offsets within 5 s of the best one are the same peak."""

_LEAST_INSIDE = 0.5
"""Share of the tool's speech that must lie within the recording."""

_LEAST_SCORE = 0.25
"""Correlation of the two activities, -1..1. Of a session with its own events, 0.3 to 0.9, of two
different sessions at most 0.2 (docs/benchmarks.md, "Meeting tools")."""

_LEAST_AHEAD = 1.25
"""How much better than any other offset the best one must be."""


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
    own, heard = _bits(tool, zero), _bits(recording, 0.0)
    scores = {
        lag: _correlation(own, heard, lag)
        for lag in range(-own.bit_length() + 1, heard.bit_length())
    }
    best = max(scores, key=scores.__getitem__)
    rival = max(
        (score for lag, score in scores.items() if abs(lag - best) > _NEAR_STEPS), default=0.0
    )
    score = scores[best]
    is_clear = score >= _LEAST_SCORE and score >= _LEAST_AHEAD * rival
    offset_s = best * STEP_S - zero if is_clear else None
    return ActivityOffset(offset_s=offset_s, score=max(0.0, score))


def _bits(stretches: Sequence[Interval], zero: float) -> int:
    """Return the stretches as one bit for each step, the earliest lowest."""
    bits = 0
    for stretch in stretches:
        first = round((stretch.start - zero) / STEP_S)
        last = round((stretch.end - zero) / STEP_S)
        bits |= ((1 << max(0, last - first)) - 1) << first
    return bits


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
