"""Where sound goes: the loudspeaker, or a clock when the machine has none."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QTimer

from asr.errors import LoudspeakerRefused

logger = logging.getLogger(__name__)

RATE_HZ = 16_000
_CLOCK_MS = 20

Fill = Callable[[int], bytes]
"""Gives the next so many samples (16-bit mono); fewer at the end."""


class SoundOutput(Protocol):
    """Takes samples as time passes."""

    def start(self, fill: Fill) -> None:
        """Begin to take samples, possibly on another thread."""

    def stop(self) -> None:
        """Stop taking samples; none is asked for after this returns."""


class SilentOutput:
    """Takes samples at the pace of the clock and plays none: no sound device, or a test."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=_CLOCK_MS)
        self._timer.timeout.connect(self._tick)
        self._fill: Fill = lambda _count: b""

    def start(self, fill: Fill) -> None:
        """Begin to take samples."""
        self._fill = fill
        self._timer.start()

    def stop(self) -> None:
        """Stop taking samples."""
        self._timer.stop()

    def _tick(self) -> None:
        self._fill(RATE_HZ * _CLOCK_MS // 1000)


class LoudspeakerOutput:
    """The default sound device."""

    def __init__(self) -> None:
        import sounddevice  # noqa: PLC0415 - it loads the system's sound library

        self._device = sounddevice
        self._stream: Any = None

    def start(self, fill: Fill) -> None:
        """Begin to take samples, on the device's thread.

        Raises:
            LoudspeakerRefused: when the device is gone or busy.
        """

        def on_block(block: memoryview, frames: int, _time: object, _status: object) -> None:
            data = fill(frames)
            block[: len(data)] = data
            block[len(data) :] = bytes(len(block) - len(data))

        try:
            self._stream = self._device.RawOutputStream(
                samplerate=RATE_HZ, channels=1, dtype="int16", callback=on_block, blocksize=640
            )
            self._stream.start()
        except self._device.PortAudioError as error:
            raise LoudspeakerRefused from error

    def stop(self) -> None:
        """Stop taking samples and give the device back."""
        if self._stream is not None:
            self._stream.abort()
            self._stream.close()
            self._stream = None


def best_output() -> SoundOutput:
    """Return the loudspeaker, or silence where the machine has no sound device."""
    try:
        import sounddevice  # noqa: PLC0415 - as above

        sounddevice.query_devices(kind="output")
    except (OSError, ValueError, ImportError) as error:
        logger.info("no sound output: %s", type(error).__name__)
        return SilentOutput()
    except sounddevice.PortAudioError:
        logger.info("no sound output device")
        return SilentOutput()
    return LoudspeakerOutput()
