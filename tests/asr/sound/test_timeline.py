import pytest

from asr.sound.timeline import Clock
from core.timecode import Interval


def placed(clock: Clock, *times: float | None, length_s: float = 1.0) -> list[float]:
    """Place frames of one second presented at these times; return the holes before them."""
    holes = []
    for at in times:
        hole = clock.hole_before(at)
        clock.advance(hole + length_s)
        holes.append(hole)
    return holes


def test_frames_that_follow_each_other_leave_no_hole():
    assert placed(Clock(origin_s=0, declared_s=9), 0, 1, 2, 3) == [0, 0, 0, 0]


def test_a_file_without_times_is_continuous():
    assert placed(Clock(origin_s=None, declared_s=None), None, None) == [0, 0]


def test_a_clock_that_does_not_begin_at_zero_is_no_late_start():
    assert placed(Clock(origin_s=5000, declared_s=9), 5000, 5001) == [0, 0]


def test_a_late_start_is_silence_but_no_missing_sound():
    clock = Clock(origin_s=0, declared_s=9)
    assert placed(clock, 4, 5) == [4, 0]
    assert clock.holes == []


def test_a_file_that_begins_before_its_declared_start_loses_nothing():
    assert placed(Clock(origin_s=10, declared_s=9), 8, 9, 12) == [0, 0, 2]


def test_a_hole_is_counted():
    clock = Clock(origin_s=0, declared_s=9)
    assert placed(clock, 0, 1, 4, 5) == [0, 0, 2, 0]
    assert clock.holes == [Interval(2, 4)]


def test_jitter_is_no_hole():
    assert placed(Clock(origin_s=0, declared_s=9), 0, 1.04, 1.97, 3.06) == [0, 0, 0, 0]


def test_a_slow_clock_is_made_good_once_it_matters():
    clock = Clock(origin_s=0, declared_s=100)
    holes = placed(clock, *(at * 1.01 for at in range(60)))
    assert clock.position_s == pytest.approx(60 * 1.01, abs=0.11)
    assert sum(holes) == pytest.approx(sum(hole.duration_s for hole in clock.holes))


def test_a_clock_set_back_drops_nothing_and_goes_on_from_there():
    clock = Clock(origin_s=0, declared_s=20)
    assert placed(clock, 0, 1, 2, 0, 1, 4) == [0, 0, 0, 0, 0, 2]
    assert clock.position_s == 8


def test_a_leap_beyond_the_declared_end_is_a_new_clock_and_not_hours_of_silence():
    assert placed(Clock(origin_s=0, declared_s=5), 0, 95_443, 95_444, 95_446) == [0, 0, 0, 1]


def test_without_a_declared_end_a_pause_of_half_an_hour_is_believed_and_a_day_is_not():
    assert placed(Clock(origin_s=0, declared_s=None), 0, 1801, 90_000) == [0, 1800, 0]


def test_a_declared_end_that_is_already_passed_is_not_believed():
    assert placed(Clock(origin_s=0, declared_s=2), 0, 1, 2, 3, 6) == [0, 0, 0, 0, 2]
