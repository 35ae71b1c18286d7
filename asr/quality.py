"""How good a recording is to listen to, judged on import: what to expect, what to mend next time.

A dozen stretches of speech, spread over the recording, are judged as the microphone test judges a
voice (`asr.recording.microphone_check`, where its thresholds come from). The recording is what the
majority of them is: one loud chair does not make it saturated.

Invariants:
- Memory is bounded by a few seconds of sound, however long the recording.
"""

import wave
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import log10
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.recording.levels import FLOOR_DBFS, dbfs
from asr.recording.microphone_check import Advice, assess
from asr.sound.audio import duration_s, read_samples
from asr.sound.timeline import RATE_HZ
from core.timecode import Interval

_STRETCHES = 12
_STRETCH_S = 10.0
_TRIES = 4
"""Places looked at for each stretch: the quiet ones of a session are longer than ten seconds."""

_MAJORITY = 0.5
_FULL_SCALE = 32_767.0

_WIDE_HZ = (4000.0, 7000.0)
_VOICE_HZ = (300.0, 3400.0)
_TELEPHONE_DB = -30.0
"""What is above 4 kHz, against the voice below. Three real recordings of telephones (G.712, 300 to
3400 Hz) have -34 to -64 dB, 28 others, down to MP3 at 64 kbit/s, -25 dB and more."""

_SILENT_DBFS = -65.0
"""Of a second. Single seconds of real recordings fall to -86 dBFS, but not minutes of them."""
_SILENCE_S = 120.0
"""A shorter silence at the end is somebody walking to the machine."""


class Quality(StrEnum):
    """What is wrong with a recording, or that nothing is."""

    GOOD = "good"
    QUIET = "quiet"
    SATURATED = "saturated"
    FAR = "far"
    NOISY = "noisy"
    VENTILATION = "ventilation"
    TELEPHONE = "telephone"


_OF_ADVICE = {
    Advice.SATURATED: Quality.SATURATED,
    Advice.TOO_QUIET: Quality.QUIET,
    Advice.TOO_FAR: Quality.FAR,
    Advice.NOISY: Quality.NOISY,
    Advice.VENTILATION: Quality.VENTILATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingQuality:
    """What was measured.

    Attributes:
        faults: the most frequent first; (GOOD,) when there is none; empty when nobody speaks in
            what was looked at.
        silent_start_s: seconds at the beginning in which there is nothing but digital silence or a
            muted microphone's hiss; 0 when there are few.
        silent_end_s: the same at the end.
    """

    faults: tuple[Quality, ...]
    silent_start_s: float
    silent_end_s: float


def quality_of(wav: Path) -> RecordingQuality:
    """Return how good a recording is, as `asr.sound.audio.decode` wrote it."""
    start_s, end_s = _silent_edges(wav)
    inner = Interval(start_s, max(start_s, duration_s(wav) - end_s))
    votes: Counter[Quality] = Counter()
    heard = 0
    for samples in _stretches(wav, inner):
        found = _judged(samples)
        if found is not None:
            heard += 1
            votes.update(found)
    faults = tuple(fault for fault, count in votes.most_common() if count > _MAJORITY * heard)
    return RecordingQuality(
        faults=faults or ((Quality.GOOD,) if heard else ()),
        silent_start_s=start_s if start_s >= _SILENCE_S else 0.0,
        silent_end_s=end_s if end_s >= _SILENCE_S else 0.0,
    )


def _stretches(wav: Path, inner: Interval) -> Iterator[NDArray[np.float32]]:
    """Yield stretches spread over the recording, of each part the loudest of a few tries."""
    step_s = inner.duration_s / _STRETCHES
    for number in range(_STRETCHES):
        tries = []
        for attempt in range(_TRIES):
            at = inner.start + (number + attempt / _TRIES) * step_s
            samples = read_samples(wav, Interval(at, min(at + _STRETCH_S, inner.end)))
            if samples.size >= RATE_HZ:
                tries.append(samples)
        if tries:
            yield max(tries, key=_power)


def _power(samples: NDArray[np.float32]) -> float:
    return float(np.mean(np.square(samples, dtype=np.float64)))


def _judged(samples: NDArray[np.float32]) -> set[Quality] | None:
    """Return the faults of a stretch, None when nobody speaks in it."""
    frames = np.rint(samples * _FULL_SCALE).astype(np.int16)[:, None]
    advice = assess(frames, RATE_HZ).advice
    if Advice.MUTED in advice or Advice.NO_SPEECH in advice:
        return None
    found = {_OF_ADVICE[one] for one in advice if one in _OF_ADVICE}
    return found | {Quality.TELEPHONE} if _is_telephone(samples) else found


def _is_telephone(samples: NDArray[np.float32]) -> bool:
    """Whether there is nothing above what a telephone carries."""
    power = np.square(np.abs(np.fft.rfft(samples.astype(np.float64))))
    hz = np.fft.rfftfreq(samples.size, 1 / RATE_HZ)
    wide, voice = (
        float(power[(hz >= low) & (hz < high)].mean()) for low, high in (_WIDE_HZ, _VOICE_HZ)
    )
    return 10 * log10(max(wide, 1e-12) / max(voice, 1e-12)) < _TELEPHONE_DB


def _silent_edges(wav: Path) -> tuple[float, float]:
    """Return the seconds of silence at the beginning and at the end of a recording."""
    loud = [second for second, level in enumerate(_seconds(wav)) if level > _SILENT_DBFS]
    length_s = duration_s(wav)
    if not loud:
        return 0.0, length_s
    return float(loud[0]), max(0.0, length_s - loud[-1] - 1)


def _seconds(wav: Path) -> Iterator[float]:
    """Yield the level of each second in dBFS."""
    with wave.open(str(wav), "rb") as reader:
        while frames := reader.readframes(RATE_HZ):
            samples = np.frombuffer(frames, "<i2").astype(np.float64)
            yield dbfs(float(np.sqrt(np.mean(np.square(samples))))) if samples.size else FLOOR_DBFS
