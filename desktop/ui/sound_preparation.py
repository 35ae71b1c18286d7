"""Preparing the sound to play while the window stays free."""

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import AppError
from core.task import CallbackContext, Cancelled, Event
from desktop.session.sound.listening import prepare_sound
from desktop.session.workbench import Workbench

logger = logging.getLogger(__name__)


class SoundPreparation(QObject):
    """Decodes the recording of a session on another thread, in another process.

    Args:
        bench: of the session; it must stay open until `stop` returns or it ended.
        parts: the files of the recording, in the order of the session.

    Signals:
        progressed: an event of the work.
        ready: the sound can be played.
        refused: an `AppError`.
    """

    progressed = Signal(object)
    ready = Signal(Path)
    refused = Signal(object)

    def __init__(
        self, bench: Workbench, parts: tuple[Path, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._dossier = bench.dossier
        self._parts = parts
        audio = bench.corrected.transcript.audio if bench.has_transcript else None
        self._expected = audio
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._work, name="sound", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop and wait until nothing works any more."""
        self._cancel.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        try:
            ctx = CallbackContext(self._on_event, self._cancel)
            target = prepare_sound(self._dossier, self._parts, self._expected, ctx)
        except Cancelled:
            return
        except AppError as error:
            self.refused.emit(error)
        except Exception:  # top of a thread: the log gets the traceback, the window goes on
            logger.exception("the sound could not be prepared")
        else:
            self.ready.emit(target)

    def _on_event(self, event: Event) -> None:
        self.progressed.emit(event)
