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
from asr.diarization.diarize import DiarizeOptions
from asr.diarization.known import with_known_ids
from asr.diarization.prints import keep_ids
from asr.diarization.voices import Diarization, VoiceBounds
from asr.engines.diariser import DiariserSpec
from asr.engines.pyannote_audio import PipelineSpec, TrackingSpec
from asr.hardware import DeviceWish, memory_bytes
from asr.sound.microphones import ChannelMeter, loudest
from core.timecode import Interval
from core.transcript import Transcript, VoiceId
from desktop.session.errors import DiarizationUnavailable
from desktop.session.requests import RecognitionRequest
from models.catalogue import ModelKind
from models.store import Store
from pv_builder.marks import Marks
from pv_builder.naming.labels import LabelSource, NamedSpan
from pv_builder.naming.voice_names import apply_naming, hear, name_voices
from pv_builder.seance import Seance

logger = logging.getLogger(__name__)

_OTHERS = 10
"""Voices beyond the roll: agents, guests, the public during a suspension."""

_SEGMENTATION = "segmentation-3.0"
_EMBEDDING = "campplus"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVoices:
    """The voices of what was transcribed before the recording grew.

    Attributes:
        spans: when each speaks, in seconds of the recording as it is.
        taken: further ids that no new voice may get: those that corrections made.
    """

    spans: tuple[tuple[Interval, VoiceId], ...]
    taken: frozenset[VoiceId] = frozenset()


def with_voices(
    transcript: Transcript,
    diarization: Diarization,
    workdir: Path,
    known: KnownVoices | None = None,
) -> Transcript:
    """Return a transcript, or the new turns of one, with its voices.

    Args:
        transcript: without speakers.
        diarization: of the whole recording.
        workdir: keeps what the voices sound like until the session is closed.
        known: voices that keep their ids.
    """
    if known is not None:
        diarization = with_known_ids(diarization, known.spans, known.taken)
        keep_ids(diarization, workdir)
    logger.info("%d voices", len(diarization.voices))
    return align(transcript, diarization)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEvidence:
    """What names voices besides the words.

    Attributes:
        seance: the roll; None leaves the voices without names.
        labels: names that a video tool shows while somebody speaks, or tracks of microphones.
        marks: made by a person while the session was recorded.
    """

    seance: Seance | None = None
    labels: tuple[NamedSpan, ...] = ()
    marks: Marks = field(default_factory=Marks)


def with_names(transcript: Transcript, evidence: NameEvidence) -> Transcript:
    """Return a transcript whose voices are named, where there is a roll to name them from."""
    if evidence.seance is None:
        return transcript
    scene = replace(hear(transcript, evidence.seance), marks=evidence.marks)
    naming = name_voices(transcript, evidence.seance, scene=scene, labels=evidence.labels)
    logger.info(
        "%d voices, %d named, %d in conflict",
        len(naming.voices),
        sum(voice.member is not None for voice in naming.voices),
        len(naming.conflicts),
    )
    return apply_naming(transcript, naming)


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
