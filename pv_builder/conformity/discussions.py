"""Check of the substance of the discussions: speech of which the minutes would say nothing."""

from collections.abc import Iterator, Sequence

from core.timecode import Interval, overlap_s
from pv_builder.evidence import Alert, Severity
from pv_builder.language.typography import counted
from pv_builder.meeting import Item, Meeting, Outcome

_WORTH_TELLING_S = 3.0
"""A sentence: what is shorter is a breath, a chair that moves, a word said aside."""

_UNDISCUSSED = frozenset({Outcome.WITHDRAWN, Outcome.POSTPONED})


def check_discussions(meeting: Meeting, unheard: Sequence[Interval]) -> Iterator[Alert]:
    """M10: the substance of the discussions (L. 2121-15).

    Args:
        meeting: with the places of its items in the recording.
        unheard: speech without any text.
    """
    for item in meeting.items:
        missed = [] if item.outcome in _UNDISCUSSED else list(_within(item, unheard))
        if not missed:
            continue
        seconds = round(sum(gap.duration_s for gap in missed))
        yield Alert(
            code="discussion-unheard",
            severity=Severity.WARNING,
            text=(
                f"{counted(seconds, 'seconde')} de parole sans texte, or le "
                "procès-verbal rapporte la teneur des discussions (CGCT, art. L. 2121-15). "
                "Écoutez ces passages et complétez."
            ),
            item=item.mark,
            excerpts=tuple(missed),
        )


def _within(item: Item, unheard: Sequence[Interval]) -> Iterator[Interval]:
    """Yield the speech without text that is long enough and falls within an item."""
    if item.start_s is None or item.end_s is None:
        return
    place = Interval(item.start_s, item.end_s)
    for gap in unheard:
        if overlap_s(place, gap) >= _WORTH_TELLING_S:
            yield gap
