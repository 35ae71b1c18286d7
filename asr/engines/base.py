"""What a recogniser is, whoever makes it: the pipeline knows these words only.

A recogniser lives in a child process. What opens it there, a `RecogniserSpec`, is small and is
made in the parent.

Invariants:
- The same windows, hints and manner give the same words, whatever was heard before: that is what
  makes an interrupted recognition end like an undisturbed one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from core.task import TaskContext
from core.timecode import Interval
from core.transcript import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One way to hear a window; an engine takes from it what it can do.

    Attributes:
        hinted: whether the hints are given; without them a window full of one name's echo is
            heard afresh.
        timestamps: whether the text is anchored in time while it is found: slower, and it leaves
            out fewer passages.
        beam: how many sentences are followed at once.
    """

    hinted: bool = True
    timestamps: bool = False
    beam: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """How well a sentence fits a window.

    Attributes:
        heard: log-probability of all its tokens, in nats, given the sound.
        expected: the same given silence: what the model expects of the language alone.
        tokens: how many there are.
    """

    heard: float
    expected: float
    tokens: int


class Listening(Protocol):
    """Some windows, made ready to be heard, as often as needed."""

    def hear(
        self, which: Sequence[int], hints: Sequence[str], manner: Manner
    ) -> list[tuple[Word, ...]]:
        """Return the words of the windows with these numbers.

        Args:
            which: numbers among the windows made ready.
            hints: text for each of them: names and words that may be said there.
            manner: how to hear them.

        Raises:
            EngineFailed: when the engine raises an error of its own.
        """

    def weigh(self, number: int, sentences: Sequence[str]) -> list[Likelihood]:
        """Return how well each sentence fits the window of this number, as all that is said there.

        Raises:
            EngineFailed: when the engine raises an error of its own.
        """

    def follow(self, number: int, sentence: str) -> tuple[Word, ...]:
        """Return the words of a sentence with their times, taken as said in a window.

        Raises:
            EngineFailed: when the engine raises an error of its own.
        """


class Recogniser(Protocol):
    """An engine with its model in memory."""

    def listen(self, wav: Path, windows: Sequence[Interval]) -> Listening:
        """Return the windows of the WAV file, ready to be heard together.

        Raises:
            EngineFailed: when the engine raises an error of its own.
        """


class RecogniserSpec(Protocol):
    """What it takes to open a recogniser in the child process."""

    @property
    def engine(self) -> str:
        """Name of the engine, for the provenance of a transcript."""

    @property
    def engine_version(self) -> str:
        """Version of the engine."""

    @property
    def model_id(self) -> str:
        """Id of the model in the store."""

    @property
    def model_sha256(self) -> str:
        """Digest of the model."""

    @property
    def device_name(self) -> str:
        """Where it runs, for the provenance: "cpu int8"."""

    @property
    def at_once(self) -> int:
        """How many groups of windows the engine can hear side by side with profit."""

    def settled(self, ctx: TaskContext) -> Self:
        """Return the spec with its device chosen; runs in the parent, before the child starts."""

    def fallback(self) -> Self | None:
        """Return the spec to go on with when this one failed, None when there is none."""

    def find_speech(self, wav: Path, ctx: TaskContext) -> list[Interval]:
        """Return the stretches of speech in the recording; runs in the child.

        Reports "asr.speech" in seconds of audio.
        """

    def open(self, at_once: int = 1) -> Recogniser:
        """Return the engine with its model in memory; runs in the child.

        Args:
            at_once: how many groups of windows will be heard side by side; they share the
                processor, so that one alone is heard sooner where no other is expected.

        Raises:
            ModelError: when the model cannot be loaded.
        """
