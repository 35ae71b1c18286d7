"""Where moments of a recording are once stretches of sound were put into it.

Stretches are given by where they lie in the recording as it then is, in order and without touching
what was there: an hour is moved by all that came before it.

Invariants:
- Moving a moment and moving it back gives the same moment.
- An interval keeps all that was in it, and what was put inside it; what was put at its edge stays
  out.
"""

from collections.abc import Iterable, Sequence

from core.timecode import Interval

_DECIMALS = 6
"""Microseconds: sums of shifts leave no tail of digits, and no sample is that short."""


def moved(second: float, inserted: Sequence[Interval]) -> float:
    """Return where what began at a second begins now: after what was put at that very place."""
    for span in inserted:
        if second >= span.start:
            second += span.duration_s
    return round(second, _DECIMALS)


def moved_end(second: float, inserted: Sequence[Interval]) -> float:
    """Return where what ended at a second ends now: before what was put at that very place."""
    for span in inserted:
        if second > span.start:
            second += span.duration_s
    return round(second, _DECIMALS)


def moved_interval(interval: Interval, inserted: Sequence[Interval]) -> Interval:
    """Return where a stretch of the recording lies now; an empty one stays empty."""
    start = moved(interval.start, inserted)
    return Interval(start, max(start, moved_end(interval.end, inserted)))


def moved_back(second: float, inserted: Iterable[Interval]) -> float:
    """Return where a moment was before; one inside what was put in, where that begins."""
    passed_s = sum(min(second, span.end) - span.start for span in inserted if span.start < second)
    return round(second - passed_s, _DECIMALS)
