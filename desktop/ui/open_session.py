"""The open session as the window sees it: a workbench that says when it changes."""

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import AppError
from desktop.session.corrections import Corrected
from desktop.session.edits import Edit
from desktop.session.workbench import Workbench
from desktop.ui.people import People
from pv_builder.minutes import Minutes

_REST_MS = 250


class OpenSession(QObject):
    """A workbench with signals; every page works through it.

    Signals:
        corrected: the transcript or a decision changed.
        rested: nothing was corrected for a moment: time to count what is left.
        refused: an edit could not be written; it was not done.
    """

    corrected = Signal()
    rested = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.rested)
        self.corrected.connect(self._rest.start)
        self.people = People(bench.seance.roll if bench.seance else ())

    @property
    def state(self) -> Corrected:
        """The transcript as corrected. Only once there is one."""
        return self.bench.corrected

    @property
    def has_transcript(self) -> bool:
        """Whether something was recognised."""
        return self.bench.has_transcript

    def minutes(self) -> Minutes | None:
        """Return the facts as they stand."""
        return self.bench.minutes()

    def do(self, edit: Edit) -> bool:
        """Do an edit; whether it was written to the disk."""
        try:
            self.bench.do(edit)
        except AppError as error:
            self.refused.emit(error)
            return False
        self.corrected.emit()
        return True

    def undo(self) -> None:
        """Undo the last edit, if there is one."""
        if self.bench.can_undo:
            self.bench.undo()
            self.corrected.emit()

    def redo(self) -> None:
        """Do the next edit again, if there is one."""
        if self.bench.can_redo:
            self.bench.redo()
            self.corrected.emit()

    def close(self) -> None:
        """Release the session's folder."""
        self.bench.close()
