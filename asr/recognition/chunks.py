"""Cut a recording into recognition windows at silences. Pure: intervals in, intervals out.

Invariants (`tests/asr/recognition/test_chunks.py`):
- The windows cover all speech, are in order and never overlap.
- A window is never longer than the longest allowed.
- No cut falls inside speech, unless a stretch of speech alone is longer than a window; then it is
  cut at its quietest place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.timecode import Interval, merged

QuietestMoment = Callable[[Interval], float]
"""Gives the moment inside a stretch where the sound is quietest, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOptions:
    """How windows are cut.

    Attributes:
        longest_s: no window is longer. Whisper hears 30 s at once; what is left of them lets its
            last word end before the edge.
        longest_pause_s: a longer silence always parts two windows: Whisper invents text in long
            silences.
        good_pause_s: a cut in a silence this long costs nothing; in a shorter one, up to the cost
            of one more window.
    """

    longest_s: float = 28.0
    longest_pause_s: float = 4.0
    good_pause_s: float = 0.8


def middle(span: Interval) -> float:
    """Return the middle of a stretch: for callers that do not have the sound."""
    return (span.start + span.end) / 2


def cut_windows(
    speech: Sequence[Interval],
    options: WindowOptions,
    quietest: QuietestMoment = middle,
) -> list[Interval]:
    """Return the windows, in order, that cover all speech: few, and cut in long silences.

    Args:
        speech: stretches of speech in seconds, as `find_speech` gives them.
        options: how windows are cut.
        quietest: where to cut a stretch of speech that is longer than a window.
    """
    pieces = [
        piece
        for stretch in merged(speech)
        for piece in _split(stretch, options.longest_s, quietest)
    ]
    return [
        Interval(pieces[first].start, pieces[last - 1].end)
        for first, last in _best_cuts(pieces, options)
    ]


def groups_of(windows: Sequence[Interval], size: int) -> list[tuple[Interval, ...]]:
    """Return the windows in groups of `size`, in order: the units that are checkpointed."""
    return [tuple(windows[at : at + size]) for at in range(0, len(windows), size)]


def _split(stretch: Interval, longest_s: float, quietest: QuietestMoment) -> list[Interval]:
    """Return a stretch in pieces of at most `longest_s`, parted at quiet places."""
    pieces = []
    start = stretch.start
    while stretch.end - start > longest_s:
        latest = min(start + longest_s, stretch.end - longest_s / 4)
        search = Interval(start + longest_s / 2, latest)
        cut = min(max(quietest(search), search.start), search.end)
        pieces.append(Interval(start, cut))
        start = cut
    return [*pieces, Interval(start, stretch.end)]


def _best_cuts(pieces: Sequence[Interval], options: WindowOptions) -> list[tuple[int, int]]:
    """Return the (first, last + 1) pieces of each window, at the least total cost.

    Dynamic programming from the end: a window costs 1, and the pause after it up to 1 more.
    """
    count = len(pieces)
    cost = [0.0] * (count + 1)
    following = [count] * count
    for first in reversed(range(count)):
        cost[first] = float("inf")
        for last in _possible_ends(pieces, first, options):
            total = 1.0 + _cut_cost(pieces, last, options) + cost[last]
            if total <= cost[first]:
                cost[first], following[first] = total, last
    cuts, at = [], 0
    while at < count:
        cuts.append((at, following[at]))
        at = following[at]
    return cuts


def _possible_ends(pieces: Sequence[Interval], first: int, options: WindowOptions) -> list[int]:
    """Return where a window that begins with piece `first` may end; at least after that piece."""
    ends = [first + 1]
    for last in range(first + 1, len(pieces)):
        if pieces[last].start - pieces[last - 1].end > options.longest_pause_s:
            break
        if pieces[last].end - pieces[first].start > options.longest_s:
            break
        ends.append(last + 1)
    return ends


def _cut_cost(pieces: Sequence[Interval], at: int, options: WindowOptions) -> float:
    """Return the cost, 0..1, of a cut before piece `at`."""
    if at == len(pieces):
        return 0.0
    pause_s = pieces[at].start - pieces[at - 1].end
    return max(0.0, 1.0 - pause_s / options.good_pause_s)
