"""When labels are shown, by the recording's own clock, and under which voices. Pure.

A tool's file may begin a minute before the recording, or its captions lag by seconds. The right
shift is the one at which labels and voices tell most about each other, whoever either is.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from math import log

from core.timecode import Interval, overlap_s
from core.transcript import Turn, VoiceId
from pv_builder.naming.labels import LabelSource, NamedSpan

_FARTHEST_S = 120.0
_STEP_S = 2.0
_FINE_STEP_S = 0.25
_MOST_SPANS = 250
"""Spans, the longest, by which the clock is set: enough, and soon compared."""
_WORTH_SHIFTING = 1.2
"""How much more must be told at another clock than at the given one before it is believed."""

Shown = Counter[tuple[str, VoiceId]]
"""Seconds that each label is shown while each voice speaks."""


class SpokenTimes:
    """When each voice speaks, ready to be compared with many spans."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        told = [(t.start, t.end, t.speaker) for t in turns if t.speaker is not None]
        self._turns = sorted(told)
        self._starts = [start for start, _end, _voice in self._turns]
        self._ends = list(accumulate((end for _start, end, _voice in self._turns), max))

    def shown(self, spans: Iterable[NamedSpan], shift_s: float = 0.0) -> Shown:
        """Return how long each label is shown while each voice speaks, were the spans later."""
        seconds: Shown = Counter()
        for span in spans:
            first, last = span.interval.start + shift_s, span.interval.end + shift_s
            near = slice(bisect_right(self._ends, first), bisect_left(self._starts, last))
            for start, end, voice in self._turns[near]:
                shared_s = min(end, last) - max(start, first)
                if shared_s > 0:
                    seconds[span.label, voice] += shared_s  # type: ignore[assignment]
        return seconds


def on_our_clock(spans: Sequence[NamedSpan], spoken: SpokenTimes) -> tuple[NamedSpan, ...]:
    """Return the spans by the recording's clock, those of each source shifted together."""
    shifted: list[NamedSpan] = []
    for source in LabelSource:
        own = [span for span in spans if span.source is source]
        shifted += _shifted(own, _shift_s(own, spoken)) if own else ()
    return tuple(sorted(shifted, key=lambda span: span.interval))


def _shift_s(spans: Sequence[NamedSpan], spoken: SpokenTimes) -> float:
    longest = sorted(spans, key=lambda span: -span.interval.duration_s)[:_MOST_SPANS]

    def told(shift_s: float) -> float:
        return information(spoken.shown(longest, shift_s))

    steps = round(_FARTHEST_S / _STEP_S)
    rough = max((n * _STEP_S for n in range(-steps, steps + 1)), key=told)
    near = round(_STEP_S / _FINE_STEP_S)
    fine = max((rough + n * _FINE_STEP_S for n in range(-near, near + 1)), key=told)
    return fine if told(fine) > _WORTH_SHIFTING * told(0.0) else 0.0


def information(shown: Shown) -> float:
    """Return what labels and voices tell about each other, in nats times seconds."""
    by_label: Counter[str] = Counter()
    by_voice: Counter[VoiceId] = Counter()
    for (label, voice), seconds in shown.items():
        by_label[label] += seconds
        by_voice[voice] += seconds
    total = sum(shown.values())
    return sum(
        seconds * log(seconds * total / (by_label[label] * by_voice[voice]))
        for (label, voice), seconds in shown.items()
    )


def _shifted(spans: Iterable[NamedSpan], shift_s: float) -> Iterable[NamedSpan]:
    for span in spans:
        end = span.interval.end + shift_s
        if end > 0:
            start = max(0.0, span.interval.start + shift_s)
            yield replace(span, interval=Interval(start, end))


def seconds_within(spans: Sequence[Interval], stretch: Interval) -> float:
    """Return how many seconds of a stretch the spans cover; they are in order and apart."""
    first = max(0, bisect_left(spans, stretch) - 1)
    total = 0.0
    for span in spans[first:]:
        if span.start >= stretch.end:
            break
        total += overlap_s(span, stretch)
    return total
