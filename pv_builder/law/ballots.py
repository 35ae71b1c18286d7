"""How a ballot may be asked for, and how a closed session is decided.

CGCT art. L. 2121-21 (public and secret ballots), L. 2121-18 and L. 5211-11 (closed session), and
their like for departments and regions.

Invariant: requests count members physically present; a closed session counts those represented too.
"""

from dataclasses import dataclass, replace

from pv_builder.law.majority import VoteCount, absolute_majority, count_ballot
from pv_builder.law.presence import at_vote, state_at
from pv_builder.meeting import BallotMode, Item, ItemKind, Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSessionVote:
    """Whether the assembly decided to sit in closed session.

    Attributes:
        needed: votes in favour that it takes.
        decided: whether there were as many.
    """

    needed: int
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSessionCount:
    """The vote on a closed session, counted, and what it decides.

    Attributes:
        entitled: members present or represented.
    """

    count: VoteCount
    vote: ClosedSessionVote
    entitled: int


def requesters_needed(present: int, share: int) -> int:
    """Return how many members must ask for a ballot: a quarter, third or sixth of those present.

    CGCT art. L. 2121-21 (4 and 3), L. 3121-15 and L. 4132-14 (6). A part of a member counts for a
    whole one: "à la demande du quart" is read as at least the quarter.

    Args:
        present: members physically present.
        share: 4 for a quarter.
    """
    return -(-present // share)


def is_on_request(item: Item) -> bool:
    """Whether an item was voted in a way that members ask for, other than a nomination's.

    CGCT art. L. 2121-21: a public ballot is asked for, and a secret one but to name somebody.
    """
    mode = item.ballot.mode if item.ballot is not None else None
    asked = {BallotMode.PUBLIC, BallotMode.SECRET}
    return mode in asked and item.kind is not ItemKind.NOMINATION


def closed_session_vote(*, present: int, proxies: int, in_favour: int) -> ClosedSessionVote:
    """Return whether a closed session is decided.

    CGCT art. L. 2121-18: without debate, by the absolute majority of the members present or
    represented, not of the votes cast: 12 in favour, 2 against and 10 abstentions refuse it.
    """
    needed = absolute_majority(present + proxies)
    return ClosedSessionVote(needed=needed, decided=in_favour >= needed)


def count_closed_session(meeting: Meeting, item: Item) -> ClosedSessionCount | None:
    """Return the vote on examining an item in closed session; None when it cannot be counted."""
    if item.closed_session_ballot is None:
        return None
    asked = replace(item, kind=ItemKind.ORDINARY)
    count = count_ballot(meeting, asked, item.closed_session_ballot)
    if count is None:
        return None
    state = state_at(meeting, at_vote(item))
    there, represented = len(state.present), len(state.proxies)
    vote = closed_session_vote(present=there, proxies=represented, in_favour=count.in_favour)
    return ClosedSessionCount(count=count, vote=vote, entitled=there + represented)


def is_closed(meeting: Meeting, item: Item) -> bool:
    """Whether an item is examined in closed session: it was heard so, or voted so."""
    counted = count_closed_session(meeting, item)
    return item.closed_session or (counted is not None and counted.vote.decided)
