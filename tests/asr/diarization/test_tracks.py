from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.diarization.tracks import MAX_PIECE_S, MIN_PIECE_S, Piece, Windows, link, stitch

FRAME_S = 0.02
WINDOW_S = 10.0
STEP_S = 2.5
FRAMES = round(WINDOW_S / FRAME_S)


def windows(
    speech: list[tuple[int, float, float]],
    duration_s: float = 15.0,
    swapped: frozenset[int] = frozenset(),
    pauses: tuple[tuple[float, float], ...] = (),
) -> Windows:
    """Who speaks when, as windows that number the voices their own way where `swapped`."""
    count = 1 + int(np.ceil((duration_s - WINDOW_S) / STEP_S))
    activity = np.zeros((count, FRAMES, 3), np.float32)
    for window in range(count):
        for voice, start, end in speech:
            a, b = ((t - window * STEP_S) / FRAME_S for t in (start, end))
            local = 1 - voice if window in swapped and voice < 2 else voice
            activity[window, max(0, round(a)) : max(0, round(b)), local] = 1.0
    levels = np.full(round(duration_s / FRAME_S), -20.0, np.float32)
    for start, end in pauses:
        levels[round(start / FRAME_S) : round(end / FRAME_S)] = -60.0
    return Windows(
        activity=activity,
        step_s=STEP_S,
        frame_s=FRAME_S,
        offset_s=0.0,
        duration_s=duration_s,
        levels=levels,
    )


def spans(pieces: list[Piece]) -> list[tuple[int, float, float]]:
    return [(p.track, round(p.interval.start, 2), round(p.interval.end, 2)) for p in pieces]


def test_silence_has_no_piece() -> None:
    assert stitch(windows([])) == []


def test_one_voice_heard_in_several_windows_is_one_track() -> None:
    pieces = stitch(windows([(0, 1.0, 14.0)]))
    assert {piece.track for piece in pieces} == {0}
    assert pieces[0].interval.start == pytest.approx(1.0)
    assert pieces[-1].interval.end == pytest.approx(14.0)


def test_a_track_follows_a_voice_that_windows_number_differently() -> None:
    speech = [(0, 0.0, 4.0), (1, 4.5, 9.0), (0, 9.5, 14.0)]
    assert (link(windows(speech)) == link(windows(speech))).all()
    straight = stitch(windows(speech))
    swapped = stitch(windows(speech, swapped=frozenset({1})))
    assert [p.interval for p in swapped] == [p.interval for p in straight]
    assert [p.track for p in swapped] == [p.track for p in straight]


def test_tracks_begin_anew_when_windows_disagree() -> None:
    heard = windows([(0, 0.0, 10.0)], duration_s=12.5)
    heard.activity[1] = 0
    heard.activity[1, 450:, 2] = 1.0
    assert len(set(link(heard).ravel().tolist()) - {-1}) == 2


def test_long_speech_is_cut_into_equal_pieces() -> None:
    pieces = stitch(windows([(0, 0.0, 6.0)]))
    lengths = [piece.interval.duration_s for piece in pieces]
    assert lengths == pytest.approx([2.0, 2.0, 2.0], abs=FRAME_S)


def test_a_change_that_a_single_window_hears_cuts_a_piece() -> None:
    heard = windows([(0, 3.0, 5.0)], duration_s=15.0)
    heard.activity[1, :, 0] = 0
    heard.activity[1, 25:75, 0] = 1.0
    heard.activity[1, 75:125, 1] = 1.0
    pieces = stitch(heard)
    assert [(p.interval.start, p.after_change) for p in pieces] == [
        (pytest.approx(3.0), False),
        (pytest.approx(4.0), True),
    ]


def test_a_pause_inside_a_track_cuts_a_piece_but_not_a_closed_consonant() -> None:
    pieces = stitch(windows([(0, 2.0, 4.0)], pauses=((2.5, 2.56), (3.0, 3.2))))
    assert spans(pieces) == [(0, 2.0, 3.1), (0, 3.1, 4.0)]


def test_a_recording_that_ends_before_its_last_window_is_heard_to_its_end() -> None:
    heard = replace(windows([(0, 13.0, 15.0)]), levels=np.zeros(100, np.float32))
    assert spans(stitch(heard)) == [(0, 13.0, 15.0)]


def test_what_two_voices_say_at_once_is_not_alone() -> None:
    pieces = stitch(windows([(0, 2.0, 4.0), (1, 3.5, 5.5)]))
    first = pieces[0]
    assert [(a.start, a.end) for a in first.alone] == [(pytest.approx(2.0), pytest.approx(3.5))]
    second = next(p for p in pieces if p.track != first.track)
    assert second.alone[0].start == pytest.approx(4.0, abs=FRAME_S)


def test_tracks_that_never_meet_do_not_cost_memory_each() -> None:
    speech = [(0, t, t + 1.0) for t in range(0, 200, 20)]
    pieces = stitch(windows([(v, float(a), float(b)) for v, a, b in speech], duration_s=200.0))
    assert len({piece.track for piece in pieces}) == len(speech)


speech_of_two = st.lists(
    st.tuples(st.integers(0, 1), st.floats(0, 13), st.floats(0.1, 6)), max_size=6
)


@given(speech_of_two, st.frozensets(st.integers(0, 2)))
def test_pieces_are_short_in_order_and_within_the_recording(
    speech: list[tuple[int, float, float]], swapped: frozenset[int]
) -> None:
    said = [(voice, start, min(start + length, 15.0)) for voice, start, length in speech]
    pieces = stitch(windows(said, swapped=swapped))
    assert [p.interval.start for p in pieces] == sorted(p.interval.start for p in pieces)
    latest: dict[int, float] = {}
    for piece in pieces:
        assert MIN_PIECE_S - FRAME_S <= piece.interval.duration_s <= MAX_PIECE_S + FRAME_S
        assert 0 <= piece.interval.start <= piece.interval.end <= 15.0
        assert piece.interval.start >= latest.get(piece.track, 0.0) - 1e-6
        latest[piece.track] = piece.interval.end
        for alone in piece.alone:
            assert piece.interval.start - 1e-6 <= alone.start <= alone.end
            assert alone.end <= piece.interval.end + 1e-6
