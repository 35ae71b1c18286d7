"""What the live board knows from its marks: which item is open, whether the session is suspended.

Pure: marks and the agenda in, the state and the sentences of the board out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from asr.recording.journal import Marked, MarkKind
from pv_builder.language.typography import NBSP
from pv_builder.seance import AgendaEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """Where the session stands, by the marks.

    Attributes:
        item: number of the item that is open, as marked; "" before the first.
        is_suspended: whether the session is suspended.
        is_closed: whether it sits in closed session (huis clos).
        is_announced: whether the person recording answered about the announcement.
    """

    item: str = ""
    is_suspended: bool = False
    is_closed: bool = False
    is_announced: bool = False


def state_after(marks: Sequence[Marked]) -> BoardState:
    """Return the state after these marks, in order."""
    state = BoardState()
    for mark in marks:
        kind = mark.kind
        state = BoardState(
            item=mark.text if kind is MarkKind.NEXT_ITEM else state.item,
            is_suspended=_toggled(
                state.is_suspended, kind, MarkKind.SUSPENSION, MarkKind.RESUMPTION
            ),
            is_closed=_toggled(
                state.is_closed, kind, MarkKind.CLOSED_SESSION, MarkKind.PUBLIC_AGAIN
            ),
            is_announced=state.is_announced or kind in {MarkKind.ANNOUNCED, MarkKind.NOT_ANNOUNCED},
        )
    return state


def _toggled(is_on: bool, kind: MarkKind, on: MarkKind, off: MarkKind) -> bool:  # noqa: FBT001
    return kind is on or (is_on and kind is not off)


def next_item(agenda: Sequence[AgendaEntry], state: BoardState) -> AgendaEntry | None:
    """Return the item that follows the open one, None after the last or without an agenda."""
    if not state.item:
        return agenda[0] if agenda else None
    marks = [str(entry.mark) for entry in agenda]
    if state.item not in marks:
        return None
    after = marks.index(state.item) + 1
    return agenda[after] if after < len(agenda) else None


_TOLD = {
    MarkKind.SUSPENSION: "Séance suspendue",
    MarkKind.RESUMPTION: "Séance reprise",
    MarkKind.CLOSED_SESSION: "Début du huis clos",
    MarkKind.PUBLIC_AGAIN: "Fin du huis clos",
    MarkKind.ANNOUNCED: "Enregistrement annoncé aux personnes présentes",
    MarkKind.NOT_ANNOUNCED: "Enregistrement non annoncé",
    MarkKind.VOTE: "Vote",
    MarkKind.FREE: "Repère",
}
_TOLD_OF = {
    MarkKind.VOTE: "Vote, point {text}",
    MarkKind.ARRIVAL: f"Arrivée{NBSP}: {{text}}",
    MarkKind.DEPARTURE: f"Départ{NBSP}: {{text}}",
    MarkKind.FLOOR: "Parole à {text}",
    MarkKind.FREE: f"Repère{NBSP}: {{text}}",
}


def told(mark: Marked, agenda: Sequence[AgendaEntry]) -> str:
    """Return what a mark says on the board."""
    if mark.kind is MarkKind.NEXT_ITEM:
        title = next((entry.title for entry in agenda if str(entry.mark) == mark.text), "")
        return f"Point {mark.text}{NBSP}: {title}" if title else f"Point {mark.text}"
    if mark.text and mark.kind in _TOLD_OF:
        return _TOLD_OF[mark.kind].format(text=mark.text)
    return _TOLD.get(mark.kind, "")
