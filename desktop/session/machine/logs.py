"""The log: one rotating file, no spoken word, no name, no path of the user's.

Modules log counts, durations and codes only. What others write is cut down here: of an exception
the lines of the program and its kind (`core.tracebacks`), of a library's message where it was
logged; the home folder, which names the user, is shortened.
"""

import copy
import logging
import logging.handlers
from pathlib import Path
from types import TracebackType
from typing import Final

from core.errors import AppError
from core.files import make_folder
from core.tracebacks import without_messages

_BYTES_PER_FILE = 1_000_000
_FILES = 5
_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
_OURS: Final = frozenset({"core", "models", "asr", "pv_builder", "desktop"})

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Discreet(logging.Formatter):
    """Writes nothing that a library could have quoted, and "~" for the home folder."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        own = copy.copy(record)
        own.exc_text = None  # as another handler wrote it
        if own.name.partition(".")[0] not in _OURS:
            own.msg, own.args = f"{own.module}, line {own.lineno}", None
        return super().format(own).replace(str(Path.home()), "~")

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's name
        """Return where an exception came from, without the messages of others' exceptions."""
        return "" if ei[1] is None else without_messages(ei[1])


def set_up(folder: Path) -> None:
    """Send the log of the whole program to a rotating file in `folder`.

    A log that cannot be written must not stop the work: the program then goes without.
    """
    handler = _file_handler(folder)
    if handler is None:
        return
    handler.setFormatter(_Discreet(_FORM))
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, type(handler))]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def _file_handler(folder: Path) -> logging.handlers.RotatingFileHandler | None:
    try:
        make_folder(folder)
        return logging.handlers.RotatingFileHandler(
            folder / "greffier.log", maxBytes=_BYTES_PER_FILE, backupCount=_FILES, encoding="utf-8"
        )
    except (AppError, OSError):
        return None
