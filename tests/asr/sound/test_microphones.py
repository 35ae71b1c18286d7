"""Who is the loudest: microphones with cross-talk, gains and noises of their own."""

import wave
from pathlib import Path

import numpy as np
import pytest

from asr.sound.audio import decode
from asr.sound.microphones import FRAME_S, ChannelMeter, Floats, levels_of, loudest, together
from core.task import silent

RATE = 16_000


def talk(seconds: float, seed: int) -> Floats:
    """Return something like speech: noise in syllables with pauses between words."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    syllables = np.clip(np.sin(2 * np.pi * 4 * time), 0, 1) * (
        np.sin(2 * np.pi * 0.7 * time) > -0.6
    )
    return (0.3 * syllables * rng.standard_normal(time.size)).astype(np.float32)


def room(turns: list[tuple[int, float, float]], seconds: float, tracks: int = 3) -> Floats:
    """Return what each track hears of (track, start, end): its speaker, the others 12 dB lower."""
    rng = np.random.default_rng(9)
    sound = (0.002 * rng.standard_normal((tracks, round(seconds * RATE)))).astype(np.float32)
    for number, (track, start, end) in enumerate(turns):
        said = talk(end - start, number)
        first = round(start * RATE)
        for other in range(tracks):
            gain = 1.0 if other == track else 0.25
            sound[other, first : first + said.size] += gain * said
    return sound


TURNS = [(0, 1.0, 5.0), (1, 6.0, 9.0), (0, 9.5, 12.0), (2, 13.0, 16.0)]


def tracks_of(sound: Floats) -> list[tuple[int, float, float]]:
    found = loudest(levels_of(sound))
    return [(one.track, one.interval.start, one.interval.end) for one in found]


def test_whoever_has_the_microphone_is_the_loudest_in_spite_of_cross_talk() -> None:
    found = tracks_of(room(TURNS, 18.0))
    assert [track for track, _, _ in found] == [0, 1, 0, 2]
    for (_, start, end), (_, begun, ended) in zip(found, TURNS, strict=True):
        assert start == pytest.approx(begun, abs=0.4)
        assert end == pytest.approx(ended, abs=0.6)


def test_a_microphone_turned_up_steals_no_turn() -> None:
    sound = room(TURNS, 18.0) * np.array([[1.0], [8.0], [1.0]], np.float32)
    assert [track for track, _, _ in tracks_of(sound)] == [0, 1, 0, 2]


def test_a_muted_track_and_a_track_that_only_overhears_have_no_turn() -> None:
    sound = room(TURNS[:3], 14.0, tracks=4)
    sound[3] = 0.0
    assert {track for track, _, _ in tracks_of(sound)} == {0, 1}


def test_what_all_tracks_hear_alike_is_nobodys() -> None:
    same = np.tile(talk(8.0, 3), (2, 1))
    assert tracks_of(same + 0.001) == []


def test_an_interjection_on_another_track_does_not_hide_in_a_turn() -> None:
    sound = room([(0, 1.0, 4.0), (1, 4.2, 5.2), (0, 5.4, 8.0)], 9.0)
    assert [track for track, _, _ in tracks_of(sound)] == [0, 1, 0]


@pytest.mark.parametrize("levels", [np.zeros((1, 50)), np.zeros((3, 0)), np.zeros((0, 0))])
def test_one_track_or_none_tells_nothing(levels: Floats) -> None:
    assert loudest(levels.astype(np.float32)) == ()


def test_silence_tells_nothing() -> None:
    assert tracks_of(np.zeros((2, 3 * RATE), np.float32)) == []


def test_a_meter_gives_the_same_levels_whatever_the_blocks() -> None:
    sound = room(TURNS, 18.0)
    meter = ChannelMeter()
    for first in range(0, sound.shape[1], 4321):
        meter.add(sound[:, first : first + 4321])
    np.testing.assert_allclose(meter.levels(), levels_of(sound), atol=1e-3)


def test_a_meter_keeps_time_over_silence_and_when_channels_come_and_go() -> None:
    meter = ChannelMeter()
    meter.add(np.full((1, RATE), 0.1, np.float32))
    meter.skip(2 * RATE)
    meter.add(np.full((2, RATE), 0.1, np.float32))
    levels = meter.levels()
    assert levels.shape == (2, round(4 / FRAME_S))
    assert levels[1, :25].max() == -70.0
    assert levels[1, -5:].min() > -30.0


def test_tracks_of_different_lengths_stand_side_by_side() -> None:
    side = together([np.zeros((1, 5), np.float32), np.zeros((1, 8), np.float32)])
    assert side.shape == (2, 8)
    assert side[0, 5:].max() == -70.0


def test_the_channels_of_a_recording_are_measured_while_it_is_decoded(tmp_path: Path) -> None:
    sound = room([(0, 1.0, 4.0), (1, 5.0, 8.0)], 9.0, tracks=2)
    with wave.open(str(tmp_path / "stereo.wav"), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(sound.T, -1, 1) * 32767).astype("<i2").tobytes())
    meter = ChannelMeter()
    decode([tmp_path / "stereo.wav"], tmp_path / "session.wav", silent(), meter=meter)
    assert [one.track for one in loudest(meter.levels())] == [0, 1]
    assert meter.levels().shape[1] == pytest.approx(9.0 / FRAME_S, abs=2)
