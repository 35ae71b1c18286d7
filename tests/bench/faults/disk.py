"""A disk that fails where it is told to, and remembers what would outlive a power cut.

Every call by which Python changes a folder is seen: files, names, folders, flushes. Native writes
would escape it.

Invariants:
- Nothing outside the root is touched or counted.
- Once killed, nothing reaches the disk any more, whatever `finally` clauses try.
"""

import errno
import io
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any
from unittest.mock import patch


class Killed(BaseException):
    """The program ended here, as `kill -9` ends it: no handler of `Exception` sees it."""


class Fault(StrEnum):
    """What happens at one operation."""

    KILL = "kill"
    """The program ends; of a write, half is done."""
    FULL = "full"
    """The disk is full from there on; of a write, half fits."""
    FULL_ONCE = "full-once"
    """Only this operation finds the disk full."""
    FAULTY = "input-output-error"
    """The operation fails as on a stick pulled out, and so does every one after it."""


class Kind(StrEnum):
    """What an operation does."""

    CREATE = "create"
    RESIZE = "resize"
    WRITE = "write"
    SYNC = "sync"
    SYNC_FOLDER = "sync-folder"
    MAKE_FOLDER = "make-folder"
    REMOVE = "remove"
    REMOVE_FOLDER = "remove-folder"
    RENAME = "rename"


_NEEDS_ROOM = frozenset({Kind.CREATE, Kind.WRITE, Kind.MAKE_FOLDER})


@dataclass(frozen=True, slots=True)
class Operation:
    """One change; `at` is the place of a write, or the new size."""

    kind: Kind
    path: str
    at: int = 0
    content: bytes = b""
    target: str = ""


@dataclass
class Disk:
    """A folder whose changes are counted; fails at one of them if asked to.

    Attributes:
        root: of the folder.
        fault: what happens at operation `strike`, counted from 0.
        done: the operations so far.
    """

    root: Path
    fault: Fault | None = None
    strike: int = -1
    done: list[Operation] = field(default_factory=list)
    is_dead: bool = False
    is_refusing: bool = False
    handles: dict[int, str] = field(default_factory=dict)
    _turn: RLock = field(default_factory=RLock)

    def sees(self, path: object) -> bool:
        """Whether a path is the folder or in it."""
        if not isinstance(path, str | os.PathLike):
            return False
        place = _absolute(path)
        return place == str(self.root) or place.startswith(f"{self.root}{os.sep}")

    def change(self, operation: Operation, act: Callable[[], Any], half: Callable[[], Any]) -> Any:
        """Do an operation, or what the fault makes of it; threads one after the other."""
        with self._turn:
            return self._change(operation, act, half)

    def _change(self, operation: Operation, act: Callable[[], Any], half: Callable[[], Any]) -> Any:
        if self.is_dead:
            raise Killed
        strikes = len(self.done) == self.strike
        if strikes and self.fault is Fault.KILL:
            half()
            self.is_dead = True
            raise Killed
        if (strikes or self.is_refusing) and self.fault is not None:
            self._refuse(operation)
        result = act()
        self.done.append(operation)
        return result

    def _refuse(self, operation: Operation) -> None:
        """Raise the error of a disk that refuses; a removal needs no room."""
        self.is_refusing = self.fault is not Fault.FULL_ONCE
        code = errno.EIO if self.fault is Fault.FAULTY else errno.ENOSPC
        if self.fault is Fault.FULL_ONCE:
            self.strike = -1 if operation.kind in _NEEDS_ROOM else self.strike + 1
        if self.fault is Fault.FAULTY or operation.kind in _NEEDS_ROOM:
            raise OSError(code, os.strerror(code), operation.path)

    @contextmanager
    def attached(self) -> Iterator["Disk"]:
        """Put the disk under everything that Python writes."""
        with patch.multiple(os, **_Calls(self).by_name()), _opening(self):
            yield self


