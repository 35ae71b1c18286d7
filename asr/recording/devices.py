"""The sound inputs of this machine: listing them, naming them so that the name lasts, choosing one.

Not for recording: `asr.recording.capture` opens what is chosen here.

Invariants:
- PortAudio is loaded in a child process only. It lists the devices once, when it starts, so a
  microphone plugged in later stays unknown to the process; and a faulty sound driver that crashes
  must not take the program with it.
- A device is known by the system's name for it, never by PortAudio's number: numbers shift whenever
  something is plugged in.
"""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.resource_tracker import ensure_running
from pathlib import Path
from typing import Any, TypeVar

from asr.errors import MicrophoneAmbiguous, MicrophoneUnknown, NoMicrophone, SoundSystemMissing
from asr.worker import run_in_child
from core.folding import fold
from core.task import TaskContext, silent

A = TypeVar("A")
R = TypeVar("R")

_HOST_APIS = {
    "win32": ("Windows WASAPI", "Windows DirectSound", "MME"),
    "darwin": ("Core Audio",),
    "linux": ("ALSA", "JACK Audio Connection Kit", "OSS"),
}
"""Best first. Windows offers each microphone through each of them; only WASAPI gives its whole name
and its own rate."""

_MOST_CHANNELS = 2
"""Channels taken of one input: what announces more is nearly always a software mixer (PulseAudio
announces 32)."""

_MIXER_RATE_HZ = 48_000
"""ALSA's software inputs announce 44.1 kHz whatever lies behind; cards and mixers run at 48 kHz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDevice:
    """A sound input.

    Attributes:
        name: as the system shows it.
        host_api: the sound system that offers it.
        number: 1, or which of several inputs of the same name, in the system's order.
        channels: how many are recorded.
        rate_hz: its own rate: what is recorded has not been resampled by the system.
        is_default: whether it is the one that the system proposes.
        is_loopback: whether it is what this computer plays (`asr.recording.loopback`), which is
            silent as long as nobody speaks in the video conference.
    """

    name: str
    host_api: str
    number: int = 1
    channels: int
    rate_hz: int
    is_default: bool = False
    is_loopback: bool = False

    @property
    def id(self) -> str:
        """The name that lasts: it designates the same input at the next start."""
        return self.name if self.number == 1 else f"{self.name} ({self.number})"


def list_inputs() -> tuple[InputDevice, ...]:
    """Return the sound inputs plugged in at this moment, the system's default first.

    Raises:
        SoundSystemMissing: when PortAudio is absent or does not start.
        WorkerDied: when a sound driver crashed.
    """
    return in_sound_process(_listed, None, silent())


def choose(devices: Sequence[InputDevice], wanted: str | None) -> InputDevice:
    """Return the input that a person asked for.

    Args:
        devices: as `list_inputs` returns them.
        wanted: a number in that list (from 1), a name or a part of one; None for the default.

    Raises:
        NoMicrophone: when there is no microphone at all.
        MicrophoneUnknown: when none has this name or number.
        MicrophoneAmbiguous: when several names contain it.
    """
    microphones = [device for device in devices if not device.is_loopback]
    if not devices or (wanted is None and not microphones):
        raise NoMicrophone
    if wanted is None:
        return microphones[0]
    if wanted.isdecimal() and 1 <= int(wanted) <= len(devices):
        return devices[int(wanted) - 1]
    found = [d for d in devices if fold(d.id) == fold(wanted)]
    found = found or [d for d in devices if fold(wanted) in fold(d.id)]
    if not found:
        raise MicrophoneUnknown(wanted=wanted)
    if len(found) > 1:
        raise MicrophoneAmbiguous(wanted=wanted, names=", ".join(d.id for d in found))
    return found[0]


def in_sound_process(task: Callable[[A, TaskContext], R], argument: A, ctx: TaskContext) -> R:
    """Return what a task returns in a child process that may load PortAudio.

    Ctrl-C in a terminal goes to every process of it. The child ignores it once it runs, but it
    needs a second to get there: it is started deaf to it.
    """
    if sys.platform == "win32":
        return run_in_child(task, argument, ctx)
    ensure_running()  # when it starts multiprocessing's tracker by itself it lifts the block
    heard_before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return run_in_child(task, argument, ctx)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard_before)


def load_portaudio() -> Any:
    """Return the sounddevice module; for child processes only.

    PortAudio and ALSA write what happens to devices on the error output, over what a person reads
    in a terminal: in this process nobody else writes there.

    Raises:
        SoundSystemMissing: when it or PortAudio is absent or does not start.
    """
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        import sounddevice  # noqa: PLC0415 - loading it starts PortAudio and may fail
    except (ImportError, OSError) as error:
        raise SoundSystemMissing from error
    return sounddevice


def index_of(device: InputDevice, sounddevice: Any) -> int | None:
    """Return PortAudio's number for a device at this moment, None when it is not there."""
    for index, found in _numbered(sounddevice):
        if (found.host_api, found.id) == (device.host_api, device.id):
            return index
    return None


def _listed(_argument: None, _ctx: TaskContext) -> tuple[InputDevice, ...]:
    """Return the inputs of the best sound system that has any; runs in a child."""
    devices = [device for _, device in _numbered(load_portaudio())]
    for host_api in _HOST_APIS.get(sys.platform, ()):
        offered = [device for device in devices if device.host_api == host_api]
        if offered:
            return tuple(sorted(offered, key=lambda device: not device.is_default))
    return tuple(devices)


def _numbered(sounddevice: Any) -> Iterator[tuple[int, InputDevice]]:
    """Yield every input with PortAudio's number for it."""
    systems = sounddevice.query_hostapis()
    seen: Counter[tuple[str, str]] = Counter()
    for index, raw in enumerate(sounddevice.query_devices()):
        if raw["max_input_channels"] < 1:
            continue
        system = systems[raw["hostapi"]]
        key = (system["name"], raw["name"])
        seen[key] += 1
        yield (
            index,
            InputDevice(
                name=raw["name"],
                host_api=system["name"],
                number=seen[key],
                channels=min(raw["max_input_channels"], _MOST_CHANNELS),
                rate_hz=_own_rate_hz(raw, system["name"]),
                is_default=index == system["default_input_device"],
            ),
        )


def _own_rate_hz(raw: Any, host_api: str) -> int:
    is_software = host_api == "ALSA" and "(hw:" not in raw["name"]
    return _MIXER_RATE_HZ if is_software else round(raw["default_samplerate"])
