"""What a clerk brought, understood: recordings, captions, participants, the chat of a meeting.

Files, folders and archives may be mixed. Files that are named one by one keep the order given; what
a folder or an archive holds is put in order by when it was recorded, else by the names. What is of
no use is left out, and said.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from asr.errors import AudioAccessDenied, NoAudioStream
from asr.sound.media import MediaInfo, probe
from asr.sound.ordering import Dated, OrderBasis, in_order
from core.errors import AppError
from core.task import TaskContext
from desktop.session.dossier import EXPORT_FOLDER, WORK, brought_folder, outputs_of
from desktop.session.imports.archive import is_archive, unpack
from desktop.session.imports.participant_files import ParticipantFile, participant_files
from desktop.session.requests import SessionFiles
from pv_builder.captions.reading import (
    XML_LIMIT_BYTES,
    read_attendance,
    read_captions,
    read_import,
)
from pv_builder.captions.spans import Captions, Imported

logger = logging.getLogger(__name__)

T = TypeVar("T")

_TEXTS = frozenset({".vtt", ".srt", ".sbv", ".docx", ".txt", ".md", ".csv", ".tsv", ".xml"})
_NEVER_MEANT = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_NOT_FOR_US = frozenset(
    {
        *(".m3u", ".json", ".html", ".htm", ".url", ".lnk", ".ini", ".conf", ".toml", ".eml"),
        *(".pdf", ".odt", ".doc", ".rtf", ".xlsx", ".xlsm", ".xls", ".ods", ".pptx", ".vcf"),
        *(".png", ".jpg", ".jpeg", ".heic", ".gif", ".rttm", ".stm", ".greffier"),
    }
)
_MACOS = "__MACOSX"
_MOST_FILES = 5000
_SAME_S = 2.0
"""Zoom writes the sound of a meeting twice, as video and alone; they end a second apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A file with sound, and what it says of itself."""

    path: Path
    info: MediaInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of a meeting tool and what it says."""

    path: Path
    content: Imported


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that is not used, and why: the error's code, or "double", "silent-film", "other"."""

    path: Path
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What was brought.

    Attributes:
        recordings: in the order of the session.
        basis: what the order rests on; ALONE also for an order that a person gave.
        tracks: one file for each participant, beside the recordings; they are not decoded.
        found: files of meeting tools, by name.
        left_out: what is not used.
    """

    recordings: tuple[Recording, ...] = ()
    basis: OrderBasis = OrderBasis.ALONE
    tracks: tuple[ParticipantFile, ...] = ()
    found: tuple[Found, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def media(self) -> tuple[Path, ...]:
        """The recordings' files."""
        return tuple(recording.path for recording in self.recordings)

    def is_more_than(self, given: Sequence[Path]) -> bool:
        """Whether there is more to tell than the recordings that a person named."""
        return bool(self.found or self.tracks or self.left_out) or self.media != tuple(given)

    @property
    def captions(self) -> tuple[tuple[str, Captions], ...]:
        """Name and content of each file with captions."""
        return tuple(
            (found.path.name, found.content)
            for found in self.found
            if isinstance(found.content, Captions)
        )

    @property
    def shown_names(self) -> tuple[str, ...]:
        """Every name that a tool shows, once: of participants, captions, the chat and the files."""
        named = [label for found in self.found for label in found.content.labels]
        return tuple(dict.fromkeys((*named, *(track.label for track in self.tracks))))


@dataclass(slots=True)
class _Heap:
    """What has been looked at so far."""

    recordings: list[Recording] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def understood(files: SessionFiles, ctx: TaskContext) -> Material:
    """Return what the files, folders and archives of a request hold.

    Args:
        files: as they were given; archives are unpacked into the session's work folder, and what an
            earlier run unpacked is used again.
        ctx: gets "session.unpack" in bytes.

    Raises:
        AppError: a file that was named itself cannot be used, or is not what it was named as; an
            archive is damaged or not safe.
    """
    whole = Material()
    for source in files.media:
        whole = _joined(whole, _understood_one(source, brought_folder(files.out), ctx))
    said = [Found(path=path, content=_read(path, read_captions)) for path in files.transcripts]
    there = [Found(path=path, content=_read(path, read_attendance)) for path in files.participants]
    whole = replace(_with_tracks_apart(whole), found=(*whole.found, *said, *there))
    logger.info(
        "brought: %d recordings, %d tracks, %d files of a tool, %d left out",
        len(whole.recordings),
        len(whole.tracks),
        len(whole.found),
        len(whole.left_out),
    )
    return whole


