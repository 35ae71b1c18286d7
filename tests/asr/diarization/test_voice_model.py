import numpy as np
import pytest

from asr.diarization.voice_model import log_odds, noisiness, sounds_of
from tests.helpers.voices import SIZE, Crowd


def prints(crowd: Crowd, who: int, seconds: float, count: int) -> np.ndarray:
    return np.array([crowd.printed(who, seconds) for _ in range(count)])


@pytest.mark.parametrize("noise", [0.6, 1.0, 2.5])
def test_the_noise_of_a_recording_is_measured_on_neighbours(noise: float) -> None:
    crowd = Crowd(1, 1, noise)
    rows = prints(crowd, 0, 1.6, 200)
    alone_s = np.full(200, 1.6)
    measured = noisiness(rows, alone_s, np.ones(199, np.bool_))
    assert measured == pytest.approx(noise, rel=0.15)


def test_without_neighbours_the_noise_is_the_usual_one() -> None:
    rows = prints(Crowd(1, 1, 2.5), 0, 1.6, 5)
    assert noisiness(rows, np.full(5, 1.6), np.zeros(4, np.bool_)) == 1.0


def test_short_pieces_say_nothing_about_the_noise() -> None:
    rows = prints(Crowd(1, 1, 2.5), 0, 0.5, 50)
    assert noisiness(rows, np.full(50, 0.5), np.ones(49, np.bool_)) == 1.0


def test_likeness_does_not_depend_on_how_long_prints_are() -> None:
    crowd = Crowd(3, 2)
    for seconds in (0.6, 1.0, 3.0):
        rows = np.concatenate([prints(crowd, who, seconds, 150) for who in (0, 1)])
        neighbours = np.ones(299, np.bool_)
        neighbours[149] = False
        sounds = sounds_of(rows, np.full(300, seconds), neighbours)
        cosines = sounds.vectors @ sounds.vectors.T
        np.fill_diagonal(cosines, np.nan)
        truth = float(crowd.voices[0] @ crowd.voices[1])
        assert np.nanmean(cosines[:150, :150]) == pytest.approx(1.0, abs=0.1)
        assert np.nanmean(cosines[:150, 150:]) == pytest.approx(truth, abs=0.1)


def test_the_mean_of_sounds_is_less_noisy_than_each() -> None:
    sounds = sounds_of(prints(Crowd(1, 1), 0, 1.0, 8), np.full(8, 1.0), np.ones(7, np.bool_))
    mean = sounds.mean([np.arange(8), np.arange(2)])
    assert mean.noise[0] == pytest.approx(sounds.noise[0] / 8)
    assert mean.noise[1] == pytest.approx(sounds.noise[0] / 2)


def test_alike_is_more_likely_one_voice_and_length_makes_sure() -> None:
    def odds(cosine: float, noise: float) -> float:
        level = np.array(noise)
        return float(log_odds(np.array(cosine), level, level, SIZE))

    assert odds(1.0, 0.3) > odds(0.8, 0.3) > odds(0.5, 0.3)
    assert odds(0.95, 0.2) > odds(0.95, 3.0) > 0
    assert odds(0.4, 0.2) < odds(0.4, 3.0) < 0
