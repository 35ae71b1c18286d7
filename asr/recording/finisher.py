"""Makes parts in the background while the recording goes on, so that little is left at its end."""

import logging
import threading

from asr.recording.clocks import Clocks
from asr.recording.finishing import DuePart, due_part, make_due, remove_spent
from asr.recording.folders import Folders
from asr.recording.journal import Entry, RecordingJournal
from asr.recording.tape import Tape
from asr.recording.writer import Writer
from core.errors import AppError
from core.task import CallbackContext, Cancelled

logger = logging.getLogger(__name__)

_PERIOD_S = 5.0
_RETRY_S = 60.0


class Finisher:
    """Makes each part as soon as nothing can change it; make it, `start` it, `stop` it.

    Args:
        writer: journals what is made; its durable entries tell what is due.
        journal: of the recordings; touched on the writer's thread only.
        tape: tells the person recording what goes wrong.
        folders: of the recording.
        clocks: tell what is settled.
    """

    def __init__(
        self,
        writer: Writer,
        journal: RecordingJournal,
        tape: Tape,
        folders: Folders,
        clocks: Clocks,
    ) -> None:
        self._writer = writer
        self._journal = journal
        self._tape = tape
        self._folders = folders
        self._clocks = clocks
        self._stopping = threading.Event()
        self._ctx = CallbackContext(lambda _event: None, self._stopping)
        self._thread = threading.Thread(target=self._run, name="finisher", daemon=True)
        self._is_failing = False

    def start(self) -> None:
        """Begin to look for what is due."""
        self._thread.start()

    def stop(self) -> None:
        """Give up the part in the making: it is made again."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(_RETRY_S if self._is_failing else _PERIOD_S):
            try:
                self._make_what_is_due()
            except Cancelled:
                return
            except (AppError, OSError) as error:
                self._note_failure(error)

    def _make_what_is_due(self) -> None:
        entries = self._writer.durable
        remove_spent(entries, self._folders)
        due = due_part(entries, self._folders, self._clocks.elapsed_s())
        if due is None:
            return
        made = make_due(due, self._folders, self._ctx) if isinstance(due, DuePart) else due
        self._is_failing = False
        self._journalled(made)

    def _journalled(self, made: Entry) -> None:
        """Return when the entry is on the disk: it must not be made twice."""
        self._writer.ask(lambda: self._journal.append(made))
        while made not in self._writer.durable and not self._stopping.wait(_PERIOD_S / 10):
            pass

    def _note_failure(self, error: AppError | OSError) -> None:
        """Tell once that the sound stays raw; it is kept all the same."""
        logger.info("a part was not made: %s", type(error).__name__)
        if not self._is_failing:
            self._writer.do(lambda: self._tape.tell("recording-part-kept-raw"))
        self._is_failing = True
