from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcript import Word
from pv_builder.captions.alignment import matched_words, words_of
from pv_builder.captions.placing import ClockSource, place
from pv_builder.captions.reading import read_captions
from pv_builder.captions.spans import Captions, CaptionSpan, Timing, Tool
from tests.helpers.visio import shown_labels, spans_of, true_lines, vtt

DATA = Path(__file__).parents[2] / "data" / "documents"
SESSION, OTHER = "syndicat-numerique", "commune-saint-aubin"


def lines_of(name):
    return true_lines(DATA / f"{name}.stm")


def labels_of(lines):
    return shown_labels(sorted({line.member for line in lines}))


def heard(lines):
    """What a recogniser hears: every seventh word wrong."""
    words = []
    for line in lines:
        said = line.text.split()
        step = (line.end - line.start) / len(said)
        for at, text in enumerate(said):
            start = line.start + at * step
            spelt = "euh" if len(words) % 7 == 3 else text
            words.append(Word(start=start, end=start + step * 0.9, text=f" {spelt}"))
    return words


def told(lines, late_s, garbled=0.2):
    labels = labels_of(lines)
    text = vtt(lines, [labels[line.member] for line in lines], late_s=late_s, garbled=garbled)
    return read_captions("a.vtt", text.encode())


def under_wrong_label(placed, lines):
    labels = labels_of(lines)

    def label_at(span):
        overlap = {id(x): min(x.end, span.end) - max(x.start, span.start) for x in lines}
        return labels[max(lines, key=lambda x: overlap[id(x)]).member]

    return sum(span.label != label_at(span) for span in placed.spans)


@pytest.mark.parametrize("late_s", [-7, 7, 300, 3600])
@pytest.mark.parametrize("garbled", [0, 0.3, 0.6])
def test_the_clock_is_found_however_far_it_is_off_and_whatever_the_tool_misheard(late_s, garbled):
    lines = lines_of(SESSION)
    placed = place(told(lines, late_s, garbled), heard(lines))
    assert placed.source is ClockSource.WORDS
    assert placed.offset_s == pytest.approx(-late_s, abs=0.5)
    assert under_wrong_label(placed, lines) == 0


def test_captions_of_another_session_have_no_place():
    placed = place(told(lines_of(OTHER), 7, 0), heard(lines_of(SESSION)))
    assert placed.source is ClockSource.UNKNOWN
    assert not placed.spans
    assert placed.left_out == len(told(lines_of(OTHER), 7, 0).spans)


def test_captions_without_times_of_another_session_have_no_place():
    captions = replace(told(lines_of(OTHER), 0, 0), timing=Timing.ORDER)
    assert place(captions, heard(lines_of(SESSION))).source is ClockSource.UNKNOWN


def test_a_transcript_without_times_is_placed_by_its_words():
    lines = lines_of(SESSION)
    timed = told(lines, 0)
    captions = replace(
        timed,
        timing=Timing.ORDER,
        spans=tuple(replace(s, start=float(n), end=float(n)) for n, s in enumerate(timed.spans)),
    )
    placed = place(captions, heard(lines))
    assert placed.offset_s is None
    assert len(placed.spans) > 0.8 * len(lines)
    assert under_wrong_label(placed, lines) == 0


def test_a_recorder_that_was_paused_is_followed():
    lines = lines_of(SESSION)
    middle = lines[len(lines) // 2].start
    paused = [
        replace(line, start=line.start + gap, end=line.end + gap)
        for line in lines
        for gap in (120.0 if line.start >= middle else 0.0,)
    ]
    labels = labels_of(lines)
    text = vtt(paused, [labels[line.member] for line in paused], late_s=7, garbled=0.1)
    placed = place(read_captions("a.vtt", text.encode()), heard(lines))
    assert placed.source is ClockSource.WORDS
    assert len(placed.spans) > 0.7 * len(lines)
    assert under_wrong_label(placed, lines) == 0


@pytest.mark.parametrize("late_s", [0, 20, 400])
def test_who_made_sound_when_is_enough_for_the_clock(late_s):
    lines = lines_of(SESSION)
    spans = tuple(
        replace(span, start=span.start + late_s, end=span.end + late_s)
        for span in spans_of(lines, labels_of(lines))
    )
    placed = place(Captions(tool=Tool.BIGBLUEBUTTON, spans=spans), heard(lines))
    assert placed.source is ClockSource.ACTIVITY
    assert placed.offset_s == pytest.approx(-late_s, abs=0.5)
    assert under_wrong_label(placed, lines) == 0


def test_the_pauses_of_another_session_tell_no_clock():
    other = lines_of(OTHER)
    captions = Captions(tool=Tool.BIGBLUEBUTTON, spans=spans_of(other, labels_of(other)))
    assert place(captions, heard(lines_of(SESSION))).source is ClockSource.UNKNOWN


def test_without_words_there_is_no_clock():
    captions = told(lines_of(SESSION), 7)
    assert place(captions, []).source is ClockSource.UNKNOWN


def test_a_place_before_the_recording_begins_is_its_beginning():
    lines = lines_of(SESSION)
    early = CaptionSpan(label="Marie", start=0.0, end=1.0, text="Tout le monde m'entend ?")
    captions = told(lines, 30)
    placed = place(replace(captions, spans=(early, *captions.spans)), heard(lines))
    assert min(span.start for span in placed.spans) >= 0


WORDS = st.lists(st.sampled_from(["le", "la", "un", "vote", "pour", "madame"]), max_size=60)


@given(WORDS, WORDS)
def test_matched_words_are_the_same_and_in_order(one, other):
    pairs = matched_words(one, other)
    assert all(one[a] == other[b] for a, b in pairs)
    assert all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(pairs))


@given(WORDS)
def test_a_text_matches_itself_wholly(text):
    assert len(matched_words(text, text)) == len(text)


def test_words_are_compared_without_case_accents_and_marks():
    assert words_of("L'Épreuve, à Saint-Aubin !") == ["l", "epreuve", "a", "saint", "aubin"]
