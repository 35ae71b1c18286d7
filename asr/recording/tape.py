"""The core of the recorder: takes what the inputs give, in order, and keeps it.

No thread, no clock of its own, no device: a test drives it by hand.

Invariants:
- Nothing that the disk or a device does raises here: what cannot be written waits in memory, what
  was lost is marked, and the person recording is told.
- Every call comes from one thread.
"""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asr.recording.capture import Block, Opened, SoundFormat
from asr.recording.clocks import Clocks
from asr.recording.durable import DiskFile, OpenFile, is_full
from asr.recording.journal import (
    AlarmRaised,
    EndReason,
    MarkCancelled,
    Marked,
    MarkKind,
    RecordingJournal,
    StretchBegun,
    StretchEnded,
)
from asr.recording.levels import Level, level_of
from asr.recording.runs import RunId, RunPlace, RunWriter
from asr.recording.watch import SoundWatch
from core.errors import Fact
from core.task import Notice

logger = logging.getLogger(__name__)

_MOST_WAITING_BYTES = 256 << 20
"""Sound kept in memory while the disk refuses it: 22 minutes of two channels at 48 kHz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackState:
    """What a level meter shows of one track.

    Attributes:
        device: what is heard now; "" while no input answers.
        level: of the last block.
        lost_s: seconds of sound missing so far.
        overflows: times that the sound system dropped something.
    """

    device: str
    level: Level
    lost_s: float
    overflows: int


class Tape:
    """Keeps the sound of one stretch; see the module.

    Args:
        raw: folder of the segments.
        journal: of the session's recordings.
        clocks: tell the moments and hours of what is journalled.
        tell: gets every notice, once.
        open_file: makes the files.
    """

    def __init__(
        self,
        raw: Path,
        journal: RecordingJournal,
        clocks: Clocks,
        tell: Callable[[Notice], None],
        open_file: OpenFile = DiskFile,
    ) -> None:
        self._place = RunPlace(raw=raw, journal=journal, open_file=open_file)
        self._clocks = clocks
        self._tell = tell
        self._tracks: tuple[_Track, ...] = ()
        self._unfinished: list[RunWriter] = []
        self._is_refused = False
        self.stretch = 0
        self.zero_s: float | None = None

    def begin(self, stretch: int, devices: Sequence[str]) -> None:
        """Begin a stretch with these inputs."""
        self.stretch, self.zero_s = stretch, None
        self._tracks = tuple(_Track(at, name) for at, name in enumerate(devices, start=1))
        self._place.journal.append(
            StretchBegun(
                stretch=stretch,
                at=self._clocks.wall(),
                at_s=round(self._clocks.elapsed_s(), 4),
                devices=tuple(devices),
            )
        )
        self.sync()

    def opened(self, track: int, opened: Opened) -> None:
        """An input answers: its own, a stand-in, or its own again."""
        state = self._tracks[track - 1]
        self.lost(track, told=False)
        state.runs += 1
        run_id = RunId(stretch=self.stretch, track=track, run=state.runs)
        state.run = RunWriter(run_id, opened.format, self._place)
        self._unfinished.append(state.run)
        state.heard_device = opened.device.id
        state.watch.may_be_silent = opened.device.is_loopback
        if opened.device.id != state.device:
            self.tell("recording-stand-in", track=track, device=opened.device.id)

    def heard(self, track: int, block: Block) -> None:
        """Keep a block of an input."""
        state = self._tracks[track - 1]
        run = state.run
        if run is None:
            return
        lasts_s = len(block.frames) / run.form.frame_bytes / run.form.rate_hz
        if self.zero_s is None:
            self.zero_s = block.at_s - lasts_s
        if sum(r.waiting_bytes for r in self._unfinished) < _MOST_WAITING_BYTES:
            self._account(state, run.accept(block))
        self._note_return(state, block.at_s - lasts_s)
        for notice in state.measure(block, run.form, lasts_s):
            self._raise(notice)
        self.write()

    def lost(self, track: int, *, told: bool = True) -> None:
        """An input gives no more sound."""
        state = self._tracks[track - 1]
        if state.run is None:
            return
        state.run.end(lost=told)
        state.lost_at_s = state.run.last_s or self._clocks.elapsed_s()
        state.overflows += state.run.overflows
        state.run, device, state.heard_device = None, state.heard_device, ""
        state.level = Level()
        if told:
            self.tell("recording-device-lost", track=track, device=device)

    def mark(self, kind: MarkKind, text: str = "", ago_s: float = 0.0) -> Marked:
        """Keep a mark of the person recording; return it as journalled.

        Args:
            kind: of what happens.
            text: a member's name, an item's number, or what the person typed.
            ago_s: how long ago the key was pressed: typing a name takes seconds.
        """
        entry = Marked(
            stretch=self.stretch,
            at=self._clocks.wall() - dt.timedelta(seconds=ago_s),
            at_s=round(self._clocks.elapsed_s() - ago_s, 4),
            kind=kind,
            text=text,
        )
        self._place.journal.append(entry)
        self.sync()
        return entry

    def cancel(self, mark: Marked) -> None:
        """Take back a mark; both stay in the journal."""
        self._place.journal.append(
            MarkCancelled(
                stretch=mark.stretch,
                at=self._clocks.wall(),
                at_s=round(self._clocks.elapsed_s(), 4),
                mark_at_s=mark.at_s,
            )
        )
        self.sync()

    def end(self, reason: EndReason) -> bool:
        """End the stretch; whether everything is on the disk. If not, `sync` later tries again."""
        for track in range(1, len(self._tracks) + 1):
            self.lost(track, told=False)
        self.write()
        self._place.journal.append(
            StretchEnded(
                stretch=self.stretch,
                at=self._clocks.wall(),
                at_s=round(self._clocks.elapsed_s(), 4),
                reason=reason,
            )
        )
        return self.sync()

    def write(self) -> bool:
        """Write what waits; whether the disk took it."""
        return self._try(self._write)

    def sync(self) -> bool:
        """Write what waits and make it outlive a power cut; whether the disk took it."""
        return self._try(self._sync)

    def close(self) -> None:
        """Let go of every file; what could not be written is lost."""
        for run in self._unfinished:
            run.abandon()

    def tell(self, code: str, **facts: Fact) -> None:
        """Tell the person recording something, and journal that it was told."""
        self._raise(Notice(code=code, facts=facts))

    @property
    def states(self) -> tuple[TrackState, ...]:
        """What the meters show, in the order of the tracks."""
        return tuple(track.state for track in self._tracks)

    @property
    def bytes_per_s(self) -> float:
        """What all inputs write in a second."""
        forms = [track.run.form for track in self._tracks if track.run is not None]
        return float(sum(form.rate_hz * form.frame_bytes for form in forms))

    @property
    def waiting_s(self) -> float:
        """Seconds of sound that are in memory only."""
        return sum(
            run.waiting_bytes / run.form.frame_bytes / run.form.rate_hz for run in self._unfinished
        )

    @property
    def _memory_minutes(self) -> int:
        """Minutes of sound that memory can hold while the disk refuses it."""
        left = _MOST_WAITING_BYTES - sum(run.waiting_bytes for run in self._unfinished)
        return int(left / self.bytes_per_s / 60) if self.bytes_per_s else 0

    def _account(self, state: "_Track", missing_s: float) -> None:
        if missing_s > 0:
            state.lost_s += missing_s
            self.tell("recording-gap", track=state.number, seconds=round(missing_s, 1))

    def _note_return(self, state: "_Track", start_s: float) -> None:
        """Tell how long an input was away, at its first sound since."""
        if state.lost_at_s is None:
            return
        away_s, state.lost_at_s = max(0.0, start_s - state.lost_at_s), None
        state.lost_s += away_s
        self.tell("recording-device-back", track=state.number, seconds=round(away_s, 1))

    def _raise(self, notice: Notice) -> None:
        logger.info("notice: %s", notice.code)
        self._place.journal.append(
            AlarmRaised(
                stretch=self.stretch,
                at=self._clocks.wall(),
                at_s=round(self._clocks.elapsed_s(), 4),
                code=notice.code,
                facts=notice.facts,
            )
        )
        self._tell(notice)

    def _write(self) -> None:
        self._unfinished = [run for run in self._unfinished if not run.flush()]

    def _sync(self) -> None:
        self._write()
        for run in self._unfinished:
            run.sync()
        self._place.journal.flush()

    def _try(self, action: Callable[[], None]) -> bool:
        """Do it; a disk that refuses is told once, and once when it takes again."""
        try:
            action()
        except OSError as error:
            if not self._is_refused:
                self._is_refused = True
                code = "recording-disk-full" if is_full(error) else "recording-disk-fault"
                self.tell(code, minutes=self._memory_minutes)
            return False
        if self._is_refused:
            self._is_refused = False
            self.tell("recording-disk-back")
        return True


class _Track:
    """One input of the stretch."""

    def __init__(self, number: int, device: str) -> None:
        self.number = number
        self.device = device
        self.heard_device = ""
        self.run: RunWriter | None = None
        self.runs = 0
        self.level = Level()
        self.lost_at_s: float | None = None
        self.lost_s = 0.0
        self.overflows = 0
        self.watch = SoundWatch(number)
        self._second: list[bytes] = []
        self._second_s = 0.0

    @property
    def state(self) -> TrackState:
        return TrackState(
            device=self.heard_device,
            level=self.level,
            lost_s=self.lost_s,
            overflows=self.overflows + (self.run.overflows if self.run else 0),
        )

    def measure(self, block: Block, form: SoundFormat, lasts_s: float) -> list[Notice]:
        """Set the meter; once a second, return what the sound calls for."""
        self.level = level_of(_frames(block.frames, form))
        self._second.append(block.frames)
        self._second_s += lasts_s
        if self._second_s < 1.0:
            return []
        level = level_of(_frames(b"".join(self._second), form))
        notices = self.watch.heard(level, self._second_s)
        self._second, self._second_s = [], 0.0
        return notices


def _frames(frames: bytes, form: SoundFormat) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.frombuffer(frames, "<i2").reshape(-1, form.channels)
