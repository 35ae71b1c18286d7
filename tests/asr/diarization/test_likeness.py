"""Stretches that sound like one that a person pointed at."""

import numpy as np

from asr.diarization.likeness import alike, likeness
from asr.diarization.voices import Diarization
from core.timecode import Interval
from tests.helpers.voices import Crowd, debate

ORDER = [0, 1, 0, 2, 0, 1, 2, 0]
SPANS = [Interval(number * 4.1, number * 4.1 + 3.6) for number in range(len(ORDER))]


def recording(order: list[int]) -> Diarization:
    pieces = Crowd(4, 3).pieces(debate(order))
    return Diarization(duration_s=60.0, engine="made up", pieces=pieces)


def test_the_turns_of_one_person_sound_alike_and_those_of_others_do_not() -> None:
    told = recording(ORDER)
    assert alike(told, SPANS[:1], SPANS) == tuple(who == 0 for who in ORDER)
    assert alike(told, [SPANS[1], SPANS[5]], SPANS) == tuple(who == 1 for who in ORDER)


def test_more_of_a_person_makes_it_surer() -> None:
    told = recording(ORDER)
    one = likeness(told, SPANS[:1], [SPANS[7]])
    several = likeness(told, [SPANS[0], SPANS[2], SPANS[4]], [SPANS[7]])
    assert several[0] > one[0]


def test_where_nothing_is_heard_nothing_is_alike() -> None:
    told = recording(ORDER)
    silence = Interval(500.0, 501.0)
    assert alike(told, [silence], SPANS) == (False,) * len(SPANS)
    assert alike(told, SPANS[:1], [silence]) == (False,)
    assert alike(told, [], SPANS) == (False,) * len(SPANS)
    assert alike(told, SPANS, []) == ()
    nothing = Diarization(duration_s=60.0, engine="made up", pieces=())
    assert np.isneginf(likeness(nothing, SPANS[:1], SPANS)).all()
