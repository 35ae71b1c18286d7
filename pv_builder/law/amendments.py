"""Amendments: each is voted on its own, before the item that it changes.

Invariant: an amendment is put to those who vote on its item, and is carried by the majority of the
votes cast (CGCT art. L. 2121-20), even where the item itself follows another rule.
"""

from dataclasses import replace

from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.voters import not_taking_part
from pv_builder.meeting import Amendment, Item, ItemKind, Meeting, Outcome


def put_to_vote(meeting: Meeting, item: Item, amendment: Amendment) -> Item:
    """Return the item as it stands when the amendment is put to the vote instead of it."""
    return replace(
        item,
        kind=ItemKind.ORDINARY,
        not_participating=not_taking_part(meeting, item),
        ballot=amendment.ballot,
        outcome=None,
        rounds=(),
        sole_candidate=None,
        amendments=(),
    )


def count_amendment(meeting: Meeting, item: Item, amendment: Amendment) -> VoteCount | None:
    """Return the vote on an amendment, counted; None when it cannot be."""
    return count_votes(meeting, put_to_vote(meeting, item, amendment))


def is_amended(meeting: Meeting, item: Item) -> bool:
    """Whether an amendment to the item was adopted."""
    counts = (count_amendment(meeting, item, amendment) for amendment in item.amendments)
    return any(count is not None and count.outcome is Outcome.ADOPTED for count in counts)
