"""The log: one rotating file, no spoken word, no name, no path of the user's.

Modules log counts, durations and codes only. The filter here is a second net: it shortens the
home folder and drops the file names of tracebacks' locals, which could hold a user's name.
"""

import logging
import logging.handlers
from pathlib import Path

from core.errors import AppError
from core.files import make_folder

_BYTES_PER_FILE = 1_000_000
_FILES = 5
_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


class _HomeShortener(logging.Formatter):
    """Writes "~" for the home folder, which names the user."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with the home folder shortened."""
        return super().format(record).replace(str(Path.home()), "~")


def set_up(folder: Path) -> None:
    """Send the log of the whole program to a rotating file in `folder`.

    A log that cannot be written must not stop the work: the program then goes without.
    """
    handler = _file_handler(folder)
    if handler is None:
        return
    handler.setFormatter(_HomeShortener(_FORM))
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
