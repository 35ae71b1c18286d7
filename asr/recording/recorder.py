"""Records a session: one or several inputs, without losing a second.

    recorder = Recorder(setup, places)
    recorder.start()                  inputs open, or the error that one refuses with
    recorder.pause() / resume()       nothing is kept in between, the inputs stay open
    recorder.mark(MarkKind.VOTE)
    recorder.status()                 for the level meter, at any rate
    recorder.take_notices()           what the person recording must be told
    recorder.stop()                   everything heard so far is on the disk
    recorder.finish(ctx)              the last parts

Threads: each input has its line (`asr.recording.lines`); one writer does everything that touches
the tape and the journal, in order; one finisher makes parts of what is settled. They meet in one
queue.

Invariants:
- What an input gave is in a file within the second, and flushed to the disk every second.
- No fault of a disk, a device or ours ends a recording before `stop`.
"""

import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from asr.recording.capture import Block, Heard, Opened
from asr.recording.devices import InputDevice
from asr.recording.finisher import Finisher
from asr.recording.finishing import finish
from asr.recording.folders import Places
from asr.recording.journal import EndReason, Marked, MarkKind, RecordingJournal, StretchBegun
from asr.recording.lines import Line
from asr.recording.mirror import Kept, Mirror
from asr.recording.power import Wakefulness
from asr.recording.setup import Machine, Setup
from asr.recording.stretches import length_s, stretches_of
from asr.recording.surroundings import Surroundings
from asr.recording.tape import Tape, TrackState
from asr.recording.writer import Writer
from core.errors import AppError
from core.files import PRIVATE_FOLDER, make_folder
from core.task import Notice, TaskContext


