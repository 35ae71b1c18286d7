"""Diarization error and processor time on recordings whose truth is known.

    python -m tests.bench.diarization [--plain] RECORDING [RECORDING ...]

A recording is a sound file with an `.rttm` beside it, or a folder that holds one sound or video
file and `reference.rttm`. `--plain` measures pyannote's own pipeline at its default step, with the
same two models, instead of ours. Times are seconds of one processor core for a second of sound.
"""

import core.offline  # noqa: F401  # isort: skip  # first, as in every entry point

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from asr.diarization.voices import VoiceBounds
from asr.engines import campplus
from asr.engines.pyannote_import import import_kaldi, import_pyannote
from asr.engines.pyannote_models import load_tracking
from asr.hardware import processor
from asr.sound.audio import decode, duration_s, read_samples
from asr.sound.timeline import RATE_HZ
from core.task import silent
from core.timecode import Interval
from models.store import Store, default_root

SOUNDS = (".wav", ".mp3", ".opus", ".mp4", ".m4a", ".flac", ".ogg")
PLAIN_THRESHOLD = 0.7
"""Of pyannote's centroid clustering: its best on `pyannote_sample.wav`."""

Said = list[tuple[float, float, str]]
Diarise = Callable[[Path], Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one recording came out; the shares are of the speech."""

    name: str
    seconds: float
    speech_s: float
    wrong_s: float
    missed: float
    false_alarm: float
    confusion: float
    voices: int
    people: int
    core_s: float

    def __str__(self) -> str:
        return (
            f"| {self.name} | {self.wrong_s / self.speech_s:.1%} | {self.missed:.1%} "
            f"| {self.false_alarm:.1%} | {self.confusion:.1%} | {self.people} | {self.voices} "
            f"| {self.core_s / self.seconds:.3f} |"
        )


def ours(segmentation: Path, embedding: Path) -> Diarise:
    """Return Greffier's diarization."""
    engine = load_tracking(segmentation, embedding, processor())

    def diarise(wav: Path) -> Said:
        pieces = engine.tell_apart(wav, VoiceBounds(), silent())
        return [(p.interval.start, p.interval.end, str(p.voice)) for p in pieces]

    return diarise


class CamPlusPlusForPyannote:
    """CAM++ in the shape that pyannote's pipeline expects of its embedding."""

    sample_rate = RATE_HZ
    dimension = campplus.EMBEDDING_SIZE
    metric = "cosine"
    min_num_samples = RATE_HZ // 4

    def __init__(self, weights: Path) -> None:
        self._network = campplus.load(weights)
        self._kaldi = import_kaldi()

    def to(self, device: object) -> "CamPlusPlusForPyannote":
        return self

    def __call__(self, waveforms: Any, masks: Any = None) -> np.ndarray:
        rows = []
        for number, waveform in enumerate(waveforms):
            sound = waveform[0]
            if masks is not None:
                mask = torch.nn.functional.interpolate(
                    masks[number][None, None].float(), size=sound.numel(), mode="nearest"
                )
                sound = sound[mask[0, 0] > 0.5]
            rows.append(self._print(sound))
        return np.stack(rows)

    def _print(self, sound: Any) -> np.ndarray:
        if sound.numel() < self.min_num_samples:
            return np.full(self.dimension, np.nan)
        with torch.inference_mode():
            features = self._kaldi.fbank(sound[None], num_mel_bins=campplus.MEL_BINS)
            return self._network((features - features.mean(dim=0))[None])[0].numpy()


def plain(segmentation: Path, embedding: Path) -> Diarise:
    """Return pyannote's own pipeline at its default step."""
    pyannote = import_pyannote()
    module = import_module("pyannote.audio.pipelines.speaker_diarization")

    prints = CamPlusPlusForPyannote(embedding)
    module.PretrainedSpeakerEmbedding = lambda *_args, **_kwargs: prints
    module.get_plda = lambda *_args, **_kwargs: None
    pipeline = module.SpeakerDiarization(
        segmentation=pyannote.Model.from_pretrained(segmentation),
        embedding="campplus",
        clustering="AgglomerativeClustering",
        embedding_batch_size=8,
        segmentation_batch_size=8,
    )
    pipeline.instantiate(
        {
            "segmentation": {"min_duration_off": 0.0},
            "clustering": {
                "method": "centroid",
                "min_cluster_size": 1,
                "threshold": PLAIN_THRESHOLD,
            },
        }
    )

    def diarise(wav: Path) -> Said:
        samples = read_samples(wav, Interval(0.0, duration_s(wav)))
        output = pipeline({"waveform": torch.from_numpy(samples)[None], "sample_rate": RATE_HZ})
        found = output.speaker_diarization.itertracks(yield_label=True)
        return [(segment.start, segment.end, label) for segment, _track, label in found]

    return diarise


def measure(recording: Path, diarise: Diarise) -> Score:
    """Return the score of one recording."""
    metrics = import_module("pyannote.metrics.diarization")
    sound, truth = files_of(recording)
    spoken = read_rttm(truth)
    with TemporaryDirectory() as folder:
        wav = Path(folder) / "sound.wav"
        decode([sound], wav, silent())
        started = time.process_time()
        found = diarise(wav)
        core_s = time.process_time() - started
        seconds = duration_s(wav)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parts = metrics.DiarizationErrorRate()(annotation(spoken), annotation(found), detailed=True)
    total = parts["total"]
    return Score(
        name=recording.stem,
        seconds=seconds,
        speech_s=total,
        wrong_s=parts["diarization error rate"] * total,
        missed=parts["missed detection"] / total,
        false_alarm=parts["false alarm"] / total,
        confusion=parts["confusion"] / total,
        voices=len({who for _, _, who in found}),
        people=len({who for _, _, who in spoken}),
        core_s=core_s,
    )


def files_of(recording: Path) -> tuple[Path, Path]:
    """Return a recording's sound and its truth."""
    if not recording.is_dir():
        return recording, recording.with_suffix(".rttm")
    sound = next(path for path in sorted(recording.iterdir()) if path.suffix in SOUNDS)
    return sound, recording / "reference.rttm"


def read_rttm(path: Path) -> Said:
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [(float(row[3]), float(row[3]) + float(row[4]), row[7]) for row in rows]


def annotation(said: Said) -> Any:
    pyannote = import_module("pyannote.core")
    result = pyannote.Annotation()
    for number, (start, end, who) in enumerate(said):
        result[pyannote.Segment(start, end), number] = who
    return result


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("recordings", nargs="+", type=Path, metavar="RECORDING")
    parser.add_argument("--plain", action="store_true", help="pyannote's own pipeline")
    asked = parser.parse_args()
    store = Store(default_root())
    segmentation = store.path_of("segmentation-3.0") / "pytorch_model.bin"
    embedding = store.path_of("campplus") / "campplus_cn_en_common.pt"
    torch.set_num_threads(1)
    diarise = (plain if asked.plain else ours)(segmentation, embedding)
    tell("| recording | DER | missed | false alarm | confusion | people | voices | core s/s |")
    tell("|---|---|---|---|---|---|---|---|")
    scores = []
    for recording in asked.recordings:
        scores.append(measure(recording, diarise))
        tell(str(scores[-1]))
    speech_s = sum(score.speech_s for score in scores)
    seconds = sum(score.seconds for score in scores)
    wrong = sum(score.wrong_s for score in scores) / speech_s
    core = sum(score.core_s for score in scores) / seconds
    tell(f"| together | {wrong:.1%} | | | | | | {core:.3f} |")


if __name__ == "__main__":
    main()
