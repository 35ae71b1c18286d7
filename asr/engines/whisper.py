"""Whisper through faster-whisper: which model runs where. Light: no model is loaded here.

What hears is `asr.engines.whisper_decoding`, imported in the child process only.
"""

from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Self

from asr.engines.base import Recogniser
from asr.engines.silero import find_speech
from asr.hardware import Device, DeviceKind, DeviceWish, choose_device, processor
from core.task import TaskContext
from core.timecode import Interval

_AT_ONCE = 2
"""On the processor. Two groups on a thread each take a quarter less time than one after the other
on both threads, which wait for each other at every step (docs/benchmarks.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhisperSpec:
    """A Whisper model in CTranslate2's form, and where it shall run.

    Attributes:
        folder: of the model's verified files.
        wish: where the user wants it to run.
        device: where it runs; None until `settled`.
    """

    model_id: str
    model_sha256: str
    folder: Path
    wish: DeviceWish = DeviceWish.AUTO
    device: Device | None = None

    @property
    def engine(self) -> str:
        """Name of the engine."""
        return "faster-whisper"

    @property
    def engine_version(self) -> str:
        """Versions of the engine and of the library that computes for it."""
        return f"{version('faster-whisper')} ctranslate2 {version('ctranslate2')}"

    @property
    def device_name(self) -> str:
        """Where it runs, such as "cpu int8"."""
        return f"{self.device.kind} {self.device.compute_type}" if self.device else "unsettled"

    @property
    def at_once(self) -> int:
        """Groups of windows heard side by side: more would not fit the memory of a laptop."""
        device = self.device or processor()
        return 1 if device.kind is DeviceKind.CUDA else min(_AT_ONCE, device.threads)

    def settled(self, ctx: TaskContext) -> Self:
        """Return the spec with its device chosen."""
        if self.device is not None:
            return self
        return replace(self, device=choose_device(self.wish, self.folder, try_cuda, ctx))

    def fallback(self) -> Self | None:
        """Return the same on the processor when this one runs on a graphics card."""
        if self.device is None or self.device.kind is DeviceKind.CPU:
            return None
        return replace(self, device=processor())

    def find_speech(self, wav: Path, ctx: TaskContext) -> list[Interval]:
        """Return the stretches of speech in the recording."""
        return find_speech(wav, ctx)

    def open(self, at_once: int = 1) -> Recogniser:
        """Return the engine with its model in memory."""
        from asr.engines.whisper_decoding import load  # noqa: PLC0415 heavy: in the child only

        return load(self.folder, self.device or processor(), at_once)


def try_cuda(folder: Path, ctx: TaskContext) -> str | None:
    """Return the best number type in which the graphics card runs the model, None without any.

    Runs in a child process: a driver that fails may end it.
    """
    from asr.engines.whisper_decoding import best_cuda_type  # noqa: PLC0415 heavy: in the child only

    return best_cuda_type(folder, ctx)
