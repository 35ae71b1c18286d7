"""A scripted engine that breaks at a given second: a graphics card that goes, a native crash."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from asr.engines.base import Listening, Recogniser
from asr.engines.scripted import ScriptedRecogniser, ScriptedSpec
from asr.errors import EngineFailed
from core.jsonio import read_json
from core.timecode import Interval
from core.transcript import Word

SENTENCES = ("Qui est contre ?", "Qui s'abstient ?", "Adopté à l'unanimité.", "Point suivant.")
DURATION_S = 640.0


def spoken() -> tuple[Word, ...]:
    """Return a sentence every five seconds, a word every 0.4 s."""
    return tuple(
        Word(start=round(at + 0.4 * i, 3), end=round(at + 0.4 * i + 0.35, 3), text=f" {text}")
        for number, at in enumerate(range(1, int(DURATION_S), 5))
        for i, text in enumerate(SENTENCES[number % len(SENTENCES)].split())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FragileSpec(ScriptedSpec):
    """A scripted engine that writes down what it hears and may break.

    Attributes:
        log: gets the first second of each unit that is made ready.
        breaks_at_s: second of the recording whose unit breaks the engine.
        exits: whether it breaks by ending the process.
        has_spare: whether the engine without the fault may go on.
        slowness_s: seconds that each unit takes.
    """

    log: Path
    breaks_at_s: float | None = None
    exits: bool = False
    has_spare: bool = False
    slowness_s: float = 0.0

    def fallback(self) -> Self | None:
        if not self.has_spare:
            return None
        return type(self)(script=self.script, log=self.log, device_name="spare")

    def open(self, at_once: int = 1) -> Recogniser:
        return FragileRecogniser(self, read_json(tuple[Word, ...], self.script))


class FragileRecogniser(ScriptedRecogniser):
    def __init__(self, spec: FragileSpec, words: Sequence[Word]) -> None:
        super().__init__(words)
        self._spec = spec

    def listen(self, wav: Path, windows: Sequence[Interval]) -> Listening:
        time.sleep(self._spec.slowness_s)
        with self._spec.log.open("a") as log:
            log.write(f"{windows[0].start:.3f}\n")
        second = self._spec.breaks_at_s
        if second is not None and windows[0].start <= second <= windows[-1].end:
            if self._spec.exits:
                os._exit(139)
            raise EngineFailed(engine="fragile", reason="RuntimeError")
        return super().listen(wav, windows)
