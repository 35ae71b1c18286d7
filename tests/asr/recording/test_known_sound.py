"""The sound that tells its own place: what a recorder did to it is read off, frame by frame."""

import numpy as np

from tests.helpers.known_sound import RATE, Frames, Slip, known_frames, playings_of, runs_in

SECONDS = 130
SILENCE = np.zeros((RATE, 2), np.int16)


def slips(*heard: Frames) -> list[list[Slip]]:
    whole = np.concatenate(heard)
    blocks = [whole[at : at + 77_777] for at in range(0, len(whole), 77_777)]
    return [list(playing.slips) for playing in playings_of(runs_in(blocks))]


def known(begin_s: float, end_s: float) -> Frames:
    return known_frames(round((end_s - begin_s) * RATE), round(begin_s * RATE))


def test_two_whole_playings_have_no_slip() -> None:
    assert slips(SILENCE, known(0, SECONDS), SILENCE, known(0, SECONDS)) == [[], []]


def test_silence_that_the_player_left_is_told_from_sound_that_was_lost() -> None:
    late = Slip(known=2 * RATE, added=RATE, dropped=0)
    lost = Slip(known=5 * RATE, added=0, dropped=RATE)
    heard = (known(0, 2), SILENCE, known(2, 5), known(6, 9))
    assert slips(*heard) == [[late, lost]]
    assert "silence in between" in late.told()
    assert "1.0000 s lost" in lost.told()


def test_other_sound_in_its_place_is_no_displacement() -> None:
    (found,) = slips(known(0, 2), SILENCE, known(3, 6))
    assert found == [Slip(known=2 * RATE, added=RATE, dropped=RATE)]
    assert "the rest in its place" in found[0].told()
