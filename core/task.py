"""One shape for long tasks: the command line, the window and child processes use the same.

A long function takes `ctx: TaskContext` last, emits events and stops on `Cancelled`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event as ThreadEvent
from typing import Protocol


class Cancelled(Exception):
    """The user stopped the task. Not an error: never shown as one, never logged above INFO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a step has got.

    Attributes:
        step: stable code such as "asr.decode"; `session.messages` names it in French.
        done: in the step's own unit (seconds of audio, bytes, items).
        total: in the same unit; None if unknown.
    """

    step: str
    done: float
    total: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A part of the result that is already good enough to show, such as a turn."""

    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something worth telling the user, not worth stopping for."""

    code: str
    facts: Mapping[str, str | int | float | None] = field(default_factory=dict)


Event = Progress | Partial | Notice


class TaskContext(Protocol):
    """What a long function talks to while it works."""

    def emit(self, event: Event, /) -> None:
        """Report an event; raise `Cancelled` if the user asked to stop."""

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""


class CallbackContext:
    """A context that hands each event to a function.

    Args:
        on_event: receives every event, on the thread that works.
        cancel: set it to stop the task at its next event or check.
    """

    def __init__(
        self, on_event: Callable[[Event], None], cancel: ThreadEvent | None = None
    ) -> None:
        self._on_event = on_event
        self._cancel = cancel if cancel is not None else ThreadEvent()

    def emit(self, event: Event, /) -> None:
        """Report an event; raise `Cancelled` if the user asked to stop."""
        self.check()
        self._on_event(event)

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""
        if self._cancel.is_set():
            raise Cancelled


def silent() -> CallbackContext:
    """Return a context that reports to nobody and never stops: for tests and scripts."""
    return CallbackContext(lambda _event: None)
