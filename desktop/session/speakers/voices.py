"""Who says what: voices told apart by their sound, named by what is said.

A voice that what is said gives to two members is left to a person: telling the sound apart anew
with that knowledge made more errors than it mended (docs/benchmarks.md, "Naming the voices").
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from asr.diarization.align import align
from asr.diarization.diarize import DiarizeOptions, diarize
from asr.diarization.voices import Diarization, VoiceBounds
from asr.engines.diariser import DiariserSpec
from asr.engines.pyannote_audio import PipelineSpec, TrackingSpec
from asr.hardware import DeviceWish, memory_bytes
from asr.microphones import ChannelMeter, loudest
from core.task import TaskContext
from core.transcript import Transcript
from desktop.session.errors import DiarizationUnavailable
from desktop.session.requests import RecognitionRequest
from models.catalogue import ModelKind
from models.store import Store
from pv_builder.marks import Marks
from pv_builder.naming.labels import LabelSource, NamedSpan
from pv_builder.naming.named import Naming
from pv_builder.naming.voice_names import apply_naming, hear, name_voices
from pv_builder.seance import Seance

logger = logging.getLogger(__name__)

_OTHERS = 10
"""Voices beyond the roll: agents, guests, the public during a suspension."""

_SEGMENTATION = "segmentation-3.0"
_EMBEDDING = "campplus"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRequest:
    """How voices are told apart, and what names them.

    Attributes:
        options: how.
        seance: the roll; None leaves the voices without names.
        labels: names that a video tool shows while somebody speaks, or tracks of microphones.
        marks: made by a person while the session was recorded.
    """

    options: DiarizeOptions
    seance: Seance | None = None
    labels: tuple[NamedSpan, ...] = ()
    marks: Marks = field(default_factory=Marks)


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
    transcript: Transcript, wav: Path, request: VoiceRequest, workdir: Path, ctx: TaskContext
) -> Told:
    """Return the transcript with its voices told apart and, with a roll, named.

    Args:
        transcript: without speakers.
        wav: the decoded recording.
        request: how, and what is known beside the sound.
        workdir: keeps what the voices sound like until the session is closed.
        ctx: gets "asr.diarize".
    """
    diarization = diarize(wav, request.options, workdir, ctx)
    told = align(transcript, diarization)
    if request.seance is None:
        return Told(transcript=told, diarization=diarization)
    scene = replace(hear(told, request.seance), marks=request.marks)
    naming = name_voices(told, request.seance, scene=scene, labels=request.labels)
    logger.info(
        "%d voices, %d named, %d in conflict",
        len(naming.voices),
        sum(voice.member is not None for voice in naming.voices),
        len(naming.conflicts),
    )
    return Told(transcript=apply_naming(told, naming), diarization=diarization, naming=naming)


def microphones(meter: ChannelMeter, persons: Sequence[str] = ()) -> tuple[NamedSpan, ...]:
    """Return which microphone of a recording is the loudest when; () where all hear alike.

    Args:
        meter: of the tracks or channels that were decoded.
        persons: whose microphone each of them is, "" where nobody said.
    """
    names = dict(enumerate(persons))
    return tuple(
        NamedSpan(
            interval=one.interval,
            label=names.get(one.track) or f"Micro {one.track + 1}",
            source=LabelSource.TRACK,
        )
        for one in loudest(meter.levels())
    )


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
