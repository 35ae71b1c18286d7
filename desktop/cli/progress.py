"""Progress of a long task in a terminal, or as JSON lines for another program."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event as ThreadEvent
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from core.task import CallbackContext, Event, Notice, Partial, Progress
from core.transcript import Turn
from desktop.session.french.messages import notice_text, step_name


@contextmanager
def terminal_context(*, as_json: bool) -> Iterator[CallbackContext]:
    """Yield a context that shows progress on stderr; Ctrl-C asks it to stop.

    The first Ctrl-C stops cleanly at the next checkpoint, the second at once.
    """
    cancel = ThreadEvent()
    before = signal.signal(signal.SIGINT, _asking(cancel))
    try:
        if as_json:
            yield CallbackContext(_print_json, cancel)
        else:
            with _Shown() as shown:
                yield CallbackContext(shown.on_event, cancel)
    finally:
        signal.signal(signal.SIGINT, before)


def _asking(cancel: ThreadEvent) -> Callable[[int, FrameType | None], None]:
    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    return on_signal


def _print_json(event: Event) -> None:
    match event:
        case Progress():
            line = {"type": "progress", **asdict(event)}
        case Notice():
            line = {"type": "notice", "code": event.code, **dict(event.facts)}
        case Partial(value=Turn() as turn):
            line = {"type": "heard", "start": turn.start, "text": turn.text}
        case _:
            return
    print(json.dumps(line, ensure_ascii=False), file=sys.stderr, flush=True)


class _Shown:
    """One bar for the running step; notices above it. Without a terminal, one line a step."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._step: str | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "_Shown":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def on_event(self, event: Event) -> None:
        """Show an event."""
        if isinstance(event, Progress):
            self._show_progress(event)
        elif isinstance(event, Notice) and (text := notice_text(event)) is not None:
            self._console.print(text)

    def _show_progress(self, event: Progress) -> None:
        if event.step != self._step:
            self._begin(event.step)
        if self._task is not None:
            self._bars.update(self._task, completed=event.done, total=event.total)

    def _begin(self, step: str) -> None:
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._step = step
        self._task = self._bars.add_task(step_name(step), total=None)
        if not self._console.is_terminal:
            self._console.print(f"{step_name(step)}…")
