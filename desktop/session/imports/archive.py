"""An archive that a person brings, unpacked where nothing in it can do harm.

Invariants:
- Nothing is written outside the target folder: a member that names a place elsewhere, or is a link,
  refuses the whole archive, for an honest tool writes none.
- Nothing is written before the size that the archive declares was found honest and affordable;
  Python's zipfile never gives more than is declared.
- The target appears whole or not at all.
"""

import shutil
import stat
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from core.filenames import FORBIDDEN, RESERVED
from core.files import (
    faults_of,
    move_into_place,
    require_space,
    staging_folder,
    sync_tree,
)
from core.plaintext import cleaned
from core.task import Progress, TaskContext
from desktop.session.errors import ArchiveDamaged, ArchiveLocked, ArchiveUnsafe, ArchiveUnsupported

_MOST_MEMBERS = 5000
_LIMIT_BYTES = 200 << 30
"""Of all members: ten hours of high-definition video in four files."""

_FREE_BYTES = 1 << 30
_MOST_SWELLING = 200
"""Times a member may grow, beyond `_FREE_BYTES` in all. Sound and video grow by a few per cent,
captions ten times, zeros a thousand times."""

_ENCRYPTED = 0x1
_BLOCK_BYTES = 1 << 20
_LONGEST_NAME = 150


def is_archive(path: Path) -> bool:
    """Whether a file says by its name that it is a zip archive (a .docx is one too, but no box)."""
    return path.suffix.lower() == ".zip"


def unpack(archive: Path, target: Path, ctx: TaskContext) -> Path:
    """Return the folder into which an archive was unpacked; it is made if it was not there.

    Args:
        archive: the zip file.
        target: the folder; left as it is where an earlier run made it.
        ctx: gets "session.unpack" in bytes.

    Raises:
        ArchiveDamaged: when it cannot be read, or its sums do not hold.
        ArchiveLocked: when it asks for a password.
        ArchiveUnsafe: when it would write elsewhere, or swell beyond reason.
        ArchiveUnsupported: when it is packed in a way that Python cannot unpack.
        DiskFull, FolderNotWritable: when there is no room.
    """
    if target.exists():
        return target
    try:
        with ZipFile(archive) as opened:
            members = _safe_members(opened, archive)
            require_space(target, sum(member.file_size for member, _ in members))
            with staging_folder(target) as staging:
                _write_all(opened, members, staging, ctx)
                with faults_of(target):
                    sync_tree(staging)
                    move_into_place(staging, target)
    except NotImplementedError as error:
        raise ArchiveUnsupported(path=str(archive)) from error
    except (BadZipFile, EOFError, OSError, ValueError, struct.error, zlib.error) as error:
        raise ArchiveDamaged(path=str(archive)) from error
    return target


_Members = Sequence[tuple[ZipInfo, PurePosixPath]]


def _safe_members(opened: ZipFile, archive: Path) -> _Members:
    """Return the files of an archive and where each goes within the target."""
    # ZipInfo.is_dir fails on an empty name.
    files = [member for member in opened.infolist() if not member.filename.endswith("/")]
    if any(member.flag_bits & _ENCRYPTED for member in files):
        raise ArchiveLocked(path=str(archive))
    if len(files) > _MOST_MEMBERS or not _is_honest(files, archive.stat().st_size):
        raise ArchiveUnsafe(path=str(archive), reason="swells")
    placed = [(member, _place(member)) for member in files]
    if any(place is None for _, place in placed):
        raise ArchiveUnsafe(path=str(archive), reason="escapes")
    return [(member, place) for member, place in placed if place is not None]


def _is_honest(members: Sequence[ZipInfo], archive_bytes: int) -> bool:
    """Whether the members fit into the archive without sharing bytes, and grow as real files do."""
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    swells = unpacked > _FREE_BYTES and unpacked > _MOST_SWELLING * max(1, packed)
    return packed <= archive_bytes and unpacked <= _LIMIT_BYTES and not swells


def _place(member: ZipInfo) -> PurePosixPath | None:
    """Return where a member goes, None when it wants to go elsewhere."""
    name = member.filename.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or PureWindowsPath(name).drive or ".." in path.parts:
        return None
    if stat.S_ISLNK(member.external_attr >> 16):
        return None
    parts = [_safe_name(part) for part in path.parts]
    return PurePosixPath(*parts) if parts else None


def _safe_name(part: str) -> str:
    """Return a name that every system takes as a plain file name."""
    name = "".join("_" if c in FORBIDDEN else c for c in cleaned(part)).rstrip(" .")
    if name.split(".")[0].upper() in RESERVED:
        name = f"_{name}"
    return name[-_LONGEST_NAME:] or "_"


def _write_all(opened: ZipFile, members: _Members, folder: Path, ctx: TaskContext) -> None:
    total = sum(member.file_size for member, _ in members)
    done = 0
    for member, place in members:
        path = _unused(folder / place)
        with faults_of(path, needed_bytes=member.file_size):
            path.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(member) as source, path.open("wb") as file:
                shutil.copyfileobj(source, file, _BLOCK_BYTES)
        done += member.file_size
        ctx.emit(Progress(step="session.unpack", done=done, total=total))


def _unused(path: Path) -> Path:
    """Return a path that no earlier member took: two may have one name on Windows."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
