"""The recognition of a whole recording, as it runs in the child process.

Speech is found, windows are cut and grouped into units, each unit is heard and kept on disk. What
an earlier run has finished is read, not done again.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from asr.concurrency import side_by_side
from asr.engines.base import Manner, Recogniser, RecogniserSpec
from asr.errors import NoSpeech
from asr.recognition.checkpoint import Checkpoint, RecognisedUnit, UnitKey
from asr.recognition.choosing import likeliest
from asr.recognition.chunks import WindowOptions, cut_windows, groups_of
from asr.recognition.hearing import hear_unit
from asr.recognition.hotwords import Vocabulary
from asr.sound.audio import quietest_moment
from core.files import make_folder
from core.jsonio import JsonInvalid, read_json, write_json
from core.task import Partial, Progress, TaskContext
from core.timecode import Interval, overlap_s
from core.transcript import Word

logger = logging.getLogger(__name__)

_CAREFUL_BEAM = 10

UNIT_WINDOWS = 8
"""Windows kept on disk together: what a kill loses, and what tells the usual pace of the speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionJob:
    """What the child is to do.

    Attributes:
        folder: where finished units are kept.
    """

    spec: RecogniserSpec
    wav: Path
    audio_sha256: str
    duration_s: float
    vocabulary: Vocabulary
    folder: Path


def recognise(job: RecognitionJob, ctx: TaskContext) -> tuple[RecognisedUnit, ...]:
    """Return what was said in the recording, unit by unit.

    Args:
        job: what to do.
        ctx: gets "asr.speech" and "asr.recognise" in seconds of audio, and each unit, in order, as
            a `Partial`.

    Raises:
        NoSpeech: when nobody speaks.
        EngineFailed, ModelError: when the engine cannot go on; finished units are kept.
    """
    speech = job.spec.find_speech(job.wav, ctx)
    if not speech:
        raise NoSpeech(duration_s=round(job.duration_s))
    units = groups_of(
        cut_windows(speech, WindowOptions(), partial(quietest_moment, job.wav)), UNIT_WINDOWS
    )
    checkpoint = Checkpoint(job.folder, _key_of(job, units))
    listener = _Listener(job)
    advance = _Advance(units, ctx)

    def recognised(number: int) -> RecognisedUnit:
        unit = checkpoint.load(number)
        if unit is None:
            windows, so_far = units[number], partial(advance.reached, number)
            unit = listener.hear(number, windows, _within(speech, windows), so_far)
            checkpoint.save(unit)
        advance.reached(number, 1.0)
        return unit

    done: list[RecognisedUnit] = []
    for unit in side_by_side(recognised, range(len(units)), job.spec.at_once):
        done.append(unit)
        ctx.emit(Partial(value=unit))
    return tuple(done)


