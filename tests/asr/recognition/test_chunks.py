from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.recognition.chunks import WindowOptions, cut_windows, groups_of
from core.timecode import Interval, merged, overlap_s

OPTIONS = WindowOptions(longest_s=20, longest_pause_s=4, good_pause_s=1)


@st.composite
def speeches(draw: st.DrawFn) -> list[Interval]:
    """Return stretches of speech in order and apart, some longer than a window."""
    lengths = st.one_of(st.floats(0.05, 8), st.floats(15, 90))
    at, stretches = 0.0, []
    for pause, length in draw(st.lists(st.tuples(st.floats(0.01, 12), lengths), max_size=25)):
        stretches.append(Interval(at + pause, at + pause + length))
        at = stretches[-1].end
    return stretches


@given(speeches())
def test_windows_cover_all_speech(speech):
    windows = cut_windows(speech, OPTIONS)
    for stretch in speech:
        covered = sum(overlap_s(window, stretch) for window in windows)
        assert covered == pytest.approx(stretch.duration_s)


@given(speeches())
def test_windows_are_in_order_apart_and_short_enough(speech):
    windows = cut_windows(speech, OPTIONS)
    assert all(before.end <= after.start for before, after in pairwise(windows))
    assert all(0 < window.duration_s <= OPTIONS.longest_s + 1e-9 for window in windows)


@given(speeches())
def test_windows_begin_and_end_with_speech_and_hold_no_long_silence(speech):
    starts, ends = {s.start for s in speech}, {s.end for s in speech}
    long = [s for s in speech if s.duration_s > OPTIONS.longest_s]
    for window in cut_windows(speech, OPTIONS):
        assert window.start in starts or any(s.start < window.start < s.end for s in long)
        assert window.end in ends or any(s.start < window.end < s.end for s in long)
        inside = [s for s in speech if overlap_s(s, window) > 0]
        assert all(b.start - a.end <= OPTIONS.longest_pause_s for a, b in pairwise(inside))


@given(speeches(), st.floats(0, 1))
def test_speech_longer_than_a_window_is_cut_where_it_is_quietest(speech, share):
    asked = []

    def quietest(span: Interval) -> float:
        asked.append(span.start + share * span.duration_s)
        return asked[-1]

    windows = cut_windows(speech, OPTIONS, quietest)
    edges = {s.start for s in speech} | {s.end for s in speech}
    inner = {w.start for w in windows} - edges
    assert inner <= set(asked)


def test_no_speech_needs_no_window():
    assert cut_windows([], OPTIONS) == []


def test_short_answers_share_a_window():
    answers = [Interval(at, at + 0.6) for at in range(0, 18, 2)]
    assert cut_windows(answers, OPTIONS) == [Interval(0, 16.6)]


def test_a_long_silence_parts_two_windows():
    speech = [Interval(0, 3), Interval(8, 11)]
    assert cut_windows(speech, OPTIONS) == speech


def test_the_cut_is_in_the_long_silence_and_not_in_the_last_short_one():
    speech = [Interval(0, 9), Interval(10.5, 18), Interval(18.2, 26)]
    assert cut_windows(speech, OPTIONS) == [Interval(0, 9), Interval(10.5, 26)]


def test_an_answer_from_outside_cannot_cut_outside_the_search():
    speech = [Interval(0, 50)]
    windows = cut_windows(speech, OPTIONS, lambda _span: 1e9)
    assert merged(windows) == speech
    assert all(window.duration_s <= OPTIONS.longest_s for window in windows)


def test_no_piece_of_long_speech_is_too_short_to_be_understood():
    for length in (20.01, 21, 30, 40.5, 61):
        pieces = cut_windows([Interval(0, length)], OPTIONS)
        assert min(piece.duration_s for piece in pieces) >= OPTIONS.longest_s / 4


@given(speeches(), st.integers(1, 9))
def test_groups_keep_every_window_in_order(speech, size):
    windows = cut_windows(speech, OPTIONS)
    groups = groups_of(windows, size)
    assert [window for group in groups for window in group] == windows
    assert all(len(group) == size for group in groups[:-1])
