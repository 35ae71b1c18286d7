"""Many files, one bar: a context that adds up what each file reports."""

from core.task import Event, Progress, TaskContext


class Tally:
    """A context for the parts of a longer step; what a part reports counts from where it began.

    Args:
        ctx: receives the progress of the whole.
        step: code of the whole step.
        total: bytes of all parts together.
    """

    def __init__(self, ctx: TaskContext, step: str, total: float) -> None:
        self._ctx = ctx
        self._step = step
        self._total = total
        self._done = 0.0

    def emit(self, event: Event, /) -> None:
        """Report an event; a part's progress becomes the whole's."""
        if isinstance(event, Progress):
            done = min(self._done + event.done, self._total)
            event = Progress(step=self._step, done=done, total=self._total)
        self._ctx.emit(event)

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""
        self._ctx.check()

    def advance(self, size_bytes: float) -> None:
        """Count this many bytes as done for good, and report it."""
        self.emit(Progress(step=self._step, done=size_bytes))
        self._done += size_bytes
