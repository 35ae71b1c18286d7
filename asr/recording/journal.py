"""What happened during a recording, line by line: the only truth about where each sound belongs.

    .greffier/recording.jsonl     one JSON object a line, in the order of what happened

A recording is made of stretches (from start or resume to pause or stop). In a stretch each input
has a track; each opening of the input is a run of that track, its frames counted from 0; a run lies
on the disk as segments. All moments named `at_s` are on the clock of `asr.recording.clocks`.

Invariants:
- The file only grows. A line torn by a crash is passed over, and the next one begins anew: the
  recorder goes on, whatever it finds. The corrections' journal
  (`desktop.session.corrections.journal`) reads lines alike and does otherwise what undo needs: what
  follows a broken line cannot be trusted there, and an act that the disk refuses is not done.
- A segment is announced before its first frame is written.
- It may hold names of members (marks): it stays in the session's folder and in no log.
"""

import datetime as dt
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Literal

from asr.recording.durable import DiskFile, DurableFile, OpenFile
from core.errors import Fact
from core.jsonio import from_json_lines, to_json_line
from core.timecode import Interval

logger = logging.getLogger(__name__)

SCHEMA_VERSION = 1


class EndReason(StrEnum):
    """Why a stretch ended."""

    STOPPED = "stopped"
    PAUSED = "paused"
    RECOVERED = "recovered"


class MarkKind(StrEnum):
    """What a person marked on the board."""

    NEXT_ITEM = "next-item"
    VOTE = "vote"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    CLOSED_SESSION = "closed-session"
    PUBLIC_AGAIN = "public-again"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    FLOOR = "floor"
    FREE = "free"
    ANNOUNCED = "announced"
    """The president said that the session is recorded (RGPD art. 13)."""
    NOT_ANNOUNCED = "not-announced"
    """The person recording was asked to have it said, and answered that it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchBegun:
    """Recording began or went on after a pause; `devices` are its inputs, track 1 first."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["begun"] = "begun"
    schema_version: int = SCHEMA_VERSION
    stretch: int
    at: dt.datetime
    at_s: float
    devices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentBegun:
    """A file takes the frames of a run from `first_frame` on; `at_s` is about when."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["segment"] = "segment"
    stretch: int
    track: int
    run: int
    first_frame: int
    at_s: float
    file: str
    rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """The first `frame` frames of a run had been heard at `at_s`."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["sync"] = "sync"
    stretch: int
    track: int
    run: int
    frame: int
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFound:
    """So many seconds of sound were lost before this frame of a run."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["gap"] = "gap"
    stretch: int
    track: int
    run: int
    frame: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded:
    """An input gave no more sound, or was closed, after so many frames."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["run-ended"] = "run-ended"
    stretch: int
    track: int
    run: int
    frames: int
    at_s: float
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised:
    """The person recording was told something."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["alarm"] = "alarm"
    stretch: int
    at: dt.datetime
    at_s: float
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The person recording marked this moment."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["mark"] = "mark"
    stretch: int
    at: dt.datetime
    at_s: float
    kind: MarkKind
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCancelled:
    """The person recording took back the mark of this stretch made at `mark_at_s`."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["unmark"] = "unmark"
    stretch: int
    at: dt.datetime
    at_s: float
    mark_at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchEnded:
    """Recording was paused, stopped, or found unfinished."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["ended"] = "ended"
    stretch: int
    at: dt.datetime
    at_s: float
    reason: EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMade:
    """A finished part of the recording stands in `file`, verified.

    Attributes:
        number: from 1, over the whole session.
        first_frame: of the stretch's time line.
        frames: its length.
        rate_hz: of the time line.
        missing_s: seconds of it in which no input gave sound.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["part"] = "part"
    stretch: int
    number: int
    first_frame: int
    frames: int
    rate_hz: int
    missing_s: float
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchMade:
    """Every part of a stretch is made; its segments are gone."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["made"] = "made"
    stretch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundAdded:
    """Another recorder's sound stands in `file`, after the last part of this stretch."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["added"] = "added"
    stretch: int
    at: dt.datetime
    at_s: float
    file: str
    frames: int
    rate_hz: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFilled:
    """Another recorder's sound was put into a hole of a part, `seconds` of it.

    The part as it was recorded is kept beside.

    Attributes:
        hole: seconds of the part.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event: Literal["filled"] = "filled"
    stretch: int
    number: int
    seconds: float
    hole: Interval
    file: str
    sha256: str


Entry = (
    StretchBegun
    | SegmentBegun
    | Synced
    | GapFound
    | RunEnded
    | AlarmRaised
    | Marked
    | MarkCancelled
    | StretchEnded
    | PartMade
    | StretchMade
    | SoundAdded
    | PartFilled
)


class RecordingJournal:
    """The journal of a session's recordings; reads what is there and appends.

    Args:
        path: of the file; made if it is not there.
        open_file: opens it for appending.

    Attributes:
        entries: what the file holds and what was appended.
    """

    def __init__(self, path: Path, open_file: OpenFile = DiskFile) -> None:
        self.entries, ends_torn = _read(path)
        self._path = path
        self._open_file = open_file
        self._file: DurableFile | None = None
        self._unwritten = b"\n" if ends_torn else b""
        self._unsynced = False

    def append(self, entry: Entry) -> None:
        """Add an entry; it is on the disk after the next `flush`."""
        self.entries.append(entry)
        self._unwritten += to_json_line(entry).encode()

    def flush(self) -> None:
        """Bring what was appended to the disk. Raises `OSError`; it then waits for the next."""
        try:
            self._flush()
        except OSError:
            self._let_go()  # a disk that was pulled out leaves the old file dead
            raise

    def _flush(self) -> None:
        if self._unwritten:
            if self._file is None:
                self._file = self._open_file(self._path)
            self._file.append(self._unwritten)
            self._unwritten, self._unsynced = b"", True
        if self._file is not None and self._unsynced:
            self._file.sync()
            self._unsynced = False

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.close()

    def close(self) -> None:
        """Flush and close. Raises `OSError` when the disk refuses the last lines."""
        try:
            self.flush()
        finally:
            self._let_go()


def read_journal(path: Path) -> tuple[Entry, ...]:
    """Return what a journal holds, nothing when it is not there."""
    return tuple(_read(path)[0])


def _read(path: Path) -> tuple[list[Entry], bool]:
    """Return the readable entries, and whether the last line is torn."""
    if not path.exists():
        return [], False
    found, torn = from_json_lines(tuple[Entry, ...], path.read_bytes(), path)
    entries = [entry for entry in found if entry is not None]
    if len(entries) < len(found):
        logger.info("%d lines of the recording journal are passed over", len(found) - len(entries))
    return entries, bool(torn)
