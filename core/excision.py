"""A transcript without the words of some passages of the recording."""

from collections.abc import Sequence
from dataclasses import replace

from core.timecode import Interval
from core.transcript import Transcript, Turn

_NEAR_S = 30.0
"""Captions beside a doubt are a dozen words at most, of the same moment."""


def without_passages(transcript: Transcript, passages: Sequence[Interval]) -> Transcript:
    """Return the transcript without what is said in the passages, not even in part.

    A word is out as soon as part of it lies in a passage; a turn without words left is out too,
    and so is text that was set aside there as invented. What captions have beside a doubt near a
    passage is out as well: nobody knows to the word when it was said.
    """
    if not passages:
        return transcript
    turns = (_left_of(_without_captions(turn, passages), passages) for turn in transcript.turns)
    coverage = transcript.coverage
    if coverage is not None:
        kept = (
            text
            for text in coverage.quarantined
            if not _touches(passages, Interval(text.start, text.end))
        )
        coverage = replace(coverage, quarantined=tuple(kept))
    whole = tuple(turn for turn in turns if turn is not None)
    return replace(transcript, turns=whole, coverage=coverage)


def _touches(passages: Sequence[Interval], stretch: Interval) -> bool:
    return any(
        (passage.start < stretch.end and stretch.start < passage.end)
        # A word without length lies in a passage by its place alone.
        or passage.start <= stretch.start < passage.end
        for passage in passages
    )


def _without_captions(turn: Turn, passages: Sequence[Interval]) -> Turn:
    """Return a turn without captions beside its doubts if a passage is near."""
    near = Interval(max(0.0, turn.start - _NEAR_S), turn.end + _NEAR_S)
    if not turn.doubts or not _touches(passages, near):
        return turn
    return replace(turn, doubts=tuple(replace(doubt, captions=None) for doubt in turn.doubts))


def _left_of(turn: Turn, passages: Sequence[Interval]) -> Turn | None:
    """Return a turn without the words of the passages, None when nothing is left of it."""
    kept = [
        number
        for number, word in enumerate(turn.words)
        if not _touches(passages, Interval(word.start, word.end))
    ]
    if len(kept) == len(turn.words):
        return turn
    if not kept:
        return None
    position = {number: new for new, number in enumerate(kept)}
    doubts = []
    for doubt in turn.doubts:
        left = [position[n] for n in range(doubt.first_word, doubt.last_word) if n in position]
        if left:
            doubts.append(replace(doubt, first_word=left[0], last_word=left[-1] + 1))
    words = tuple(turn.words[number] for number in kept)
    return replace(turn, start=words[0].start, end=words[-1].end, words=words, doubts=tuple(doubts))
