"""A recogniser and a diariser that really read the sound: what is loud says which word it is.

Each second of the sound is one word of one voice, or silence: `said` makes it, `ReadingSpec` reads
it. Where a stretch of sound lies in a file is then all that tells what is recognised there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from asr.diarization.voices import VoiceBounds, VoicePiece, pack
from asr.engines.base import Listening
from asr.engines.scripted import ScriptedListening
from asr.sound.audio import duration_s, read_samples
from core.task import TaskContext
from core.timecode import Interval
from core.transcript import VoiceId, Word

RATE = 16_000
_STEP = 500
_VOICES = 3


def said(*numbers: int) -> bytes:
    """Return a second of sound for each number from 1 to 60, and of silence for 0."""
    signs = np.where(np.arange(RATE) % 2, 1, -1)
    return b"".join((signs * number * _STEP).astype("<i2").tobytes() for number in numbers)


def heard(wav: Path) -> list[tuple[int, int]]:
    """Return the second and the number of each word in a file."""
    found = []
    for second in range(int(duration_s(wav))):
        middle = read_samples(wav, Interval(second + 0.4, second + 0.6))
        number = round(float(np.abs(middle).mean()) * 32768 / _STEP)
        if number:
            found.append((second, number))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSpec:
    """The recogniser: number 7 is the word "mot7."."""

    engine: str = "reading"
    engine_version: str = "1"
    model_id: str = "reading"
    model_sha256: str = "0" * 64
    device_name: str = "reading"
    at_once: int = 1

    def settled(self, ctx: TaskContext) -> Self:
        ctx.check()
        return self

    def fallback(self) -> Self | None:
        return None

    def find_speech(self, wav: Path, ctx: TaskContext) -> list[Interval]:
        ctx.check()
        return [Interval(second + 0.1, second + 0.9) for second, _ in heard(wav)]

    def open(self, at_once: int = 1) -> "Reading":
        return Reading()


class Reading:
    def listen(self, wav: Path, windows: Sequence[Interval]) -> Listening:
        words = [
            Word(start=second + 0.2, end=second + 0.8, text=f" mot{number}.", probability=0.9)
            for second, number in heard(wav)
        ]
        texts = [tuple(w for w in words if span.start <= w.start < span.end) for span in windows]
        return ScriptedListening(windows, texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesSpec:
    """The diariser: who says a number is told by it, and voices are numbered as they come."""

    engine: str = "reading"

    def settled(self, ctx: TaskContext) -> Self:
        ctx.check()
        return self

    def fallback(self) -> Self | None:
        return None

    def open(self) -> Self:
        return self

    def tell_apart(
        self, wav: Path, bounds: VoiceBounds, ctx: TaskContext
    ) -> tuple[VoicePiece, ...]:
        del bounds, ctx
        ids: dict[int, VoiceId] = {}
        return tuple(
            VoicePiece(
                interval=Interval(second, second + 1.0),
                track=second,
                after_change=False,
                alone_s=1.0,
                print=pack(np.eye(_VOICES)[number % _VOICES]),
                voice=ids.setdefault(number % _VOICES, VoiceId(f"V{len(ids) + 1:02d}")),
            )
            for second, number in heard(wav)
        )
