"""From raw segments to finished parts: which is due, and when segments may go.

Invariants:
- A segment is removed only when every part that needs it is verified and journalled on the disk.
- Whoever calls owns the journal: the recorder's writer while it records, nobody else afterwards.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from asr.recording.folders import Folders
from asr.recording.journal import (
    Entry,
    PartMade,
    RecordingJournal,
    SegmentBegun,
    StretchBegun,
    StretchEnded,
    StretchMade,
)
from asr.recording.parts import PART_S, make_part
from asr.recording.pieces import SETTLED_S
from asr.recording.stretches import Stretch, TimeLine, stretches_of
from core.task import Progress, TaskContext

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePart:
    """A part that can be made: its time line is settled that far."""

    line: TimeLine
    number: int
    first_frame: int


def due_part(
    entries: Sequence[Entry], folders: Folders, now_s: float | None
) -> DuePart | StretchMade | None:
    """Return the next part to make, or the stretch whose parts are all made, None to wait.

    Args:
        entries: of the journal.
        folders: of the recording.
        now_s: the moment, while it is recorded; None when nothing more will come.
    """
    made = {entry.stretch for entry in entries if isinstance(entry, StretchMade)}
    number = 1 + max((e.number for e in entries if isinstance(e, PartMade)), default=0)
    for begun in entries:
        if not isinstance(begun, StretchBegun) or begun.stretch in made:
            continue
        if not _may_be_due(begun, entries, now_s):
            return None
        mine = [entry for entry in entries if entry.stretch == begun.stretch]
        return _due_in(stretches_of(mine, folders.raw)[0], number, now_s)
    return None


def make_due(due: DuePart, folders: Folders, ctx: TaskContext) -> PartMade:
    """Make a part. Raises as `asr.recording.parts.make_part`."""
    return make_part(due.line, due.number, due.first_frame, (folders.raw, folders.audio), ctx)


def finish(journal: RecordingJournal, folders: Folders, ctx: TaskContext) -> None:
    """Make every part that is left of stretches that have ended, and remove their segments.

    Raises:
        PartNotVerified, DiskFull, SoundSystemMissing: the segments are all kept; call again.
        OSError: when the journal cannot be written.
    """
    while (due := due_part(journal.entries, folders, None)) is not None:
        if isinstance(due, StretchMade):
            journal.append(due)
        else:
            ctx.emit(Progress(step="recording.finish", done=_done_s(due), total=_total_s(due)))
            journal.append(make_due(due, folders, ctx))
        journal.flush()
        remove_spent(journal.entries, folders)


def remove_spent(entries: Sequence[Entry], folders: Folders) -> None:
    """Remove the segments that no part to come needs; `entries` must be on the disk."""
    for name in _spent(entries, folders):
        try:
            (folders.raw / name).unlink(missing_ok=True)
        except OSError as error:  # an antivirus reads it: the next call removes it
            logger.info("a spent segment stays: %s", type(error).__name__)


def _may_be_due(begun: StretchBegun, entries: Sequence[Entry], now_s: float | None) -> bool:
    """Whether a look at the clock leaves it possible that a part is due: the rest costs more."""
    ended = any(isinstance(e, StretchEnded) and e.stretch == begun.stretch for e in entries)
    parts = sum(isinstance(e, PartMade) and e.stretch == begun.stretch for e in entries)
    return ended or now_s is None or now_s - begun.at_s > (parts + 1) * PART_S + SETTLED_S


def _due_in(stretch: Stretch, number: int, now_s: float | None) -> DuePart | StretchMade | None:
    first_frame = sum(part.frames for part in stretch.parts)
    if not stretch.pieces:
        return StretchMade(stretch=stretch.number) if stretch.is_ended else None
    line = TimeLine(stretch)
    if stretch.is_ended or now_s is None:
        due = DuePart(line=line, number=number, first_frame=first_frame)
        return due if first_frame < line.frames else StretchMade(stretch=stretch.number)
    settled = line.frame_at(now_s - SETTLED_S)
    if min(settled, line.frames) < first_frame + PART_S * line.rate_hz:
        return None
    return DuePart(line=line, number=number, first_frame=first_frame)


def _spent(entries: Sequence[Entry], folders: Folders) -> list[str]:
    """Return the file names of segments that lie wholly in made parts."""
    made = {entry.stretch for entry in entries if isinstance(entry, StretchMade)}
    names = [e.file for e in entries if isinstance(e, SegmentBegun) and e.stretch in made]
    for stretch in stretches_of([e for e in entries if e.stretch not in made], folders.raw):
        if stretch.parts and stretch.pieces:
            names += _spent_in(stretch)
    return names


def _spent_in(stretch: Stretch) -> list[str]:
    """Return the segments of an unfinished stretch whose successor begins in a made part."""
    line = TimeLine(stretch)
    made_frames = sum(part.frames for part in stretch.parts)
    until_s = line.moment(made_frames) - 1.0  # a second more than interpolation reaches
    names: list[str] = []
    for segments in stretch.segments.values():
        following = segments[1:]
        names += [s.file for s, n in zip(segments, following, strict=False) if n.at_s < until_s]
    return names


def _done_s(due: DuePart) -> float:
    return due.first_frame / due.line.rate_hz


def _total_s(due: DuePart) -> float:
    return due.line.frames / due.line.rate_hz
