"""Work that would make the window stutter, one piece after another on another thread.

For what takes a moment and needs no engine: reading facts, drafting, writing documents. Hours of
recognition run in another process (`desktop.ui.jobs`).
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core.errors import AppError

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any
    tell: Callable[[Any], None]


class Lane(QObject):
    """Does pieces of work in turn; their results come back on the window's thread.

    Signals:
        refused: an `AppError` that a piece of work met.
        failed: a piece of work met a fault of Greffier's own; the log has it.
    """

    refused = Signal(object)
    failed = Signal()
    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")
        self._came.connect(self._tell)

    def run(self, work: Callable[[], T], tell: Callable[[T], None]) -> None:
        """Do a piece of work after those before it; give its result to `tell`."""
        self._pool.submit(self._work, work, tell)

    def close(self) -> None:
        """Wait for the piece in hand; those that wait are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, work: Callable[[], T], tell: Callable[[T], None]) -> None:
        try:
            result = work()
        except AppError as error:
            self.refused.emit(error)
        except Exception:  # top of a thread: the log gets the traceback, the window goes on
            logger.exception("a piece of work failed")
            self.failed.emit()
        else:
            self._came.emit(_Done(result, tell))

    def _tell(self, done: object) -> None:
        if isinstance(done, _Done):
            done.tell(done.result)


class AtOnce(Lane):
    """Does each piece of work before `run` returns: for tests and pictures."""

    def run(self, work: Callable[[], T], tell: Callable[[T], None]) -> None:
        """Do a piece of work now."""
        try:
            result = work()
        except AppError as error:
            self.refused.emit(error)
        else:
            tell(result)
