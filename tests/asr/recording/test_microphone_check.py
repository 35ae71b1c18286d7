"""The microphone test tells a good place from a far one, noise, saturation and silence."""

import numpy as np
import pytest

from asr.recording.microphone_check import Advice, MicrophoneReport, assess, heard_for
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from tests.helpers.recording import MONO, ScriptedSource, counting
from tests.helpers.voice_like import RATE, Sound, in_a_room, speech, with_noise


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
