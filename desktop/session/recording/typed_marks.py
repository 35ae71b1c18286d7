"""Marks typed in a terminal while it records: a letter, and a few letters of a name. Pure.

n          next item            n 4       item 4
v          vote                 p blon    the floor is Mme Blondel's
a blon     Mme Blondel arrives  d blon    she leaves
s          suspension, then resumption
h          closed session, then public again
m words    a free mark          x         take back the last mark
"""

from collections.abc import Sequence
from dataclasses import dataclass

from asr.recording.journal import Marked, MarkKind
from core.folding import fold
from desktop.session.recording.board_state import BoardState, next_item, state_after
from pv_builder.meeting import MemberName
from pv_builder.seance import AgendaEntry

_OF_MEMBERS = {"p": MarkKind.FLOOR, "a": MarkKind.ARRIVAL, "d": MarkKind.DEPARTURE}

HELP = (
    "n point suivant · v vote · p parole · a arrivée · d départ (a dup : M. Dupont) · s suspension "
    "ou reprise · h huis clos ou fin · m repère · x annuler le dernier, puis Entrée."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMark:
    """What was typed: a mark to make, the last one to take back, or neither.

    Attributes:
        kind: of the mark; None to take back the last one.
        text: a member's name, an item's number, or words.
    """

    kind: MarkKind | None
    text: str = ""


def typed_mark(
    line: str,
    marks: Sequence[Marked],
    agenda: Sequence[AgendaEntry],
    members: Sequence[MemberName],
) -> TypedMark | None:
    """Return what a line asks for, None when it cannot be understood.

    Args:
        line: as typed.
        marks: made so far.
        agenda: of the session; may be empty.
        members: of the roll; several that fit a name leave it not understood.
    """
    key, _, words = line.strip().partition(" ")
    key, words = key.lower(), words.strip()
    state = state_after(marks)
    if key in _OF_MEMBERS:
        fitting = [name for name in members if words and fold(words) in fold(name)]
        return TypedMark(kind=_OF_MEMBERS[key], text=fitting[0]) if len(fitting) == 1 else None
    if key == "n":
        item = words or _following(agenda, state)
        return TypedMark(kind=MarkKind.NEXT_ITEM, text=item) if item else None
    plain = {
        "v": TypedMark(kind=MarkKind.VOTE, text=state.item),
        "s": TypedMark(kind=MarkKind.RESUMPTION if state.is_suspended else MarkKind.SUSPENSION),
        "h": TypedMark(kind=MarkKind.PUBLIC_AGAIN if state.is_closed else MarkKind.CLOSED_SESSION),
        "m": TypedMark(kind=MarkKind.FREE, text=words),
        "x": TypedMark(kind=None),
    }
    return plain.get(key)


def _following(agenda: Sequence[AgendaEntry], state: BoardState) -> str:
    """Return the number of the item after the open one, "" after the last."""
    following = next_item(agenda, state)
    if following is not None:
        return str(following.mark)
    if agenda:
        return ""
    return str(int(state.item) + 1) if state.item.isdecimal() else "1"
