"""After a crash or a power cut: find what was not closed, repair it, tell what it holds.

Invariants:
- Nothing is removed: a segment that cannot be read stays where it is.
- Recovering twice changes nothing.
"""

import datetime as dt
import itertools
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from asr.recording.folders import Folders
from asr.recording.journal import (
    EndReason,
    Entry,
    RecordingJournal,
    RunEnded,
    StretchEnded,
)
from asr.recording.pieces import form_of
from asr.recording.segments import frames_in, repair
from asr.recording.stretches import Stretch, TimeLine, stretches_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """A stretch that was found unfinished.

    Attributes:
        stretch: its number.
        began: when it began.
        last_sound: when the last sound that is kept was heard; recording stopped within a second.
        kept_s: its length; once finished its parts say what is missing inside.
    """

    stretch: int
    began: dt.datetime
    last_sound: dt.datetime
    kept_s: float


def is_unfinished(entries: Sequence[Entry]) -> bool:
    """Whether the journal tells of a stretch that was never closed."""
    begun = {entry.stretch for entry in entries}
    return begun != {entry.stretch for entry in entries if isinstance(entry, StretchEnded)}


def recover(journal: RecordingJournal, folders: Folders) -> tuple[Recovered, ...]:
    """Close what a crash left open; return what was found. `finishing.finish` does the rest.

    Raises:
        OSError: when the disk refuses.
    """
    found = [s for s in stretches_of(journal.entries, folders.raw) if not s.is_ended]
    recovered = [_close(stretch, journal, folders) for stretch in found]
    journal.flush()
    return tuple(recovered)


def _close(stretch: Stretch, journal: RecordingJournal, folders: Folders) -> Recovered:
    """Journal the ends that the crash left out."""
    for entry in list(_open_runs(stretch, journal.entries, folders.raw)):
        journal.append(entry)
    mine = [entry for entry in journal.entries if entry.stretch == stretch.number]
    closed = stretches_of(mine, folders.raw)[0]
    for segment in itertools.chain.from_iterable(closed.segments.values()):
        if frames_in(folders.raw / segment.file, form_of(segment)):
            repair(folders.raw / segment.file, form_of(segment))
    line = TimeLine(closed) if closed.pieces else None
    end_s = line.moment(line.frames) if line else stretch.begun.at_s
    ended = StretchEnded(
        stretch=stretch.number,
        at=stretch.begun.at + dt.timedelta(seconds=end_s - stretch.begun.at_s),
        at_s=round(end_s, 4),
        reason=EndReason.RECOVERED,
    )
    journal.append(ended)
    logger.info("recovered stretch %d", stretch.number)
    return Recovered(
        stretch=stretch.number,
        began=stretch.begun.at,
        last_sound=ended.at,
        kept_s=line.frames / line.rate_hz if line else 0.0,
    )


def _open_runs(stretch: Stretch, entries: Sequence[Entry], raw: Path) -> Iterator[RunEnded]:
    """Yield the ends of runs that have none, by what is on the disk."""
    ended = {
        (e.track, e.run) for e in entries if isinstance(e, RunEnded) and e.stretch == stretch.number
    }
    for (track, run), segments in stretch.segments.items():
        if (track, run) in ended:
            continue
        last = segments[-1]
        frames = last.first_frame + frames_in(raw / last.file, form_of(last))
        moments = [p.end_s for p in stretch.tracks[track - 1] if p.run == run]
        yield RunEnded(
            stretch=stretch.number,
            track=track,
            run=run,
            frames=frames,
            at_s=round(max(moments, default=last.at_s), 4),
            lost=True,
        )
