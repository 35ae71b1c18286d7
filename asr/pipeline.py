"""From a recording to its transcript: speech, words, turns, coverage. Voices come later.

The heavy part runs in a child process (`asr.recognition.recognise`); here its result becomes a
transcript, and a graphics card that fails in the middle is replaced by the processor.

Invariants:
- The transcript depends on the recording, the model and the vocabulary only: a run that was killed
  and started again gives the same bytes.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from asr.engines.base import RecogniserSpec
from asr.errors import EngineFailed, WorkerDied
from asr.recognition.checkpoint import METHOD_VERSION, RecognisedUnit
from asr.recognition.coverage import coverage_of
from asr.recognition.doubts import doubts_in
from asr.recognition.hotwords import Vocabulary
from asr.recognition.recognise import (
    UNIT_WINDOWS,
    PassageJob,
    RecognitionJob,
    hear_passages,
    recognise,
)
from asr.recognition.turns import split_turns
from asr.worker import ChildOptions, run_in_child
from core.task import Event, Notice, Partial, TaskContext
from core.timecode import Interval
from core.transcript import AudioRef, Provenance, Transcript, Turn, TurnId, Word

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscribeOptions:
    """How a recording is transcribed.

    Attributes:
        engine: the recogniser and its model.
        vocabulary: what the session's papers say beforehand.
        low_priority: whether other programs go before this one.
    """

    engine: RecogniserSpec
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    low_priority: bool = False


def transcribe(
    wav: Path, audio: AudioRef, options: TranscribeOptions, workdir: Path, ctx: TaskContext
) -> Transcript:
    """Return the transcript of a recording, without speakers.

    Args:
        wav: what `asr.sound.audio.decode` made of the recording.
        audio: what it was made from.
        options: how it is transcribed.
        workdir: where finished units are kept; a run that finds some goes on from there.
        ctx: gets "asr.speech" and "asr.recognise" in seconds of audio, each `Turn` as a `Partial`
            as soon as it is there, the notices "asr.gpu-unusable" and
            "asr.gpu-failed".

    Raises:
        NoSpeech: when nobody speaks.
        EngineFailed, WorkerDied: when recognition cannot go on; finished units are kept.
        DiskFull, FolderNotWritable: when units cannot be kept.
        Cancelled: when `ctx` asked to stop.
    """
    job = RecognitionJob(
        spec=options.engine.settled(ctx),
        wav=wav,
        audio_sha256=audio.sha256,
        duration_s=audio.duration_s,
        vocabulary=options.vocabulary,
        folder=workdir,
    )
    units = _recognise_somewhere(job, ChildOptions(low_priority=options.low_priority), ctx)
    windows = [window for unit in units for window in unit.windows]
    turns = tuple(_turns_of(units))
    return Transcript(
        audio=audio,
        turns=turns,
        coverage=coverage_of(
            [stretch for unit in units for stretch in unit.speech],
            [word for turn in turns for word in turn.words],
            [passage for window in windows for passage in window.quarantined],
        ),
        provenance=_provenance(job, units),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage to hear once more, of at most 28 s.

    Attributes:
        hint: what is expected there.
        wordings: the sentences that were said there, one of them, by their wording; empty where
            anything may have been said.
    """

    span: Interval
    hint: str = ""
    wordings: tuple[tuple[str, ...], ...] = ()


def listen_again(
    wav: Path,
    passages: Sequence[Passage],
    engine: RecogniserSpec,
    ctx: TaskContext,
    workdir: Path | None = None,
) -> tuple[tuple[Word, ...], ...]:
    """Return the words of some passages, heard once more: alone, and slowly.

    For what matters and is in doubt, such as the count of a vote. What was recognised before stays
    as it is; the caller compares. A passage of which the sentences are given has the words of the
    one that the sound tells from the others, none where it tells none.

    Args:
        wav: the recording.
        passages: where to listen and for what.
        engine: the recogniser and its model.
        ctx: gets "asr.listen-again" in passages.
        workdir: where passages are kept; a run that finds some does not hear them again.

    Raises:
        EngineFailed, WorkerDied: when the passages cannot be heard.
        Cancelled: when `ctx` asked to stop.
    """
    job = PassageJob(
        spec=engine.settled(ctx),
        wav=wav,
        spans=tuple(passage.span for passage in passages),
        hints=tuple(passage.hint for passage in passages),
        wordings=tuple(passage.wordings for passage in passages),
        folder=workdir,
    )
    return run_in_child(hear_passages, job, ctx)


def _recognise_somewhere(
    job: RecognitionJob, child: ChildOptions, ctx: TaskContext
) -> tuple[RecognisedUnit, ...]:
    """Return what was recognised; where a graphics card fails, the processor goes on."""
    turns = _TurnContext(ctx)
    try:
        return run_in_child(recognise, job, turns, child)
    except (EngineFailed, WorkerDied) as error:
        spare = job.spec.fallback()
        if spare is None:
            raise
        logger.warning("the processor goes on where the graphics card failed: %s", error)
    ctx.emit(Notice(code="asr.gpu-failed"))
    return run_in_child(recognise, replace(job, spec=spare), turns, child)


class _TurnContext:
    """Passes events on, and instead of each new unit its turns."""

    def __init__(self, ctx: TaskContext) -> None:
        self._ctx = ctx
        self._units = 0
        self._turns = 0

    def emit(self, event: Event, /) -> None:
        """Report an event of the child."""
        if isinstance(event, Partial) and isinstance(event.value, RecognisedUnit):
            self._add(event.value)
        else:
            self._ctx.emit(event)

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""
        self._ctx.check()

    def _add(self, unit: RecognisedUnit) -> None:
        if unit.number < self._units:
            return
        self._units += 1
        for turn in _turns_of([unit], after=self._turns):
            self._turns += 1
            self._ctx.emit(Partial(value=turn))


def _turns_of(units: Iterable[RecognisedUnit], after: int = 0) -> Iterator[Turn]:
    """Yield the turns of the units, numbered from the one after `after`."""
    groups = (
        (group, unit.speech)
        for unit in units
        for group in split_turns([word for window in unit.windows for word in window.words])
    )
    for number, (group, speech) in enumerate(groups, after + 1):
        yield Turn(
            id=TurnId(f"t{number:05d}"),
            start=group[0].start,
            end=group[-1].end,
            words=group,
            doubts=doubts_in(group, speech),
        )


def _provenance(job: RecognitionJob, units: Sequence[RecognisedUnit]) -> Provenance:
    """Return how the transcript was made; the devices that were really used are named."""
    devices = sorted({unit.device for unit in units})
    return Provenance(
        engine=job.spec.engine,
        engine_version=job.spec.engine_version,
        model_id=job.spec.model_id,
        model_sha256=job.spec.model_sha256,
        options={
            "device": ", ".join(devices),
            "method": METHOD_VERSION,
            "unit_windows": UNIT_WINDOWS,
            "names": len(job.vocabulary.names),
        },
    )
