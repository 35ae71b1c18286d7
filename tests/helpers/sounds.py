"""Sounds for tests, made on the spot."""

import wave
from pathlib import Path

RATE_HZ = 16_000


def silent_wav(path: Path, seconds: float) -> Path:
    """Write a 16 kHz mono 16-bit WAV of silence and return its path."""
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(bytes(2 * round(seconds * RATE_HZ)))
    return path
