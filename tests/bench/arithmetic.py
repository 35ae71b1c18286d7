"""How far recognition is from what the processor could do: arithmetic needed against time taken.

    python -m tests.bench.arithmetic [FOLDER ...]

Each folder is a session as in `tests.bench.sessions`. What Whisper multiplies and adds is counted
from its shape (`config.json` does not hold it, the table below does): once for each window encoded,
then for each token of each sentence followed. The processor's peak is that of one large product of
matrices, measured here: in 32-bit floats (numpy) and in 8-bit integers (PyTorch). Nobody reaches
it with Whisper's small matrices; the distance says how much a better engine could still gain.
"""

import core.offline  # noqa: F401  # isort: skip  # first, as in every entry point

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from asr.engines.base import Listening, Manner, Recogniser
from asr.engines.whisper import WhisperSpec
from asr.hardware import usable_cores
from asr.recognition.recognise import RecognitionJob, recognise
from asr.sound.audio import decode, duration_s
from core.task import silent
from core.timecode import Interval
from core.transcript import Word
from desktop.session.recognition import recognition_options
from desktop.session.requests import RecognitionRequest
from models.store import Store, default_root
from pv_builder.roster.seance_toml import read_seance
from tests.bench.sessions import MEDIA, SAMPLE

_SIZE = 2048
_TRIES = 5
_FRAMES = 1500
_CONTEXT = 223


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A Whisper model: width, layers on each side, words it knows."""

    width: int
    layers: int
    vocabulary: int

    def encoding(self) -> float:
        """Return the operations to encode one window of 30 s."""
        products = 12 * self.width**2 * _FRAMES
        attention = 2 * self.width * _FRAMES**2
        return 2.0 * self.layers * (products + attention)

    def memory(self) -> float:
        """Return the operations to make an encoded window ready for the decoder."""
        return 2.0 * self.layers * 2 * self.width**2 * _FRAMES

    def token(self, *, read_only: bool = False) -> float:
        """Return the operations for one token; none is chosen after one that is only read."""
        layer = 14 * self.width**2 + 2 * self.width * _FRAMES
        chosen = 0 if read_only else self.width * self.vocabulary
        return 2.0 * (self.layers * layer + chosen)


BASE = Shape(width=512, layers=6, vocabulary=51865)


@dataclass(slots=True)
class Count:
    """Operations so far."""

    encoding: float = 0.0
    decoding: float = 0.0


@dataclass(slots=True)
class CountingRecogniser:
    """A recogniser whose work is counted."""

    engine: Recogniser
    count: Count

    def listen(self, wav: Path, windows: Sequence[Interval]) -> Listening:
        """Return the windows, encoded and counted."""
        self.count.encoding += BASE.encoding() * len(windows)
        return CountingListening(self.engine.listen(wav, windows), self.count)


@dataclass(slots=True)
class CountingListening:
    """Windows whose hearings are counted."""

    listening: Listening
    count: Count

    def hear(
        self, which: Sequence[int], hints: Sequence[str], manner: Manner
    ) -> list[tuple[Word, ...]]:
        """Return the words; the sentences followed, and the one that is timed after, count."""
        heard = self.listening.hear(which, hints, manner)
        tokens = sum(map(tokens_of, heard))
        read = _CONTEXT * len(which) if manner.hinted else 0
        self.count.decoding += 2 * BASE.memory() * len(which)
        self.count.decoding += (manner.beam + 1) * tokens * BASE.token()
        self.count.decoding += read * BASE.token(read_only=True)
        return heard


def tokens_of(words: Sequence[Word]) -> int:
    """Return about how many tokens the words are: French has one for three letters and a half."""
    return round(sum(len(word.text) for word in words) / 3.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedSpec(WhisperSpec):
    """The recogniser, counted."""

    count: Count = field(default_factory=Count)

    def open(self, at_once: int = 1) -> Recogniser:
        """Return the engine with its model in memory."""
        return CountingRecogniser(WhisperSpec.open(self, at_once), self.count)


def main(folders: Sequence[Path]) -> None:
    """Print a row a session, then the peaks."""
    floats, integers = peak(float_product()), peak(integer_product())
    print(f"peak of {usable_cores()} cores: {floats:.0f} Gflop/s in floats, {integers:.0f} in int8")
    print("session | Gflop encoding | decoding | core s | Gflop/s of one core | share of int8 peak")
    for folder in folders or [SAMPLE]:
        count, core_s = recognised(folder)
        done = (count.encoding + count.decoding) / 1e9
        share = done / core_s / (integers / usable_cores())
        print(
            f"{folder.name} | {count.encoding / 1e9:.0f} | {count.decoding / 1e9:.0f} | "
            f"{core_s:.0f} | {done / core_s:.0f} | {share:.2f}",
            flush=True,
        )


def recognised(folder: Path) -> tuple[Count, float]:
    """Recognise a session in this process; return what was computed and in how many core s."""
    media = next(path for path in sorted(folder.iterdir()) if path.suffix in MEDIA)
    store, ctx = Store(default_root()), silent()
    seance = read_seance(folder / "seance.toml")
    options = recognition_options(RecognitionRequest(), seance, store, ctx)
    folder_of_model, engine = store.path_of("whisper-base", ctx), options.engine
    with tempfile.TemporaryDirectory() as work:
        wav = Path(work) / "sound.wav"
        decode([media], wav, ctx)
        spec = CountedSpec(
            model_id=engine.model_id, model_sha256=engine.model_sha256, folder=folder_of_model
        ).settled(ctx)
        job = RecognitionJob(
            spec=spec,
            wav=wav,
            audio_sha256="",
            duration_s=duration_s(wav),
            vocabulary=options.vocabulary,
            folder=Path(work) / "units",
        )
        started = time.process_time()
        recognise(job, ctx)
        return spec.count, time.process_time() - started


def float_product() -> Callable[[], object]:
    """Return a product of two large matrices of 32-bit floats."""
    matrix = np.random.default_rng(0).random((_SIZE, _SIZE), np.float32)
    return lambda: matrix @ matrix


def integer_product() -> Callable[[], object]:
    """Return a product of two large matrices of 8-bit integers."""
    torch.set_num_threads(usable_cores())
    matrix = torch.randint(-128, 127, (_SIZE, _SIZE), dtype=torch.int8)
    return lambda: torch._int_mm(matrix, matrix)


def peak(product: Callable[[], object]) -> float:
    """Return the billions of operations a second of the fastest of some tries."""
    times = []
    for _ in range(_TRIES):
        started = time.perf_counter()
        product()
        times.append(time.perf_counter() - started)
    return 2.0 * _SIZE**3 / min(times) / 1e9


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
