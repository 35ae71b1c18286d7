"""A session out of its archive: checked file by file, put in place whole, or salvaged.

What is read is untrusted. Invariants:
- Only paths that `session_archive.ALLOWED` names are written, under the target folder.
- No more is written of a file than the manifest announces, and no file whose SHA-256 is not the
  manifest's.
- A damaged archive is refused with the names of what is damaged; salvaging it, on request, brings
  the files that are whole. An archive cut off, its stick pulled out, is read up to the cut.
"""

import hashlib
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from core.files import (
    faults_of,
    move_into_place,
    require_space,
    staging_folder,
    sync_tree,
)
from core.jsonio import JsonInvalid, from_json
from core.task import Progress, TaskContext
from desktop.session.errors import FolderInUse, SessionArchiveDamaged, SessionArchiveRefused
from desktop.session.keeping.sealing import UnsealingReader, is_sealed
from desktop.session.keeping.session_archive import ALLOWED, MANIFEST, ArchivedFile, Manifest
from desktop.session.requests import require_files

STEP: Final = "session.reopen"
_BLOCK_BYTES = 1 << 20
_MANIFEST_LIMIT_BYTES = 4 << 20
_MOST_FILES = 10_000
_OTHER_THAN_SOUND_BYTES = 1 << 30
"""Of all files but the recording: an archive of 50 sessions' documents stays below."""

_SHOWN = 10
_BROKEN = (
    *(zipfile.BadZipFile, struct.error, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),  # zipfile's, on odd records
)
_LOCAL_HEAD = struct.Struct("<4s5H3I2H")
_LOCAL_SIGN = b"PK\x03\x04"
_LARGE = 0xFFFFFFFF
_LARGE_EXTRA = 1

Opener = Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """What came out of an archive: the folder, and the files that were damaged or missing."""

    folder: Path
    files: tuple[str, ...]
    damaged: tuple[str, ...] = ()


def reopen_archive(
    archive: Path,
    target: Path,
    ctx: TaskContext,
    *,
    salvage: bool = False,
    passphrase: str | None = None,
) -> Reopened:
    """Return a session's folder with what its archive holds.

    Args:
        archive: the file made by `archive_session`.
        target: the folder to make; it must not be there, or be empty.
        ctx: gets "session.reopen" in bytes.
        salvage: whether to take what is whole out of a damaged archive.
        passphrase: of a sealed archive.

    Raises:
        FileMissing: when there is no such archive.
        FolderInUse: when the target holds something already.
        SessionArchiveRefused: when it is no archive of ours, or a harmful one.
        SessionArchiveDamaged: when something of it is damaged and `salvage` is False.
        PassphraseNeeded, PassphraseWrong: when it is sealed; nothing was written.
        DiskFull, FolderNotWritable: when the target's disk refuses.
    """
    require_files(archive)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FolderInUse(path=str(target))
    with closing(_Members(archive, passphrase)) as members:
        manifest = _manifest(archive, members)
        require_space(target, manifest.total_bytes)
        with staging_folder(target) as staging:
            whole, damaged = _extracted(manifest, members, staging, ctx)
            if damaged and not (salvage and whole):
                raise SessionArchiveDamaged(path=str(archive), damaged=_named(damaged))
            with faults_of(target):
                sync_tree(staging)
                if target.exists():
                    target.rmdir()
                move_into_place(staging, target)
    return Reopened(folder=target, files=tuple(whole), damaged=tuple(damaged))


def _named(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" et {more} autres" if more > 0 else "")


class _Members:
    """The members of an archive by name, by its directory or, when that is cut off, by scanning."""

    def __init__(self, path: Path, passphrase: str | None) -> None:
        self._path = path
        self._file = _opened(path, passphrase)
        self._archive: zipfile.ZipFile | None = None
        self.openers: dict[str, Opener] = {}
        self.is_whole = True
        try:
            self._archive = zipfile.ZipFile(self._file)
        except _BROKEN:
            self.is_whole = False
            self.openers = dict(_scanned(self._file))
            return
        for member in self._archive.infolist():
            self.openers.setdefault(member.filename, self._opener(self._archive, member))

    @staticmethod
    def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Opener:
        return lambda: archive.open(member)

    def close(self) -> None:
        """Close the file."""
        if self._archive is not None:
            self._archive.close()
        self._file.close()


def _opened(path: Path, passphrase: str | None) -> IO[bytes]:
    """Return an archive to read, unsealed as it is read where it is sealed."""
    if not is_sealed(path):
        return path.open("rb")
    return io.BufferedReader(UnsealingReader(path, passphrase))


def _scanned(file: IO[bytes]) -> Iterator[tuple[str, Opener]]:
    """Yield the members of a zip without its directory, one local header after another."""
    at, end = 0, file.seek(0, os.SEEK_END)
    while at < end:  # a size that lies may point beyond any file
        file.seek(at)
        head = file.read(_LOCAL_HEAD.size)
        if len(head) < _LOCAL_HEAD.size or not head.startswith(_LOCAL_SIGN):
            return
        fields = _LOCAL_HEAD.unpack(head)
        flags, method, packed, name_length, extra_length = (fields[i] for i in (2, 3, 7, 9, 10))
        name = file.read(name_length)
        extra = file.read(extra_length)
        size = _large_size(extra) if packed == _LARGE else packed
        if flags & 0x9 or size is None:  # locked, or of unknown length: nothing of ours is
            return
        start = at + _LOCAL_HEAD.size + name_length + extra_length
        yield name.decode("utf-8", errors="replace"), _stretch_opener(file, start, size, method)
        at = start + size


