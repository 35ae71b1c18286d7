"""Moments of a recording once stretches were put into it."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.insertions import moved, moved_back, moved_end, moved_interval
from core.timecode import Interval

BETWEEN = (Interval(10.0, 15.0), Interval(30.0, 31.0))
"""Five seconds put in at 10, one at 25."""

lengths = st.integers(1, 5_000).map(lambda ms: ms / 1000)


@st.composite
def insertions(draw: st.DrawFn) -> tuple[Interval, ...]:
    at, found = 0.0, []
    for _ in range(draw(st.integers(0, 4))):
        start = at + draw(lengths)
        at = start + draw(lengths)
        found.append(Interval(round(start, 3), round(at, 3)))
    return tuple(found)


def test_what_follows_moves_by_all_that_came_before_it() -> None:
    assert [moved(second, BETWEEN) for second in (0.0, 9.9, 12.0, 24.0, 26.0)] == [
        0.0,
        9.9,
        17.0,
        29.0,
        32.0,
    ]


def test_what_is_put_in_at_an_edge_stays_outside() -> None:
    assert moved_interval(Interval(4.0, 10.0), BETWEEN) == Interval(4.0, 10.0)
    assert moved_interval(Interval(10.0, 12.0), BETWEEN) == Interval(15.0, 17.0)
    assert moved_interval(Interval(10.0, 10.0), BETWEEN) == Interval(15.0, 15.0)


def test_what_is_put_inside_a_stretch_belongs_to_it() -> None:
    assert moved_interval(Interval(8.0, 12.0), BETWEEN) == Interval(8.0, 17.0)


@given(st.integers(0, 60_000).map(lambda ms: ms / 1000), insertions())
def test_moving_back_is_the_way_back(second: float, inserted: Sequence[Interval]) -> None:
    assert moved_back(moved(second, inserted), inserted) == second
    assert moved_back(moved_end(second, inserted), inserted) == second