class _File(io.FileIO):
    """A file whose writes are counted."""

    def __init__(self, file: str | int, mode: str, disk: Disk, path: str) -> None:
        super().__init__(file, mode)
        self._disk = disk
        self._path = path
        self._appends = "a" in mode

    def write(self, content: Any) -> int:  # type: ignore[override]
        if self._disk.is_dead:
            return len(content)
        whole = bytes(content)
        at = self.seek(0, os.SEEK_END) if self._appends else self.tell()
        operation = Operation(Kind.WRITE, self._path, at, whole)
        write = super().write
        return int(
            self._disk.change(
                operation, lambda: write(whole), lambda: write(whole[: len(whole) // 2])
            )
        )

    def truncate(self, size: int | None = None) -> int:
        length = self.tell() if size is None else size
        operation = Operation(Kind.RESIZE, self._path, length)
        cut = super().truncate
        return int(self._disk.change(operation, lambda: cut(length), _nothing))

    def close(self) -> None:
        if not self.closed:
            self._disk.handles.pop(self.fileno(), None)
        super().close()


def _absolute(path: str | os.PathLike[str]) -> str:
    return os.path.abspath(os.fspath(path))  # noqa: PTH100 - pathlib is what is watched


@contextmanager
def _opening(disk: Disk) -> Iterator[None]:
    original = io.open

    def opening(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **named: Any) -> Any:
        is_handle = isinstance(file, int) and file in disk.handles
        writes = any(letter in mode for letter in "wax+")
        if not writes or named.get("opener") or not (is_handle or disk.sees(file)):
            return original(file, mode, buffering, *rest, **named)
        path = disk.handles[file] if is_handle else _absolute(file)
        if not is_handle:
            _begin(disk, path, mode)
        raw = _File(file if is_handle else path, _plain(mode), disk, path)
        disk.handles[raw.fileno()] = path
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *rest, **named)

    with patch.object(io, "open", opening), patch("builtins.open", opening):
        yield


def _plain(mode: str) -> str:
    """Return the mode of a file that is there by now: made and emptied by `_begin`."""
    if "a" in mode:
        return "a+" if "+" in mode else "a"
    return "r+"


def _begin(disk: Disk, path: str, mode: str) -> None:
    """Make or empty a file as its mode asks for."""
    there = os.path.exists(path)  # noqa: PTH110
    if "x" in mode and there:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    if "r" in mode:
        return
    if not there:
        operation = Operation(Kind.CREATE, path)
        disk.change(operation, lambda: _touch(path), _nothing)
    elif "w" in mode:
        operation = Operation(Kind.RESIZE, path, 0)
        disk.change(operation, lambda: _REAL["truncate"](path, 0), _nothing)


def _touch(path: str) -> None:
    _REAL["close"](_REAL["open"](path, os.O_CREAT | os.O_WRONLY, 0o666))


_REAL: dict[str, Any] = {
    name: getattr(os, name)
    for name in (
        *("open", "close", "write", "fsync", "ftruncate", "truncate", "replace", "rename"),
        *("unlink", "remove", "mkdir", "rmdir"),
    )
}


class _Calls:
    """The functions of `os` that change a disk, as they work on this one."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def by_name(self) -> dict[str, Any]:
        """Return what stands in for each function."""
        return {
            "open": self.open,
            "close": self.close,
            "fsync": self.fsync,
            "write": self.write,
            "mkdir": self.mkdir,
            "replace": partial(self.move, "replace"),
            "rename": partial(self.move, "rename"),
            "unlink": partial(self.remove, "unlink", Kind.REMOVE),
            "remove": partial(self.remove, "remove", Kind.REMOVE),
            "rmdir": partial(self.remove, "rmdir", Kind.REMOVE_FOLDER),
        }

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        place = _placed(path, dir_fd)
        is_unnamed = flags & getattr(os, "O_TMPFILE", 0) & ~os.O_DIRECTORY
        act = partial(_REAL["open"], path, flags, mode, dir_fd=dir_fd)
        if is_unnamed or not self._disk.sees(place):
            return int(act())
        if flags & os.O_CREAT and not os.path.exists(place):  # noqa: PTH110
            handle = self._disk.change(Operation(Kind.CREATE, place), act, _nothing)
        else:
            handle = act()
        self._disk.handles[handle] = place
        return int(handle)

    def close(self, handle: int) -> None:
        self._disk.handles.pop(handle, None)
        _REAL["close"](handle)

    def fsync(self, handle: int) -> None:
        path = self._disk.handles.get(handle)
        if path is not None:
            is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
            kind = Kind.SYNC_FOLDER if is_folder else Kind.SYNC
            self._disk.change(Operation(kind, path), _nothing, _nothing)

    def write(self, handle: int, content: bytes) -> int:
        path = self._disk.handles.get(handle)
        if path is None:
            return int(_REAL["write"](handle, content))
        at = os.lseek(handle, 0, os.SEEK_CUR)
        act = partial(_REAL["write"], handle, content)
        half = partial(_REAL["write"], handle, content[: len(content) // 2])
        return int(self._disk.change(Operation(Kind.WRITE, path, at, bytes(content)), act, half))

    def move(self, name: str, source: Any, target: Any, **named: Any) -> None:
        if not self._disk.sees(target):
            _REAL[name](source, target, **named)
            return
        old, new = _absolute(source), _absolute(target)
        act = partial(_REAL[name], old, new, **named)
        self._disk.change(Operation(Kind.RENAME, old, target=new), act, _nothing)

    def remove(self, name: str, kind: Kind, path: Any, *, dir_fd: int | None = None) -> None:
        place = _placed(path, dir_fd)
        act = partial(_REAL[name], path, dir_fd=dir_fd)
        if self._disk.sees(place) and os.path.lexists(place):
            self._disk.change(Operation(kind, place), act, _nothing)
        else:
            act()

    def mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        place = _placed(path, dir_fd)
        act = partial(_REAL["mkdir"], path, mode, dir_fd=dir_fd)
        if self._disk.sees(place) and not os.path.exists(place):  # noqa: PTH110
            self._disk.change(Operation(Kind.MAKE_FOLDER, place), act, _nothing)
        else:
            act()


def _nothing() -> None:
    """Do nothing: what half of an operation that cannot be halved comes to."""


def _placed(path: Any, dir_fd: int | None) -> str:
    """Return a path from the root of the system."""
    if dir_fd is None or os.path.isabs(path):  # noqa: PTH117
        return _absolute(path)
    return os.path.join(os.readlink(f"/proc/self/fd/{dir_fd}"), path)  # noqa: PTH118, PTH115


def copied(template: Path, root: Path) -> None:
    """Put a fresh copy of a folder in place of another."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(template, root)
