"""Files that outlive the process once written, and a power cut once flushed.

Invariant: a write that fails leaves the file as long as it was.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from core.files import sync_folder

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_full(error: OSError) -> bool:
    """Whether a disk refused for want of room; otherwise it is failing or gone."""
    return error.errno in _FULL


class DurableFile(Protocol):
    """A file that can be made to outlive a power cut; tests have one that breaks."""

    def append(self, content: bytes) -> None:
        """Write at the end, all or nothing."""

    def overwrite(self, at: int, content: bytes) -> None:
        """Replace bytes in the middle."""

    def sync(self) -> None:
        """Flush to the disk."""

    def close(self) -> None:
        """Close the file."""


OpenFile = Callable[[Path], DurableFile]


class DiskFile:
    """A file of the operating system, written without a buffer; made if it was not there."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("r+b" if path.exists() else "x+b", buffering=0)
        self._size = self._file.seek(0, os.SEEK_END)
        sync_folder(path.parent)

    def append(self, content: bytes) -> None:
        """Write at the end; a write cut short by a full disk is undone."""
        self._file.seek(self._size)
        try:
            _require_whole(self._file.write(content), content)
        except OSError:
            self._file.truncate(self._size)
            raise
        self._size += len(content)

    def overwrite(self, at: int, content: bytes) -> None:
        """Replace bytes in the middle."""
        self._file.seek(at)
        self._file.write(content)

    def sync(self) -> None:
        """Flush to the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _require_whole(written: int | None, content: bytes) -> None:
    """Raise the error of a full disk when only a part was written."""
    if written != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
