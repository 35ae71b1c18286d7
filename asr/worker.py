"""Run one function in a child process: events come back, a stop goes in, its memory is given back.

Models live and die in children, so that the window's process never loads them and a crash in native
code ends a task, not the program. This module knows no model.

Invariants:
- Only our frozen dataclasses cross, through one pipe; an exception crosses as code and facts, never
  pickled as it is (unpickling one runs its constructor); of any other only where it was raised.
- When `run_in_child` returns or raises, the child has ended.
- A child whose parent died ends at once: it would keep the processor and the model's memory.
"""

import core.offline  # noqa: F401  # isort: skip  # before any library that would use the network

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event as ProcessEvent
from typing import Generic, TypeVar, cast

import psutil

from asr.errors import WorkerDied
from core.errors import AppError, Fact, Harmless, error_from
from core.task import Cancelled, Event, TaskContext
from core.tracebacks import without_messages

A = TypeVar("A")
R = TypeVar("R")

_SPAWN = multiprocessing.get_context("spawn")

_POLL_S = 0.1
_NICENESS = 10
"""POSIX niceness of a child that should leave the machine usable; Windows has a class for it."""


class ChildBug(Harmless):
    """An unexpected exception ended the child; the text is its traceback there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOptions:
    """How a child runs.

    Attributes:
        low_priority: whether other programs go before it.
        grace_s: seconds a child gets to stop by itself, then again to terminate.
    """

    low_priority: bool = False
    grace_s: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Returned:
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stopped:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    traceback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    traceback: str


_Ending = _Returned | _Stopped | _Refused | _Broken


def run_in_child(
    task: Callable[[A, TaskContext], R],
    argument: A,
    ctx: TaskContext,
    options: ChildOptions | None = None,
) -> R:
    """Return what `task(argument, ctx)` returns when it runs in a process of its own.

    Args:
        task: a function of a module; it is imported anew in the child.
        argument: what it works on; it is copied, so paths rather than sounds.
        ctx: receives the task's events, on the caller's thread.
        options: how the child runs.

    Raises:
        Cancelled: when `ctx` asked to stop; the child is stopped by force if it does not listen.
        AppError: the task's own.
        WorkerDied: when the process ended without an answer: killed, out of memory, native crash.
        ChildBug: when the task raised anything else.
    """
    child = Child(task, argument, options)
    try:
        return child.result(ctx)
    finally:
        child.end()


class Child(Generic[A, R]):
    """A task that works in a process of its own while the caller does something else.

    Whoever makes one ends it; `run_in_child` is for all who have nothing else to do.

    Args:
        task: as `run_in_child`.
        argument: as `run_in_child`; locks and events of `child_event` may be in it.
        options: how the child runs.
    """

    def __init__(
        self, task: Callable[[A, TaskContext], R], argument: A, options: ChildOptions | None = None
    ) -> None:
        options = options or ChildOptions()
        self._grace_s = options.grace_s
        self._messages, theirs = _SPAWN.Pipe(duplex=False)
        self._cancel = _SPAWN.Event()
        given = (theirs, self._cancel, task, argument, options.low_priority)
        self._process = _SPAWN.Process(target=_child_main, args=given, daemon=True)
        with theirs, _unheard_interrupts():
            self._process.start()

    @property
    def is_alive(self) -> bool:
        """Whether its process has not ended."""
        return self._process.is_alive()

    def result(self, ctx: TaskContext) -> R:
        """Wait for what the task returns; raise as `run_in_child`."""
        return cast("R", _value_of(_follow(self._messages, self._process, ctx)))

    def end(self) -> None:
        """Make sure that the process has ended: it is asked, then terminated, then killed."""
        self._cancel.set()
        self._process.join(self._grace_s)
        for harder in (self._process.terminate, self._process.kill):
            if self._process.is_alive():
                harder()
                self._process.join(self._grace_s)
        self._process.join()
        self._messages.close()


def child_event() -> ProcessEvent:
    """Return an event that a child's argument may hold: set here, seen there."""
    return _SPAWN.Event()


@contextlib.contextmanager
def _unheard_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from a process that is begun here, from its first moment on; the parent decides.

    A child inherits what the thread that begins it holds back. Windows has no such thing: there a
    child hears Ctrl-C until `_child_main` runs.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow(messages: Connection, process: SpawnProcess, ctx: TaskContext) -> _Ending:
    """Pass the child's events on until its last message; return that."""
    while True:
        ctx.check()
        if not messages.poll(_POLL_S):
            continue
        try:
            message = messages.recv()
        except (EOFError, OSError):
            process.join()
            raise WorkerDied(exit_code=process.exitcode) from None
        if isinstance(message, _Ending):
            return message
        ctx.emit(message)


def _value_of(ending: _Ending) -> object:
    """Return the child's value or raise what ended it."""
    match ending:
        case _Returned():
            return ending.value
        case _Stopped():
            raise Cancelled
        case _Refused():
            known = error_from(ending.code, dict(ending.facts))
            raise known if known is not None else ChildBug(ending.traceback)
        case _Broken():
            raise ChildBug(ending.traceback)


class _ChildContext:
    """The task's context in the child: events go through the pipe, the stop comes by an event.

    Threads of the task may share it.
    """

    def __init__(self, messages: Connection, cancel: ProcessEvent) -> None:
        self._messages = messages
        self._cancel = cancel
        self._sending = threading.Lock()

    def emit(self, event: Event, /) -> None:
        self.check()
        with self._sending:
            self._messages.send(event)

    def check(self) -> None:
        if self._cancel.is_set():
            raise Cancelled


def _child_main(
    messages: Connection,
    cancel: ProcessEvent,
    task: Callable[[A, TaskContext], R],
    argument: A,
    low_priority: bool,  # noqa: FBT001 - multiprocessing passes positions
) -> None:
    """Run the task and send how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; `_unheard_interrupts`
    threading.Thread(target=_die_with_parent, name="parent-watch", daemon=True).start()
    if low_priority:
        _lower_priority()
    ending = _ending_of(task, argument, _ChildContext(messages, cancel))
    with contextlib.suppress(BrokenPipeError):  # the parent is gone: nobody is left to tell
        messages.send(ending)


def _ending_of(task: Callable[[A, TaskContext], R], argument: A, ctx: TaskContext) -> _Ending:
    """Return how the task ended, whatever happened in it."""
    try:
        return _Returned(value=task(argument, ctx))
    except Cancelled:
        return _Stopped()
    except AppError as error:
        return _Refused(code=error.code, facts=error.facts, traceback=without_messages(error))
    except Exception as error:  # noqa: BLE001 - top of the child: it must be told as a bug
        return _Broken(traceback=without_messages(error))


def _die_with_parent() -> None:
    """End this process as soon as its parent has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _lower_priority() -> None:
    """Let other programs go first; a system that refuses keeps the normal priority."""
    if sys.platform == "win32":
        value = psutil.BELOW_NORMAL_PRIORITY_CLASS
    else:
        value = _NICENESS
    with contextlib.suppress(psutil.AccessDenied):
        psutil.Process().nice(value)
