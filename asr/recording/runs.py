"""One opening of an input on its way to the disk: blocks in, segments and journal lines out.

Invariants:
- Blocks are accepted whether the disk takes them or not; what waits is written in order later.
- No frame is written before the journal's line of its segment.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from asr.recording.capture import Block, SoundFormat
from asr.recording.drift import ClockMeter, Gap
from asr.recording.durable import DiskFile, OpenFile, is_full
from asr.recording.journal import GapFound, RecordingJournal, RunEnded, SegmentBegun, Synced
from asr.recording.segments import SegmentWriter

SEGMENT_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class RunId:
    """Which run: the stretch, the track and the number of the opening, from 1."""

    stretch: int
    track: int
    run: int

    def segment_name(self, number: int) -> str:
        """Return the file name of the run's segment of this number, from 1."""
        return f"brut-{self.stretch:02d}-piste-{self.track}-{self.run:02d}-{number:04d}.wav"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlace:
    """Where a run is written: the folder of the segments, the journal and how files are made."""

    raw: Path
    journal: RecordingJournal
    open_file: OpenFile = DiskFile


class RunWriter:
    """Writes one run.

    Args:
        run_id: which it is.
        form: of its frames.
        place: where it goes.

    Attributes:
        frames: accepted so far.
        waiting_bytes: accepted and not yet on the disk.
        last_s: moment of the last frame.
        lost_s: seconds of sound found missing so far.
        overflows: times that the sound system dropped something.
    """

    def __init__(self, run_id: RunId, form: SoundFormat, place: RunPlace) -> None:
        self.id = run_id
        self.form = form
        self.frames = 0
        self.waiting_bytes = 0
        self.last_s = 0.0
        self.lost_s = 0.0
        self.overflows = 0
        self._place = place
        self._meter = ClockMeter(form.rate_hz)
        self._waiting: deque[Block] = deque()
        self._segment: SegmentWriter | None = None
        self._segments = 0
        self._announced = 0
        self._written = 0
        self._ended: RunEnded | None = None
        self._is_done = False

    def accept(self, block: Block) -> float:
        """Take a block; return the seconds of sound that it shows to be missing."""
        self._waiting.append(block)
        self.waiting_bytes += len(block.frames)
        self.frames += len(block.frames) // self.form.frame_bytes
        return self._follow(block)

    def end(self, *, lost: bool) -> None:
        """Take no more blocks; the rest is written by `flush`."""
        for point in self._meter.close():
            self._journal_point(point.frame, point.at_s)
        self._ended = RunEnded(
            stretch=self.id.stretch,
            track=self.id.track,
            run=self.id.run,
            frames=self.frames,
            at_s=round(self.last_s, 4),
            lost=lost,
        )

    def flush(self) -> bool:
        """Write what waits; whether nothing is left to do. Raises `OSError`; try again later."""
        while self._waiting:
            block = self._waiting[0]
            with self._new_file_after_fault():
                self._segment_for(block).append(block.frames)
            self._waiting.popleft()
            self.waiting_bytes -= len(block.frames)
            self._written += len(block.frames) // self.form.frame_bytes
        if self._ended is not None and not self._is_done:
            self._close_segment()
            self._place.journal.append(self._ended)
            self._is_done = True
        return self._is_done

    def sync(self) -> None:
        """Make what is written outlive a power cut. Raises `OSError`."""
        with self._new_file_after_fault():
            if self._segment is not None:
                self._segment.sync()

    def abandon(self) -> None:
        """Close the file whatever the disk says; a recovery repairs it."""
        with suppress(OSError):
            self._close_segment()

    @contextmanager
    def _new_file_after_fault(self) -> Iterator[None]:
        """Go on in a new file after a fault: a disk that was pulled out leaves the old one dead."""
        try:
            yield
        except OSError as error:
            if not is_full(error):
                self.abandon()
            raise

    def _follow(self, block: Block) -> float:
        self.last_s = block.at_s
        self.overflows += block.overflowed
        missing_s = 0.0
        for found in self._meter.heard(self.frames, block.at_s, overflowed=block.overflowed):
            if isinstance(found, Gap):
                missing_s += found.seconds
                self._journal_gap(found)
            else:
                self._journal_point(found.frame, found.at_s)
        self.lost_s += missing_s
        return missing_s

    def _journal_gap(self, gap: Gap) -> None:
        self._place.journal.append(
            GapFound(
                stretch=self.id.stretch,
                track=self.id.track,
                run=self.id.run,
                frame=gap.frame,
                seconds=gap.seconds,
            )
        )

    def _journal_point(self, frame: int, at_s: float) -> None:
        self._place.journal.append(
            Synced(
                stretch=self.id.stretch,
                track=self.id.track,
                run=self.id.run,
                frame=frame,
                at_s=round(at_s, 4),
            )
        )

    def _segment_for(self, block: Block) -> SegmentWriter:
        """Return the segment that takes a block, a new one when the last is full."""
        if self._segment is not None and self._segment.frames >= SEGMENT_S * self.form.rate_hz:
            self._close_segment()
        if self._segment is None:
            self._segment = self._new_segment(block)
        return self._segment

    def _new_segment(self, block: Block) -> SegmentWriter:
        name = self.id.segment_name(self._segments + 1)
        if self._announced <= self._segments:
            self._announce(name, block)
        self._place.journal.flush()
        segment = SegmentWriter(self._place.raw / name, self.form, self._place.open_file)
        self._segments += 1
        return segment

    def _announce(self, name: str, block: Block) -> None:
        self._announced += 1
        lasts_s = len(block.frames) // self.form.frame_bytes / self.form.rate_hz
        self._place.journal.append(
            SegmentBegun(
                stretch=self.id.stretch,
                track=self.id.track,
                run=self.id.run,
                first_frame=self._written,
                at_s=round(block.at_s - lasts_s, 4),
                file=name,
                rate_hz=self.form.rate_hz,
                channels=self.form.channels,
            )
        )

    def _close_segment(self) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            segment.close()