def _with_tracks_apart(material: Material) -> Material:
    """Return the material, files of participants that were named one by one told as such."""
    tracks, others = participant_files(material.media)
    recordings = tuple(r for r in material.recordings if r.path in others)
    return replace(material, recordings=recordings, tracks=(*material.tracks, *tracks))


def _read(path: Path, read: Callable[[str, bytes], T]) -> T:
    """Return what a file of a meeting tool says."""
    try:
        with path.open("rb") as file:
            return read(str(path), file.read(XML_LIMIT_BYTES + 1))
    except OSError as error:
        raise AudioAccessDenied(path=str(path)) from error


def _understood_one(source: Path, workdir: Path, ctx: TaskContext) -> Material:
    if source.is_dir():
        return _folder(source, ctx)
    if is_archive(source) and source.is_file():
        return _folder(unpack(source, workdir / source.stem, ctx), ctx)
    if source.suffix.lower() in _TEXTS:
        return Material(found=(Found(path=source, content=_read(source, read_import)),))
    return Material(recordings=(Recording(path=source, info=probe(source)),))


def _folder(folder: Path, ctx: TaskContext) -> Material:
    """Return what a folder holds, whatever cannot be used left out."""
    heap = _Heap()
    for path in _files(folder):
        ctx.check()
        _look_at(path, heap)
    tracks, others = participant_files([recording.path for recording in heap.recordings])
    whole = _without_doubles([r for r in heap.recordings if r.path in others], heap)
    ordered = in_order([Dated(path=r.path, recorded_at=r.info.recorded_at) for r in whole])
    by_path = {recording.path: recording for recording in whole}
    return Material(
        recordings=tuple(by_path[path] for path in ordered.files),
        basis=ordered.basis,
        tracks=tracks,
        found=tuple(heap.found),
        left_out=tuple(heap.left_out),
    )


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those in it, but for what Greffier wrote there itself.

    Links are not followed: they may lead anywhere.
    """
    own = {folder: outputs_of(folder).names() for folder in _sessions_in(folder)}
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    for path in paths[:_MOST_FILES]:
        within = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == _MACOS for part in within)
        written = path.name in own.get(path.parent, ()) or (
            path.parent.name == EXPORT_FOLDER and path.parent.parent in own
        )
        if not (hidden or written) and path.name.lower() not in _NEVER_MEANT:
            yield path


def _sessions_in(folder: Path) -> Iterator[Path]:
    """Yield the folders in which Greffier worked."""
    yield from (work.parent for work in folder.rglob(WORK) if work.is_dir())


def _look_at(path: Path, heap: _Heap) -> None:
    """Put a file where it belongs."""
    suffix = path.suffix.lower()
    try:
        if suffix in _NOT_FOR_US:
            heap.left_out.append(LeftOut(path=path, code="other"))
        elif suffix in _TEXTS:
            heap.found.append(Found(path=path, content=_read(path, read_import)))
        else:
            heap.recordings.append(Recording(path=path, info=probe(path)))
    except NoAudioStream:
        heap.left_out.append(LeftOut(path=path, code="silent-film"))
    except AppError as error:
        heap.left_out.append(LeftOut(path=path, code=error.code))


def _without_doubles(recordings: Sequence[Recording], heap: _Heap) -> list[Recording]:
    """Return the recordings, the sound alone left out where a film has the same."""
    films = [r for r in recordings if r.info.has_video]
    kept = []
    for recording in recordings:
        if recording not in films and any(_same_length(recording, film) for film in films):
            heap.left_out.append(LeftOut(path=recording.path, code="double"))
        else:
            kept.append(recording)
    return kept


def _same_length(one: Recording, other: Recording) -> bool:
    lengths = (one.info.duration_s, other.info.duration_s)
    return (
        lengths[0] is not None
        and lengths[1] is not None
        and (abs(lengths[0] - lengths[1]) <= _SAME_S)
    )


def _joined(one: Material, other: Material) -> Material:
    basis = other.basis if other.basis is not OrderBasis.ALONE else one.basis
    return Material(
        recordings=(*one.recordings, *other.recordings),
        basis=basis,
        tracks=(*one.tracks, *other.tracks),
        found=(*one.found, *other.found),
        left_out=(*one.left_out, *other.left_out),
    )
