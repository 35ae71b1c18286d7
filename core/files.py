"""Files written whole or not at all, checked, and never overwritten when damaged."""

import errno
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from core.errors import DiskFailing, DiskFull, FileTooLarge, FolderNotWritable
from core.task import Progress, TaskContext

_BLOCK_BYTES = 1 << 20
_REFUSALS = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}
)
_FAILURES = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE})
_NO_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})

MOVE_PAUSES_S: tuple[float, ...] = (0.1, 0.5, 1.0, 2.0)

PRIVATE: Final = 0o600
"""POSIX permissions of a file that belongs to a session: nobody else on the machine reads it."""

PRIVATE_FOLDER: Final = 0o700
SHARED: Final = 0o644
SHARED_FOLDER: Final = 0o755
"""POSIX permissions of what every user of the machine may read, such as the models."""


def atomic_write(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write a file whole or not at all, so that it outlives a power cut once this returns.

    Args:
        path: of the file; its folder must be there.
        content: of the file.
        mode: POSIX permissions of a new file; a file that was there keeps its own.

    Raises:
        DiskFull: when the disk is full; what was there before is untouched.
        DiskFailing: when the disk is failing or gone.
        FolderNotWritable: when the folder refuses the file.
    """
    with faults_of(path, needed_bytes=len(content)):
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else mode
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            move_into_place(Path(name), path)
        except BaseException:
            _remove(Path(name))
            raise


@contextmanager
def whole_file(target: Path, needed_bytes: int = 0) -> Iterator[IO[bytes]]:
    """Yield a file that becomes the target when all went well and is removed otherwise.

    Args:
        target: of the file; what was there is replaced.
        needed_bytes: told if the disk is full.

    Raises:
        DiskFull, DiskFailing, FolderNotWritable: as `atomic_write`.
        FileTooLarge: when its file system does not allow a file of this size.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        with faults_of(target, needed_bytes):
            with partial.open("w+b") as out:
                partial.chmod(PRIVATE)
                yield out
                out.flush()
                os.fsync(out.fileno())
            move_into_place(partial, target)
    except BaseException:
        _remove(partial)
        raise


def _remove(path: Path) -> None:
    """Remove a file if the disk lets it: what went wrong first is what to tell."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def move_into_place(source: Path, target: Path) -> None:
    """Rename a file or folder that was flushed, so that its name outlives a power cut.

    Waits a little for what reads in it: on Windows an antivirus or the client of a synchronised
    folder opens what was just written, and it cannot be renamed until they have finished.

    Raises:
        OSError: when the disk refuses.
    """
    for pause_s in MOVE_PAUSES_S:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause_s)
        else:
            break
    else:
        source.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlive a power cut.

    Windows keeps the order of names by itself and lets nobody flush a folder; nor do some file
    systems of sticks and networks, which is no reason to refuse the work.
    """
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Make a folder with all that it holds outlive a power cut."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        elif path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def share(folder: Path) -> None:
    """Let every user of the machine read a folder with all that it holds."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(SHARED_FOLDER if path.is_dir() else SHARED)


@contextmanager
def faults_of(path: Path, needed_bytes: int = 0) -> Iterator[None]:
    """Turn the operating system's refusals to write at `path` into our errors."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(
                path=str(path), needed_bytes=needed_bytes, free_bytes=free_bytes(path)
            ) from error
        if error.errno == errno.EFBIG:
            raise FileTooLarge(path=str(path), needed_bytes=needed_bytes) from error
        if error.errno in _REFUSALS:
            raise FolderNotWritable(path=str(path)) from error
        if error.errno in _FAILURES:
            raise DiskFailing(path=str(path)) from error
        raise


def make_folder(path: Path, mode: int = 0o777) -> Path:
    """Return the folder, made with its parents if it was not there.

    Args:
        path: of the folder.
        mode: POSIX permissions if it is made, less what the user's mask takes away.

    Raises:
        FolderNotWritable: when it cannot be made or written.
    """
    with faults_of(path):
        path.mkdir(mode, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            return path


def free_bytes(path: Path) -> int:
    """Return the bytes free on the disk that holds `path` or its nearest existing parent."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return shutil.disk_usage(path).free


def require_space(path: Path, needed_bytes: int) -> None:
    """Raise `DiskFull` unless the disk that holds `path` has this many bytes free."""
    free = free_bytes(path)
    if free < needed_bytes:
        raise DiskFull(path=str(path), needed_bytes=needed_bytes, free_bytes=free)


@contextmanager
def staging_folder(target: Path) -> Iterator[Path]:
    """Yield an empty folder on the same disk as `target`; it is gone afterwards."""
    parent = make_folder(target.parent)
    with faults_of(target):
        staging = Path(tempfile.mkdtemp(dir=parent, prefix=f".{target.name}."))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def sha256_of(path: Path, ctx: TaskContext, step: str = "files.hash") -> str:
    """Return the SHA-256 of a file in hexadecimal; reports bytes done."""
    digest = hashlib.sha256()
    total = path.stat().st_size
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            ctx.emit(Progress(step=step, done=file.tell(), total=total))
    return digest.hexdigest()


def set_aside(path: Path) -> Path:
    """Rename a damaged file so that nothing overwrites it; return its new path."""
    kept = set_aside_name(path)
    with faults_of(path):
        move_into_place(path, kept)
    return kept


def set_aside_name(path: Path) -> Path:
    """Return a name beside a damaged file that nothing has yet."""
    number = 1
    while (kept := path.with_name(f"{path.name}.endommage-{number}")).exists():
        number += 1
    return kept
