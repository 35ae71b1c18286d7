"""Two recorders in one room: where one lies in the other, by sound alone."""

import numpy as np
import pytest

from asr.recording.alignment import Samples, place
from tests.helpers.room_sounds import RATE, in_room, speech


def at_pace(sound: Samples, pace: float) -> Samples:
    """Return a sound as a recorder with a faster clock writes it."""
    places = np.arange(round(sound.size * pace)) / pace
    return np.interp(places, np.arange(sound.size), sound).astype(np.float32)


@pytest.mark.parametrize("begin_s", [0.0, 41.3725, 120.0])
def test_a_stretch_is_found_within_20_ms_in_another_room(begin_s: float) -> None:
    whole = speech(200, seed=1)
    first = round(begin_s * RATE)
    one = in_room(whole[first : first + 60 * RATE], seed=2)
    found = place(one, in_room(whole, seed=3), RATE)
    assert found is not None
    assert found.offset_s == pytest.approx(begin_s, abs=0.02)


def test_a_recorder_that_began_later_has_a_place_before_its_beginning() -> None:
    whole = speech(120, seed=4)
    found = place(in_room(whole, seed=5), in_room(whole[30 * RATE :], seed=6), RATE)
    assert found is not None
    assert found.offset_s == pytest.approx(-30.0, abs=0.02)


def test_two_clocks_drift_is_told_and_followed_to_the_end() -> None:
    whole = speech(500, seed=7)
    found = place(in_room(whole, seed=8), in_room(at_pace(whole, 1.0001), seed=9), RATE)
    assert found is not None
    assert (found.pace - 1) * 1e6 == pytest.approx(100, abs=10)
    assert found.at(490) == pytest.approx(490 * 1.0001, abs=0.02)


def test_what_was_not_recorded_does_not_disturb() -> None:
    whole = speech(200, seed=10)
    one = in_room(whole, seed=11)
    one[60 * RATE : 130 * RATE] = 0
    found = place(one, in_room(whole, seed=12), RATE)
    assert found is not None
    assert found.offset_s == pytest.approx(0.0, abs=0.02)


def test_recordings_of_two_meetings_have_no_place() -> None:
    assert place(speech(120, seed=13), speech(200, seed=14), RATE) is None


def test_sounds_that_are_too_short_have_no_place() -> None:
    assert place(speech(5, seed=15), speech(200, seed=15), RATE) is None


def test_digital_silence_has_no_place() -> None:
    silence = np.zeros(60 * RATE, np.float32)
    assert place(silence, speech(100, seed=16), RATE) is None
