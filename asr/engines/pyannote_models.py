"""Voices told apart with pyannote's segmentation and CAM++ prints. In the child process only.

The sound is read from disk in windows: memory grows by a few bytes a frame with the recording.
Each second of speech is embedded once (decision 0021).

Invariants:
- PyTorch computes each window on one thread, and several windows at once: the models are small, and
  threads that share one of them wait for each other, ten times too long when the machine is busy.
"""

from asr.engines.pyannote_import import import_kaldi, import_pyannote  # isort: skip

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from asr.concurrency import side_by_side
from asr.diarization.tracks import Piece, Windows, stitch
from asr.diarization.voices import VoiceBounds, VoicePiece, pack, told_apart
from asr.engines import campplus
from asr.engines.diariser import Diariser
from asr.engines.pyannote_audio import ENGINE
from asr.errors import EngineFailed
from asr.hardware import Device, DeviceKind
from asr.sound.audio import duration_s, read_samples
from asr.sound.timeline import RATE_HZ
from core.task import Progress, TaskContext
from core.timecode import Interval
from core.transcript import VoiceId

logger = logging.getLogger(__name__)

_STEP_SHARE = 0.25  # of a window; docs/benchmarks.md, "Diarization"
_BATCH = {DeviceKind.CPU: 4, DeviceKind.CUDA: 32}
_LEVEL_BLOCK_S = 60.0
_LEAST_ALONE_S = 0.3  # of sound of one voice; less, and the whole piece is better than nothing
_LEAST_SAMPLES = RATE_HZ // 5
_SILENCE = 1e-6
_SEGMENTATION_SHARE = 0.5  # of the work, for the progress
_STEP = "asr.diarize"
_FORCE_WEIGHTS_ONLY = "TORCH_FORCE_WEIGHTS_ONLY_LOAD"


