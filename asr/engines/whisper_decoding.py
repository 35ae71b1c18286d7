"""Windows of sound in, words with times out: Whisper decoded with CTranslate2.

Each window is encoded once; every hearing then costs only the decoder. Windows
are at most 30 s long, the length that the model was trained on. Nothing here judges the words.

Decoding never draws lots (no temperature): the same windows give the same words on every run.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from math import ceil, log
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens, merge_punctuations
from numpy.typing import NDArray

from asr.concurrency import side_by_side
from asr.engines.base import Likelihood, Listening, Manner
from asr.errors import EngineFailed
from asr.hardware import Device, DeviceKind
from asr.memory import give_back_memory
from asr.sound.audio import read_samples
from core.task import TaskContext
from core.timecode import Interval
from core.transcript import Word

_LANGUAGE = "fr"
_WINDOW_FRAMES = 3000
"""Frames of 10 ms that the model hears at once."""

_FRAME_SAMPLES = 160
_FRAMES_OF_STEP = 2
"""The encoder gives one step for two frames."""

_WINDOW_SAMPLES = _WINDOW_FRAMES * _FRAME_SAMPLES

_LENGTH_PENALTY = 1.2
"""Above 1, the search prefers longer texts: at 1 it ends too early after a change of speaker and
leaves passages out (docs/benchmarks.md)."""

_HINT_TOKENS = 223
"""Whisper takes at most this many tokens of context: half its text length, less the marks."""

_TOGETHER = {DeviceKind.CPU: 3, DeviceKind.CUDA: 8}
"""Windows decoded in one batch, at most. Two batches of 4 side by side are no faster than two of 3
and take 110 MB more (docs/benchmarks.md)."""

_WEIGHED_TOGETHER = 16
_AFTER_FRAMES = 400
"""Silence after a window that sentences are weighed with: with all that fills the window up they
take four times as long, and the same ones fit best (docs/benchmarks.md)."""

_LEAST_PROBABILITY = 1e-10
_SILENCE_S = 3

_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"
_CUDA_TYPES = ("float16", "int8_float16", "int8_float32", "float32")
"""Number types for a graphics card, the best first; older cards lack the first ones."""


def load(folder: Path, device: Device, at_once: int = 1) -> "WhisperRecogniser":
    """Return the engine with its model in memory.

    Args:
        folder: of the model.
        device: where it runs; its threads are shared by the groups.
        at_once: how many groups of windows may be heard side by side.

    Raises:
        EngineFailed: when the model or the device refuses.
    """
    with _our_errors():
        return WhisperRecogniser(
            WhisperModel(
                str(folder),
                device=device.kind.value,
                compute_type=device.compute_type,
                cpu_threads=max(1, device.threads // at_once),
                num_workers=at_once,
                local_files_only=True,
            ),
            together=_TOGETHER[device.kind],
            at_once=at_once,
        )


def best_cuda_type(folder: Path, ctx: TaskContext) -> str | None:
    """Return the best number type in which the graphics card runs the model, None without any."""
    if not ctranslate2.get_cuda_device_count():
        return None
    able = ctranslate2.get_supported_compute_types("cuda")
    for compute_type in (name for name in _CUDA_TYPES if name in able):
        ctx.check()
        if _runs(folder, Device(kind=DeviceKind.CUDA, compute_type=compute_type, threads=1)):
            return compute_type
    return None


def _runs(folder: Path, device: Device) -> bool:
    """Whether the device decodes a second of silence with the model."""
    try:
        engine = load(folder, device)
        engine.listen_to([np.zeros(16000, np.float32)]).hear([0], [""], Manner(beam=1))
    except EngineFailed:
        return False
    return True


class WhisperRecogniser:
    """A Whisper model in memory.

    Args:
        model: a `faster_whisper.WhisperModel`.
        together: how many windows are decoded in one batch, at most.
        at_once: how many batches are decoded side by side.
    """

    def __init__(self, model: Any, *, together: int, at_once: int) -> None:
        self.model = model
        self.together = together
        self.at_once = at_once
        self.tokenizer = Tokenizer(
            model.hf_tokenizer,
            multilingual=model.model.is_multilingual,
            task="transcribe",
            language=_LANGUAGE,
        )
        self.suppressed = list(get_suppressed_tokens(self.tokenizer, [-1]))

    @cached_property
    def silence(self) -> NDArray[Any]:
        """The encoder's output for silence."""
        return self._encoded(np.zeros(_SILENCE_S * 100 * _FRAME_SAMPLES, np.float32))

    def listen(self, wav: Path, windows: Sequence[Interval]) -> Listening:
        """Return the windows of the WAV file, encoded."""
        return self.listen_to(
            [read_samples(wav, window) for window in windows],
            [window.start for window in windows],
        )

    def listen_to(
        self, sounds: Sequence[NDArray[np.float32]], starts_s: Sequence[float] | None = None
    ) -> "WhisperListening":
        """Return the sounds, encoded; their words count from `starts_s`."""
        with _our_errors():
            encoded = list(side_by_side(self._encoded, sounds, self.at_once))
        frames = [min(sound.size // _FRAME_SAMPLES, _WINDOW_FRAMES) for sound in sounds]
        return WhisperListening(
            self, np.concatenate(encoded), frames, list(starts_s or [0.0] * len(sounds))
        )

    def _encoded(self, sound: NDArray[np.float32]) -> NDArray[Any]:
        """Return the encoder's output for one window.

        The window is filled up with silence before the spectrum is taken, as in training: filling
        up the spectrum with zeros costs a tenth more errors (docs/benchmarks.md). Encoding windows
        together is no faster and takes 70 MB more for each.
        """
        features = self.model.feature_extractor(pad_or_trim(sound, _WINDOW_SAMPLES))
        storage = _storage(features[np.newaxis, :, :_WINDOW_FRAMES])
        return np.asarray(self.model.model.encode(storage, to_cpu=True))


class WhisperListening:
    """Encoded windows.

    Args:
        engine: whose model encoded them.
        encoded: (n_windows, 1500, width) output of the encoder.
        frames: of 10 ms in each window.
        starts_s: second of the recording at which each window starts.
    """

    def __init__(
        self,
        engine: WhisperRecogniser,
        encoded: NDArray[Any],
        frames: Sequence[int],
        starts_s: Sequence[float],
    ) -> None:
        self._engine = engine
        self._encoded = encoded
        self._frames = frames
        self._starts_s = starts_s

    def hear(
        self, which: Sequence[int], hints: Sequence[str], manner: Manner
    ) -> list[tuple[Word, ...]]:
        """Return the words of the windows with these numbers."""
        size = min(self._engine.together, ceil(len(which) / self._engine.at_once))
        groups = [slice(at, at + size) for at in range(0, len(which), size or 1)]
        heard = side_by_side(
            lambda group: self._heard_together(which[group], hints[group], manner),
            groups,
            self._engine.at_once,
        )
        return [words for group in heard for words in group]

    def _heard_together(
        self, which: Sequence[int], hints: Sequence[str], manner: Manner
    ) -> list[tuple[Word, ...]]:
        """Return the words of a few windows, decoded in one batch."""
        with _our_errors():
            results = self._engine.model.model.generate(
                _storage(self._encoded[list(which)]),
                self._prompts(hints, manner),
                beam_size=manner.beam,
                length_penalty=_LENGTH_PENALTY,
                suppress_tokens=self._engine.suppressed,
            )
            texts = [
                [token for token in result.sequences_ids[0] if token < self._engine.tokenizer.eot]
                for result in results
            ]
            timed = self._aligned(which, texts)
        give_back_memory()
        return [
            _words(words, self._starts_s[number])
            for number, words in zip(which, timed, strict=True)
        ]

    def weigh(self, number: int, sentences: Sequence[str]) -> list[Likelihood]:
        """Return how well each sentence fits the window of this number."""
        kept = ceil((self._frames[number] + _AFTER_FRAMES) / _FRAMES_OF_STEP)
        texts = [self._engine.tokenizer.encode(f" {sentence}") for sentence in sentences]
        with _our_errors():
            heard = self._log_probabilities(self._encoded[number : number + 1, :kept], texts)
            expected = self._log_probabilities(self._engine.silence[:, :kept], texts)
        give_back_memory()
        return [
            Likelihood(heard=known, expected=supposed, tokens=len(text))
            for known, supposed, text in zip(heard, expected, texts, strict=True)
        ]

    def _log_probabilities(
        self, encoded: NDArray[Any], texts: Sequence[Sequence[int]]
    ) -> Iterator[float]:
        """Yield the log-probability of each text, all its tokens given beforehand."""
        for at in range(0, len(texts), _WEIGHED_TOGETHER):
            group = [list(text) for text in texts[at : at + _WEIGHED_TOGETHER]]
            results = self._engine.model.model.align(
                _storage(np.repeat(encoded, len(group), axis=0)),
                list(self._engine.tokenizer.sot_sequence),
                group,
                encoded.shape[1] * _FRAMES_OF_STEP,
            )
            for result in results:
                yield sum(log(max(p, _LEAST_PROBABILITY)) for p in result.text_token_probs)

    def follow(self, number: int, sentence: str) -> tuple[Word, ...]:
        """Return the words of a sentence with their times, taken as said in a window."""
        with _our_errors():
            (timed,) = self._aligned([number], [self._engine.tokenizer.encode(f" {sentence}")])
        return _words(timed, self._starts_s[number])

    def _prompts(self, hints: Sequence[str], manner: Manner) -> list[list[int]]:
        """Return the tokens that each text is to follow, all of one length.

        CTranslate2 wants one length; hints lose their beginning, where they weigh least.
        """
        tokenizer = self._engine.tokenizer
        contexts = [tokenizer.encode(f" {hint}") if manner.hinted else [] for hint in hints]
        length = min(_HINT_TOKENS, *map(len, contexts))
        start = [*tokenizer.sot_sequence, *([] if manner.timestamps else [tokenizer.no_timestamps])]
        if not length:
            return [start for _ in hints]
        return [[tokenizer.sot_prev, *context[-length:], *start] for context in contexts]

    def _aligned(
        self, numbers: Sequence[int], tokens: Sequence[list[int]]
    ) -> list[list[dict[str, Any]]]:
        """Return the words of each text with their times; none for a text without tokens."""
        spoken = [at for at, text in enumerate(tokens) if text]
        timed: list[list[dict[str, Any]]] = [[] for _ in tokens]
        if not spoken:
            return timed
        rows = [numbers[at] for at in spoken]
        found = self._engine.model.find_alignment(
            self._engine.tokenizer,
            [tokens[at] for at in spoken],
            _storage(self._encoded[rows]),
            [self._frames[row] for row in rows],
        )
        for at, alignment in zip(spoken, found, strict=True):
            merge_punctuations(alignment, _PREPENDED, _APPENDED)
            timed[at] = alignment
        return timed


def _storage(array: NDArray[Any]) -> Any:
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(array))


def _words(timed: Sequence[dict[str, Any]], start_s: float) -> tuple[Word, ...]:
    """Return faster-whisper's words as ours, in seconds of the recording.

    faster-whisper parts words at apostrophes and hyphens ("l", "'unanimité"); what it gives
    without a space before it belongs to the word before.
    """
    pieces: list[list[dict[str, Any]]] = []
    for piece in timed:
        if pieces and not piece["word"].startswith(" "):
            pieces[-1].append(piece)
        else:
            pieces.append([piece])
    words = (_joined(word, start_s) for word in pieces)
    return tuple(word for word in words if word.text.strip())


def _joined(pieces: Sequence[dict[str, Any]], start_s: float) -> Word:
    """Return one word of its pieces: as doubtful as the most doubtful of them."""
    return Word(
        start=round(start_s + float(pieces[0]["start"]), 3),
        end=round(start_s + float(pieces[-1]["end"]), 3),
        text="".join(piece["word"] for piece in pieces),
        probability=round(min(float(piece["probability"]) for piece in pieces), 4),
    )


@contextmanager
def _our_errors() -> Iterator[None]:
    """Turn what CTranslate2 raises into our error."""
    try:
        yield
    except (RuntimeError, ValueError, MemoryError) as error:
        raise EngineFailed(engine="faster-whisper", reason=type(error).__name__) from error
