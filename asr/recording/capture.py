"""Sound as it comes from a microphone: blocks with the moment they were heard.

Invariants:
- The audio callback only copies: everything else is done by whoever takes the blocks.
- Each microphone is heard in a child process. The window's stalls do not reach the callback, the
  child's queue holds minutes of sound while nobody takes it, a crashing driver ends the child only,
  and a device that comes back is found by starting PortAudio anew without disturbing another one.
- Each block carries the moment its last frame was heard, on the clock of `asr.recording.clocks`.
"""

import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event as ThreadEvent
from typing import Any, Protocol

from asr.errors import MicrophoneLost, MicrophoneRefused, WorkerDied
from asr.recording.clocks import elapsed_s
from asr.recording.devices import (
    InputDevice,
    in_sound_process,
    index_of,
    list_inputs,
    load_portaudio,
)
from asr.recording.loopback import list_loopbacks, opened_output
from asr.worker import ChildBug
from core.task import CallbackContext, Cancelled, Event, Partial, TaskContext

logger = logging.getLogger(__name__)

_LATENCY_S = 0.5
"""Asked of the sound system: it keeps half a second when the machine is too busy to fetch it.
Measured with PulseAudio on two cores under a load of 11: no overflow, blocks of 125 ms."""

_SILENT_CALLBACK_S = 2.0
"""A callback that is not called for so long means a lost device; it is due every 125 ms."""

_FIRST_CALLBACK_S = 8.0
"""A Bluetooth microphone takes seconds to wake up; a PulseAudio monitor took 1.5 s here."""

_POLL_S = 0.2

_MOST_BLOCKS = 10_000
"""Blocks that wait in the child while the parent does not take them: twenty minutes at 125 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFormat:
    """How sound is written down: 16-bit signed little-endian frames, channels interleaved."""

    rate_hz: int
    channels: int

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame: one sample of each channel."""
        return 2 * self.channels


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A microphone answers; its blocks follow."""

    device: InputDevice
    format: SoundFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Sound that was heard.

    Attributes:
        frames: whole frames, 16-bit signed little-endian, channels interleaved.
        at_s: moment of the last frame, on the clock of `asr.recording.clocks`; late by a little,
        never early.
        overflowed: whether the sound system dropped sound before this block.
    """

    frames: bytes
    at_s: float
    overflowed: bool = False


Heard = Opened | Block
Deliver = Callable[[Heard], None]


class SoundSource(Protocol):
    """The inputs of a machine, or of a test."""

    def devices(self) -> tuple[InputDevice, ...]:
        """Return the inputs plugged in at this moment, the default first."""

    def listen(self, device: InputDevice, deliver: Deliver, stopping: Callable[[], bool]) -> None:
        """Deliver what a device hears until `stopping`; an `Opened` comes first.

        Raises:
            MicrophoneRefused: when it cannot be opened.
            MicrophoneLost: when it is gone or gives no more sound.
        """


class Microphones:
    """The inputs of this machine, through PortAudio."""

    def devices(self) -> tuple[InputDevice, ...]:
        """Return the inputs plugged in at this moment, the default first."""
        return (*list_inputs(), *list_loopbacks())

    def listen(self, device: InputDevice, deliver: Deliver, stopping: Callable[[], bool]) -> None:
        """Deliver what a device hears until `stopping`; runs it in a child of its own."""

        def take(event: Event) -> None:
            if isinstance(event, Partial) and isinstance(event.value, Heard):
                deliver(event.value)

        try:
            listen = _listen_to_output if device.is_loopback else _listen
            in_sound_process(listen, device, _StoppedBy(stopping, take))
        except Cancelled:
            return
        except (WorkerDied, ChildBug, OSError) as error:
            # The driver crashed, we did, or no process could start: the device gives no sound.
            logger.info("the process of an input ended: %s", error)
            raise MicrophoneLost(device=device.id) from error


class _StoppedBy(CallbackContext):
    """A context that ends the child as soon as the listener has enough."""

    def __init__(self, stopping: Callable[[], bool], take: Callable[[Event], None]) -> None:
        super().__init__(take, ThreadEvent())
        self._stopping = stopping

    def check(self) -> None:
        """Raise `Cancelled` when the listener has enough."""
        if self._stopping():
            raise Cancelled


def _listen(device: InputDevice, ctx: TaskContext) -> None:
    """Emit what a device hears until the parent asks to stop; runs in a child."""
    sounddevice = load_portaudio()
    index = index_of(device, sounddevice)
    if index is None:
        raise MicrophoneLost(device=device.id)
    blocks: queue.Queue[Block] = queue.Queue(_MOST_BLOCKS)
    try:
        stream = sounddevice.RawInputStream(
            device=index,
            samplerate=device.rate_hz,
            channels=device.channels,
            dtype="int16",
            latency=_LATENCY_S,
            callback=_copying_to(blocks),
        )
        with stream:
            form = SoundFormat(rate_hz=device.rate_hz, channels=device.channels)
            ctx.emit(Partial(value=Opened(device=device, format=form)))
            _pass_on(blocks, lambda: stream.active, ctx)
            raise MicrophoneLost(device=device.id)
    except sounddevice.PortAudioError as error:
        raise MicrophoneRefused(device=device.id) from error


def _listen_to_output(device: InputDevice, ctx: TaskContext) -> None:
    """Emit what this computer plays until the parent asks to stop; runs in a child."""
    blocks: queue.Queue[Block] = queue.Queue(_MOST_BLOCKS)
    copy = _putting_into(blocks)
    with opened_output(device, copy) as is_active:
        form = SoundFormat(rate_hz=device.rate_hz, channels=device.channels)
        ctx.emit(Partial(value=Opened(device=device, format=form)))
        _pass_on(blocks, is_active, ctx)
        raise MicrophoneLost(device=device.id)


def _copying_to(blocks: queue.Queue[Block]) -> Callable[[Any, int, Any, Any], None]:
    """Return the audio callback: it only copies."""
    put = _putting_into(blocks)

    def callback(sound: Any, _frames: int, _time: Any, status: Any) -> None:
        put(bytes(sound), bool(status.input_overflow))

    return callback


def _putting_into(blocks: queue.Queue[Block]) -> Callable[[bytes, bool], None]:
    """Return what keeps frames as blocks; a full queue shows as an overflow in the next block."""
    lost = False

    def put(frames: bytes, overflowed: bool) -> None:  # noqa: FBT001 - called by drivers
        nonlocal lost
        block = Block(frames=frames, at_s=elapsed_s(), overflowed=overflowed or lost)
        try:
            blocks.put_nowait(block)
            lost = False
        except queue.Full:
            lost = True

    return put


def _pass_on(blocks: queue.Queue[Block], is_active: Callable[[], bool], ctx: TaskContext) -> None:
    """Emit the blocks until the stream ends or its callback falls silent."""
    waited_s, limit_s = 0.0, _FIRST_CALLBACK_S
    while waited_s < limit_s and (is_active() or not blocks.empty()):
        ctx.check()
        try:
            block = blocks.get(timeout=_POLL_S)
        except queue.Empty:
            waited_s += _POLL_S
            continue
        waited_s, limit_s = 0.0, _SILENT_CALLBACK_S
        ctx.emit(Partial(value=block))
