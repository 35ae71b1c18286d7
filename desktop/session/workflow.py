"""A session from its recording to its minutes, without a screen: the order of the steps.

Each step leaves its result on disk, so that the next run starts where this one stopped. The
window and the command line call the same functions.
"""

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass, replace
from pathlib import Path

from asr.diarization.diarize import DiarizeOptions, Readied, diarize
from asr.pipeline import TranscribeOptions, transcribe
from asr.quality import quality_of
from asr.sound.audio import decode, digests_of, session_digest
from asr.sound.microphones import ChannelMeter
from asr.sound.track_choice import AUTOMATIC, TrackChoice
from core.jsonio import to_json
from core.task import Notice, TaskContext
from core.transcript import AudioRef, Transcript
from core.transcript_file import read_transcript
from desktop.session.continuing import (
    Continuation,
    continuation,
    earlier_transcript,
    known_voices,
    transcribe_new,
)
from desktop.session.documents.publication import published
from desktop.session.documents.writing import (
    keep_template,
    own_template,
    write_documents,
    write_transcript_texts,
)
from desktop.session.dossier import Dossier, brought_folder, open_dossier
from desktop.session.errors import NoRecording
from desktop.session.french.quality_text import quality_text
from desktop.session.imports.beside import (
    beside_doubts,
    keep_captions,
    kept_captions,
    labels_of,
    placed_captions,
)
from desktop.session.imports.material import Material, understood
from desktop.session.imports.material_text import holds, material_text
from desktop.session.imports.participant_files import ParticipantFile, participants_heard
from desktop.session.imports.participant_mix import mixed_recording
from desktop.session.imports.tracks import keep_choice, kept_choice
from desktop.session.keeping.life import Step, read_life, write_life
from desktop.session.recognition import recognition_options
from desktop.session.recording.lacks import with_lacks
from desktop.session.recording.marks import marks_of
from desktop.session.recording.recovery import recorded_media
from desktop.session.requests import (
    DraftRequest,
    RecognitionRequest,
    SessionFiles,
    require_files,
)
from desktop.session.second_listening import DoubtfulSession, with_doubts_heard_again
from desktop.session.sources import write_sources
from desktop.session.speakers.connected import connected_text
from desktop.session.speakers.proposing import read_labels, write_labels
from desktop.session.speakers.voices import (
    NameEvidence,
    diarize_options,
    microphones,
    with_engine,
    with_names,
    with_voices,
)
from desktop.session.workbench import minutes_as_corrected, recognised
from models.store import Store
from pv_builder.captions.spans import Captions
from pv_builder.minutes import Minutes
from pv_builder.naming.labels import LabelSource
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance

logger = logging.getLogger(__name__)


def process(
    files: SessionFiles,
    recognition: RecognitionRequest,
    draft: DraftRequest,
    store: Store,
    ctx: TaskContext,
) -> Minutes:
    """Do the whole job: sound to transcript, facts and documents; return the minutes.

    An interrupted run of the same recording resumes; a finished one is only drafted again.

    Raises:
        AppError: input, model, disk or engine; nothing that was in the folder is lost.
        Cancelled: when `ctx` asked to stop.
    """
    files = _whole(files, ctx)
    assert files.seance is not None  # noqa: S101 - the command line demands it
    seance = read_seance(files.seance)
    asked = draft.as_wished(seance.wishes, files.seance.parent)
    own_template(asked.template)  # a template that cannot be used is told before hours of work
    job = _prepared(files, seance, recognition, store, ctx)
    with open_dossier(files.out) as dossier:
        transcript = _transcript_of(dossier, job, ctx)
        dossier.outputs.write_bytes(dossier.seance.name, files.seance.read_bytes(), ctx)
        keep_template(dossier, seance.wishes.template, files.seance.parent, ctx)
        minutes = _draft(dossier, transcript, seance, asked, ctx)
        dossier.wipe_work(keep_voices=recognition.keep_prints)
    return minutes


