"""Captions put on the clock of the recording, which no tool keeps.

A tool counts from when its own recording began, from midnight or not at all; the file that was
recorded elsewhere began earlier or later, was paused, or drifts. The words tell: where captions and
recogniser agree on what was said, the recogniser knows when.

Invariants:
- Spans without a known place are left out: a name at the wrong time is worse than none.
- Text is never changed, and no recognised word is replaced by one of the captions.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, pairwise
from statistics import median

from core.timecode import Interval, merged
from core.transcript import Word
from pv_builder.captions.activity import offset_of_activity
from pv_builder.captions.alignment import matched_words, words_of
from pv_builder.captions.spans import Captions, CaptionSpan, Timing

_FEWEST_MATCHES = 12
_LEAST_MATCHED = 0.15
"""Share of the shorter text that must be the same words in the same order, for anything to be
read from it. Two sessions share up to 0.4: who is of one session is told by the times."""

_NEAR_S = 2.0
_LEAST_AGREEING = 0.8
"""Share of the matched words whose times agree. Of one session 0.98 and more, with six words of ten
garbled too; of two different sessions at most 0.64 (docs/benchmarks.md, "Meeting tools")."""

_LEAST_PLACED = 0.3
"""Share of the spans that find their words together, in files without times: 0.6 with four words of
ten garbled, of different sessions at most 0.16."""

_AROUND_S = 60.0
_FEWEST_AROUND = 5
_MOST_AROUND = 400
"""Two minutes have 300 words; a file that has thousands at one moment is soon judged too."""

_MOST_WORDS = 400_000
"""A day and a half of speech; whatever a file has beyond is not compared."""
_HALF = 0.5
_PAUSE_S = 0.3


class ClockSource(StrEnum):
    """What told where the tool's clock stands."""

    WORDS = "words"
    ACTIVITY = "activity"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCaptions:
    """Captions on the recording's clock.

    Attributes:
        source: what the places rest on; UNKNOWN leaves no span.
        offset_s: typically added to the tool's times; None without times or when unknown.
        confidence: 0..1: share of the words that agree with the places given, or correlation of
            the activity.
        spans: in order of start, in seconds of the recording.
        left_out: spans that have no known place.
    """

    source: ClockSource
    offset_s: float | None
    confidence: float
    spans: tuple[CaptionSpan, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A word of the captions that the recogniser heard too.

    Attributes:
        span: index of its span.
        told_s: when, by the captions: spread evenly over the span.
        start: when, by the recogniser.
        end: of the word.
    """

    span: int
    told_s: float
    start: float
    end: float

    @property
    def offset_s(self) -> float:
        """What this word says must be added."""
        return self.start - self.told_s


def place(captions: Captions, heard: Sequence[Word]) -> PlacedCaptions:
    """Return the captions on the clock of the recording.

    Args:
        captions: of a tool.
        heard: what the recogniser heard in the recording, in order.
    """
    matches = _matches(captions, heard)
    if matches and captions.timing is Timing.ORDER:
        return _by_words_alone(captions, matches)
    if matches:
        return _by_words(captions, matches)
    if captions.timing is Timing.ORDER:
        return _nowhere(captions)
    return _by_activity(captions, heard)


def _matches(captions: Captions, heard: Sequence[Word]) -> list[_Match]:
    """Return the words that both have; none when too few are for the texts to be of one session."""
    every = (
        (number, span.start + (span.end - span.start) * at / len(said), word)
        for number, span in enumerate(captions.spans)
        if (said := words_of(span.text))
        for at, word in enumerate(said)
    )
    own = list(islice(every, _MOST_WORDS))
    recognised = [(word, token) for word in heard for token in words_of(word.text)]
    pairs = matched_words([word for _, _, word in own], [token for _, token in recognised])
    fewest = max(_FEWEST_MATCHES, _LEAST_MATCHED * min(len(own), len(recognised)))
    if len(pairs) < fewest:
        return []
    return [
        _Match(
            span=own[one][0],
            told_s=own[one][1],
            start=recognised[other][0].start,
            end=recognised[other][0].end,
        )
        for one, other in pairs
    ]


def _by_words(captions: Captions, matches: Sequence[_Match]) -> PlacedCaptions:
    """Return spans moved by what the words near them say: clocks drift and recorders pause."""
    whole = median(match.offset_s for match in matches)
    by_span = _by_span(matches)
    placed: list[CaptionSpan] = []
    agreeing = 0
    around = _Around(matches)
    for number, span in enumerate(captions.spans):
        own = by_span.get(number, [])
        offset_s = around.offset_s(span)
        if offset_s is None:
            continue
        agreeing += sum(abs(match.offset_s - offset_s) <= _NEAR_S for match in own)
        near = [match for match in own if abs(match.offset_s - offset_s) <= _NEAR_S]
        placed.append(_moved(span, offset_s, near))
    confidence = agreeing / len(matches)
    if confidence < _LEAST_AGREEING:
        return _nowhere(captions)
    return _placed(captions, placed, ClockSource.WORDS, round(whole, 2), confidence)


def _moved(span: CaptionSpan, offset_s: float, near: Sequence[_Match]) -> CaptionSpan:
    """Return a span moved; where half of its words were heard, from its first to its last one."""
    start, end = span.start + offset_s, span.end + offset_s
    if near and len(near) >= _HALF * len(words_of(span.text)):
        start, end = near[0].start, near[-1].end
    start = max(0.0, start)
    return replace(span, start=round(start, 3), end=round(max(start, end), 3))


class _Around:
    """What the words around a moment say about the clock.

    Args:
        matches: of the whole file.
    """

    def __init__(self, matches: Sequence[_Match]) -> None:
        self._matches = sorted(matches, key=lambda match: match.told_s)
        self._told = [match.told_s for match in self._matches]

    def offset_s(self, span: CaptionSpan) -> float | None:
        """Return the offset for a span, None when the words near it do not agree."""
        first = bisect_left(self._told, span.start - _AROUND_S)
        last = bisect_right(self._told, span.end + _AROUND_S)
        step = 1 + (last - first) // _MOST_AROUND
        near = [match.offset_s for match in self._matches[first:last:step]]
        if len(near) < _FEWEST_AROUND:
            return None
        middle = median(near)
        agreeing = [offset_s for offset_s in near if abs(offset_s - middle) <= _NEAR_S]
        return median(agreeing) if len(agreeing) >= _LEAST_AGREEING * len(near) else None


def _by_words_alone(captions: Captions, matches: Sequence[_Match]) -> PlacedCaptions:
    """Return spans where their own words are, for files without times."""
    placed = []
    for number, own in _by_span(matches).items():
        span = captions.spans[number]
        together = _together(own)
        if len(together) >= _HALF * len(words_of(span.text)):
            placed.append(replace(span, start=together[0].start, end=together[-1].end))
    confidence = len(placed) / len(captions.spans)
    if confidence < _LEAST_PLACED:
        return _nowhere(captions)
    return _placed(captions, placed, ClockSource.WORDS, None, confidence)


def _together(matches: Sequence[_Match]) -> list[_Match]:
    """Return the longest row of words of a span that are not minutes apart."""
    rows: list[list[_Match]] = [[matches[0]]]
    for before, match in pairwise(matches):
        if match.start - before.end > _AROUND_S:
            rows.append([])
        rows[-1].append(match)
    return max(rows, key=len)


def _by_activity(captions: Captions, heard: Sequence[Word]) -> PlacedCaptions:
    """Return spans all moved by one offset, from who is silent when."""
    spoken = [Interval(span.start, span.end) for span in captions.spans if span.end > span.start]
    own = merged(spoken, gap_s=_PAUSE_S)
    recording = merged([Interval(word.start, word.end) for word in heard], gap_s=_PAUSE_S)
    found = offset_of_activity(own, recording)
    if found.offset_s is None:
        return _nowhere(captions)
    offset_s = found.offset_s
    placed = [_moved(s, offset_s, []) for s in captions.spans if s.end + offset_s > 0]
    return _placed(captions, placed, ClockSource.ACTIVITY, round(offset_s, 1), found.score)


def _by_span(matches: Sequence[_Match]) -> dict[int, list[_Match]]:
    found: dict[int, list[_Match]] = {}
    for match in matches:
        found.setdefault(match.span, []).append(match)
    return found


def _placed(
    captions: Captions,
    placed: Sequence[CaptionSpan],
    source: ClockSource,
    offset_s: float | None,
    confidence: float,
) -> PlacedCaptions:
    return PlacedCaptions(
        source=source,
        offset_s=offset_s,
        confidence=round(confidence, 3),
        spans=tuple(sorted(placed, key=lambda span: span.start)),
        left_out=len(captions.spans) - len(placed),
    )


def _nowhere(captions: Captions) -> PlacedCaptions:
    return PlacedCaptions(
        source=ClockSource.UNKNOWN,
        offset_s=None,
        confidence=0.0,
        spans=(),
        left_out=len(captions.spans),
    )
