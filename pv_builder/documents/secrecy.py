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
    if item.ballot is None or item.ballot.mode is not BallotMode.SECRET:
        return tuple(said), ()
    hidden = tuple(Interval(s.start_s, s.end_s) for s in said if tells_own_vote(s))
    return tuple(s for s in said if not tells_own_vote(s)), hidden


def secrecy_notice(hidden: Sequence[Interval]) -> tuple[Notice, ...]:
    """Return the notice that words were left out and where they are, nothing without any."""
    if not hidden:
        return ()
    message = (
        "Scrutin secret : les propos par lesquels un membre fait connaître son vote ne sont pas "
        f"reproduits (réécouter : {', '.join(listening_times(hidden))})."
    )
    return (Notice(kind=NoticeKind.CHECK, lines=(text(typeset(message)),)),)
