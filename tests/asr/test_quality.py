"""Recordings with one thing wrong each, made of a generated voice."""

import numpy as np
import pytest

from asr.quality import Quality, RecordingQuality, quality_of
from asr.sound.audio import decode
from core.task import silent
from desktop.session.french.import_sentences import QUALITY
from desktop.session.french.quality_text import quality_text
from tests.helpers.media import write_media
from tests.helpers.voice_like import RATE, Sound, in_a_room, speech, with_noise

MINUTE = 60 * RATE


@pytest.fixture(scope="module")
def voice() -> Sound:
    """Twenty seconds of a voice with its breath: what telephones leave out."""
    said = speech(20.0)
    breath = np.random.default_rng(1).normal(size=said.size)
    return said + 0.1 * breath * np.abs(said)


@pytest.fixture
def judged(tmp_path):
    def judge(sound: Sound, peak: float = 0.3) -> RecordingQuality:
        scaled = np.clip(sound / np.abs(sound).max() * peak, -1, 1).astype(np.float32)
        part = write_media(tmp_path / "a.wav", scaled[None, :], rate=RATE)
        decode([part], tmp_path / "out.wav", silent())
        return quality_of(tmp_path / "out.wav")

    return judge


def test_a_good_recording_is_good(judged, voice):
    found = judged(voice)
    assert found == RecordingQuality(faults=(Quality.GOOD,), silent_start_s=0, silent_end_s=0)
    assert quality_text(found) == "Qualité du son : bonne."


def test_each_fault_is_told(judged, voice):
    spectrum = np.fft.rfft(voice)
    hz = np.fft.rfftfreq(voice.size, 1 / RATE)
    spectrum[(hz < 300) | (hz > 3400)] = 0
    assert Quality.TELEPHONE in judged(np.fft.irfft(spectrum, voice.size)).faults
    assert Quality.SATURATED in judged(voice, peak=4.0).faults
    assert Quality.QUIET in judged(voice, peak=0.01).faults
    assert Quality.NOISY in judged(with_noise(voice, 10.0)).faults
    assert Quality.VENTILATION in judged(with_noise(voice, 6.0, "pink")).faults
    assert Quality.FAR in judged(in_a_room(voice, 0.9, -6.0)).faults


def test_one_loud_moment_does_not_make_a_recording_saturated(judged, voice):
    loud = voice.copy()
    loud[5 * RATE : 6 * RATE] *= 20
    assert Quality.SATURATED not in judged(np.clip(loud, -1, 1), peak=1.0).faults


def test_silence_before_and_after_is_measured_and_judged_no_further(judged, voice):
    sound = np.concatenate([np.zeros(3 * MINUTE), voice, np.zeros(5 * MINUTE)])
    found = judged(sound)
    assert found.faults == (Quality.GOOD,)
    assert found.silent_start_s == pytest.approx(180, abs=2)
    assert found.silent_end_s == pytest.approx(300, abs=2)
    assert "Les 5 minutes de la fin sont muettes et laissées de côté." in quality_text(found)


def test_a_recording_of_nothing_has_no_quality(judged):
    found = judged(np.concatenate([np.zeros(3 * MINUTE), [1e-9]]))
    assert found.faults == ()
    assert quality_text(found).startswith("Les 3 minutes")


def test_a_second_of_sound_is_judged_without_a_fault_of_ours(judged, voice):
    assert isinstance(judged(voice[: RATE // 2]), RecordingQuality)


def test_every_fault_has_its_french():
    assert set(QUALITY) == {quality.value for quality in Quality} - {"good"}
