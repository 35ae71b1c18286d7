"""The voices of a recording, told apart in a child process and kept while the session is worked on.

Invariants:
- The prints are kept as `asr.diarization.prints` says, and nowhere else.
- A run that was killed after the diarization finds its result again; one that was made from other
  sound, with other models or other bounds is not taken for it.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.synchronize import Event as ProcessEvent
from pathlib import Path
from typing import Self

from asr.diarization.prints import Kept, keep, load
from asr.diarization.voices import Diarization, VoiceBounds, VoicePiece
from asr.engines.diariser import DiariserSpec
from asr.errors import EngineFailed, WorkerDied
from asr.hardware import available_bytes, has_nvidia_driver
from asr.sound.audio import duration_s
from asr.worker import Child, ChildOptions, child_event, run_in_child
from core.files import sha256_of
from core.task import Event, Notice, Progress, TaskContext, silent

logger = logging.getLogger(__name__)

METHOD_VERSION = 5
"""Raised whenever the same recording would be told apart differently by this version."""

_LITTLE_LEFT_S = 60.0
"""Of sound to recognise: it takes as long as the models take to load, and by then the recogniser
has given memory back (docs/benchmarks.md, "Against the usual chain")."""

_ROOM_BYTES = 1.5e9
"""Memory that must be free: the models and their libraries take a third of it."""

_LOOK_S = 0.1
_GRACE_S = 0.5
"""A child that was made ready writes nothing, so that it may be ended at any moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiarizeOptions:
    """How voices are told apart.

    Attributes:
        engine: the diariser and its models.
        bounds: how many voices there may be.
        low_priority: whether other programs go before this one.
    """

    engine: DiariserSpec
    bounds: VoiceBounds = field(default_factory=VoiceBounds)
    low_priority: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What the child is to do.

    Attributes:
        may_begin: what it waits for once its models are in memory; None begins at once.
    """

    spec: DiariserSpec
    wav: Path
    bounds: VoiceBounds
    may_begin: ProcessEvent | None = None


class Readied:
    """A diarization whose models load while the last of the recording is still recognised.

    They take five seconds of one core, which would else be waited for. Whoever makes one ends it.

    Args:
        wav: as `diarize`.
        options: as `diarize`; None where no voices are told apart.
    """

    def __init__(self, wav: Path, options: DiarizeOptions | None) -> None:
        self._wav = wav
        self._options = options
        self._may_begin = child_event()
        self._child: Child[_Job, tuple[VoicePiece, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.end()

    def during(self, ctx: TaskContext) -> TaskContext:
        """Return the context for the recognition: near its end, the models begin to load."""
        return _Watch(ctx, self._on_progress)

    def told_apart(self, ctx: TaskContext) -> tuple[VoicePiece, ...] | None:
        """Return the pieces; None when nothing was made ready, or it ended while it waited."""
        if self._child is None or not self._child.is_alive:
            return None
        self._may_begin.set()
        return self._child.result(ctx)

    def _on_progress(self, progress: Progress) -> None:
        left_s = (progress.total or math.inf) - progress.done
        if progress.step == "asr.recognise" and left_s <= _LITTLE_LEFT_S and self._child is None:
            self._child = self._begun()

    def _begun(self) -> "Child[_Job, tuple[VoicePiece, ...]] | None":
        """Return the child; None where memory is short, or a graphics card is to be tried first."""
        options = self._options
        if options is None or has_nvidia_driver() or available_bytes() < _ROOM_BYTES:
            return None
        job = _Job(
            spec=options.engine.settled(silent()),
            wav=self._wav,
            bounds=options.bounds,
            may_begin=self._may_begin,
        )
        child = ChildOptions(low_priority=options.low_priority, grace_s=_GRACE_S)
        return Child(_tell_apart, job, child)


class _Watch:
    """Passes events on and shows the progress to a function."""

    def __init__(self, ctx: TaskContext, on_progress: Callable[[Progress], None]) -> None:
        self._ctx = ctx
        self._on_progress = on_progress

    def emit(self, event: Event, /) -> None:
        """Report an event; raise `Cancelled` if the user asked to stop."""
        self._ctx.emit(event)
        if isinstance(event, Progress):
            self._on_progress(event)

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""
        self._ctx.check()


def diarize(
    wav: Path,
    options: DiarizeOptions,
    workdir: Path,
    ctx: TaskContext,
    readied: Readied | None = None,
) -> Diarization:
    """Return who speaks when in a recording.

    Args:
        wav: 16 kHz mono 16-bit, as `asr.sound.audio.decode` writes it.
        options: how.
        workdir: of the session; gets the file that `forget_voices` deletes.
        ctx: gets "asr.diarize", total 1, and the notice "asr.gpu-failed" when the work goes on
            without the graphics card.
        readied: for the same recording and options, where the models may be in memory already.

    Raises:
        EngineFailed, WorkerDied: when the voices cannot be told apart.
        DiskFull, FolderNotWritable: when the result cannot be kept.
    """
    engine = options.engine.engine
    digest = sha256_of(wav, ctx, step="asr.hash")
    kept = load(workdir)
    asked = (METHOD_VERSION, digest, engine, options.bounds)
    if kept is not None and asked == (kept.method, kept.audio_sha256, kept.engine, kept.bounds):
        return kept.diarization
    started = time.monotonic()
    diarization = Diarization(
        duration_s=round(duration_s(wav), 3),
        engine=engine,
        pieces=_told_apart_somewhere(wav, options, ctx, readied),
    )
    took_s = time.monotonic() - started
    logger.info("%d voices in %.1f s", len(diarization.voices), took_s)
    keep(
        Kept(
            method=METHOD_VERSION,
            audio_sha256=digest,
            engine=engine,
            bounds=options.bounds,
            diarization=diarization,
        ),
        workdir,
    )
    return diarization


def _told_apart_somewhere(
    wav: Path, options: DiarizeOptions, ctx: TaskContext, readied: Readied | None
) -> tuple[VoicePiece, ...]:
    """Return the pieces; where a graphics card fails, the processor begins again."""
    job = _Job(spec=options.engine.settled(ctx), wav=wav, bounds=options.bounds)
    child = ChildOptions(low_priority=options.low_priority)
    try:
        pieces = readied.told_apart(ctx) if readied is not None else None
        return run_in_child(_tell_apart, job, ctx, child) if pieces is None else pieces
    except (EngineFailed, WorkerDied) as error:
        spare = job.spec.fallback()
        if spare is None:
            raise
        logger.warning("the processor does what the graphics card failed to do: %s", error)
    ctx.emit(Notice(code="asr.gpu-failed"))
    return run_in_child(_tell_apart, replace(job, spec=spare), ctx, child)


def _tell_apart(job: _Job, ctx: TaskContext) -> tuple[VoicePiece, ...]:
    """Return the pieces with their voices; runs in the child."""
    diariser = job.spec.open()
    while job.may_begin is not None and not job.may_begin.wait(_LOOK_S):
        ctx.check()
    return diariser.tell_apart(job.wav, job.bounds, ctx)
