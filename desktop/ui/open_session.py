"""The open session as the window sees it: a workbench that says when it changes."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import AppError
from desktop.session.corrections.corrections import Corrected
from desktop.session.corrections.edits import DescribeSession, Edit
from desktop.session.description.tables import Renamed, Renumbered
from desktop.session.speakers.proposing import Proposed, says_who
from desktop.session.workbench import Reading, Workbench
from desktop.ui.lane import AtOnce, Lane
from desktop.ui.people import People
from pv_builder.meeting import Member
from pv_builder.minutes import Minutes
from pv_builder.naming.named import Naming
from pv_builder.seance import Seance, meeting_as_stated

_REST_MS = 250
T = TypeVar("T")


class OpenSession(QObject):
    """A workbench with signals; every page works through it.

    Signals:
        corrected: the transcript or a decision changed.
        rested: nothing was corrected for a moment: time to count what is left.
        refused: an edit could not be written; it was not done.
        read: the facts were read again.
        named: it was worked out again who the voices may be.

    Args:
        bench: the session.
        lane: where the facts are read and drafts are made; None does it at once.
    """

    corrected = Signal()
    rested = Signal()
    refused = Signal(object)
    read = Signal()
    named = Signal()

    def __init__(
        self, bench: Workbench, lane: Lane | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.bench = bench
        self.lane = lane or AtOnce(self)
        self.lane.refused.connect(self.refused)
        self._asked: Reading | None = None
        self._naming_asked = False
        self._is_open = True
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.rested)
        self.rested.connect(self._propose)
        self.corrected.connect(self._rest.start)
        self.people = People(self.roll)

    @property
    def state(self) -> Corrected:
        """The transcript as corrected. Only once there is one."""
        return self.bench.corrected

    @property
    def has_transcript(self) -> bool:
        """Whether something was recognised."""
        return self.bench.has_transcript

    @property
    def is_reading(self) -> bool:
        """Whether the facts are being read again; `read` follows."""
        return self._asked is not None

    def minutes(self) -> Minutes | None:
        """Return the facts as last read; a reading that is due begins, and `read` follows.

        None until the session is described, and while it is read for the first time.
        """
        due = self.bench.reading()
        if due is not None and self._asked is None:
            self._asked = due
            self.run(due.read, self._on_read)
        return self.bench.minutes_so_far()

    def run(self, work: Callable[[], T], tell: Callable[[T], None]) -> None:
        """Do a piece of work beside the window; its result is told unless the session closed."""

        def tell_if_open(result: T) -> None:
            if self._is_open:
                tell(result)

        self.lane.run(work, tell_if_open)

    def _on_read(self, minutes: Minutes) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self.bench.take(asked, minutes)
            self.read.emit()

    def naming(self) -> Naming | None:
        """Return who the voices may be and why; if that is due it begins, and `named` follows."""
        self._propose()
        return self.bench.naming

    def _propose(self) -> None:
        """Work out again who the voices may be, if anything was corrected since.

        Finding out whether anything was takes longer than a frame in a session of six hours: that
        too is done beside the window.
        """
        if not self._naming_asked:
            self._naming_asked = True
            self.run(self.bench.proposed, self._on_named)

    def _on_named(self, proposed: Proposed | None) -> None:
        self._naming_asked = False
        if proposed is None:
            return
        if self.bench.take_proposed(proposed):
            self.corrected.emit()
        self.named.emit()
        self._propose()

    def minutes_or_stated(self) -> Minutes | None:
        """Return the facts as last read, else what was stated beforehand."""
        seance = self.bench.seance
        stated = Minutes(meeting=meeting_as_stated(seance)) if seance is not None else None
        return self.minutes() or stated

    def do(self, edit: Edit) -> bool:
        """Do an edit; whether it was written to the disk."""
        try:
            self.bench.do(edit)
        except AppError as error:
            self.refused.emit(error)
            return False
        if says_who(edit):
            self._propose()
        self._on_changed()
        return True

    def describe(self, seance: Seance, renamed: Renamed = (), renumbered: Renumbered = ()) -> bool:
        """State the session anew; whether it was written to the disk."""
        return self.do(self.bench.description(seance, renamed, renumbered))

    def describe_so_far(self, seance: Seance) -> bool:
        """Write the session as it is being typed; whether it was written to the disk.

        Each pause in typing is no act to undo: `describe_since` makes one of them all.
        """
        try:
            self.bench.restate(self.bench.description(seance).after)
        except AppError as error:
            self.refused.emit(error)
            return False
        return True

    def describe_since(self, before: str) -> None:
        """Make one edit of what was written so far; nothing where nothing changed.

        Args:
            before: the text of the session's file until then.
        """
        after = self.bench.described
        if after != before:
            self.do(DescribeSession(before=before, after=after))

    @property
    def roll(self) -> tuple[Member, ...]:
        """The members in office, none until the session is described."""
        return self.bench.seance.roll if self.bench.seance else ()

    def _on_changed(self) -> None:
        if self.people.roll != self.roll:
            self.people = People(self.roll)
        self.corrected.emit()

    def undo(self) -> None:
        """Undo the last edit, if there is one."""
        if self.bench.can_undo:
            self.bench.undo()
            self._on_changed()

    def redo(self) -> None:
        """Do the next edit again, if there is one."""
        if self.bench.can_redo:
            self.bench.redo()
            self._on_changed()

    def close(self) -> None:
        """Release the session's folder."""
        self._is_open = False
        self.lane.refused.disconnect(self.refused)
        self.bench.close()
