"""Five seconds of somebody speaking: is this microphone well placed, and what to do if not.

Pure functions on samples; `heard_for` fetches them from an input. The thresholds were measured on
19 clips of spoken French, dry and with simulated rooms and noise (`docs/reliability.md`,
"Microphone test"); `tests/asr/recording/test_microphone_check.py` holds them on generated sounds.
"""

import itertools
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from asr.recording.capture import Block, Heard, SoundFormat, SoundSource
from asr.recording.devices import InputDevice
from asr.recording.levels import FLOOR_DBFS, level_of
from core.task import Progress, TaskContext

TEST_S = 5.0

_FRAME_S = 0.01
_VOICE_HZ = (200.0, 6000.0)
"""Where speech is understood; a rumble below does no harm."""

_DECAY_HZ = (500.0, 4000.0)
_FAN_HZ = (60.0, 400.0)
_NOISE_HZ = (60.0, 8000.0)

_MUTED_DBFS = -90.0
_SPEECH_DB = 8.0
"""Of steady noise the loud frames are at most 4 dB above the quiet ones, of speech at least 15."""

_QUIET_DBFS = -45.0
_NOISY_DB = 18.0
"""White noise 20 dB under speech gives 20 dB (16 to 24) here, clean clips 23 dB and more."""

_FAR_DECAY_S = 0.5
"""Dry speech falls silent as a room of 0.16 s would (0.12 to 0.30); a near voice in a room of 0.5 s
as 0.38 s; where the room is as loud as the voice, or louder, 0.5 s and more."""

_FAN_SHARE = 0.3
"""Of white noise 0.04 is this low, of pink noise, nearest to a fan, 0.39."""

_CLIPPED = 8

_FALL_DB = 10.0
_ABOVE_NOISE_DB = 18.0
_MIDDLE_DB = 6.0
_RISE_DB = 0.5
_FEWEST_FALLS = 2
_FEWEST_FRAMES = 3
_NO_POWER = 1e-12

Mono = NDArray[np.float64]


class Advice(StrEnum):
    """What to do about a microphone."""

    GOOD = "good"
    MUTED = "muted"
    NO_SPEECH = "no-speech"
    SATURATED = "saturated"
    TOO_QUIET = "too-quiet"
    TOO_FAR = "too-far"
    VENTILATION = "ventilation"
    NOISY = "noisy"


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneReport:
    """What was measured.

    Attributes:
        peak_dbfs: of the loudest sample.
        speech_dbfs: of the loud tenth of the frames.
        noise_dbfs: of the quiet tenth, between words.
        clipped: samples in flat tops.
        decay_s: time that the room, or the voice itself, would take to fade by 60 dB; None when
            too few words end clearly enough to tell.
        advice: what to do, the most important first; never empty.
    """

    peak_dbfs: float
    speech_dbfs: float
    noise_dbfs: float
    clipped: int
    decay_s: float | None
    advice: tuple[Advice, ...] = (Advice.GOOD,)


def assess(frames: NDArray[np.int16], rate_hz: int) -> MicrophoneReport:
    """Return what a few seconds of speech say about a microphone.

    Args:
        frames: (n, channels) int16, at least a second.
        rate_hz: frames a second.
    """
    level = level_of(frames)
    voice = _loudest(frames)
    levels = _levels(_band(voice, rate_hz, _VOICE_HZ), rate_hz)
    speech, noise = (float(x) for x in np.percentile(levels, [90, 10]))
    report = MicrophoneReport(
        peak_dbfs=level.peak_dbfs,
        speech_dbfs=speech,
        noise_dbfs=noise,
        clipped=level.clipped,
        decay_s=_decay_s(_levels(_band(voice, rate_hz, _DECAY_HZ), rate_hz)),
    )
    is_fan = _fan_share(voice, rate_hz, levels) > _FAN_SHARE
    return replace(report, advice=_advice(report, is_fan=is_fan))


def heard_for(
    source: SoundSource, device: InputDevice, seconds: float, ctx: TaskContext
) -> tuple[NDArray[np.int16], int]:
    """Return what an input hears for so long, and its rate; reports `microphone.check` in seconds.

    Raises:
        MicrophoneRefused, MicrophoneLost: when it does not answer.
        Cancelled: when `ctx` asked to stop.
    """
    heard: list[bytes] = []
    form = SoundFormat(rate_hz=device.rate_hz, channels=device.channels)

    def heard_s() -> float:
        return sum(map(len, heard)) / form.frame_bytes / form.rate_hz

    def take(what: Heard) -> None:
        if isinstance(what, Block):
            heard.append(what.frames)
            ctx.emit(Progress(step="microphone.check", done=heard_s(), total=seconds))

    def is_enough() -> bool:
        ctx.check()
        return heard_s() >= seconds

    source.listen(device, take, is_enough)
    return np.frombuffer(b"".join(heard), "<i2").reshape(-1, form.channels), form.rate_hz


