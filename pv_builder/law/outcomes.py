"""What became of an item: by its vote, by the nomination it made, or as it was said."""

from pv_builder.law.majority import count_votes
from pv_builder.law.nominations import is_completed, is_nomination
from pv_builder.meeting import Item, Meeting, Outcome


def outcome_of(meeting: Meeting, item: Item) -> Outcome | None:
    """Return what became of an item, None while it is unknown or its vote is undecided.

    A nomination that fills every seat is adopted; its rounds stand for its vote.
    """
    if is_nomination(item):
        return Outcome.ADOPTED if is_completed(item) else None
    count = count_votes(meeting, item)
    return item.outcome if count is None else count.outcome
