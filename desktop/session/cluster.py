"""Sessions spread over machines that a syndicate runs itself, through Dask distributed.

The machines must see the same folders under the same paths and have Greffier with its models.
Nothing is sent but paths and results; Dask gives the session of a machine that is lost to another
one, where it resumes. The only module that speaks to other machines, and only when an address was
given (docs/decisions/0060-sessions-on-several-machines.md).
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from core.task import TaskContext, silent
from desktop.session.batch import BatchResult, BatchSession, BatchState, Runner, process_one
from desktop.session.errors import SchedulerMissing, SchedulerUnreachable
from desktop.session.requests import DraftRequest, RecognitionRequest

_CONNECT_S = 10
_MOST_LOST_WORKERS = 3
"""A session that takes more workers than this down with it is given up."""

_LOST = "La machine qui traitait cette séance s'est arrêtée {times} fois. Relancez le lot."


def on_cluster(address: str, recognition: RecognitionRequest, draft: DraftRequest) -> Runner:
    """Return a runner that processes sessions on the workers of a Dask scheduler.

    Args:
        address: of the scheduler, such as "tcp://10.0.0.5:8786".
        recognition: how, on every machine.
        draft: how, on every machine.
    """
    work = partial(_process, recognition=recognition, draft=draft)

    def run(sessions: Sequence[BatchSession], ctx: TaskContext) -> Iterator[BatchResult]:
        distributed = _distributed()
        with _client(distributed, address) as client:
            running = {
                client.submit(work, session, pure=False, retries=0, key=f"seance-{number}"): session
                for number, session in enumerate(sessions)
            }
            try:
                for future in distributed.as_completed(list(running), raise_errors=False):
                    yield _result(future, running[future])
                    ctx.check()
            finally:
                client.cancel(list(running))

    return run


def _process(
    session: BatchSession, *, recognition: RecognitionRequest, draft: DraftRequest
) -> BatchResult:
    return process_one(session, recognition, draft, silent())


def _result(future: Any, session: BatchSession) -> BatchResult:
    """Return what a worker found, or that its machine was lost again and again."""
    if future.status == "finished":
        result: BatchResult = future.result()
        return result
    return BatchResult(
        name=session.name,
        state=BatchState.FAILED,
        sentence=_LOST.format(times=_MOST_LOST_WORKERS),
    )


def _distributed() -> Any:
    try:
        import dask  # noqa: PLC0415 - optional: installed where sessions are spread
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise SchedulerMissing from error
    dask.config.set({"distributed.scheduler.allowed-failures": _MOST_LOST_WORKERS})
    return distributed


def _client(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout=_CONNECT_S)
    except (OSError, ValueError, TimeoutError) as error:
        raise SchedulerUnreachable(address=address) from error
