"""The journal of corrections: one line of JSON for each act, on the disk before it shows.

    .greffier/edits.jsonl
        {"schema_version":1,"structure":"..."}                      which transcript it belongs to
        {"number":1,"at":"...","act":"edit","edit":{...}}
        {"number":2,"at":"...","act":"undo","edit":null}
        {"number":3,"at":"...","act":"grow","grown":{...}}           from here on it has more sound

Invariants:
- The file only grows: undoing is an act of its own, so that history and audit trail are complete
  and undo survives a restart.
- Each line is flushed to the disk before `append` returns.
- A last line that a crash tore is set aside, never guessed at; the acts before it all count.
- It holds what people said and typed: it stays in the session's folder and in no log.
"""

import datetime as dt
import errno
import itertools
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from core.errors import DossierError, FileDamaged
from core.files import atomic_write, faults_of, set_aside, set_aside_name
from core.jsonio import JsonInvalid, from_json, from_json_lines, to_json_line
from core.timecode import Interval
from core.transcript import Transcript
from desktop.session.corrections.edits import Edit
from desktop.session.corrections.history import Timeline
from desktop.session.corrections.moving import moved_edit
from desktop.session.corrections.structure import structure_of, structures_of

logger = logging.getLogger(__name__)

SCHEMA_VERSION = 1

JOURNAL = "edits.jsonl"
"""Its name in the work folder of a session."""


class JournalOfOtherTranscript(DossierError):
    """The corrections in a folder were made on another recognition of the recording."""

    code = "journal-of-other-transcript"
    fields = ("path", "edits")


class Act(StrEnum):
    """What a line of the journal records."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    GROW = "grow"
    """The recording got more sound, and the transcript its words; no person did anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line.

    Attributes:
        structure: `structure_of` the transcript that the edits were made on.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    schema_version: int = SCHEMA_VERSION
    structure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What the transcript became when its recording got more sound.

    Attributes:
        structure: `structure_of` it from then on.
        inserted: where what was put in lies; the edits before mean seconds without it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    structure: str
    inserted: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act.

    Attributes:
        number: 1 for the first, without gaps.
        at: when, with its time zone.
        edit: the correction, for an edit only.
        grown: for `Act.GROW` only.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    number: int
    at: dt.datetime
    act: Act
    edit: Edit | None = None
    grown: Grown | None = None


def timeline_of(entries: Sequence[Entry]) -> Timeline:
    """Return the edits and the cursor that a journal leads to."""
    edits: list[Edit] = []
    cursor = 0
    for entry in entries:
        if entry.act is Act.UNDO:
            cursor = max(0, cursor - 1)
        elif entry.act is Act.REDO:
            cursor = min(len(edits), cursor + 1)
        elif entry.grown is not None:
            edits = [moved_edit(edit, entry.grown.inserted) for edit in edits]
        elif entry.edit is not None:
            del edits[cursor:]
            edits.append(entry.edit)
            cursor += 1
    return Timeline(edits=tuple(edits), cursor=cursor)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Journal:
    """The journal of one session, open for writing; make one with `open_journal`.

    Args:
        path: of the file; its header is already there.
        entries: what it holds.
        now: the clock.
    """

    def __init__(
        self, path: Path, entries: Sequence[Entry], now: Callable[[], dt.datetime] = _now
    ) -> None:
        self.entries = list(entries)
        self._path = path
        self._now = now
        with faults_of(path):
            self._file = path.open("ab", buffering=0)

    @property
    def timeline(self) -> Timeline:
        """The edits in effect and those undone."""
        return timeline_of(self.entries)

    def append(self, act: Act, edit: Edit | None = None, grown: Grown | None = None) -> Entry:
        """Write an act to the disk and return its entry.

        Raises:
            DiskFull: when the disk is full; the act must then not be shown as done.
        """
        entry = Entry(number=len(self.entries) + 1, at=self._now(), act=act, edit=edit, grown=grown)
        with faults_of(self._path):
            self._write(to_json_line(entry).encode())
        self.entries.append(entry)
        return entry

    def _write(self, line: bytes) -> None:
        """Write a whole line through to the disk, or leave the file as it was."""
        before = self._file.tell()
        try:
            _require_whole(self._file.write(line), line)
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(before)
            raise

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _require_whole(written: int | None, line: bytes) -> None:
    """Raise the error of a full disk when only part of a line was written."""
    if written != len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def open_journal(path: Path, transcript: Transcript) -> Journal:
    """Return the journal of a transcript, begun if it was not there.

    Where the recording grew since the last edit, a line says so: edits are read from then on as
    they mean in the recording as it is.

    Raises:
        JournalOfOtherTranscript: when its edits were made on another recognition.
        FileDamaged: when nothing of it can be read; the file was set aside.
    """
    if not path.exists():
        atomic_write(path, to_json_line(Header(structure=structure_of(transcript))).encode())
        return Journal(path, ())
    header, entries = read_journal(path)
    grown = _grown_since(_structure_of(header, entries), transcript)
    if grown is None:
        raise JournalOfOtherTranscript(path=str(path), edits=len(entries))
    journal = Journal(path, entries)
    for one in grown:
        journal.append(Act.GROW, grown=one)
    return journal


def _structure_of(header: Header, entries: Sequence[Entry]) -> str:
    """Return which recognition the last of some entries belongs to."""
    grown = [entry.grown for entry in entries if entry.grown is not None]
    return grown[-1].structure if grown else header.structure


def _grown_since(structure: str, transcript: Transcript) -> list[Grown] | None:
    """Return how a transcript grew since it had this structure, None when it never had."""
    grown: list[Grown] = []
    for one in structures_of(transcript):
        if one.digest == structure:
            return grown[::-1]
        grown.append(Grown(structure=one.digest, inserted=one.inserted))
    return None


def read_journal(path: Path) -> tuple[Header, tuple[Entry, ...]]:
    """Return what a journal holds, up to the first line that a crash or the disk broke.

    A file that has such a line is copied aside whole before the journal is cut there.

    Raises:
        FileDamaged: when the header is broken; the file was set aside.
    """
    content = path.read_bytes()
    head, _, rest = content.partition(b"\n")
    try:
        header = from_json(Header, head, path)
    except JsonInvalid as error:
        raise FileDamaged(path=str(path), kept_as=set_aside(path).name) from error
    found, _ = from_json_lines(tuple[Entry, ...], rest, path)
    entries = tuple(itertools.takewhile(lambda entry: entry is not None, found))
    if len(entries) < len(found) or not content.endswith(b"\n"):
        _cut(path, content.split(b"\n")[: 1 + len(entries)], lost=len(found) - len(entries))
    return header, tuple(entry for entry in entries if entry is not None)


def _cut(path: Path, lines: Sequence[bytes], lost: int) -> None:
    """Keep a copy of the whole file aside, then leave these lines in the journal."""
    atomic_write(set_aside_name(path), path.read_bytes())
    logger.warning("the journal was cut after %d lines, %d set aside", len(lines), lost)
    atomic_write(path, b"".join(line + b"\n" for line in lines))
