from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from asr.speech import FRAME_S, SpeechOptions, speech_from
from core.timecode import Interval

PLAIN = SpeechOptions(
    start_probability=0.5, keep_probability=0.3, shortest_s=0, pause_s=0, margin_s=0
)


def speech_of(values: list[float], options: SpeechOptions = PLAIN) -> list[Interval]:
    return speech_from(np.array(values, np.float32), len(values) * FRAME_S, options)


def frames(first: int, last: int) -> Interval:
    return Interval(first * FRAME_S, last * FRAME_S)


def test_speech_begins_surely_and_goes_on_while_it_is_likely():
    assert speech_of([0.1, 0.9, 0.4, 0.35, 0.2, 0.4, 0.1]) == [frames(1, 4)]


def test_a_soft_beginning_belongs_to_the_speech_that_follows():
    assert speech_of([0.1, 0.4, 0.9, 0.1]) == [frames(1, 3)]


def test_what_is_never_sure_is_no_speech():
    assert speech_of([0.4] * 20) == []


def test_a_short_pause_does_not_part():
    options = SpeechOptions(pause_s=2.5 * FRAME_S, margin_s=0, shortest_s=0)
    assert speech_of([1, 0, 0, 1, 0, 0, 0, 1], options) == [frames(0, 4), frames(7, 8)]


def test_a_knock_is_dropped_but_a_syllable_inside_speech_is_kept():
    options = SpeechOptions(shortest_s=2.5 * FRAME_S, pause_s=1.5 * FRAME_S, margin_s=0)
    assert speech_of([0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0], options) == [frames(6, 10)]


def test_margins_stay_in_the_recording_and_join_what_touches():
    options = SpeechOptions(margin_s=FRAME_S, pause_s=0, shortest_s=0)
    assert speech_of([1, 0, 0, 1], options) == [frames(0, 4)]


def test_no_sound_gives_no_speech():
    assert speech_of([]) == []


@given(
    hnp.arrays(np.float32, st.integers(0, 300), elements=st.floats(0, 1, width=32)),
    st.floats(0, 0.5),
)
def test_stretches_are_apart_in_order_and_inside_the_recording(values, short_by_s):
    duration_s = max(0.0, values.size * FRAME_S - short_by_s)
    found = speech_from(values, duration_s, SpeechOptions())
    assert all(before.end < after.start for before, after in pairwise(found))
    assert all(0 <= s.start < s.end <= duration_s + 1e-9 for s in found)


@given(
    hnp.arrays(np.float32, st.integers(1, 300), elements=st.floats(0, 1, width=32)),
    st.floats(0.05, 0.5),
)
def test_a_lower_threshold_never_finds_less(values, lower):
    def total(options: SpeechOptions) -> float:
        return sum(s.duration_s for s in speech_of(list(values), options))

    strict = SpeechOptions(start_probability=0.6, keep_probability=0.5)
    loose = SpeechOptions(start_probability=0.6 - lower, keep_probability=0.5 - lower)
    assert total(loose) >= total(strict) - 1e-6


def test_defaults_keep_the_shortest_answer_of_a_roll_call():
    quiet, said = [0.02] * 40, [0.25, 0.6, 0.8, 0.7, 0.3]
    found = speech_of([*quiet, *said, *quiet], SpeechOptions())
    assert len(found) == 1
    assert found[0].duration_s == pytest.approx(0.16 + 0.4, abs=0.001)
