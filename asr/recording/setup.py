"""What is recorded, where it goes and what it runs on."""

from dataclasses import dataclass, field
from pathlib import Path

from asr.errors import TooManyChannels
from asr.recording.capture import Microphones, SoundSource
from asr.recording.clocks import Clocks, SystemClocks
from asr.recording.devices import InputDevice
from asr.recording.durable import DiskFile, OpenFile
from asr.recording.parts import MOST_CHANNELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What is recorded.

    Attributes:
        devices: the inputs; the first sets the pace of the time line.
        mirror: folder on another volume that gets a second copy, or None.
    """

    devices: tuple[InputDevice, ...]
    mirror: Path | None = None

    def __post_init__(self) -> None:
        channels = sum(device.channels for device in self.devices)
        if channels > MOST_CHANNELS:
            raise TooManyChannels(channels=channels, limit=MOST_CHANNELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the recorder runs on; a test has its own."""

    source: SoundSource = field(default_factory=Microphones)
    clocks: Clocks = field(default_factory=SystemClocks)
    open_file: OpenFile = DiskFile
