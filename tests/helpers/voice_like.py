"""A generated voice, rooms and noise: what a microphone hears, without any recording."""

import numpy as np

RATE = 16_000
Sound = np.ndarray
"""(n,) float, 16 kHz."""


def speech(seconds: float = 5.0, seed: int = 0) -> Sound:
    """Return syllables of a generated voice, full scale 1: buzz and breath, with pauses."""
    chance = np.random.default_rng(seed)
    sound, at = np.zeros(round(seconds * RATE)), 0.1
    while at < seconds - 0.5:
        length_s = chance.uniform(0.1, 0.25)
        piece = _syllable(length_s, chance)
        first = round(at * RATE)
        sound[first : first + piece.size] += piece[: sound.size - first]
        at += length_s + (chance.uniform(0.25, 0.5) if chance.random() < 0.3 else 0.04)
    return sound / np.abs(sound).max()


def _syllable(length_s: float, chance: np.random.Generator) -> Sound:
    at = np.arange(round(length_s * RATE)) / RATE
    pitch = chance.uniform(110, 190)
    formants = chance.uniform([400, 1000, 2300], [700, 1800, 2900])
    voice = np.zeros_like(at)
    for harmonic in np.arange(pitch, 4500, pitch):
        gain = sum(np.exp(-(((harmonic - f) / 250) ** 2)) for f in formants) + 0.02
        voice += gain * np.sin(2 * np.pi * harmonic * at + chance.uniform(0, 6))
    fade = np.minimum(1, np.minimum(at / 0.02, (length_s - at) / 0.03))
    return voice * fade * chance.uniform(0.4, 1.0)


def in_a_room(sound: Sound, decay_s: float, direct_db: float) -> Sound:
    """Return the sound as a microphone hears it whose direct sound is so far above the room's."""
    chance = np.random.default_rng(7)
    at = np.arange(round(1.2 * decay_s * RATE)) / RATE
    room = chance.normal(size=at.size) * 10 ** (-3 * at / decay_s)
    room *= 10 ** (-direct_db / 20) / np.sqrt(np.square(room).sum())
    room[0] += 1
    size = sound.size + room.size
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)[: sound.size]


def with_noise(sound: Sound, under_db: float, colour: str = "white") -> Sound:
    """Return the sound with noise so many decibels under it."""
    noise = np.random.default_rng(3).normal(size=sound.size)
    if colour == "pink":
        spectrum = np.fft.rfft(noise)
        hz = np.maximum(np.fft.rfftfreq(noise.size, 1 / RATE), 20)
        noise = np.fft.irfft(spectrum / np.sqrt(hz), noise.size)
    noise *= np.sqrt(np.square(sound).mean() / np.square(noise).mean()) * 10 ** (-under_db / 20)
    return sound + noise