def _advice(report: MicrophoneReport, *, is_fan: bool) -> tuple[Advice, ...]:
    if report.speech_dbfs <= _MUTED_DBFS:
        return (Advice.MUTED,)
    stands_out_db = report.speech_dbfs - report.noise_dbfs
    if stands_out_db < _SPEECH_DB:
        return (Advice.NO_SPEECH,)
    found: list[Advice] = []
    if report.clipped >= _CLIPPED:
        found.append(Advice.SATURATED)
    if report.speech_dbfs < _QUIET_DBFS:
        found.append(Advice.TOO_QUIET)
    if report.decay_s is not None and report.decay_s >= _FAR_DECAY_S:
        found.append(Advice.TOO_FAR)
    if stands_out_db < _NOISY_DB:
        found.append(Advice.VENTILATION if is_fan else Advice.NOISY)
    return tuple(found) or (Advice.GOOD,)


def _loudest(frames: NDArray[np.int16]) -> Mono:
    """Return the channel with the most sound, full scale 1."""
    sound = frames.astype(np.float64) / 32768.0
    loudest: Mono = sound[:, int(np.argmax(np.square(sound).sum(axis=0)))]
    return loudest


def _band(sound: Mono, rate_hz: int, limits_hz: tuple[float, float]) -> Mono:
    spectrum = np.fft.rfft(sound)
    hz = np.fft.rfftfreq(sound.size, 1 / rate_hz)
    spectrum[(hz < limits_hz[0]) | (hz > limits_hz[1])] = 0
    filtered: Mono = np.fft.irfft(spectrum, sound.size)
    return filtered


def _levels(sound: Mono, rate_hz: int) -> Mono:
    """Return the level of each hundredth of a second, in dBFS."""
    size = round(_FRAME_S * rate_hz)
    frames = sound[: sound.size // size * size].reshape(-1, size)
    power = np.square(frames).mean(axis=1)
    levels: Mono = np.maximum(10 * np.log10(power + _NO_POWER), FLOOR_DBFS)
    return levels


def _fan_share(voice: Mono, rate_hz: int, levels: Mono) -> float:
    """Return how much of the noise between words is as low as a fan or a projector hums.

    The words are found by `levels`, in the band of speech: quiet frames chosen by the noise itself
    would be those in which it happens to be low.
    """
    quiet = levels <= np.percentile(levels, 20)
    noise = np.power(10.0, _levels(_band(voice, rate_hz, _NOISE_HZ), rate_hz)[quiet] / 10)
    low = np.power(10.0, _levels(_band(voice, rate_hz, _FAN_HZ), rate_hz)[quiet] / 10)
    return float(low.sum() / max(noise.sum(), _NO_POWER))


def _decay_s(levels: Mono) -> float | None:
    """Return how fast the sound falls where a word ends most abruptly, as a time for 60 dB."""
    noise = float(np.percentile(levels, 10))
    smooth = np.convolve(levels, np.ones(3) / 3, "valid")
    times = [t for fall in _falls(smooth, noise) if (t := _time_for_60_db(fall, noise)) is not None]
    return float(np.percentile(times, 33)) if len(times) >= _FEWEST_FALLS else None


def _falls(levels: Mono, noise: float) -> list[Mono]:
    """Return the stretches in which the level falls far, from well above the noise."""
    rises = np.flatnonzero(np.diff(levels) > _RISE_DB)
    bounds = [0, *(int(at) + 1 for at in rises), levels.size]
    found = []
    for begin, end in itertools.pairwise(bounds):
        fall = levels[begin:end]
        if fall.size and fall[0] - fall[-1] > _FALL_DB and fall[0] > noise + _ABOVE_NOISE_DB:
            found.append(fall)
    return found


def _time_for_60_db(fall: Mono, noise: float) -> float | None:
    """Return the time for 60 dB at the pace of a fall's middle part, None if that is too short."""
    below, above = fall[0] - 3.0, max(fall[0] - 20.0, noise + 5.0)
    middle = np.flatnonzero((fall <= below) & (fall >= above))
    if middle.size < _FEWEST_FRAMES or fall[middle[0]] - fall[middle[-1]] <= _MIDDLE_DB:
        return None
    pace = (fall[middle[0]] - fall[middle[-1]]) / ((middle[-1] - middle[0]) * _FRAME_S)
    return 60.0 / float(pace)
