"""What a file was when its SHA-256 was computed, so that gigabytes are not read at every start.

A stamp saves time and nothing else: what a file must be is in the catalogue. A file whose size or
time of change is not the stamped one is read again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from core.files import SHARED, sha256_of
from core.jsonio import JsonInvalid, read_json, write_json
from core.task import TaskContext
from models.catalogue import Source
from models.progress import Tally
from models.verify import STAMP_NAME, layout_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStamp:
    """A file as it was when its SHA-256 was computed."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    size_bytes: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The files of a model that could be read, by path."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    files: Mapping[str, FileStamp]

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file."""
        return {path: file.sha256 for path, file in self.files.items()}


def read_stamp(folder: Path) -> Stamp | None:
    """Return the stamp that a folder carries, None when it has no readable one."""
    try:
        return read_json(Stamp, folder / STAMP_NAME)
    except (OSError, JsonInvalid):
        return None


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write the stamp beside the files. Raises `FolderNotWritable`."""
    write_json(folder / STAMP_NAME, stamp, SHARED)


def take_stamp(source: Source, folder: Path, old: Stamp | None, ctx: TaskContext) -> Stamp:
    """Return the stamp of the source's files in a folder, reading those that changed.

    Files that are missing, of the wrong size or unreadable are left out.

    Args:
        source: says which files to look at.
        folder: where they are.
        old: stamp to go on from; None reads everything.
        ctx: receives the bytes read.
    """
    bad = {fault.path for fault in layout_faults(source, folder)}
    there = [file.path for file in source.files if file.path not in bad]
    kept = {path: _still_good(folder / path, old, path) for path in there}
    total = sum((folder / path).stat().st_size for path, stamp in kept.items() if stamp is None)
    tally = Tally(ctx, "models.verify", total)
    stamps = {path: stamp or _stamp_file(folder / path, tally) for path, stamp in kept.items()}
    return Stamp(files={path: stamp for path, stamp in stamps.items() if stamp is not None})


def _still_good(path: Path, old: Stamp | None, name: str) -> FileStamp | None:
    stamp = old.files.get(name) if old is not None else None
    status = path.stat()
    if stamp and (stamp.size_bytes, stamp.mtime_ns) == (status.st_size, status.st_mtime_ns):
        return stamp
    return None


def _stamp_file(path: Path, tally: Tally) -> FileStamp | None:
    """Return the stamp of a file, None when the disk cannot read it."""
    try:
        status = path.stat()
        digest = sha256_of(path, tally)
    except OSError:
        return None
    tally.advance(status.st_size)
    return FileStamp(size_bytes=status.st_size, mtime_ns=status.st_mtime_ns, sha256=digest)
