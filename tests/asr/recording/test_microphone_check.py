"""The microphone test tells a good place from a far one, noise, saturation and silence."""

import numpy as np
import pytest

from asr.recording.microphone_check import Advice, MicrophoneReport, assess, heard_for
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from tests.helpers.recording import MONO, ScriptedSource, counting

RATE = 16_000
Sound = np.ndarray


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


def heard(sound: Sound, peak: float = 0.3) -> MicrophoneReport:
    scaled = np.rint(sound / np.abs(sound).max() * peak * 32768)
    return assess(np.clip(scaled, -32768, 32767).astype(np.int16)[:, None], RATE)


seeds = pytest.mark.parametrize("seed", range(3))


@seeds
def test_a_near_voice_in_a_quiet_room_is_good(seed: int) -> None:
    report = heard(with_noise(in_a_room(speech(seed=seed), 0.4, 10), 45))
    assert report.advice == (Advice.GOOD,)
    assert report.decay_s is not None
    assert report.decay_s < 0.45


@seeds
def test_a_voice_drowned_in_its_room_is_too_far(seed: int) -> None:
    report = heard(with_noise(in_a_room(speech(seed=seed), 0.8, -6), 45))
    assert Advice.TOO_FAR in report.advice


@seeds
def test_a_fan_is_told_from_other_noise(seed: int) -> None:
    voice = in_a_room(speech(seed=seed), 0.3, 10)
    assert Advice.VENTILATION in heard(with_noise(voice, 3, "pink")).advice
    assert Advice.NOISY in heard(with_noise(voice, 8)).advice


@seeds
def test_a_voice_louder_than_the_microphone_takes_saturates(seed: int) -> None:
    report = heard(with_noise(speech(seed=seed), 45), peak=4.0)
    assert report.advice[0] is Advice.SATURATED
    assert report.clipped > 100


@seeds
def test_a_faint_voice_is_too_quiet(seed: int) -> None:
    report = heard(with_noise(speech(seed=seed), 40), peak=0.01)
    assert Advice.TOO_QUIET in report.advice


@pytest.mark.parametrize("colour", ["white", "pink"])
def test_noise_alone_is_not_taken_for_a_voice(colour: str) -> None:
    assert heard(with_noise(speech() * 1e-9, -120, colour)).advice == (Advice.NO_SPEECH,)


def test_a_muted_microphone_is_told() -> None:
    report = assess(np.zeros((5 * RATE, 2), np.int16), RATE)
    assert report.advice == (Advice.MUTED,)
    assert report.decay_s is None


def test_a_voice_on_one_of_two_channels_is_judged_on_that_channel() -> None:
    voice = with_noise(in_a_room(speech(), 0.4, 10), 45)
    mono = np.rint(voice / np.abs(voice).max() * 0.3 * 32768).astype(np.int16)
    both = np.stack([np.zeros_like(mono), mono], axis=1)
    assert assess(both, RATE).advice == (Advice.GOOD,)


def test_the_test_listens_for_its_seconds_and_reports_them() -> None:
    source, events = ScriptedSource(), list[Event]()
    frames, rate = heard_for(source, source.inputs[0], 0.5, CallbackContext(events.append))
    assert rate == MONO.rate_hz
    assert 0.5 <= len(frames) / rate < 0.7
    assert frames.tobytes() == counting(0, len(frames))
    progress = [e.done for e in events if isinstance(e, Progress)]
    assert progress == sorted(progress)


def test_the_test_can_be_stopped() -> None:
    source, ctx = ScriptedSource(), silent()
    ctx._cancel.set()
    with pytest.raises(Cancelled):
        heard_for(source, source.inputs[0], 5.0, ctx)
