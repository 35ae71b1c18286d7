"""A session as one file, to carry on a stick and open on another computer.

    greffier-seance.json    the manifest: every file with its size and SHA-256; written first
    seance.toml, transcript.json, pv.docx, ...
    .greffier/edits.jsonl, life.json, ...
    audio/...               the recording, only where it was asked for

Invariants:
- What goes in is named below, the rest stays: no voice print, no window of recognition, no decoded
  sound, no lock, nothing hidden or temporary.
- The target appears whole or not at all.
- It is a zip archive that any program opens.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar, Final, cast

from core.files import make_folder, require_space, whole_file
from core.jsonio import to_json
from core.task import Progress, TaskContext
from desktop.session.description.seance_file import HISTORY_NAME
from desktop.session.dossier import Dossier, open_dossier
from desktop.session.errors import FileMissing
from desktop.session.keeping.sealing import SealingWriter, require_strong
from desktop.session.requests import require_files
from desktop.session.sources import find_parts

SCHEMA_VERSION: Final = 1
SUFFIX: Final = ".greffier"
MANIFEST: Final = "greffier-seance.json"
STEP: Final = "session.archive"

_WORK_FILES: Final = (
    *("edits.jsonl", "life.json", "audio.json", "finished.json", "outputs.json", "exported.docx"),
    "recording.jsonl",
)
"""Of the work folder: what a person did, and what the documents were made from. The journal of the
recording goes along without the sound too: its marks keep what was said à huis clos out."""

_WITH_SOUND: Final = ("tracks.json",)
_ROOT_NAMES: Final = ("seance.toml", "transcript.json", HISTORY_NAME)
_DOCUMENTS: Final = frozenset(
    {".docx", ".odt", ".pdf", ".html", ".txt", ".json", ".csv", ".srt", ".vtt", ".rttm", ".stm"}
)
_TEMPORARY: Final = ("~", ".")
_PLAIN = r"[^/\\:\x00-\x1f]+"
ALLOWED: Final = re.compile(
    rf"(?:\.greffier/(?:{'|'.join(map(re.escape, (*_WORK_FILES, *_WITH_SOUND)))})"
    rf"|(?:audio|export)/(?![.~]){_PLAIN}|(?![.~]){_PLAIN})"
)
"""Paths that an archive may hold: nothing hidden, nothing above or beside the session's folder."""

_BLOCK_BYTES = 1 << 20
_OVERHEAD_BYTES = 1 << 20
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_SOUNDS = frozenset({".flac", ".mp3", ".m4a", ".mp4", ".opus", ".ogg", ".mkv", ".mov", ".webm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFile:
    """A file as the archive carries it; `path` with slashes, from the session's folder."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive carries."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    schema_version: int = SCHEMA_VERSION
    files: tuple[ArchivedFile, ...]

    @property
    def total_bytes(self) -> int:
        """Size of all files together."""
        return sum(file.size_bytes for file in self.files)


def archive_session(
    folder: Path,
    target: Path,
    ctx: TaskContext,
    *,
    with_sound: bool = False,
    passphrase: str | None = None,
) -> Manifest:
    """Return what an archive of a session holds, now that it is written.

    Args:
        folder: of the session.
        target: the archive; what was there is replaced.
        ctx: gets "session.archive" in bytes.
        with_sound: whether the recording goes along.
        passphrase: without which nobody opens the archive; None for one that anybody opens.

    Raises:
        PassphraseWeak: when the passphrase is too short.
        FileMissing: when there is no session in the folder, or no recording to take along.
        DossierLocked: when another program works in it.
        DiskFull, FolderNotWritable: when the target's disk refuses.
    """
    require_files(folder, folder / "seance.toml")
    with open_dossier(folder) as dossier:
        return archive_dossier(dossier, target, ctx, with_sound=with_sound, passphrase=passphrase)


def archive_dossier(
    dossier: Dossier,
    target: Path,
    ctx: TaskContext,
    *,
    with_sound: bool = False,
    passphrase: str | None = None,
) -> Manifest:
    """Do what `archive_session` does for a folder that is open already."""
    if passphrase is not None:
        require_strong(passphrase)
    files = dict(_files(dossier, with_sound=with_sound))
    total = sum(path.stat().st_size for path in files.values())
    require_space(make_folder(target.parent), total + _OVERHEAD_BYTES)
    tally = _Tally(ctx, total)
    manifest = Manifest(files=tuple(_described(n, p, tally) for n, p in sorted(files.items())))
    with (
        whole_file(target, total) as out,
        _sealed(out, passphrase) as content,
        zipfile.ZipFile(content, "w") as archive,
    ):
        archive.writestr(_entry(MANIFEST), to_json(manifest))
        for file in manifest.files:
            _add(archive, file.path, files[file.path], tally)
    return manifest


@contextmanager
def _sealed(out: IO[bytes], passphrase: str | None) -> Iterator[IO[bytes]]:
    """Yield what the archive is written into: the file itself, or what seals it."""
    if passphrase is None:
        yield out
        return
    writer = SealingWriter(out, passphrase)
    yield cast("IO[bytes]", writer)
    writer.finish()


def _files(dossier: Dossier, *, with_sound: bool) -> Iterator[tuple[str, Path]]:
    """Yield what goes into the archive: its path there and where it lies."""
    for path in sorted(dossier.root.iterdir()):
        if _is_document(path):
            yield path.name, path
    for path in sorted((dossier.root / "export").glob("*")):
        if _is_document(path):
            yield f"export/{path.name}", path
    for name in (*_WORK_FILES, *(_WITH_SOUND if with_sound else ())):
        if (dossier.work / name).is_file():
            yield f".greffier/{name}", dossier.work / name
    if with_sound:
        for path in _sound(dossier):
            yield f"audio/{path.name}", path


def _is_document(path: Path) -> bool:
    is_known = path.name in _ROOT_NAMES or path.suffix.lower() in _DOCUMENTS
    return is_known and path.is_file() and not path.name.startswith(_TEMPORARY)


def _sound(dossier: Dossier) -> Sequence[Path]:
    """Return the files of the recording.

    Raises:
        FileMissing: when they are not all there any more.
    """
    audio = dossier.recording()
    parts = find_parts(dossier, audio) if audio is not None else ()
    if not parts:
        name = audio.parts[0].name if audio is not None and audio.parts else "audio"
        raise FileMissing(path=name)
    return parts


class _Tally:
    """Reports bytes done; each file is read twice, to sum it and to write it."""

    def __init__(self, ctx: TaskContext, total: int) -> None:
        self._ctx, self._total, self._done = ctx, 2 * total, 0

    def advance(self, count: int) -> None:
        """Report so many bytes more."""
        self._done += count
        self._ctx.emit(Progress(step=STEP, done=self._done, total=self._total))


def _described(name: str, path: Path, tally: _Tally) -> ArchivedFile:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            size += len(block)
            tally.advance(len(block))
    return ArchivedFile(path=name, size_bytes=size, sha256=digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    is_packed = Path(name).suffix.lower() in _SOUNDS
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return entry


def _add(archive: zipfile.ZipFile, name: str, path: Path, tally: _Tally) -> None:
    """Write one file; sizes go into its local header, so that a cut archive can be read too."""
    entry = _entry(name)
    entry.file_size = path.stat().st_size
    with path.open("rb") as file, archive.open(entry, "w") as member:
        while block := file.read(_BLOCK_BYTES):
            member.write(block)
            tally.advance(len(block))
