"""Who says what: voices told apart by their sound, named by what is said.

The two work together: where what is said gives one voice to two members (both answered the roll
call), the sound is told apart anew with that knowledge.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import combinations, pairwise
from pathlib import Path

from asr.align import align
from asr.diarize import DiarizeOptions, diarize
from asr.engines.diariser import DiariserSpec
from asr.engines.pyannote_audio import PipelineSpec, TrackingSpec
from asr.hardware import DeviceWish, memory_bytes
from asr.voices import Diarization, Links, VoiceBounds, posteriors, recluster
from core.task import TaskContext
from core.timecode import Interval
from core.transcript import Transcript
from desktop.session.errors import DiarizationUnavailable
from desktop.session.requests import RecognitionRequest
from models.catalogue import ModelKind
from models.store import Store
from pv_builder.named import Naming, VoiceConflict, VoiceLikeness
from pv_builder.naming import apply_naming, name_voices
from pv_builder.seance import Seance

logger = logging.getLogger(__name__)

_OTHERS = 10
"""Voices beyond the roll: agents, guests, the public during a suspension."""

_ROUNDS = 2
"""How often conflicts send the voices back: what is left then is for a person."""

_SEGMENTATION = "segmentation-3.0"
_EMBEDDING = "campplus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A transcript with its voices, what they sound like, and who they may be.

    Attributes:
        naming: None when there is no roll to name them from.
    """

    transcript: Transcript
    diarization: Diarization
    naming: Naming | None = None


def diarize_options(
    request: RecognitionRequest, seance: Seance | None, store: Store
) -> DiarizeOptions | None:
    """Return how to tell voices apart on this machine, None when it was not asked for.

    Raises:
        DiarizationUnavailable: when the libraries are not installed.
        ModelError: when a model is missing or damaged.
    """
    if request.voices is None:
        return None
    if find_spec("torch") is None:
        raise DiarizationUnavailable
    roll = len(seance.roll) + _OTHERS if seance else None
    bounds = VoiceBounds(least=request.voices.fewest or 1, most=request.voices.most or roll)
    return DiarizeOptions(engine=_engine(store, request.device), bounds=bounds)


def tell(
    transcript: Transcript,
    wav: Path,
    options: DiarizeOptions,
    seance: Seance | None,
    workdir: Path,
    ctx: TaskContext,
) -> Told:
    """Return the transcript with its voices told apart and, with a roll, named.

    Args:
        transcript: without speakers.
        wav: the decoded recording.
        options: how voices are told apart.
        seance: the roll; None leaves the voices without names.
        workdir: keeps what the voices sound like until the session is closed.
        ctx: gets "asr.diarize".
    """
    diarization = diarize(wav, options, workdir, ctx)
    if seance is None:
        return Told(transcript=align(transcript, diarization), diarization=diarization)
    return _named(transcript, diarization, options.bounds, seance)


def _named(
    transcript: Transcript, diarization: Diarization, bounds: VoiceBounds, seance: Seance
) -> Told:
    told = align(transcript, diarization)
    naming = name_voices(told, seance, _likeness(told, diarization))
    for _ in range(_ROUNDS):
        if not naming.conflicts:
            break
        diarization = recluster(diarization, _links(told, naming.conflicts), bounds)
        told = align(transcript, diarization)
        naming = name_voices(told, seance, _likeness(told, diarization))
    logger.info(
        "%d voices, %d named, %d in conflict",
        len(naming.voices),
        sum(voice.member is not None for voice in naming.voices),
        len(naming.conflicts),
    )
    return Told(transcript=apply_naming(told, naming), diarization=diarization, naming=naming)


def _likeness(transcript: Transcript, diarization: Diarization) -> VoiceLikeness:
    """Return what the sound says of each turn beyond its voice."""
    chances = posteriors(diarization, [turn.interval for turn in transcript.turns])
    return VoiceLikeness(
        turns={turn.id: c for turn, c in zip(transcript.turns, chances, strict=True) if c}
    )


def _links(transcript: Transcript, conflicts: tuple[VoiceConflict, ...]) -> Links:
    """Return which turns cannot be one voice, and which are one, from clear words in them."""
    where = {turn.id: turn.interval for turn in transcript.turns}
    together: list[tuple[Interval, Interval]] = []
    apart: list[tuple[Interval, Interval]] = []
    for conflict in conflicts:
        groups = [[where[turn] for turn in turns] for _, turns in conflict.turns]
        together += [pair for group in groups for pair in pairwise(group)]
        apart += list(_across(groups))
    return Links(together=together, apart=apart)


def _across(groups: list[list[Interval]]) -> Iterator[tuple[Interval, Interval]]:
    for one, other in combinations(groups, 2):
        yield from ((a, b) for a in one for b in other)


def _engine(store: Store, wish: DeviceWish) -> DiariserSpec:
    """Return the whole pipeline where one is installed, else the default models."""
    pipeline = store.best_installed(ModelKind.DIARIZATION, memory_bytes())
    if pipeline is not None:
        return PipelineSpec(
            model_ids=(pipeline.id,),
            sha256=(store.main_sha256(pipeline.id),),
            folder=store.path_of(pipeline.id),
            wish=wish,
        )
    ids = (_SEGMENTATION, _EMBEDDING)
    folders = [store.path_of(model_id) for model_id in ids]
    entries = [store.catalogue.entry(model_id) for model_id in ids]
    files = [folder / entry.main_file for folder, entry in zip(folders, entries, strict=True)]
    return TrackingSpec(
        model_ids=ids,
        sha256=tuple(store.main_sha256(model_id) for model_id in ids),
        segmentation=files[0],
        embedding=files[1],
        wish=wish,
    )


def with_engine(transcript: Transcript, engine: str) -> Transcript:
    """Return the transcript with the name of what told its voices apart."""
    options = {**transcript.provenance.options, "diarization": engine}
    return replace(transcript, provenance=replace(transcript.provenance, options=options))
