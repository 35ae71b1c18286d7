"""Many sessions one after another or side by side, for those who draft for many town halls.

Each session is a folder with its `seance.toml`, its recording and whatever a meeting tool wrote. It
is understood as a folder given to `process` is. What fails is tried again, told
for that session, and holds up no other. `process_one` is the step that runs anywhere: here in a
thread, on other machines through `desktop.session.cluster`.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.errors import AppError, InputError, ModelError
from core.jsonio import write_json
from core.task import CallbackContext, Cancelled, TaskContext
from desktop.session import workflow
from desktop.session.errors import FileMissing, NoSessions
from desktop.session.french.messages import message_of, unexpected
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles
from models.provided import user_store

logger = logging.getLogger(__name__)

ATTEMPTS = 2
"""How often a session is tried when the fault may be passing: a child that died, a full disk."""

REPORT = "lot.json"


class BatchState(StrEnum):
    """How a session of a batch ended."""

    DONE = "terminée"
    FAILED = "échec"
    STOPPED = "arrêtée"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSession:
    """One session to process.

    Attributes:
        name: of its folder.
        seance: its `seance.toml`, beside its recording.
    """

    name: str
    seance: Path
    out: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """How one session ended.

    Attributes:
        alerts: of its minutes; None unless it is done.
        sentence: what went wrong, in French; "" when it is done.
    """

    name: str
    state: BatchState
    alerts: int | None = None
    sentence: str = ""


Runner = Callable[[Sequence[BatchSession], TaskContext], Iterator[BatchResult]]
"""Processes sessions somewhere and yields each result as it comes."""


def sessions_in(folder: Path, out: Path) -> tuple[BatchSession, ...]:
    """Return the sessions of a folder, by name: every subfolder that holds a `seance.toml`.

    Raises:
        FileMissing: without the folder.
        NoSessions: when no subfolder holds a `seance.toml`.
    """
    if not folder.is_dir():
        raise FileMissing(path=str(folder))
    found = tuple(
        BatchSession(
            name=seance.parent.name,
            seance=seance,
            out=out / seance.parent.name,
        )
        for seance in sorted(folder.glob("*/seance.toml"))
    )
    if not found:
        raise NoSessions(path=str(folder))
    return found


def process_batch(
    sessions: Sequence[BatchSession], run: Runner, report: Path, ctx: TaskContext
) -> tuple[BatchResult, ...]:
    """Process the sessions and return the results by name; the report grows with each of them.

    Raises:
        Cancelled: when `ctx` asked to stop; what is finished stays, what was begun resumes.
    """
    results: dict[str, BatchResult] = {}
    for result in run(sessions, ctx):
        results[result.name] = result
        write_json(report, _by_name(results.values()))
        logger.info("batch: %d of %d ended", len(results), len(sessions))
    return _by_name(results.values())


def side_by_side(at_once: int, recognition: RecognitionRequest, draft: DraftRequest) -> Runner:
    """Return a runner that processes so many sessions at once on this machine."""

    def run(sessions: Sequence[BatchSession], ctx: TaskContext) -> Iterator[BatchResult]:
        with ThreadPoolExecutor(max_workers=at_once) as pool:
            running = [
                pool.submit(process_one, session, recognition, draft, _quiet(ctx))
                for session in sessions
            ]
            for future in as_completed(running):
                yield future.result()
        ctx.check()

    return run


def process_one(
    session: BatchSession,
    recognition: RecognitionRequest,
    draft: DraftRequest,
    ctx: TaskContext,
) -> BatchResult:
    """Return how one session ended; a fault is a result, never an error."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _processed(session, recognition, draft, ctx)
        except Cancelled:
            return BatchResult(name=session.name, state=BatchState.STOPPED)
        except (InputError, ModelError) as error:
            return _failed(session, message_of(error).line)
        except AppError as error:
            sentence = message_of(error).line
            logger.info("batch: attempt %d failed: %s", attempt, error.code)
        except Exception:
            sentence = unexpected().line
            logger.exception("batch: attempt %d failed", attempt)
    return _failed(session, sentence)


def _processed(
    session: BatchSession, recognition: RecognitionRequest, draft: DraftRequest, ctx: TaskContext
) -> BatchResult:
    minutes = workflow.process(
        SessionFiles(media=(session.seance.parent,), seance=session.seance, out=session.out),
        recognition,
        draft,
        user_store(ctx),
        ctx,
    )
    return BatchResult(name=session.name, state=BatchState.DONE, alerts=len(minutes.alerts))


def _failed(session: BatchSession, sentence: str) -> BatchResult:
    return BatchResult(name=session.name, state=BatchState.FAILED, sentence=sentence)


def _quiet(ctx: TaskContext) -> TaskContext:
    """Return a context for one of many: its events would interleave, so only the stop is heard."""
    return CallbackContext(lambda _event: ctx.check())


def _by_name(results: Iterable[BatchResult]) -> tuple[BatchResult, ...]:
    return tuple(sorted(results, key=lambda result: result.name))
