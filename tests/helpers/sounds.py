"""Sounds for tests, made on the spot."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16_000


def silent_wav(path: Path, seconds: float) -> Path:
    """Write a 16 kHz mono 16-bit WAV of silence and return its path."""
    return write_wav(path, np.zeros(round(seconds * RATE_HZ), dtype=np.int16))


def write_wav(path: Path, samples: NDArray[np.int16]) -> Path:
    """Write samples as a 16 kHz mono 16-bit WAV and return its path."""
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(samples.tobytes())
    return path
