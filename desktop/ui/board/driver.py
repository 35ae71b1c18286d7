"""A recording as the window sees it: it never waits, and hears by signals what happened.

What may take time (opening a microphone, a disk that is slow, the last parts) runs on one thread of
its own, in order.
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from asr.recording.journal import Marked, MarkKind
from asr.recording.recorder import Phase, Recorder, Status
from asr.recording.setup import Machine, Setup
from core.errors import AppError
from core.task import CallbackContext, Cancelled, Event, Notice, Progress
from desktop.session.dossier import Dossier
from desktop.session.recording.completion import complete_apart
from desktop.session.recording.places import summary_of
from desktop.session.recording.recorder import close_recording, open_recording
from desktop.session.recording.recovery import recover_recording

logger = logging.getLogger(__name__)

_LOOK_MS = 100


class RecordingDriver(QObject):
    """Drives the recorder of one session.

    Args:
        dossier: of the session; it must stay open until `stopped`.
        machine: what it runs on.

    Attributes:
        recorder: the recorder, None before a start and after a stop.

    Signals:
        started: sound is being kept.
        refused: an `AppError`: it did not start, or its last parts could not be made.
        looked: a `Status`, ten times a second.
        told: a `Notice` for the person recording.
        marked: a `Marked` that is on the disk.
        finishing: a `Progress` of the last parts.
        stopped: a `RecordingSummary`, or None when the last parts could not be made.
        repaired: what an interrupted recording holds (`Recovered`s), and the `RecordingSummary`.
        completed: what another recording gave (`Completed`), and the `RecordingSummary`.
    """

    started = Signal()
    refused = Signal(object)
    looked = Signal(object)
    told = Signal(object)
    marked = Signal(object)
    finishing = Signal(object)
    stopped = Signal(object)
    repaired = Signal(object, object)
    completed = Signal(object, object)

    def __init__(
        self, dossier: Dossier, machine: Machine | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._dossier = dossier
        self.machine = machine
        self.recorder: Recorder | None = None
        self._is_busy = False
        self._leaving = threading.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recording")
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_active(self) -> bool:
        """Whether a recording is opening, running or being finished."""
        return self._is_busy

    @property
    def phase(self) -> Phase:
        """What the recorder does."""
        return Phase.READY if self.recorder is None else self.recorder.status().phase

    def repair(self) -> None:
        """Repair what an earlier run left unfinished; `repaired` or `refused` follows."""
        self._do(self._repair)

    def complete(self, other: Path, hour: dt.time | None = None) -> None:
        """Fill what is missing from another recording; `completed` or `refused` follows."""
        self._do(partial(self._complete, other, hour))

    def start(self, setup: Setup) -> None:
        """Open the inputs and record; `started` or `refused` follows."""
        if not self._is_busy:
            self._is_busy = True
            self._do(partial(self._start, setup))

    def pause(self) -> None:
        """Keep nothing more until `resume`."""
        self._with_recorder(Recorder.pause)

    def resume(self) -> None:
        """Go on recording."""
        self._with_recorder(Recorder.resume)

    def mark(self, kind: MarkKind, text: str = "", ago_s: float = 0.0) -> None:
        """Mark this moment, or one a few seconds ago; `marked` follows."""
        self._with_recorder(lambda recorder: self.marked.emit(recorder.mark(kind, text, ago_s)))

    def cancel_mark(self, mark: Marked) -> None:
        """Take back a mark."""
        self._with_recorder(lambda recorder: recorder.cancel_mark(mark))

    def stop(self) -> None:
        """Stop, and make the last parts; `stopped` follows."""
        if self.recorder is not None:
            self._do(self._stop)

    def leave(self) -> None:
        """Stop if need be and wait until nothing works any more: the session is being closed."""
        self._leaving.set()
        self.stop()
        self._thread.shutdown(wait=True)
        self._timer.stop()

    def _with_recorder(self, action: Callable[[Recorder], None]) -> None:
        recorder = self.recorder
        if recorder is not None:
            self._do(lambda: action(recorder))

    def _do(self, action: Callable[[], None]) -> None:
        self._thread.submit(self._guarded, action)

    def _guarded(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception:  # top of a thread: the log gets the traceback, the recording goes on
            logger.exception("an action on the recording failed")
            self.told.emit(Notice(code="recording-fault"))

    # What happens on the thread.

    def _repair(self) -> None:
        try:
            found = recover_recording(self._dossier, CallbackContext(self._on_event))
        except AppError as error:
            self.refused.emit(error)
            return
        self.repaired.emit(found, summary_of(self._dossier))

    def _complete(self, other: Path, hour: dt.time | None) -> None:
        ctx = CallbackContext(self._on_event, self._leaving)
        try:
            done = complete_apart(self._dossier, other, hour, ctx)
        except Cancelled:
            return
        except AppError as error:
            self.refused.emit(error)
            return
        self.completed.emit(done, summary_of(self._dossier))

    def _start(self, setup: Setup) -> None:
        ctx = CallbackContext(self._on_event)
        try:
            recorder = open_recording(self._dossier, setup, ctx, self.machine)
            recorder.start()
        except AppError as error:
            self._is_busy = False
            self.refused.emit(error)
            return
        self.recorder = recorder
        self.started.emit()

    def _stop(self) -> None:
        recorder = self.recorder
        if recorder is None:
            return
        summary = None
        try:
            summary = close_recording(self._dossier, recorder, CallbackContext(self._on_event))
        except AppError as error:
            self.refused.emit(error)
        finally:
            self.recorder, self._is_busy = None, False
            self.stopped.emit(summary)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Notice):
            self.told.emit(event)
        elif isinstance(event, Progress):
            self.finishing.emit(event)

    # What happens on the window's thread.

    def watch(self) -> None:
        """Begin to look at the recorder; the board calls it once it is shown."""
        self._timer.start()

    def rest(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        recorder = self.recorder
        if recorder is None:
            return
        for notice in recorder.take_notices():
            self.told.emit(notice)
        status: Status = recorder.status()
        self.looked.emit(status)
