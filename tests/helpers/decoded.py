"""What is heard in a recording once it is decoded."""

from pathlib import Path

import numpy as np

from asr.sound.audio import decode, read_samples
from core.task import CallbackContext, Event, Notice
from core.timecode import Interval


def everything(wav: Path) -> np.ndarray:
    """Return all samples."""
    return read_samples(wav, Interval(0, 1e5))


def loudness(wav: Path, start: float, end: float) -> float:
    """Return the root mean square of a stretch."""
    return float(np.sqrt(np.mean(np.square(read_samples(wav, Interval(start, end))))))


def pitch(samples: np.ndarray) -> float:
    """Return the strongest frequency in Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
    return float(np.argmax(spectrum) * 16_000 / samples.size)


def notices(parts: list[Path], target: Path) -> dict[str, float]:
    """Decode and return the notices: their code and their number."""
    seen: list[Event] = []
    decode(parts, target, CallbackContext(seen.append))
    return {e.code: next(iter(e.facts.values())) for e in seen if isinstance(e, Notice)}
