"""The voices of a recording, told apart in a child process and kept while the session is worked on.

Invariants:
- The prints are kept as `asr.diarization.prints` says, and nowhere else.
- A run that was killed after the diarization finds its result again; one that was made from other
  sound, with other models or other bounds is not taken for it.
"""

import logging
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from asr.diarization.prints import Kept, keep, load
from asr.diarization.voices import Diarization, VoiceBounds, VoicePiece
from asr.engines.diariser import DiariserSpec
from asr.errors import EngineFailed, WorkerDied
from asr.sound.audio import duration_s
from asr.worker import ChildOptions, run_in_child
from core.files import sha256_of
from core.task import Notice, TaskContext

logger = logging.getLogger(__name__)

METHOD_VERSION = 5
"""Raised whenever the same recording would be told apart differently by this version."""


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
    """What the child is to do."""

    spec: DiariserSpec
    wav: Path
    bounds: VoiceBounds


def diarize(wav: Path, options: DiarizeOptions, workdir: Path, ctx: TaskContext) -> Diarization:
    """Return who speaks when in a recording.

    Args:
        wav: 16 kHz mono 16-bit, as `asr.sound.audio.decode` writes it.
        options: how.
        workdir: of the session; gets the file that `forget_voices` deletes.
        ctx: gets "asr.diarize", total 1, and the notice "asr.gpu-failed" when the work goes on
            without the graphics card.

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
        pieces=_told_apart_somewhere(wav, options, ctx),
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
    wav: Path, options: DiarizeOptions, ctx: TaskContext
) -> tuple[VoicePiece, ...]:
    """Return the pieces; where a graphics card fails, the processor begins again."""
    job = _Job(spec=options.engine.settled(ctx), wav=wav, bounds=options.bounds)
    child = ChildOptions(low_priority=options.low_priority)
    try:
        return run_in_child(_tell_apart, job, ctx, child)
    except (EngineFailed, WorkerDied) as error:
        spare = job.spec.fallback()
        if spare is None:
            raise
        logger.warning("the processor does what the graphics card failed to do: %s", error)
    ctx.emit(Notice(code="asr.gpu-failed"))
    return run_in_child(_tell_apart, replace(job, spec=spare), ctx, child)


def _tell_apart(job: _Job, ctx: TaskContext) -> tuple[VoicePiece, ...]:
    """Return the pieces with their voices; runs in the child."""
    return job.spec.open().tell_apart(job.wav, job.bounds, ctx)
