"""Scripted microphones, clocks set by hand and disks that break: the recorder's surroundings."""

import datetime as dt
import errno
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from asr.errors import MicrophoneLost, MicrophoneRefused
from asr.recording.capture import Block, Deliver, Opened, SoundFormat
from asr.recording.clocks import elapsed_s
from asr.recording.devices import InputDevice
from asr.recording.durable import DiskFile
from asr.recording.folders import Places
from asr.recording.journal import RecordingJournal
from asr.recording.recorder import Recorder
from asr.recording.setup import Machine, Setup
from asr.recording.summary import RecordingSummary
from asr.recording.tape import Tape
from core.task import Notice

MONO = SoundFormat(rate_hz=16_000, channels=1)
EVENING = dt.datetime(2026, 3, 26, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def an_input(name: str = "salle", form: SoundFormat = MONO) -> InputDevice:
    return InputDevice(name=name, host_api="test", channels=form.channels, rate_hz=form.rate_hz)


def counting(first: int, frames: int, channels: int = 1) -> bytes:
    """Return frames that tell their own place: 1, 2, 3 ... 30000 and again, never zero."""
    counts = 1 + np.arange(first, first + frames) % 30_000
    return np.repeat(counts.astype("<i2"), channels).tobytes()


class HandClock:
    """Clocks that a test moves."""

    def __init__(self) -> None:
        self.now_s = 5000.0
        self.hour_shift_s = 0.0

    def elapsed_s(self) -> float:
        return self.now_s

    def wall(self) -> dt.datetime:
        return EVENING + dt.timedelta(seconds=self.now_s - 5000.0 + self.hour_shift_s)


@dataclass
class TapeRig:
    """A tape driven by hand: one second of sound at a time, on a clock of its own."""

    root: Path
    clock: HandClock = field(default_factory=HandClock)
    open_file: Callable[[Path], object] = DiskFile
    notices: list[Notice] = field(default_factory=list)
    given: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = places_in(self.root)
        for folder in (self.places.raw, self.places.journal.parent):
            folder.mkdir(parents=True, exist_ok=True)
        self.journal = RecordingJournal(self.places.journal, self.open_file)  # type: ignore[arg-type]
        self.tape = Tape(
            self.places.raw,
            self.journal,
            self.clock,
            self.notices.append,
            self.open_file,  # type: ignore[arg-type]
        )

    @property
    def codes(self) -> list[str]:
        return [notice.code for notice in self.notices]

    def open(self, track: int = 1, device: str = "salle", form: SoundFormat = MONO) -> None:
        self.given[track] = 0
        self.tape.opened(track, Opened(device=an_input(device, form), format=form))

    def hear(
        self, seconds: float, track: int = 1, form: SoundFormat = MONO, sound: bytes | None = None
    ) -> None:
        """Let time pass, heard by one track in blocks of a tenth of a second."""
        for _ in range(round(seconds * 10)):
            self.clock.now_s += 0.1
            frames = form.rate_hz // 10
            content = sound or counting(self.given[track], frames, form.channels)
            self.given[track] += frames
            self.tape.heard(track, Block(frames=content, at_s=self.clock.now_s))

    def wait(self, seconds: float) -> None:
        """Let time pass unheard."""
        self.clock.now_s += seconds


def places_in(root: Path) -> Places:
    return Places(
        session=root,
        audio=root / "audio",
        raw=root / "audio" / "en-cours",
        journal=root / ".greffier" / "recording.jsonl",
    )


@dataclass
class ScriptedSource:
    """Inputs of a test. Each gives counting sound in real time, at a speed, until told otherwise.

    Attributes:
        inputs: those plugged in; take one out to unplug it.
        refused: names of inputs that are there but cannot be opened.
        speed: seconds of sound a second.
        block_s: length of a block.
        given: frames given so far by each input, over all openings.
        on_block: called after each block.
    """

    inputs: list[InputDevice] = field(default_factory=lambda: [an_input()])
    refused: set[str] = field(default_factory=set)
    speed: float = 1.0
    block_s: float = 0.05
    given: dict[str, int] = field(default_factory=dict)
    on_block: Callable[[str, int], None] = lambda _name, _frames: None

    def devices(self) -> tuple[InputDevice, ...]:
        return tuple(self.inputs)

    def listen(self, device: InputDevice, deliver: Deliver, stopping: Callable[[], bool]) -> None:
        if device.name in self.refused:
            raise MicrophoneRefused(device=device.id)
        self._require(device)
        form = SoundFormat(rate_hz=device.rate_hz, channels=device.channels)
        deliver(Opened(device=device, format=form))
        frames = round(self.block_s * device.rate_hz)
        start_s, heard, pause = elapsed_s(), 0, threading.Event()
        while not stopping():
            self._require(device)
            due_s = start_s + (heard + frames) / device.rate_hz / self.speed
            pause.wait(max(0.0, due_s - elapsed_s()))
            first = self.given.get(device.name, 0)
            deliver(Block(frames=counting(first, frames, form.channels), at_s=elapsed_s()))
            heard += frames
            self.given[device.name] = first + frames
            self.on_block(device.name, first + frames)

    def _require(self, device: InputDevice) -> None:
        if device not in self.inputs:
            raise MicrophoneLost(device=device.id)


class UnsyncedFile(DiskFile):
    """A file that is not flushed: hours of sound in a test take seconds."""

    def sync(self) -> None:
        pass


class FullDisk:
    """Makes files that refuse to grow while `is_full`."""

    def __init__(self) -> None:
        self.is_full = False
        self.refusals = 0

    def open(self, path: Path) -> "_FullableFile":
        return _FullableFile(path, self)

    def require_room(self) -> None:
        if self.is_full:
            self.refusals += 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _FullableFile(DiskFile):
    def __init__(self, path: Path, disk: FullDisk) -> None:
        self._disk = disk
        disk.require_room()
        super().__init__(path)

    def append(self, content: bytes) -> None:
        self._disk.require_room()
        super().append(content)


class PulledOutDisk:
    """Makes files that are dead for good once the disk was pulled out, even when it is back."""

    def __init__(self) -> None:
        self.is_there = True
        self.times_pulled = 0

    def pull_out(self) -> None:
        self.is_there = False
        self.times_pulled += 1

    def open(self, path: Path) -> "_DyingFile":
        return _DyingFile(path, self)


class _DyingFile(DiskFile):
    def __init__(self, path: Path, disk: PulledOutDisk) -> None:
        self._disk = disk
        self._born = disk.times_pulled
        self._require_alive()
        super().__init__(path)

    def append(self, content: bytes) -> None:
        self._require_alive()
        super().append(content)

    def sync(self) -> None:
        self._require_alive()
        super().sync()

    def _require_alive(self) -> None:
        if not self._disk.is_there or self._disk.times_pulled != self._born:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


class PowerCutDisk:
    """Makes files that lose what was not flushed when the power goes."""

    def __init__(self) -> None:
        self.synced: dict[Path, int] = {}

    def open(self, path: Path) -> "_UnsafeFile":
        return _UnsafeFile(path, self)

    def cut(self, keep: Callable[[int], int] = lambda _unsynced: 0) -> None:
        """Drop what was not flushed, but for as many bytes as `keep` says."""
        for path, size in self.synced.items():
            content = path.read_bytes()
            path.write_bytes(content[: size + keep(max(0, len(content) - size))])


class _UnsafeFile(DiskFile):
    def __init__(self, path: Path, disk: PowerCutDisk) -> None:
        super().__init__(path)
        self._path = path
        self._disk = disk
        disk.synced.setdefault(path, path.stat().st_size)

    def sync(self) -> None:
        super().sync()
        self._disk.synced[self._path] = self._path.stat().st_size


@contextmanager
def recording(root: Path, source: ScriptedSource, setup: Setup | None = None) -> Iterator[Recorder]:
    """Yield a recorder that records, stopped afterwards."""
    chosen = setup or Setup(devices=tuple(source.inputs))
    recorder = Recorder(chosen, places_in(root), Machine(source=source))
    recorder.start()
    try:
        yield recorder
    finally:
        recorder.stop()


def sound_of(parts: Sequence[Path]) -> NDArray[np.int16]:
    """Return the sound of parts one after another: (frames, channels)."""
    return np.concatenate([soundfile.read(p, dtype="int16", always_2d=True)[0] for p in parts])


def parts_in(root: Path) -> list[Path]:
    return sorted((root / "audio").glob("*.flac"))


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is so; fail after a while."""
    pause, end_s = threading.Event(), elapsed_s() + seconds
    while not condition():
        assert elapsed_s() < end_s, "it did not happen"
        pause.wait(0.02)


def hour_at(summary: RecordingSummary, sound_s: float) -> dt.datetime:
    """Return the hour on the wall at a second of the sound; it must lie in a stretch."""
    (span,) = (one for one in summary.spans if one.interval.start <= sound_s <= one.interval.end)
    return span.began + dt.timedelta(seconds=sound_s - span.interval.start)


def crashed(root: Path, seconds: float) -> TapeRig:
    """Leave a recording as a crash does; return what recorded it."""
    rig = TapeRig(root)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(seconds)
    rig.tape.sync()
    rig.journal.close()
    rig.tape.close()
    return rig
