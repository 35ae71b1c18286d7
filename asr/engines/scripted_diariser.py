"""A diariser that replays a JSON file: tests, demonstrations and work on the window.

The file is a list of pieces in the form of `asr.diarization.voices.VoicePiece`.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from asr.diarization.voices import VoiceBounds, VoicePiece
from core.jsonio import read_json
from core.task import Progress, TaskContext


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedDiariserSpec:
    """A script to replay."""

    script: Path

    @property
    def engine(self) -> str:
        """Name of the engine and digest of the script."""
        return f"scripted {sha256(self.script.read_bytes()).hexdigest()[:12]}"

    def settled(self, ctx: TaskContext) -> Self:
        """Return the spec: a script needs no device."""
        ctx.check()
        return self

    def fallback(self) -> Self | None:
        """Return None: a script does not fail."""
        return None

    def open(self) -> "ScriptedDiariser":
        """Return the engine with its script."""
        return ScriptedDiariser(read_json(tuple[VoicePiece, ...], self.script))


class ScriptedDiariser:
    """Pieces that wait to be heard."""

    def __init__(self, pieces: tuple[VoicePiece, ...]) -> None:
        self._pieces = pieces

    def tell_apart(
        self, wav: Path, bounds: VoiceBounds, ctx: TaskContext
    ) -> tuple[VoicePiece, ...]:
        """Return the pieces; neither the sound nor the bounds are looked at."""
        del wav, bounds
        ctx.emit(Progress(step="asr.diarize", done=1.0, total=1.0))
        return self._pieces
