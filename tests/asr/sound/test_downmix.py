import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.sound.downmix import Downmixer
from tests.helpers.media import noise, tone

RATE = 16_000


def mixed(sound: np.ndarray, *cuts: int) -> np.ndarray:
    """Return the sound mixed, given to the mixer in pieces that end at these samples."""
    mixer = Downmixer(len(sound))
    pieces = np.split(sound, sorted(cuts), axis=1)
    return np.concatenate([*(mixer.mix(piece) for piece in pieces), mixer.flush()])


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


@given(
    length=st.integers(0, 40_000),
    channels=st.integers(2, 8),
    cuts=st.lists(st.integers(0, 40_000), max_size=5),
)
def test_the_pieces_in_which_sound_arrives_change_nothing(length, channels, cuts):
    sound = np.random.default_rng(length).uniform(-1, 1, (channels, length)).astype(np.float32)
    at_once = mixed(sound)
    assert at_once.size == length
    np.testing.assert_array_equal(mixed(sound, *(min(cut, length) for cut in cuts)), at_once)
    assert np.abs(at_once).max(initial=0) <= 1.0001


def test_the_same_sound_on_every_channel_stays_as_it_is():
    sound = tone(2, rate=RATE)
    np.testing.assert_allclose(mixed(np.repeat(sound, 4, axis=0)), sound[0], atol=1e-5)


def test_two_people_who_take_turns_on_two_channels_are_both_heard_in_full():
    voice, hum = tone(2, rate=RATE), noise(2, rate=RATE, level=0.002)
    left, right = np.concatenate([voice, hum], axis=1), np.concatenate([hum, voice], axis=1)
    heard = mixed(np.concatenate([left, right]))
    assert rms(heard[RATE : 2 * RATE]) == pytest.approx(rms(voice), rel=0.03)
    assert rms(heard[3 * RATE :]) == pytest.approx(rms(voice), rel=0.03)


def test_a_quieter_person_who_speaks_at_the_same_time_is_kept():
    loud, soft = tone(2, hz=300, rate=RATE), tone(2, hz=1700, rate=RATE, level=0.1)
    heard = mixed(np.concatenate([loud, soft]))[RATE:]
    spectrum = np.abs(np.fft.rfft(heard)) / heard.size * 2
    assert spectrum[1700] > 0.01


def test_idle_microphones_do_not_bury_a_voice_in_their_noise():
    voice = tone(2, rate=RATE, level=0.2)
    idle = [noise(2, seed, rate=RATE, level=0.02) for seed in range(7)]
    heard = mixed(np.concatenate([voice, *idle]))[RATE:]
    spectrum = np.square(np.abs(np.fft.rfft(heard)))
    signal = spectrum[438:443].sum()
    # The voice's own microphone alone, with the same noise, would give 17 dB.
    assert 10 * np.log10(signal / (spectrum.sum() - signal)) > 20


def test_independent_microphones_are_not_taken_for_mirror_images():
    sound = np.concatenate([noise(4, seed, rate=RATE) for seed in range(2)])
    heard = mixed(sound)
    upright = np.corrcoef(heard, sound[0] + sound[1])[0, 1]
    assert upright > 0.9


def test_digital_silence_stays_silent():
    assert not mixed(np.zeros((6, RATE), np.float32)).any()
