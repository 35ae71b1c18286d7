"""Plays a few seconds through the loudspeaker: the test of the sound output, and its proof by ear.

Not for listening to a session: the window's player does that.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asr.errors import LoudspeakerRefused, WorkerDied
from asr.recording.devices import in_sound_process, load_portaudio
from core.task import Progress, TaskContext

_BLOCK_S = 0.1
_CHIME_RATE_HZ = 48_000
_CHIME_HZ = (523.25, 659.25, 783.99)
_CHIME_NOTE_S = 0.45
_CHIME_PEAK = 9000
"""About -11 dBFS: heard on a laptop at half volume without startling anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """Some sound: 16-bit frames, channels interleaved."""

    frames: bytes
    rate_hz: int
    channels: int


def chime() -> Sound:
    """Return three rising notes, each fading: heard as a signal, not as a fault."""
    count = round(_CHIME_NOTE_S * _CHIME_RATE_HZ)
    seconds = np.arange(count) / _CHIME_RATE_HZ
    attack = np.minimum(1.0, seconds / 0.01)
    notes = [np.sin(2 * np.pi * hz * seconds) * attack * np.exp(-6 * seconds) for hz in _CHIME_HZ]
    samples = np.rint(_CHIME_PEAK * np.concatenate(notes)).astype("<i2")
    return Sound(frames=samples.tobytes(), rate_hz=_CHIME_RATE_HZ, channels=1)


def sound_of_frames(frames: NDArray[np.int16], rate_hz: int) -> Sound:
    """Return (n, channels) int16 frames as sound."""
    return Sound(frames=frames.astype("<i2").tobytes(), rate_hz=rate_hz, channels=frames.shape[1])


def play(sound: Sound, ctx: TaskContext) -> None:
    """Play a sound to its end; reports `sound.play` in seconds.

    Raises:
        LoudspeakerRefused: when the machine has no sound output, or it does not open.
        SoundSystemMissing: when PortAudio is absent or does not start.
        Cancelled: when `ctx` asked to stop.
    """
    try:
        in_sound_process(_play, sound, ctx)
    except WorkerDied as error:
        raise LoudspeakerRefused from error


def _play(sound: Sound, ctx: TaskContext) -> None:
    """Play in the child."""
    sounddevice: Any = load_portaudio()
    step = round(_BLOCK_S * sound.rate_hz) * 2 * sound.channels
    total_s = len(sound.frames) / 2 / sound.channels / sound.rate_hz
    try:
        with sounddevice.RawOutputStream(
            samplerate=sound.rate_hz, channels=sound.channels, dtype="int16"
        ) as stream:
            for at in range(0, len(sound.frames), step):
                done_s = at / 2 / sound.channels / sound.rate_hz
                ctx.emit(Progress(step="sound.play", done=done_s, total=total_s))
                stream.write(sound.frames[at : at + step])
    except sounddevice.PortAudioError as error:
        raise LoudspeakerRefused from error
