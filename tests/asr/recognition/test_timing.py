from hypothesis import given
from hypothesis import strategies as st

from asr.recognition.timing import settled
from core.timecode import Interval
from core.transcript import Word

SPEECH = (Interval(1.0, 3.0), Interval(5.0, 8.0))


def a_word(start: float, end: float) -> Word:
    return Word(start=start, end=end, text=" voix", probability=0.8)


def test_a_word_that_reaches_into_a_silence_is_cut_back_to_its_speech() -> None:
    assert settled([a_word(0.2, 1.9), a_word(4.1, 5.6)], SPEECH) == (
        a_word(1.0, 1.9),
        a_word(5.0, 5.6),
    )


def test_a_word_stretched_over_a_pause_stays_where_most_of_it_is() -> None:
    assert settled([a_word(2.8, 6.0)], SPEECH) == (a_word(5.0, 6.0),)


def test_a_word_without_speech_keeps_its_time() -> None:
    words = (a_word(3.5, 4.0), a_word(9.0, 9.5))

    assert settled(words, SPEECH) == words


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 300)), max_size=12),
    st.lists(st.tuples(st.integers(1, 200), st.integers(1, 200)), max_size=6),
)
def test_times_only_shrink_and_words_stay_in_order(
    pieces: list[tuple[int, int]], stretches: list[tuple[int, int]]
) -> None:
    words = sorted((a_word(s / 100, (s + d) / 100) for s, d in pieces), key=lambda w: w.start)
    speech, at = [], 0.0
    for pause, length in stretches:
        speech.append(Interval(at + pause / 100, at + (pause + length) / 100))
        at = speech[-1].end

    found = settled(words, speech)

    assert [w.text for w in found] == [w.text for w in words]
    for old, new in zip(words, found, strict=True):
        assert old.start - 0.001 <= new.start <= new.end <= old.end + 0.001
