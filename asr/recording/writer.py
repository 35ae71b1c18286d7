"""The one thread that touches the tape and the journal: everything that happens goes through it.

Whoever hears, marks or finishes something hands it an action; actions are done in order. Every
second what was written is flushed to the disk.

Invariants:
- `durable` holds only journal entries that outlive a power cut.
- A fault of ours in one action ends that action, not the recording.
"""

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import suppress

from asr.recording.clocks import Clocks
from asr.recording.journal import Entry, RecordingJournal
from asr.recording.tape import Tape

logger = logging.getLogger(__name__)

_SYNC_S = 1.0
_POLL_S = 0.2
_ROOM_S = 60.0
"""How long the end of a recording waits for room on a full disk before it gives up the sound that
is still in memory."""


class Writer:
    """Does actions in order; make it, `start` it, `close` it.

    Args:
        tape: what is written.
        journal: of the recordings.
        clocks: to know when a second is over.
        every_second: called after each flush, on the writer's thread.

    Attributes:
        durable: the journal's entries that are on the disk.
    """

    def __init__(
        self,
        tape: Tape,
        journal: RecordingJournal,
        clocks: Clocks,
        every_second: Callable[[], None],
    ) -> None:
        self._tape = tape
        self._journal = journal
        self._clocks = clocks
        self._every_second = every_second
        self._actions: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._next_sync_s = 0.0
        self.durable: tuple[Entry, ...] = tuple(journal.entries)

    def start(self) -> None:
        """Begin to do actions."""
        self._thread.start()

    def do(self, action: Callable[[], None]) -> None:
        """Have something done, soon."""
        self._actions.put(action)

    def ask(self, action: Callable[[], None]) -> None:
        """Have something done; return when it is."""
        assert not self._closing.is_set(), "the recording is over"  # noqa: S101 - our own order
        done = threading.Event()
        self.do(action)
        self.do(done.set)
        done.wait()

    def close(self) -> None:
        """Do what is left and end; wait a while for room if the disk is full."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not (self._closing.is_set() and self._actions.empty()):
            with suppress(queue.Empty):
                self._act(self._actions.get(timeout=_POLL_S))
            if self._clocks.elapsed_s() >= self._next_sync_s:
                self._next_sync_s = self._clocks.elapsed_s() + _SYNC_S
                self._act(self._sync)
                self._act(self._every_second)
        self._wait_for_room()

    def _act(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception:  # a bug in one action must not end a recording
            logger.exception("an action of the recorder failed")
            self._tape.tell("recording-fault")

    def _sync(self) -> None:
        entries = tuple(self._journal.entries)
        if self._tape.sync():
            self.durable = entries

    def _wait_for_room(self) -> None:
        give_up_s = self._clocks.elapsed_s() + _ROOM_S
        pause = threading.Event()
        while not self._tape.sync() and self._clocks.elapsed_s() < give_up_s:
            pause.wait(_SYNC_S)
        if self._tape.waiting_s > 0:
            logger.warning("%.1f s of sound found no room", self._tape.waiting_s)
            self._tape.tell("recording-sound-lost", seconds=round(self._tape.waiting_s, 1))
        self._tape.close()
