import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timecode import (
    Interval,
    TimecodeInvalid,
    format_timecode,
    merged,
    overlap_s,
    parse_timecode,
)

times = st.floats(0, 100_000, allow_nan=False)
intervals = st.tuples(times, times).map(lambda ends: Interval(min(ends), max(ends)))


@given(st.integers(0, 99 * 3600))
def test_a_written_time_reads_back(seconds: int) -> None:
    assert parse_timecode(format_timecode(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"), [("02:03.5", 123.5), ("1:02:03", 3723), (" 00:00 ", 0)]
)
def test_people_write_times_in_several_ways(text: str, seconds: float) -> None:
    assert parse_timecode(text) == seconds


@given(st.text())
def test_any_other_text_is_refused_with_our_error(text: str) -> None:
    with contextlib.suppress(TimecodeInvalid):
        assert parse_timecode(text) >= 0


@pytest.mark.parametrize(("start", "end"), [(2.0, 1.0), (-1.0, 1.0)])
def test_an_interval_cannot_run_backwards_or_start_before_the_recording(
    start: float, end: float
) -> None:
    with pytest.raises(ValueError, match="not an interval"):
        Interval(start, end)


@given(st.lists(intervals, max_size=20), times)
def test_merged_stretches_are_apart_and_cover_every_piece(
    pieces: list[Interval], gap_s: float
) -> None:
    joined = merged(pieces, gap_s)
    assert all(b.start - a.end > gap_s for a, b in itertools.pairwise(joined))
    assert all(any(j.start <= p.start and p.end <= j.end for j in joined) for p in pieces)


@given(intervals, intervals)
def test_overlap_is_symmetric_and_never_longer_than_either(a: Interval, b: Interval) -> None:
    shared = overlap_s(a, b)
    assert shared == overlap_s(b, a)
    assert 0 <= shared <= min(a.duration_s, b.duration_s)