def load_tracking(segmentation: Path, embedding: Path, device: Device) -> Diariser:
    """Return segmentation-3.0 and CAM++ in memory.

    Raises:
        EngineFailed: when a file does not hold the model, or carries code.
    """
    torch.set_num_threads(1)
    place = _place(device)
    pyannote = import_pyannote()
    with _faults():
        with _weights_only(pyannote):
            model = pyannote.Model.from_pretrained(segmentation).eval().to(place)
        prints = campplus.load(embedding, place)
    return TrackingDiariser(
        segmentation=model,
        embedding=prints,
        place=place,
        batch=_BATCH[device.kind],
        threads=device.threads,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingDiariser:
    """Windows to local voices, local voices to pieces, pieces to prints, prints to voices.

    Attributes:
        segmentation: pyannote's model.
        embedding: CAM++.
        place: PyTorch's name of the device.
        batch: windows that a thread hears at once.
        threads: that work beside each other.
    """

    segmentation: Any
    embedding: campplus.CamPlusPlus
    place: str
    batch: int
    threads: int

    def tell_apart(
        self, wav: Path, bounds: VoiceBounds, ctx: TaskContext
    ) -> tuple[VoicePiece, ...]:
        """Return who speaks when."""
        with _faults():
            pieces = stitch(self._windows(wav, ctx))
            printed = tuple(self._printed(wav, pieces, ctx))
        logger.info("%d pieces of %d tracks", len(printed), len({p.track for p in printed}))
        voices = told_apart(printed, bounds)
        _report(ctx, 1.0)
        return voices

    def _windows(self, wav: Path, ctx: TaskContext) -> Windows:
        """Return what the segmentation hears in the whole recording."""
        length_s = duration_s(wav)
        specifications = self.segmentation.specifications
        step_s = specifications.duration * _STEP_SHARE
        count = 1 + max(0, int(np.ceil((length_s - specifications.duration) / step_s)))
        field = self.segmentation.receptive_field
        starts = [
            [number * step_s for number in range(first, min(first + self.batch, count))]
            for first in range(0, count, self.batch)
        ]
        heard = []
        for activity in side_by_side(lambda some: self._heard(wav, some), starts, self.threads):
            heard.append(activity)
            _report(ctx, _SEGMENTATION_SHARE * len(heard) / len(starts))
        return Windows(
            activity=np.concatenate(heard),
            step_s=step_s,
            frame_s=field.step,
            offset_s=field.start + (field.duration - field.step) / 2,
            duration_s=length_s,
            levels=levels(wav, length_s, field.step),
        )

    def _heard(self, wav: Path, starts: list[float]) -> npt.NDArray[np.float32]:
        """Return the activity of the local voices in some windows: (windows, frames, voices)."""
        window_s = self.segmentation.specifications.duration
        size = round(window_s * RATE_HZ)
        batch = np.zeros((len(starts), 1, size), np.float32)
        for row, start in zip(batch, starts, strict=True):
            samples = read_samples(wav, Interval(start, start + window_s))
            row[0, : samples.size] = samples
        with torch.inference_mode():
            logits = self.segmentation(torch.from_numpy(batch).to(self.place))
            chances: npt.NDArray[np.float32] = logits.exp().cpu().numpy()
        specifications = self.segmentation.specifications
        activity: npt.NDArray[np.float32] = chances @ voices_of_classes(
            chances.shape[-1], len(specifications.classes), specifications.powerset_max_classes
        )
        return activity

    def _printed(self, wav: Path, pieces: list[Piece], ctx: TaskContext) -> Iterator[VoicePiece]:
        """Yield the pieces with their prints."""
        printed = side_by_side(lambda piece: self._print(wav, piece), pieces, self.threads)
        for number, piece in enumerate(printed, 1):
            yield piece
            _report(ctx, _SEGMENTATION_SHARE + (1 - _SEGMENTATION_SHARE) * number / len(pieces))

    def _print(self, wav: Path, piece: Piece) -> VoicePiece:
        """Return a piece with what it sounds like."""
        alone_s = sum(part.duration_s for part in piece.alone)
        parts = piece.alone if alone_s >= _LEAST_ALONE_S else (piece.interval,)
        samples = np.concatenate([read_samples(wav, part) for part in parts])
        padded = np.pad(samples, (0, max(0, _LEAST_SAMPLES - samples.size)))
        with torch.inference_mode():
            features = import_kaldi().fbank(
                torch.from_numpy(padded)[None].to(self.place),
                num_mel_bins=campplus.MEL_BINS,
                sample_frequency=RATE_HZ,
            )
            features = features - features.mean(dim=0, keepdim=True)
            vector = self.embedding(features[None])[0].cpu().numpy()
        return VoicePiece(
            interval=piece.interval,
            track=piece.track,
            after_change=piece.after_change,
            alone_s=round(alone_s, 3),
            print=pack(vector),
        )


def load_pipeline(folder: Path, device: Device) -> Diariser:
    """Return a whole pyannote pipeline in memory.

    pyannote may run code that its files carry: they are those of the catalogue, byte for byte
    (`models.store`).

    Raises:
        EngineFailed: when the folder does not hold one.
    """
    torch.set_num_threads(device.threads)
    with _faults():
        pipeline = import_pyannote().Pipeline.from_pretrained(folder)
        pipeline.to(torch.device(_place(device)))
    return PipelineDiariser(pipeline=pipeline)


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineDiariser:
    """pyannote's own pipeline, such as community-1, which clusters in a way of its own.

    Every piece of a voice bears the voice's print: the pipeline gives no other.
    """

    pipeline: Any

    def tell_apart(
        self, wav: Path, bounds: VoiceBounds, ctx: TaskContext
    ) -> tuple[VoicePiece, ...]:
        """Return who speaks when."""
        samples = read_samples(wav, Interval(0.0, duration_s(wav)))

        def hook(step: str, artifact: object, **counts: object) -> None:
            del step, artifact, counts
            ctx.check()

        with _faults():
            output = self.pipeline(
                {"waveform": torch.from_numpy(samples)[None], "sample_rate": RATE_HZ},
                min_speakers=bounds.least,
                max_speakers=bounds.most,
                hook=hook,
            )
        _report(ctx, 1.0)
        return pieces_of(output)


def pieces_of(output: Any) -> tuple[VoicePiece, ...]:
    """Return a pipeline's answer in our words; voices without a print are left out."""
    labels = output.speaker_diarization.labels()
    prints = {
        label: (number, pack(row))
        for number, (label, row) in enumerate(zip(labels, output.speaker_embeddings, strict=True))
        if np.isfinite(row).all() and row.any()
    }
    found = [
        VoicePiece(
            interval=Interval(max(0.0, segment.start), segment.end),
            track=prints[label][0],
            after_change=False,
            alone_s=round(segment.duration, 3),
            print=prints[label][1],
            voice=VoiceId(f"V{prints[label][0] + 1:02d}"),
        )
        for segment, _track, label in output.speaker_diarization.itertracks(yield_label=True)
        if label in prints
    ]
    return tuple(sorted(found, key=lambda piece: piece.interval))


def _report(ctx: TaskContext, done: float) -> None:
    ctx.emit(Progress(step=_STEP, done=round(done, 4), total=1.0))


def cuda_computes() -> bool:
    """Whether PyTorch computes on the graphics card."""
    if not torch.cuda.is_available():
        return False
    one = torch.ones(8, device="cuda")
    return bool((one @ one).item() == one.numel())


def _place(device: Device) -> str:
    return "cuda" if device.kind is DeviceKind.CUDA else "cpu"


def voices_of_classes(classes: int, voices: int, at_once: int) -> npt.NDArray[np.float32]:
    """Return which local voices each class of the segmentation stands for: (classes, voices).

    The classes are the sets of at most `at_once` voices: nobody, then each voice, then each pair.

    Raises:
        ValueError: when the model has another number of classes.
    """
    sets = [s for size in range(at_once + 1) for s in combinations(range(voices), size)]
    if len(sets) != classes:
        message = f"{classes} classes, {len(sets)} sets of {at_once} of {voices} voices"
        raise ValueError(message)
    mapping = np.zeros((classes, voices), np.float32)
    for row, members in zip(mapping, sets, strict=True):
        row[list(members)] = 1.0
    return mapping


def levels(wav: Path, length_s: float, frame_s: float) -> npt.NDArray[np.float32]:
    """Return the loudness of each frame in dB, read block by block."""
    frame = round(frame_s * RATE_HZ)
    block_s = round(_LEVEL_BLOCK_S / frame_s) * frame / RATE_HZ
    levels = []
    for start in np.arange(0.0, length_s, block_s).tolist():
        samples = read_samples(wav, Interval(start, start + block_s))
        whole = samples[: samples.size // frame * frame].reshape(-1, frame)
        levels.append(20 * np.log10(np.sqrt((whole**2).mean(axis=1)) + _SILENCE))
    return np.concatenate(levels).astype(np.float32) if levels else np.zeros(0, np.float32)


@contextmanager
def _weights_only(pyannote: Any) -> Iterator[None]:
    """Load numbers and pyannote's description of its model out of checkpoints, and run nothing.

    pyannote.audio 4.0.7 asks PyTorch to run whatever code a checkpoint carries; PyTorch's own
    switch goes before what it asks. Goes when pyannote loads weights only.
    """
    task = pyannote.core.task
    described = [task.Problem, task.Resolution, task.Specifications]
    os.environ[_FORCE_WEIGHTS_ONLY] = "1"
    try:
        with torch.serialization.safe_globals([*described, torch.torch_version.TorchVersion]):
            yield
    finally:
        del os.environ[_FORCE_WEIGHTS_ONLY]


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what PyTorch and pyannote raise into our error."""
    try:
        yield
    except (RuntimeError, ValueError, OSError, KeyError, UnpicklingError) as error:
        raise EngineFailed(engine=ENGINE, reason=type(error).__name__) from error