def transcribe_only(
    files: SessionFiles, recognition: RecognitionRequest, store: Store, ctx: TaskContext
) -> Transcript:
    """Do the job up to the transcript and its text forms; return the transcript."""
    files = _whole(files, ctx)
    seance = read_seance(files.seance) if files.seance else None
    job = _prepared(files, seance, recognition, store, ctx)
    with open_dossier(files.out) as dossier:
        transcript = _transcript_of(dossier, job, ctx)
        marks = marks_of(dossier, transcript.audio)
        write_transcript_texts(dossier, published(recognised(transcript, marks)), ctx)
        dossier.wipe_work()
    return transcript


def draft_again(out: Path, draft: DraftRequest, ctx: TaskContext) -> Minutes:
    """Read the facts and draft again from the files in `out`, without any sound."""
    require_files(out, out / "transcript.json", out / "seance.toml")
    with open_dossier(out) as dossier:
        seance = read_seance(dossier.seance)
        transcript = read_transcript(dossier.transcript)
        return _draft(dossier, transcript, seance, draft.as_wished(seance.wishes, out), ctx)


def _whole(files: SessionFiles, ctx: TaskContext) -> SessionFiles:
    """Return the files once they are all there and an interrupted recording is repaired."""
    files.require()
    return replace(files, media=recorded_media(files.media, ctx))


def _draft(
    dossier: Dossier,
    transcript: Transcript,
    seance: Seance,
    draft: DraftRequest,
    ctx: TaskContext,
) -> Minutes:
    corrected, minutes = minutes_as_corrected(dossier, transcript, seance)
    if draft.approved_on is not None:
        life, now = read_life(dossier), dt.datetime.now().astimezone()
        write_life(dossier, life.with_step(Step.APPROVED, draft.approved_on, now))
    write_documents(dossier, minutes, corrected, draft, ctx)
    logger.info("drafted: %d items, %d alerts", len(minutes.meeting.items), len(minutes.alerts))
    return minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is to be transcribed and how; everything in it was checked."""

    media: tuple[Path, ...]
    digests: tuple[str, ...]
    options: TranscribeOptions
    voices: DiarizeOptions | None
    seance: Seance | None
    captions: tuple[tuple[str, Captions], ...] = ()
    tracks: tuple[ParticipantFile, ...] = ()
    choice: TrackChoice = AUTOMATIC

    @property
    def sha256(self) -> str:
        """The recording's digest, as decoded."""
        return session_digest(self.digests, self.choice)

    @property
    def made_from(self) -> str:
        """All that the transcript depends on, as one digest."""
        engine = self.options.engine
        vocabulary = to_json(self.options.vocabulary)
        voices = f"{self.voices.engine.engine} {self.voices.bounds}" if self.voices else ""
        captions = to_json(self.captions) if self.captions else ""
        tracks = (f"{track.label} {track.path.name}" for track in self.tracks)
        choice = to_json(self.choice) if self.choice != AUTOMATIC else ""
        beside = (vocabulary, voices, captions, *tracks, choice)
        parts = (*self.digests, engine.engine, engine.model_sha256, *beside)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _prepared(
    files: SessionFiles,
    seance: Seance | None,
    recognition: RecognitionRequest,
    store: Store,
    ctx: TaskContext,
) -> _Job:
    """Return the work to do; whatever is wrong with it is told before hours of work.

    Only archives are unpacked into the folder beforehand.
    """
    voices = diarize_options(recognition, seance, store)
    material = understood(files, ctx)
    if material.is_more_than(files.media):
        ctx.emit(Notice(code="import-understood", facts={"text": material_text(material)}))
    if seance is not None and material.shown_names:
        text = connected_text(material.shown_names, seance)
        ctx.emit(Notice(code="import-connected", facts={"text": text}))
    media = _media_of(material, files, ctx)
    captions = material.captions or kept_captions(files.out)
    return _Job(
        options=recognition_options(
            recognition, seance, store, ctx, [found for _, found in captions]
        ),
        voices=voices,
        seance=seance,
        media=media,
        digests=digests_of(media, ctx),
        captions=captions,
        tracks=material.tracks if len(media) == 1 else (),
        choice=files.tracks if files.tracks is not None else kept_choice(files.out),
    )


def _media_of(material: Material, files: SessionFiles, ctx: TaskContext) -> tuple[Path, ...]:
    """Return the recording's files; without any, the mix of its participants' own.

    Raises:
        NoRecording: when there is neither.
    """
    if material.media:
        return material.media
    if not material.tracks:
        raise NoRecording(path=str(files.media[0]), holds=holds(material))
    return (mixed_recording(material.tracks, brought_folder(files.out), ctx),)


