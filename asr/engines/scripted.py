"""A recogniser that replays a JSON file: tests, demonstrations and work on the window.

The file is a list of words of the whole recording in the form of `core.transcript.Word`. A window
gets the words whose middle lies in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from rapidfuzz.distance import Levenshtein

from asr.engines.base import Likelihood, Listening, Manner, Recogniser
from core.jsonio import read_json
from core.task import TaskContext
from core.timecode import Interval, merged
from core.transcript import Word

_PAUSE_S = 0.3
"""A shorter silence between words does not part two stretches of speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedSpec:
    """A script to replay."""

    script: Path

    engine: str = "scripted"
    engine_version: str = "1"
    model_id: str = "script"
    device_name: str = "script"
    at_once: int = 1

    @property
    def model_sha256(self) -> str:
        """Digest of the script."""
        return sha256(self.script.read_bytes()).hexdigest()

    def settled(self, ctx: TaskContext) -> Self:
        """Return the spec: a script needs no device."""
        ctx.check()
        return self

    def fallback(self) -> Self | None:
        """Return None: a script does not fail."""
        return None

    def find_speech(self, wav: Path, ctx: TaskContext) -> list[Interval]:
        """Return where the script has words; the sound itself is not read."""
        del wav
        ctx.check()
        return merged((Interval(w.start, w.end) for w in self._words()), gap_s=_PAUSE_S)

    def open(self, at_once: int = 1) -> Recogniser:
        """Return the engine with its script."""
        del at_once
        return ScriptedRecogniser(self._words())

    def _words(self) -> tuple[Word, ...]:
        return read_json(tuple[Word, ...], self.script)


class ScriptedRecogniser:
    """Words that wait to be heard."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words

    def listen(self, wav: Path, windows: Sequence[Interval]) -> Listening:
        """Return the windows; the sound itself is not read."""
        del wav
        return ScriptedListening(windows, [tuple(self._inside(window)) for window in windows])

    def _inside(self, window: Interval) -> list[Word]:
        return [w for w in self._words if window.start <= (w.start + w.end) / 2 < window.end]


class ScriptedListening:
    """The words of some windows."""

    def __init__(self, spans: Sequence[Interval], windows: Sequence[tuple[Word, ...]]) -> None:
        self._spans = spans
        self._windows = windows

    def hear(
        self, which: Sequence[int], hints: Sequence[str], manner: Manner
    ) -> list[tuple[Word, ...]]:
        """Return the words of the windows with these numbers, however they are to be heard."""
        del hints, manner
        return [self._windows[number] for number in which]

    def weigh(self, number: int, sentences: Sequence[str]) -> list[Likelihood]:
        """Return how few letters part each sentence from the script: a nat for each."""
        said = "".join(word.text for word in self._windows[number]).strip()
        return [
            Likelihood(
                heard=-float(Levenshtein.distance(said, sentence)),
                expected=0.0,
                tokens=len(sentence.split()),
            )
            for sentence in sentences
        ]

    def follow(self, number: int, sentence: str) -> tuple[Word, ...]:
        """Return the words of the sentence, spread evenly over the window."""
        words, span = sentence.split(), self._spans[number]
        step = span.duration_s / max(1, len(words))
        return tuple(
            Word(start=span.start + step * n, end=span.start + step * (n + 1), text=f" {word}")
            for n, word in enumerate(words)
        )
