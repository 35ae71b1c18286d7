"""What of a corrected transcript reaches the documents: everything but the excluded passages.

What is said à huis clos, or that the assembly left out of its minutes, stays in the recording and
in the journal until they are deleted, and goes nowhere else.
"""

from dataclasses import replace

from core.timecode import Interval
from core.transcript import Transcript, Turn
from desktop.session.corrections import Corrected


def is_excluded(state: Corrected, at_s: float) -> bool:
    """Whether what is said at this second reaches no document."""
    return any(passage.start <= at_s < passage.end for passage in state.excluded)


def published(state: Corrected) -> Transcript:
    """Return the transcript that documents are made from: without the excluded passages."""
    if not state.excluded:
        return state.transcript
    turns = (_published_turn(state, turn) for turn in state.transcript.turns)
    kept = tuple(turn for turn in turns if turn is not None)
    coverage = state.transcript.coverage
    if coverage is not None:
        coverage = replace(
            coverage,
            quarantined=tuple(
                text
                for text in coverage.quarantined
                if not _touches(state, Interval(text.start, text.end))
            ),
        )
    return replace(state.transcript, turns=kept, coverage=coverage)


def _touches(state: Corrected, interval: Interval) -> bool:
    return any(
        passage.start < interval.end and interval.start < passage.end for passage in state.excluded
    )


def _published_turn(state: Corrected, turn: Turn) -> Turn | None:
    """Return a turn without its excluded words, None when nothing is left of it.

    A word is out as soon as part of it lies in an excluded passage.
    """
    if not _touches(state, turn.interval):
        return turn
    kept = [
        number
        for number, word in enumerate(turn.words)
        if not _touches(state, Interval(word.start, word.end))
        and not is_excluded(state, word.start)
    ]
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
