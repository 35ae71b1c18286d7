import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.recognition.coverage import CoverageOptions, coverage_of, gaps
from core.timecode import Interval, merged, overlap_s
from core.transcript import Word

EXACT = CoverageOptions(shortest_word_s=2, reach_s=0, shortest_gap_s=0.5)


def word(start: float, end: float) -> Word:
    return Word(start=start, end=end, text=" mot")


@st.composite
def intervals(draw: st.DrawFn) -> list[Interval]:
    pairs = st.tuples(st.floats(0, 60), st.floats(0, 9))
    return [Interval(start, start + length) for start, length in draw(st.lists(pairs, max_size=9))]


def test_speech_without_any_word_is_a_gap():
    assert gaps([Interval(1, 4)], [], EXACT) == (Interval(1, 4),)


def test_words_cover_the_speech_they_lie_in():
    words = [word(1, 2), word(2.2, 4)]
    assert gaps([Interval(1, 4)], words, EXACT) == ()


def test_a_passage_left_out_in_the_middle_is_found():
    assert gaps([Interval(0, 9)], [word(0, 2), word(7, 9)], EXACT) == (Interval(2, 7),)


def test_a_word_stretched_over_a_passage_hides_nothing():
    assert gaps([Interval(0, 9)], [word(0, 9)], EXACT) == (Interval(2, 9),)


def test_a_long_word_covers_more_than_a_short_one():
    slow = CoverageOptions(reach_s=0, shortest_gap_s=0.5)
    said = Word(start=0, end=3, text=" intercommunalité")
    assert gaps([Interval(0, 3)], [said], slow) == ()
    short = Word(start=0, end=3, text=" je")
    assert gaps([Interval(0, 3)], [short], slow) == (Interval(0.4, 3),)


def test_words_that_slip_a_little_leave_no_gap():
    assert (
        gaps([Interval(1, 2.5), Interval(3, 4)], [word(0.8, 1.4), word(1.9, 2.6), word(3.2, 4)])
        == ()
    )


def test_a_name_called_out_does_not_cover_the_answer():
    called, answered, next_called = Interval(0, 2), Interval(2.3, 3.2), Interval(3.5, 5)
    words = [
        Word(start=0.2, end=1.9, text=" Charpentier."),
        Word(start=3.6, end=4.9, text=" Blondel."),
    ]
    assert gaps([called, answered, next_called], words) == (answered,)


def test_a_breath_is_no_gap_but_a_short_answer_is():
    assert gaps([Interval(1, 1.3)], []) == ()
    assert gaps([Interval(1, 1.9)], []) == (Interval(1, 1.9),)


def test_coverage_counts_speech_once_and_gaps_against_it():
    found = coverage_of([Interval(0, 6), Interval(5, 10)], [word(0, 2), word(2, 4)], options=EXACT)
    assert found.speech_s == 10
    assert found.gaps == (Interval(4, 10),)
    assert found.covered_share == pytest.approx(0.4)


def test_without_speech_all_is_covered():
    assert coverage_of([], [word(1, 2)]).covered_share == 1


@given(intervals(), intervals())
def test_gaps_are_speech_in_order_apart_and_untouched_by_words(speech, spoken):
    words = [word(piece.start, piece.end) for piece in spoken]
    found = gaps(speech, words, EXACT)
    assert list(found) == merged(found, gap_s=-1e-9)
    said = [Interval(w.start, min(w.end, w.start + 2)) for w in words]
    for gap in found:
        assert sum(overlap_s(gap, s) for s in merged(speech)) == pytest.approx(gap.duration_s)
        assert sum(overlap_s(gap, s) for s in said) == pytest.approx(0, abs=1e-9)


@given(intervals(), intervals())
def test_what_is_neither_gap_nor_short_rest_is_covered(speech, spoken):
    exact = CoverageOptions(shortest_word_s=100, reach_s=0, shortest_gap_s=0)
    words = [word(piece.start, piece.end) for piece in spoken]
    whole = merged(speech)
    covered_s = sum(overlap_s(a, b) for a in whole for b in merged(spoken))
    missing_s = sum(gap.duration_s for gap in gaps(speech, words, exact))
    assert covered_s + missing_s == pytest.approx(sum(piece.duration_s for piece in whole))
