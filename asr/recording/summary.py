"""What a session's recording holds: its parts in order, what is missing, the marks in their places.

Times are seconds from the first sample of the first part, as everywhere after the recording, with
the hour on the wall for each: the minutes need both.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from asr.recording.folders import Folders
from asr.recording.journal import (
    Entry,
    MarkCancelled,
    Marked,
    PartFilled,
    PartMade,
    RunEnded,
    SoundAdded,
)
from asr.recording.stretches import Stretch, TimeLine, length_s, stretches_of
from core.timecode import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the recording, from a start or resumption to a pause or stop.

    Attributes:
        interval: of the session's sound.
        began: hour of its first sample.
        drift_ppm: how much faster the clock of each input ran than the machine's, in millionths;
            None where it gave too little sound to tell.
        stretch: its number; None for what another recorder gave.
    """

    interval: Interval
    began: dt.datetime
    drift_ppm: tuple[float | None, ...] = ()
    stretch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMark:
    """A mark and the second of the session's sound that it stands at."""

    mark: Marked
    sound_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedHole:
    """A stretch of the session's sound in which an input gave none."""

    device: str
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingSummary:
    """What a session's recording holds.

    Attributes:
        parts: file names of the finished parts, in order.
        duration_s: of the whole.
        missing_s: seconds for which no input gave sound; silence stands in their place.
        losses: how many times an input was lost.
        spans: the stretches with sound, and what another recorder gave, in order.
        holes: of each input.
        marks: in order.
    """

    parts: tuple[str, ...]
    duration_s: float
    missing_s: float
    losses: int
    spans: tuple[Span, ...]
    holes: tuple[PlacedHole, ...]
    marks: tuple[PlacedMark, ...]


_DRIFT_TOLD_S = 300.0
"""Over less, the jitter of a single point would show as tens of millionths."""


def summarise(entries: Sequence[Entry], folders: Folders) -> RecordingSummary:
    """Return what the journal and the folders hold."""
    parts = [entry for entry in entries if isinstance(entry, PartMade)]
    spans: list[Span] = []
    holes: list[PlacedHole] = []
    marks: list[PlacedMark] = []
    at_s = 0.0
    for stretch in stretches_of(entries, folders.raw):
        line = TimeLine(stretch) if stretch.pieces else None
        end_s = at_s + length_s(stretch)
        if line is not None:
            spans.append(_span(line, Interval(at_s, end_s)))
            holes += _holes(line, at_s)
        marks += _marks(entries, stretch, line, at_s)
        at_s = end_s
        for added in _added_after(entries, stretch.number):
            end_s = at_s + added.frames / added.rate_hz
            spans.append(Span(interval=Interval(at_s, end_s), began=added.at))
            at_s = end_s
    return RecordingSummary(
        parts=tuple(part.file for part in recorded_parts(entries)),
        duration_s=round(at_s, 3),
        missing_s=round(max(0.0, sum(part.missing_s for part in parts) - _filled_s(entries)), 3),
        losses=sum(isinstance(entry, RunEnded) and entry.lost for entry in entries),
        spans=tuple(spans),
        holes=tuple(holes),
        marks=tuple(marks),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPart:
    """A finished part, and what it was before its holes were filled.

    Attributes:
        digests: SHA-256 of its file, as it was made first and as it is now last.
        filled: the holes that were filled, in seconds of the part: one less than `digests`.
    """

    file: str
    duration_s: float
    digests: tuple[str, ...]
    filled: tuple[Interval, ...] = ()

    def filled_since(self, digest: str) -> tuple[Interval, ...]:
        """Return what was filled since the file had this digest."""
        return self.filled[self.digests.index(digest) :]


def recorded_parts(entries: Sequence[Entry]) -> tuple[RecordedPart, ...]:
    """Return the finished parts in the order of the session, which is that of their names."""
    parts: dict[str, RecordedPart] = {}
    for entry in entries:
        if isinstance(entry, PartMade | SoundAdded):
            parts[entry.file] = RecordedPart(
                file=entry.file,
                duration_s=entry.frames / entry.rate_hz,
                digests=(entry.sha256,),
            )
        elif isinstance(entry, PartFilled):
            part = parts[entry.file]
            parts[entry.file] = replace(
                part,
                digests=(*part.digests, entry.sha256),
                filled=(*part.filled, entry.hole),
            )
    return tuple(part for _, part in sorted(parts.items()))


def _added_after(entries: Sequence[Entry], stretch: int) -> list[SoundAdded]:
    found = [e for e in entries if isinstance(e, SoundAdded) and e.stretch == stretch]
    return sorted(found, key=lambda entry: entry.file)


def _filled_s(entries: Sequence[Entry]) -> float:
    return sum(entry.seconds for entry in entries if isinstance(entry, PartFilled))


def _span(line: TimeLine, interval: Interval) -> Span:
    begun = line.stretch.begun
    return Span(
        interval=interval,
        began=begun.at + dt.timedelta(seconds=line.zero_s - begun.at_s),
        drift_ppm=tuple(_drift(line.stretch, at) for at in range(len(line.stretch.tracks))),
        stretch=line.stretch.number,
    )


def _drift(stretch: Stretch, track: int) -> float | None:
    """Return the drift of a track by its longest piece."""
    longest = max(stretch.tracks[track], key=lambda piece: piece.frames, default=None)
    if longest is None or longest.frames < _DRIFT_TOLD_S * longest.form.rate_hz:
        return None
    return round(longest.drift_ppm, 1)


def _holes(line: TimeLine, at_s: float) -> Iterator[PlacedHole]:
    for hole in line.holes:
        yield PlacedHole(
            device=line.stretch.begun.devices[hole.track - 1],
            interval=Interval(at_s + hole.interval.start, at_s + hole.interval.end),
        )


def _marks(
    entries: Sequence[Entry], stretch: Stretch, line: TimeLine | None, at_s: float
) -> Iterator[PlacedMark]:
    cancelled = {(e.stretch, e.mark_at_s) for e in entries if isinstance(e, MarkCancelled)}
    for entry in entries:
        if not isinstance(entry, Marked) or (entry.stretch, entry.at_s) in cancelled:
            continue
        if entry.stretch == stretch.number:
            into_s = line.frame_at(entry.at_s) / line.rate_hz if line else 0.0
            longest_s = line.frames / line.rate_hz if line else 0.0
            yield PlacedMark(mark=entry, sound_s=round(at_s + min(into_s, longest_s), 3))