class _Advance:
    """How far the units have got that are heard side by side: told in seconds of audio."""

    def __init__(self, units: Sequence[Sequence[Interval]], ctx: TaskContext) -> None:
        self._seconds = [sum(window.duration_s for window in unit) for unit in units]
        self._shares = [0.0] * len(units)
        self._changing = Lock()
        self._ctx = ctx
        self._tell()

    def reached(self, number: int, share: float) -> None:
        """Note the share of a unit that is done; raise `Cancelled` if the user asked to stop."""
        with self._changing:
            self._shares[number] = share
            self._tell()

    def _tell(self) -> None:
        done_s = sum(s * share for s, share in zip(self._seconds, self._shares, strict=True))
        total_s = sum(self._seconds)
        self._ctx.emit(Progress(step="asr.recognise", done=round(done_s, 3), total=total_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageJob:
    """Passages to hear once more.

    Attributes:
        spans: of at most 28 s each.
        hints: what is expected in each; "" for nothing in particular.
        wordings: the sentences that each is one of; empty to hear freely.
        folder: where the passages heard so far are kept; None to keep none.
    """

    spec: RecogniserSpec
    wav: Path
    spans: tuple[Interval, ...]
    hints: tuple[str, ...]
    wordings: tuple[tuple[tuple[str, ...], ...], ...]
    folder: Path | None = None


def hear_passages(job: PassageJob, ctx: TaskContext) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each passage, heard alone: with a wide search, or by comparing sentences.

    What an earlier run heard of the same passages is read from the folder, not heard again.
    """
    engine: Recogniser | None = None
    heard: list[tuple[Word, ...]] = []
    for number in range(len(job.spans)):
        ctx.emit(Progress(step="asr.listen-again", done=number, total=len(job.spans)))
        ctx.check()
        known = _kept_passage(job, number)
        if known is None:
            engine = engine or job.spec.open()
            known = _hear_passage(engine, job, number)
            _keep_passage(job, number, known)
        heard.append(known)
    ctx.emit(Progress(step="asr.listen-again", done=len(job.spans), total=len(job.spans)))
    return tuple(heard)


def _hear_passage(engine: Recogniser, job: PassageJob, number: int) -> tuple[Word, ...]:
    """Return the words of a passage; none where no sentence of those given stands out."""
    listening, hint = engine.listen(job.wav, [job.spans[number]]), job.hints[number]
    if not job.wordings[number]:
        (words,) = listening.hear([0], [hint], Manner(beam=_CAREFUL_BEAM, hinted=bool(hint)))
        return words
    sentence = likeliest(listening, 0, job.wordings[number])
    return () if sentence is None else listening.follow(0, sentence)


def _passage_file(job: PassageJob, number: int) -> Path | None:
    if job.folder is None:
        return None
    span = job.spans[number]
    key = f"{job.spec.engine} {job.spec.model_sha256} {span.start} {span.end} {job.hints[number]}"
    key += "".join(f"\n{sentence}" for wording in job.wordings[number] for sentence in wording)
    return job.folder / f"passage-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def _kept_passage(job: PassageJob, number: int) -> tuple[Word, ...] | None:
    path = _passage_file(job, number)
    if path is None or not path.exists():
        return None
    try:
        return read_json(tuple[Word, ...], path)
    except JsonInvalid:
        return None  # heard again and written anew


def _keep_passage(job: PassageJob, number: int, words: tuple[Word, ...]) -> None:
    path = _passage_file(job, number)
    if path is not None:
        make_folder(path.parent)
        write_json(path, words)


class _Listener:
    """Hears units, several side by side; the model is loaded for the first one."""

    def __init__(self, job: RecognitionJob) -> None:
        self._job = job
        self._engine: Recogniser | None = None
        self._opening = Lock()

    def hear(
        self,
        number: int,
        windows: Sequence[Interval],
        speech: Sequence[Interval],
        reached: Callable[[float], None],
    ) -> RecognisedUnit:
        """Return what was said in a unit; `reached` gets the shares of it that are done."""
        engine = self._opened()
        started = time.monotonic()
        found = hear_unit(engine, self._job.wav, windows, speech, self._job.vocabulary, reached)
        logger.info("unit %d recognised in %.1f s", number, time.monotonic() - started)
        return RecognisedUnit(
            number=number,
            device=self._job.spec.device_name,
            speech=tuple(speech),
            windows=found,
        )

    def _opened(self) -> Recogniser:
        with self._opening:
            if self._engine is None:
                self._engine = self._job.spec.open(self._job.spec.at_once)
            return self._engine


def _key_of(job: RecognitionJob, units: Sequence[Sequence[Interval]]) -> UnitKey:
    """Return all that the result of these units depends on."""
    return UnitKey(
        audio_sha256=job.audio_sha256,
        engine=job.spec.engine,
        engine_version=job.spec.engine_version,
        model_sha256=job.spec.model_sha256,
        vocabulary=job.vocabulary,
        units=tuple(tuple(unit) for unit in units),
    )


def _within(speech: Sequence[Interval], windows: Sequence[Interval]) -> list[Interval]:
    """Return the parts of the speech that lie in the windows."""
    return [
        Interval(max(stretch.start, window.start), min(stretch.end, window.end))
        for window in windows
        for stretch in speech
        if overlap_s(stretch, window) > 0
    ]
