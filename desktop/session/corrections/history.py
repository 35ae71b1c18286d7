"""Undo and redo: a cursor in the list of edits, and the states it passes through.

Invariants:
- Undoing goes back through any number of edits, restarts included: the journal keeps the list.
- Undo after an edit gives back the very state before it, but for the machine's proposals where they
  are newer (`amend`): those follow from the state and are no edit.
- A new edit after an undo drops what was undone from the list (the journal on disk keeps it).
"""

from dataclasses import dataclass
from itertools import chain

from desktop.session.corrections.corrections import Corrected, apply
from desktop.session.corrections.edits import DescribeSession, Edit

_RECENT = 64
"""States kept one by one behind the cursor, and distance of those kept further back: undoing
replays at most this many edits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Edits in order; those from `cursor` on are undone."""

    edits: tuple[Edit, ...] = ()
    cursor: int = 0

    @property
    def can_undo(self) -> bool:
        """Whether an edit is left to undo."""
        return self.cursor > 0

    @property
    def can_redo(self) -> bool:
        """Whether an edit is left to do again."""
        return self.cursor < len(self.edits)

    @property
    def done(self) -> tuple[Edit, ...]:
        """The edits in effect."""
        return self.edits[: self.cursor]

    @property
    def stated(self) -> str | None:
        """The description of the session as these edits leave it; None where none changes it."""
        told = (edit.after for edit in reversed(self.done) if isinstance(edit, DescribeSession))
        undone = (
            edit.before for edit in self.edits[self.cursor :] if isinstance(edit, DescribeSession)
        )
        return next(chain(told, undone), None)

    def with_edit(self, edit: Edit) -> "Timeline":
        """Return the timeline after a new edit."""
        return Timeline(edits=(*self.done, edit), cursor=self.cursor + 1)

    def undone(self) -> "Timeline":
        """Return the timeline with the last edit undone; itself when there is none."""
        return Timeline(edits=self.edits, cursor=self.cursor - 1) if self.can_undo else self

    def redone(self) -> "Timeline":
        """Return the timeline with the next edit done again; itself when there is none."""
        return Timeline(edits=self.edits, cursor=self.cursor + 1) if self.can_redo else self


class History:
    """The states of a transcript along its timeline.

    Args:
        base: the transcript as recognised.
        timeline: the edits already made.
    """

    def __init__(self, base: Corrected, timeline: Timeline | None = None) -> None:
        self.timeline = timeline or Timeline()
        self._states = {0: base}
        self._states[self.timeline.cursor] = apply(base, self.timeline.done)

    @property
    def current(self) -> Corrected:
        """The state at the cursor."""
        return self._states[self.timeline.cursor]

    def push(self, edit: Edit) -> Corrected:
        """Return the state after a new edit."""
        state = apply(self.current, (edit,))
        self.timeline = self.timeline.with_edit(edit)
        cursor = self.timeline.cursor
        self._states = {at: kept for at, kept in self._states.items() if _keep(at, cursor)}
        self._states[cursor] = state
        return state

    def amend(self, state: Corrected) -> None:
        """Put another state at the cursor: the machine's newest proposals."""
        self._states[self.timeline.cursor] = state

    def undo(self) -> Corrected:
        """Return the state before the last edit; the same when there is none."""
        return self._move(self.timeline.undone())

    def redo(self) -> Corrected:
        """Return the state with the next edit done again; the same when there is none."""
        return self._move(self.timeline.redone())

    def _move(self, timeline: Timeline) -> Corrected:
        self.timeline = timeline
        cursor = timeline.cursor
        if cursor not in self._states:
            known = max(at for at in self._states if at < cursor)
            for at in range(known, cursor):
                self._states[at + 1] = apply(self._states[at], timeline.edits[at : at + 1])
        return self.current


def _keep(at: int, cursor: int) -> bool:
    return at < cursor and (at % _RECENT == 0 or cursor - at <= _RECENT)
