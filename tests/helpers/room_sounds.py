"""Sounds that rise and fall as speech does, and a room as a microphone hears it."""

import numpy as np

from asr.recording.alignment import Samples

RATE = 8000


def speech(seconds: float, seed: int) -> Samples:
    """Return noise that rises and falls in syllables and pauses, as speech does."""
    chance = np.random.default_rng(seed)
    count = round(seconds * RATE)
    syllables = chance.exponential(1.0, round(seconds * 5)) * (
        chance.random(round(seconds * 5)) > 0.2
    )
    loudness = np.interp(np.arange(count) / RATE, np.arange(syllables.size) / 5, syllables)
    return (chance.standard_normal(count) * loudness * 0.1).astype(np.float32)


def in_room(sound: Samples, seed: int, decay_s: float = 0.4, noise: float = 0.01) -> Samples:
    """Return a sound as a microphone of its own hears it, the direct sound first."""
    chance = np.random.default_rng(seed)
    tail = np.arange(round(decay_s * RATE)) / RATE
    room = chance.standard_normal(tail.size) * np.exp(-6.9 * tail / decay_s) * 0.15
    room[0] = 1.0
    size = 1 << int(np.ceil(np.log2(sound.size + room.size)))
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)[: sound.size]
    return (heard + chance.standard_normal(sound.size) * noise).astype(np.float32)
