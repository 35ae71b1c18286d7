"""What a run shows to others while it lasts: command lines, environments, files outside."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from tests.bench.leaks.search import Secrets, leaks_in

_PAUSE_S = 0.1


class Watch:
    """Looks at a process tree and at folders ten times a second, on a thread.

    Args:
        root: pid of the command.
        folders: where nothing of the session may stand.
        given: the command line, as somebody typed it: what stands in it is theirs.
        secrets: what is looked for.
    """

    def __init__(
        self, root: int, folders: Sequence[Path], given: Sequence[str], secrets: Secrets
    ) -> None:
        self.leaks: set[str] = set()
        self.files: set[str] = set()
        self.processes: set[int] = set()
        self._root, self._folders, self._given, self._secrets = root, folders, given, secrets
        self._seen: dict[Path, tuple[int, int]] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._look_at_files()

    def children(self) -> list[psutil.Process]:
        """Return the processes of the tree below the command that are there now."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self._root).children(recursive=True)
        return []

    def _watch(self) -> None:
        while not self._over.is_set():
            self._look_at_processes()
            self._look_at_files()
            time.sleep(_PAUSE_S)

    def _look_at_processes(self) -> None:
        for process in self.children():
            with contextlib.suppress(psutil.Error):
                self.processes.add(process.pid)
                command = [one for one in process.cmdline() if one not in self._given]
                shown = "\n".join([*command, *process.environ().values()])
                self.leaks.update(f"process: {one}" for one in self._secrets.found_in(shown))

    def _look_at_files(self) -> None:
        for path in self._outside():
            with contextlib.suppress(OSError):
                status = path.stat()
                stamp = (status.st_mtime_ns, status.st_size)
                if self._seen.get(path) == stamp:
                    continue
                self._seen[path] = stamp
                self.files.add(path.name)
                self.leaks.update(f"{path.name}: {one}" for one in leaks_in(path, self._secrets))

    def _outside(self) -> Iterator[Path]:
        for folder in self._folders:
            with contextlib.suppress(OSError):
                yield from (path for path in folder.rglob("*") if path.is_file())
