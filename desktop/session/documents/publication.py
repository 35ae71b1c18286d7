"""What of a corrected transcript reaches the documents: everything but the excluded passages.

What is said à huis clos, or that the assembly left out of its minutes, stays in the recording and
in the journal until they are deleted, and goes nowhere else. A vote taken à huis clos is a fact of
the minutes all the same: facts are read from it, words are not printed.
"""

from dataclasses import replace

from core.excision import without_passages
from core.timecode import Interval
from core.transcript import Transcript
from desktop.session.corrections.corrections import Corrected
from desktop.session.corrections.edits import Exclusion
from pv_builder.minutes import Minutes


def is_excluded(state: Corrected, at_s: float) -> bool:
    """Whether what is said at this second reaches no document."""
    return any(passage.start <= at_s < passage.end for passage in state.excluded)


def published(state: Corrected) -> Transcript:
    """Return the transcript that documents are made from: without the excluded passages."""
    return without_passages(state.transcript, _passages(state, *Exclusion))


def readable(state: Corrected) -> Transcript:
    """Return the transcript that facts are read from: without what is off the record."""
    return without_passages(state.transcript, _passages(state, Exclusion.OFF_RECORD))


def with_closed_passages(minutes: Minutes, state: Corrected) -> Minutes:
    """Return the minutes knowing the passages that a person marked as said à huis clos."""
    closed = _passages(state, Exclusion.CLOSED_SESSION)
    if closed == minutes.meeting.closed_passages:
        return minutes
    return replace(minutes, meeting=replace(minutes.meeting, closed_passages=closed))


def _passages(state: Corrected, *reasons: Exclusion) -> tuple[Interval, ...]:
    return tuple(Interval(p.start, p.end) for p in state.excluded if p.reason in reasons)