def _large_size(extra: bytes) -> int | None:
    """Return the packed size out of a local header's extra field for large files."""
    while len(extra) >= 4:  # noqa: PLR2004 - id and length of a field
        kind, length = struct.unpack("<2H", extra[:4])
        field = extra[4 : 4 + length]
        if kind == _LARGE_EXTRA and len(field) >= 16:  # noqa: PLR2004 - two sizes of eight bytes
            return int(struct.unpack("<2Q", field[:16])[1])
        extra = extra[4 + length :]
    return None


def _stretch_opener(file: IO[bytes], start: int, size: int, method: int) -> Opener:
    return lambda: _Stretch(file, start, size, method)  # type: ignore[return-value]  # reads and closes


class _Stretch:
    """Reads a stretch of a file, inflated where it was deflated."""

    def __init__(self, file: IO[bytes], start: int, size: int, method: int) -> None:
        self._file, self._at, self._left = file, start, size
        self._inflater = zlib.decompressobj(-15) if method == zipfile.ZIP_DEFLATED else None

    def __enter__(self) -> "_Stretch":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, count: int) -> bytes:
        """Return up to so many bytes, empty at the end."""
        while True:
            if self._inflater is None:
                return self._packed(count)
            packed = self._inflater.unconsumed_tail or self._packed(count)
            block = self._inflater.decompress(packed, count)
            if block or not packed:
                return block

    def _packed(self, count: int) -> bytes:
        self._file.seek(self._at)
        packed = self._file.read(min(count, self._left))
        self._at, self._left = self._at + len(packed), self._left - len(packed)
        return packed


def _manifest(archive: Path, members: _Members) -> Manifest:
    """Return what an archive says to hold; every path in it may be written.

    Raises:
        SessionArchiveRefused: "not-ours", "unsafe" or "too-large".
        SessionArchiveDamaged: when the manifest itself cannot be read.
    """
    if MANIFEST not in members.openers:
        raise SessionArchiveRefused(path=str(archive), reason="not-ours")
    try:
        with members.openers[MANIFEST]() as member:
            content = member.read(_MANIFEST_LIMIT_BYTES)
        manifest = from_json(Manifest, content, archive)
    except (*_BROKEN, JsonInvalid) as error:
        raise SessionArchiveDamaged(path=str(archive), damaged=MANIFEST) from error
    names = [file.path for file in manifest.files]
    members_named = {name for name in members.openers if not name.endswith("/")}
    strangers = members_named - {*names, MANIFEST}
    if strangers or not all(ALLOWED.fullmatch(name) for name in names):
        raise SessionArchiveRefused(path=str(archive), reason="unsafe")
    folded = {name.casefold() for name in names}
    if len(folded) != len(names) or any(file.size_bytes < 0 for file in manifest.files):
        raise SessionArchiveRefused(path=str(archive), reason="unsafe")
    documents = sum(f.size_bytes for f in manifest.files if not f.path.startswith("audio/"))
    if len(names) > _MOST_FILES or documents > _OTHER_THAN_SOUND_BYTES:
        raise SessionArchiveRefused(path=str(archive), reason="too-large")
    return manifest


def _extracted(
    manifest: Manifest, members: _Members, folder: Path, ctx: TaskContext
) -> tuple[list[str], list[str]]:
    """Write the files of an archive; return the names of the whole and of the damaged ones."""
    whole: list[str] = []
    damaged: list[str] = []
    done = 0
    for file in manifest.files:
        opener = members.openers.get(file.path)
        if opener is not None and _is_written(file, opener, folder):
            whole.append(file.path)
        else:
            damaged.append(file.path)
        done += file.size_bytes
        ctx.emit(Progress(step=STEP, done=done, total=manifest.total_bytes))
    return whole, damaged


def _is_written(file: ArchivedFile, opener: Opener, folder: Path) -> bool:
    """Write one file; whether it is what the manifest announces: nothing is left of another."""
    path = folder / file.path
    with faults_of(path, needed_bytes=file.size_bytes):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            is_right = _copied(file, opener, out)
        if not is_right:
            path.unlink()
    return is_right


def _copied(file: ArchivedFile, opener: Opener, out: IO[bytes]) -> bool:
    digest, left = hashlib.sha256(), file.size_bytes
    blocks = _blocks(opener)
    for block in blocks:
        left -= len(block)
        if left < 0:
            return False
        digest.update(block)
        out.write(block)
    return left == 0 and digest.hexdigest() == file.sha256


def _blocks(opener: Opener) -> Iterator[bytes]:
    """Yield what a member holds, up to where it can be read."""
    try:
        with opener() as member:
            while block := member.read(_BLOCK_BYTES):
                yield block
    except _BROKEN:
        return
