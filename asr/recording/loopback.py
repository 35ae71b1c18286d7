"""What this computer plays, heard as an input: the sound of a video conference. Windows only.

Windows lets a program listen to an output (WASAPI "loopback"); the PortAudio that sounddevice
brings does not offer it, so SoundCard does. Elsewhere a person arranges it: on Linux the input
"pulse" is given the monitor of an output, on a Mac a virtual device such as BlackHole is installed.

Invariants:
- SoundCard is loaded in a child process only, never in one that loads PortAudio.
- A machine on which it does not work has no such inputs: recording a microphone never depends on
  it.
- An output that plays nothing gives silence: SoundCard makes it up by the clock.
"""

import logging
import sys
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asr.errors import MicrophoneLost, MicrophoneRefused
from asr.recording.devices import InputDevice, in_sound_process
from core.errors import AppError
from core.task import TaskContext, silent

logger = logging.getLogger(__name__)

HOST_API = "Windows WASAPI loopback"
_RATE_HZ = 48_000
"""SoundCard does not tell an output's own rate; nearly all run at this, and Windows converts."""

_CHANNELS = 2
_BLOCK_S = 0.125
_BUFFER_S = 2.0
"""Kept by Windows while the machine is too busy to fetch it."""

_FAULTS = (RuntimeError, AssertionError, OSError, ImportError)
"""What SoundCard raises: Windows' own refusals, formats that it does not know, missing systems."""


def list_loopbacks() -> tuple[InputDevice, ...]:
    """Return the outputs that can be listened to, () where that does not work."""
    if sys.platform != "win32":
        return ()
    try:
        return in_sound_process(_listed, None, silent())
    except AppError as error:
        logger.info("outputs cannot be listed: %s", error.code)
        return ()


@contextmanager
def opened_output(
    device: InputDevice, take: Callable[[bytes, bool], None]
) -> Iterator[Callable[[], bool]]:
    """Yield, once an output is listened to, whether it still gives sound; for child processes.

    Args:
        device: as `list_loopbacks` returned it.
        take: gets 16-bit frames, and whether some were lost before them; on a thread of its own.

    Raises:
        MicrophoneLost: when it is not there.
        MicrophoneRefused: when Windows refuses it.
    """
    output = next((raw for found, raw in _numbered(_soundcard()) if found.id == device.id), None)
    if output is None:
        raise MicrophoneLost(device=device.id)
    try:
        recorder = output.recorder(
            samplerate=device.rate_hz,
            channels=device.channels,
            blocksize=round(_BUFFER_S * device.rate_hz),
        )
        with recorder as recording:
            reader = _Reader(recording, round(_BLOCK_S * device.rate_hz), take)
            with reader:
                yield reader.is_alive
    except _FAULTS as error:
        raise MicrophoneRefused(device=device.id) from error


class _Reader(threading.Thread):
    """Reads an output until it is left, or until Windows takes the output away."""

    def __init__(self, recording: Any, frames: int, take: Callable[[bytes, bool], None]) -> None:
        super().__init__(name="output", daemon=True)
        self._recording = recording
        self._frames = frames
        self._take = take
        self._leaving = threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_error: object) -> None:
        self._leaving.set()
        self.join()

    def run(self) -> None:
        """Pass sound on."""
        try:
            while not self._leaving.is_set():
                with warnings.catch_warnings(record=True) as told:
                    warnings.simplefilter("always")  # SoundCard tells lost sound by a warning
                    sound = self._recording.record(self._frames)
                self._take(_frames_of(sound), bool(told))
        except _FAULTS as error:
            logger.info("an output gives no more sound: %s", type(error).__name__)


def _frames_of(sound: NDArray[np.float32]) -> bytes:
    """Return sound between -1 and 1 as 16-bit frames."""
    frames: bytes = np.clip(np.rint(sound * 32768.0), -32768, 32767).astype("<i2").tobytes()
    return frames


def _listed(_argument: None, _ctx: TaskContext) -> tuple[InputDevice, ...]:
    """Return the outputs; runs in a child."""
    try:
        return tuple(device for device, _ in _numbered(_soundcard()))
    except _FAULTS as error:
        logger.info("outputs cannot be listed: %s", type(error).__name__)
        return ()


def _numbered(soundcard: Any) -> Iterator[tuple[InputDevice, Any]]:
    """Yield every output with what SoundCard opens it by."""
    seen: Counter[str] = Counter()
    for raw in soundcard.all_microphones(include_loopback=True):
        if not raw.isloopback:
            continue
        seen[raw.name] += 1
        device = InputDevice(
            name=f"{raw.name} [sortie]",
            host_api=HOST_API,
            number=seen[raw.name],
            channels=_CHANNELS,
            rate_hz=_RATE_HZ,
            is_loopback=True,
        )
        yield device, raw


def _soundcard() -> Any:
    """Return the SoundCard module; loading it starts Windows' sound interfaces."""
    import soundcard  # noqa: PLC0415 - only in a child process, and only on Windows

    return soundcard