class Phase(StrEnum):
    """What the recorder does."""

    READY = "ready"
    RECORDING = "recording"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the board shows.

    Attributes:
        phase: what the recorder does.
        sound_s: length of the session's sound so far, pauses not counted.
        tracks: levels and losses, in the order of the inputs.
        minutes_left: of recording, for which the disk has room.
    """

    phase: Phase
    sound_s: float = 0.0
    tracks: tuple[TrackState, ...] = ()
    minutes_left: float | None = None


class Recorder:
    """Records into a session; see the module.

    Args:
        setup: what is recorded.
        places: where it goes.
        machine: what it runs on.

    Raises:
        FolderNotWritable: when the session's folder refuses.
    """

    def __init__(self, setup: Setup, places: Places, machine: Machine | None = None) -> None:
        self._setup = setup
        self._places = places
        self._machine = machine or Machine()
        for folder in (places.audio, places.raw, places.journal.parent):
            make_folder(folder, PRIVATE_FOLDER)
        self._notices: queue.SimpleQueue[Notice] = queue.SimpleQueue()
        clocks, open_file = self._machine.clocks, self._machine.open_file
        self._journal = RecordingJournal(places.journal, open_file)
        self._tape = Tape(places.raw, self._journal, clocks, self._notices.put, open_file)
        self._surroundings = Surroundings(self._tape, places.session, clocks)
        self._writer = Writer(self._tape, self._journal, clocks, self._surroundings.look)
        self._finisher = Finisher(self._writer, self._journal, self._tape, places.folders, clocks)
        self._lines = [self._line(at, d) for at, d in enumerate(setup.devices, start=1)]
        self._opened: dict[int, Opened] = {}
        self._phase = Phase.READY
        self._before_s = 0.0
        self._mirror: Mirror | None = None
        self._wakefulness: Wakefulness | None = None

    # What the person recording does.

    def start(self) -> None:
        """Open the inputs and begin to record.

        Raises:
            MicrophoneRefused, MicrophoneLost, SoundSystemMissing: when one does not answer; the
                recorder is then stopped.
        """
        self._writer.start()
        self._writer.ask(self._begin)
        for line in self._lines:
            line.start()
        try:
            for line in self._lines:
                line.wait_answered()
        except AppError:
            self.stop()
            raise
        self._finisher.start()
        self._mirror = self._started_mirror()
        self._wakefulness = Wakefulness()
        if not self._wakefulness.is_held:
            self._writer.do(partial(self._tape.tell, "recording-may-sleep"))

    def pause(self) -> None:
        """Keep nothing more until `resume`; the inputs stay open."""
        self._writer.ask(partial(self._end, EndReason.PAUSED, Phase.PAUSED))

    def resume(self) -> None:
        """Go on recording."""
        self._writer.ask(self._begin)

    def mark(self, kind: MarkKind, text: str = "", ago_s: float = 0.0) -> Marked:
        """Mark this moment, or one a few seconds ago; it is on the disk when this returns."""
        marks: list[Marked] = []
        self._writer.ask(lambda: marks.append(self._tape.mark(kind, text, ago_s)))
        return marks[0]

    def cancel_mark(self, mark: Marked) -> None:
        """Take back a mark; that is on the disk when this returns."""
        self._writer.ask(partial(self._tape.cancel, mark))

    def stop(self) -> None:
        """Take what was heard up to now, write it and close the inputs."""
        if self._phase in {Phase.READY, Phase.STOPPED}:
            return
        _all_at_once(line.stop for line in self._lines)
        self._writer.ask(partial(self._end, EndReason.STOPPED, Phase.STOPPED))
        self._finisher.stop()
        self._writer.close()
        with suppress(OSError):  # a disk that refuses to the end: what it lacks was told
            self._journal.close()
        if self._wakefulness is not None:
            self._wakefulness.release()

    def finish(self, ctx: TaskContext) -> None:
        """Make the parts that are left; call it after `stop`.

        Raises:
            PartNotVerified, DiskFull, SoundSystemMissing, Cancelled: the raw sound is kept, and a
                later recovery makes the parts.
        """
        try:
            finish(self._journal, self._places.folders, ctx)
        finally:
            if self._mirror is not None:
                self._mirror.stop()
            self._journal.close()

    # What the board shows.

    def status(self) -> Status:
        """Return what the board shows; cheap, from any thread."""
        zero_s, sound_s = self._tape.zero_s, self._before_s
        if self._phase is Phase.RECORDING and zero_s is not None:
            sound_s += self._machine.clocks.elapsed_s() - zero_s
        return Status(
            phase=self._phase,
            sound_s=sound_s,
            tracks=self._tape.states,
            minutes_left=self._surroundings.minutes_left,
        )

    def take_notices(self) -> list[Notice]:
        """Return what happened since the last call, oldest first."""
        found: list[Notice] = []
        while not self._notices.empty():
            found.append(self._notices.get())
        return found

    # What happens on the writer's thread.

    def _begin(self) -> None:
        if self._phase in {Phase.RECORDING, Phase.STOPPED}:
            return
        entries = self._journal.entries
        self._before_s = sum(map(length_s, stretches_of(entries, self._places.raw)))
        number = 1 + sum(isinstance(entry, StretchBegun) for entry in entries)
        self._tape.begin(number, [device.id for device in self._setup.devices])
        self._phase = Phase.RECORDING
        for track, opened in self._opened.items():
            self._tape.opened(track, opened)

    def _end(self, reason: EndReason, phase: Phase) -> None:
        if self._phase is Phase.RECORDING:
            self._tape.end(reason)
            stretches = stretches_of(self._journal.entries, self._places.raw)
            self._before_s = sum(map(length_s, stretches))
        self._phase = phase

    def _hear(self, track: int, heard: Heard) -> None:
        if isinstance(heard, Opened):
            self._opened[track] = heard
        if self._phase is not Phase.RECORDING:
            return
        if isinstance(heard, Block):
            self._tape.heard(track, heard)
        else:
            self._tape.opened(track, heard)

    def _lose(self, track: int) -> None:
        self._opened.pop(track, None)
        if self._phase is Phase.RECORDING:
            self._tape.lost(track)

    # Parts of the recorder.

    def _line(self, track: int, device: InputDevice) -> Line:
        others = {d.id for d in self._setup.devices if d is not device}
        return Line(
            device,
            others,
            self._machine,
            deliver=lambda heard: self._writer.do(partial(self._hear, track, heard)),
            lost=lambda: self._writer.do(partial(self._lose, track)),
        )

    def _started_mirror(self) -> Mirror | None:
        if self._setup.mirror is None:
            return None
        session = self._places.session
        kept = Kept(
            journal=self._places.journal.relative_to(session),
            audio=self._places.audio.relative_to(session),
            raw=self._places.raw.relative_to(session),
        )
        mirror = Mirror(session, self._setup.mirror, kept, self._tell_from_mirror)
        mirror.start()
        return mirror

    def _tell_from_mirror(self, notice: Notice) -> None:
        self._writer.do(lambda: self._tape.tell(notice.code, **notice.facts))


def _all_at_once(actions: Iterable[Callable[[], None]]) -> None:
    """Do things that wait, each in a thread, and return when all are done."""
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
