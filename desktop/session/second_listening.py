"""Doubtful passages of a session heard once more, before its transcript is written.

Which passages, and what is expected there, is said by `doubtful_passages`; what is still open then
and comes down to a choice, by `open_questions`. They are heard in the recogniser's child process;
`second_reading` uses them. All three are in `pv_builder.reading.doubts`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from asr.engines.base import RecogniserSpec
from asr.errors import EngineFailed, WorkerDied
from asr.pipeline import Passage, listen_again
from core.task import TaskContext
from core.transcript import SecondHearing, Transcript
from pv_builder.marks import Marks
from pv_builder.minutes import Minutes
from pv_builder.reading.doubts.doubtful_passages import DoubtfulPassage, doubtful_passages
from pv_builder.reading.doubts.open_questions import open_questions
from pv_builder.reading.doubts.second_reading import text_in
from pv_builder.reading.reader import read_minutes
from pv_builder.seance import Seance

logger = logging.getLogger(__name__)

Ask = Callable[[Minutes, Transcript, Seance], tuple[DoubtfulPassage, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulSession:
    """What is known of a session besides its words.

    Attributes:
        seance: what was stated beforehand.
        marks: what was marked while it was recorded.
        wav: the recording.
    """

    seance: Seance
    marks: Marks | None
    wav: Path


def with_doubts_heard_again(
    transcript: Transcript,
    session: DoubtfulSession,
    engine: RecogniserSpec,
    workdir: Path,
    ctx: TaskContext,
) -> Transcript:
    """Return the transcript with second hearings of the passages in which a fact is in doubt.

    An engine that fails here costs nothing but the second hearing: the first one stands.

    Args:
        transcript: with its voices.
        session: to which it belongs.
        engine: the recogniser and its model.
        workdir: where passages are kept; an interrupted run does not hear them again.
        ctx: gets "asr.listen-again" in passages.
    """
    freely = _heard(transcript, session, engine, workdir, ctx, doubtful_passages)
    return _heard(freely, session, engine, workdir, ctx, open_questions)


def _heard(
    transcript: Transcript,
    session: DoubtfulSession,
    engine: RecogniserSpec,
    workdir: Path,
    ctx: TaskContext,
    ask: Ask,
) -> Transcript:
    """Return the transcript with what was heard of the passages that are asked about it."""
    read = read_minutes(transcript, session.seance, session.marks)
    asked = ask(read, transcript, session.seance)
    if not asked:
        return transcript
    passages = [Passage(span=one.span, hint=one.hint, wordings=one.wordings) for one in asked]
    try:
        heard = listen_again(session.wav, passages, engine, ctx, workdir)
    except (EngineFailed, WorkerDied) as error:
        logger.warning("%d passages were not heard again: %s", len(passages), error.code)
        return transcript
    seconds = sum(passage.span.duration_s for passage in asked)
    understood = sum(map(bool, heard))
    logger.info("%d passages heard again, %.0f s, %d with words", len(asked), seconds, understood)
    hearings = tuple(
        SecondHearing(
            span=passage.span,
            first=text_in(transcript, passage.span),
            words=words,
            compared=bool(passage.wordings),
        )
        for passage, words in zip(asked, heard, strict=True)
    )
    return replace(transcript, second_hearings=(*transcript.second_hearings, *hearings))
