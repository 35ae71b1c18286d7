"""What a diariser is, whoever makes it: the program knows these words only."""

from pathlib import Path
from typing import Protocol, Self

from asr.diarization.voices import VoiceBounds, VoicePiece
from core.task import TaskContext


class Diariser(Protocol):
    """An engine with its models in memory."""

    def tell_apart(
        self, wav: Path, bounds: VoiceBounds, ctx: TaskContext
    ) -> tuple[VoicePiece, ...]:
        """Return who speaks when, in order of start; empty when nobody speaks.

        Args:
            wav: 16 kHz mono 16-bit, as `asr.sound.audio.decode` writes it.
            bounds: how many voices there may be.
            ctx: gets "asr.diarize", total 1.

        Raises:
            EngineFailed: when the engine raises an error of its own.
        """


class DiariserSpec(Protocol):
    """What it takes to open a diariser in the child process: small, made in the parent."""

    @property
    def engine(self) -> str:
        """Name, versions and models, for the provenance."""

    def settled(self, ctx: TaskContext) -> Self:
        """Return the spec with its device chosen; runs in the parent, before the child starts."""

    def fallback(self) -> Self | None:
        """Return the spec to go on with when this one failed, None when there is none."""

    def open(self) -> Diariser:
        """Return the engine with its models in memory; runs in the child.

        Raises:
            EngineFailed: when the models cannot be loaded.
        """
