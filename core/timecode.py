"""Stretches of time in a recording, in seconds from its first sample, and their written form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import InputError

_TIMECODE = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d{1,3})?)")


class TimecodeInvalid(InputError):
    """A text that should be a time in the recording is not one."""

    code = "timecode-invalid"
    fields = ("text",)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of the recording, in seconds; 0 <= start <= end."""

    start: float
    end: float

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"not an interval: {self.start}..{self.end}"
            raise ValueError(message)

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end - self.start


def overlap_s(a: Interval, b: Interval) -> float:
    """Return how many seconds two stretches share."""
    return max(0.0, min(a.end, b.end) - max(a.start, b.start))


def merged(intervals: Iterable[Interval], gap_s: float = 0.0) -> list[Interval]:
    """Return the stretches in order, those closer than `gap_s` joined into one."""
    result: list[Interval] = []
    for piece in sorted(intervals):
        if result and piece.start - result[-1].end <= gap_s:
            result[-1] = Interval(result[-1].start, max(result[-1].end, piece.end))
        else:
            result.append(piece)
    return result


def format_timecode(seconds: float) -> str:
    """Return the time as "01:02:03", whole seconds, rounded down."""
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def parse_timecode(text: str) -> float:
    """Return the seconds of a time written "1:02:03", "02:03" or "02:03.5".

    Raises:
        TimecodeInvalid: when the text is not such a time.
    """
    match = _TIMECODE.fullmatch(text.strip())
    if match is None:
        raise TimecodeInvalid(text=text)
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
