"""What may not be printed of a secret ballot: how anybody votes (CGCT art. L. 2121-21)."""

from collections.abc import Sequence

from core.timecode import Interval
from pv_builder.blocks import Notice, NoticeKind, text
from pv_builder.documents.marks import listening_times
from pv_builder.language.typography import typeset
from pv_builder.meeting import BallotMode, Item
from pv_builder.reporting.procedural import tells_own_vote
from pv_builder.reporting.sentences import Sentence


def printable(
    item: Item, said: Sequence[Sentence]
) -> tuple[tuple[Sentence, ...], tuple[Interval, ...]]:
    """Return what may be printed of an item, and the places of what may not."""
    if not _is_secret(item):
        return tuple(said), ()
    hidden = tuple(Interval(s.start_s, s.end_s) for s in said if tells_own_vote(s))
    return tuple(s for s in said if not tells_own_vote(s)), hidden


def _is_secret(item: Item) -> bool:
    """Whether one of the votes of an item was secret: its own, its rounds', an amendment's.

    Rounds are held by papers unless the assembly chose another ballot.
    """
    if item.ballot is None and item.rounds:
        return True
    ballots = (item.ballot, *(amendment.ballot for amendment in item.amendments))
    return any(ballot is not None and ballot.mode is BallotMode.SECRET for ballot in ballots)


def secrecy_notice(hidden: Sequence[Interval]) -> tuple[Notice, ...]:
    """Return the notice that words were left out and where they are, nothing without any."""
    if not hidden:
        return ()
    message = (
        "Scrutin secret : les propos par lesquels un membre fait connaître son vote ne sont pas "
        f"reproduits (réécouter : {', '.join(listening_times(hidden))})."
    )
    return (Notice(kind=NoticeKind.CHECK, lines=(text(typeset(message)),)),)