def _transcript_of(dossier: Dossier, job: _Job, ctx: TaskContext) -> Transcript:
    """Return the transcript of the recording, from the folder if it was finished there before.

    Where the recording grew since, what was recognised stays, and only what is new is heard.
    """
    earlier = earlier_transcript(dossier, job.digests, job.choice)
    write_sources(dossier, job.media)
    keep_captions(dossier, job.captions)
    keep_choice(dossier, job.choice)
    if dossier.is_finished(job.made_from):
        return read_transcript(dossier.transcript)
    audio = _decoded(dossier, job, ctx)
    with Readied(dossier.wav, job.voices) as readied:
        heard = _heard(dossier, job, earlier, audio, readied.during(ctx))
        transcript = _with_speakers(dossier, job, heard, readied, ctx)
    if job.seance is not None:
        session = DoubtfulSession(
            seance=job.seance, marks=marks_of(dossier, audio), wav=dossier.wav
        )
        engine, workdir = job.options.engine, dossier.recognition
        transcript = with_doubts_heard_again(transcript, session, engine, workdir, ctx)
    dossier.outputs.write_bytes(dossier.transcript.name, to_json(transcript).encode(), ctx)
    dossier.mark_finished(job.made_from)
    return transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What was recognised, without voices.

    Attributes:
        new: the whole recording or, where it grew, what it got since.
        going_on: what was recognised before; None when `new` is all.
    """

    new: Transcript
    going_on: Continuation | None = None

    def whole(self, new: Transcript) -> Transcript:
        """Return the transcript of the whole recording, given what is new with its voices."""
        return new if self.going_on is None else self.going_on.joined(new)


def _heard(
    dossier: Dossier, job: _Job, earlier: Transcript | None, audio: AudioRef, ctx: TaskContext
) -> _Heard:
    wav, workdir = dossier.wav, dossier.recognition
    if earlier is None:
        return _Heard(new=transcribe(wav, audio, job.options, workdir, ctx))
    going_on = continuation(dossier, earlier, audio)
    return _Heard(new=transcribe_new(going_on, wav, job.options, workdir, ctx), going_on=going_on)


def _with_speakers(
    dossier: Dossier, job: _Job, heard: _Heard, readied: Readied, ctx: TaskContext
) -> Transcript:
    """Return the transcript of the whole recording with its voices, named where they can be."""
    captions = placed_captions(job.captions, heard.whole(heard.new), ctx)
    if job.voices is None:
        return beside_doubts(heard.whole(heard.new), captions)
    known = None if heard.going_on is None else known_voices(dossier, heard.going_on)
    diarization = diarize(dossier.wav, job.voices, dossier.voices, ctx, readied)
    new = with_voices(heard.new, diarization, dossier.voices, known)
    transcript = heard.whole(new)
    microphones = (one for one in read_labels(dossier) if one.source is LabelSource.TRACK)
    labels = (*microphones, *labels_of(captions))
    write_labels(dossier, labels)
    evidence = NameEvidence(
        seance=job.seance, labels=labels, marks=marks_of(dossier, transcript.audio)
    )
    named = with_engine(with_names(transcript, evidence), job.voices.engine.engine)
    return beside_doubts(named, captions)


def _decoded(dossier: Dossier, job: _Job, ctx: TaskContext) -> AudioRef:
    """Return the recording, its sound decoded into the work folder unless it is there already."""
    known = dossier.recording()
    same = known is not None and known.sha256 == job.sha256
    if known is not None and same and dossier.wav.exists():
        return known
    if not same:
        dossier.labels.unlink(missing_ok=True)  # of other tracks of the recording
    meter = ChannelMeter()
    decoded = decode(job.media, dossier.wav, ctx, job.digests, meter, job.choice)
    audio = with_lacks(decoded, job.media)
    heard = participants_heard(job.tracks, ctx) or microphones(meter, job.choice.persons)
    write_labels(dossier, heard)
    dossier.adopt(audio)
    judged = quality_text(quality_of(dossier.wav))
    if judged:
        ctx.emit(Notice(code="recording-quality", facts={"text": judged}))
    return audio
