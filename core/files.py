"""Files written whole or not at all, checked, and never overwritten when damaged."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DiskFull, FolderNotWritable
from core.task import Progress, TaskContext

_BLOCK_BYTES = 1 << 20
_REFUSALS = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}
)


def atomic_write(path: Path, content: bytes) -> None:
    """Write a file beside its target, flush it to the disk and move it into place.

    Raises:
        DiskFull: when the disk is full; what was there before is untouched.
        FolderNotWritable: when the folder refuses the file.
    """
    with faults_of(path, needed_bytes=len(content)):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


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
        if error.errno in _REFUSALS:
            raise FolderNotWritable(path=str(path)) from error
        raise


def make_folder(path: Path) -> Path:
    """Return the folder, made with its parents if it was not there.

    Raises:
        FolderNotWritable: when it cannot be made or written.
    """
    with faults_of(path):
        path.mkdir(parents=True, exist_ok=True)
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
    number = 1
    while (kept := path.with_name(f"{path.name}.endommage-{number}")).exists():
        number += 1
    path.rename(kept)
    return kept
