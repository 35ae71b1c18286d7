"""A second copy of the recording on another volume, kept up while it grows.

It copies what the first copy has more, file by file, so that a stick that was pulled out and put
back is simply caught up with. It runs in a thread of its own: a slow stick slows nothing else.

Invariants:
- It never writes to a volume other than the one it began on: where a stick was mounted, the system
  leaves an ordinary folder behind.
- A segment is removed from the copy only when the first copy let it go and every part is copied.
- The copy of another session is never touched: the journal's first line tells them apart.
"""

import logging
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.task import Notice

logger = logging.getLogger(__name__)

_PERIOD_S = 2.0
_RETRY_S = 10.0
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is copied, relative to the session's folder.

    Attributes:
        journal: of the recording; it is copied last, and copied means the rest is.
        audio: folder of the finished parts.
        raw: folder of the segments, removed from the copy once they are spent.
    """

    journal: Path
    audio: Path
    raw: Path


class Mirror:
    """Keeps a copy of a session's recording; make it, `start` it, `stop` it.

    Args:
        session: folder of the session.
        volume: folder on the other volume; the copy stands in a folder of the session's name there.
        kept: what is copied.
        tell: gets a notice when the copy cannot be kept up, and when it can again.
    """

    def __init__(
        self, session: Path, volume: Path, kept: Kept, tell: Callable[[Notice], None]
    ) -> None:
        self._session = session
        self._volume = volume
        self._kept = kept
        self._tell = tell
        self._device = _device_of(volume)
        self._target: Path | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mirror", daemon=True)
        self.is_behind = False

    def start(self) -> None:
        """Begin to copy."""
        if self._device is not None and self._device == _device_of(self._session):
            self._tell(Notice(code="recording-mirror-same-disk"))
        self._thread.start()

    def stop(self) -> None:
        """Copy what is left, then stop."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(_RETRY_S if self.is_behind else _PERIOD_S):
            self._catch_up()
        self._catch_up()

    def _catch_up(self) -> None:
        try:
            self._copy_all()
        except OSError as error:
            if not self.is_behind:
                logger.info("the mirror fails: %s", type(error).__name__)
                self._tell(Notice(code="recording-mirror-lost"))
            self.is_behind = True
            return
        if self.is_behind:
            self.is_behind = False
            self._tell(Notice(code="recording-mirror-back"))

    def _copy_all(self) -> None:
        if self._device is None or _device_of(self._volume) != self._device:
            raise FileNotFoundError
        if not (self._session / self._kept.journal).is_file():
            return  # nothing is recorded yet, or the first disk is gone: the copy stays as it is
        if self._target is None:
            self._target = self._free_folder()
        for folder in (self._kept.raw, self._kept.audio):
            for name in _files(self._session / folder):
                _copy_tail(self._session / folder / name, self._target / folder / name)
        _copy_tail(self._session / self._kept.journal, self._target / self._kept.journal)
        self._remove_spent(self._target / self._kept.raw)

    def _remove_spent(self, copies: Path) -> None:
        if not (self._session / self._kept.raw).is_dir():
            return
        for name in _files(copies) - _files(self._session / self._kept.raw):
            (copies / name).unlink()

    def _free_folder(self) -> Path:
        """Return the folder of this recording's copy, begun or yet to be made."""
        ours = _first_line(self._session / self._kept.journal)
        name, number = self._session.resolve().name, 1
        while True:
            folder = self._volume / (name if number == 1 else f"{name} ({number})")
            if not folder.exists() or _first_line(folder / self._kept.journal) == ours:
                return folder
            number += 1


def _files(folder: Path) -> set[str]:
    """Return the names of the files in a folder, without those being written."""
    if not folder.is_dir():
        return set()
    return {f.name for f in folder.iterdir() if f.is_file() and not f.name.startswith(".")}


def _first_line(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.readline()


def _device_of(path: Path) -> int | None:
    try:
        return path.stat().st_dev
    except OSError:
        return None


def _copy_tail(source: Path, copy: Path) -> None:
    """Append to a copy what its source has more; begin anew where the source is the shorter."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    size = copy.stat().st_size if copy.exists() else 0
    try:
        total = source.stat().st_size
    except FileNotFoundError:
        return  # the recorder let it go meanwhile
    if size == total:
        return
    with source.open("rb") as reader, copy.open("r+b" if 0 < size < total else "wb") as writer:
        start = size if size < total else 0
        reader.seek(start)
        writer.seek(start)
        shutil.copyfileobj(reader, writer, _BLOCK_BYTES)
        writer.flush()
        os.fsync(writer.fileno())
