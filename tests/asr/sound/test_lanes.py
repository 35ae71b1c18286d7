from pathlib import Path

import numpy as np
import pytest

from asr.errors import (
    TrackMissing,
)
from asr.sound import mixing
from asr.sound.audio import decode, read_samples
from asr.sound.microphones import ChannelMeter
from asr.sound.track_choice import AUTOMATIC, ChosenTrack, Listening, TrackChoice
from core.task import CallbackContext, Event, Notice, silent
from core.timecode import Interval
from tests.helpers.decoded import everything, loudness, notices, pitch
from tests.helpers.media import quiet, several_tracks, tone, write_media


def test_the_second_track_of_a_file_is_not_passed_over_in_silence(tmp_path, target):
    other_language = several_tracks(
        tmp_path / "a.mka", [tone(1), tone(1)], languages=("fre", "eng")
    )
    assert notices([other_language], target) == {"audio-other-tracks": 1}


def test_the_microphones_of_a_camera_are_all_heard(tmp_path, target):
    first = np.concatenate([tone(2, hz=440), quiet(2)], axis=1)
    second = np.concatenate([quiet(2), tone(2, hz=880)], axis=1)
    meter = ChannelMeter()
    part = several_tracks(tmp_path / "a.mka", [first, second])
    made = decode([part], target, silent(), None, meter)
    assert made.duration_s == pytest.approx(4, abs=0.05)
    assert pitch(read_samples(target, Interval(0.5, 1.5))) == pytest.approx(440, abs=5)
    assert pitch(read_samples(target, Interval(2.5, 3.5))) == pytest.approx(880, abs=5)
    levels = meter.levels()
    assert levels[0, 10] > levels[1, 10] + 20
    assert levels[1, 30] > levels[0, 30] + 20
    assert notices([part], target) == {}


def test_a_microphone_that_stops_early_or_starts_late_is_silent_for_the_rest(tmp_path, target):
    part = several_tracks(tmp_path / "a.mka", [tone(1), tone(5, hz=880)], starts_s=(0.0, 1.0))
    assert decode([part], target, silent()).duration_s == pytest.approx(6, abs=0.05)
    assert pitch(read_samples(target, Interval(4, 5))) == pytest.approx(880, abs=5)


def test_microphones_far_apart_in_time_do_not_fill_the_memory(tmp_path, target, monkeypatch):
    monkeypatch.setattr(mixing, "_AHEAD", 16_000)
    part = several_tracks(tmp_path / "a.mka", [tone(1), tone(12, hz=880)])
    assert decode([part], target, silent()).duration_s == pytest.approx(12, abs=0.05)


def chosen(*tracks: ChosenTrack) -> TrackChoice:
    return TrackChoice(listening=Listening.CHOSEN, tracks=tracks)


@pytest.fixture
def sides(tmp_path: Path) -> Path:
    """A stereo recording with a person on each side: 440 Hz on the left, 880 Hz on the right."""
    sound = np.concatenate([tone(2, hz=440), tone(2, hz=880)])
    return write_media(tmp_path / "sides.flac", sound, codec="flac")


@pytest.mark.parametrize(("channel", "hz"), [(1, 440), (2, 880)])
def test_one_side_of_a_stereo_recording_can_be_chosen(sides, target, channel, hz):
    made = decode([sides], target, silent(), choice=chosen(ChosenTrack(track=1, channel=channel)))
    assert pitch(everything(target)) == pytest.approx(hz, abs=2)
    assert loudness(target, 0.5, 1.5) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)
    assert made.duration_s == pytest.approx(2, abs=0.01)


def test_a_language_of_a_film_can_be_chosen_and_nothing_is_said_to_be_missing(tmp_path, target):
    film = several_tracks(
        tmp_path / "a.mka", [tone(1, hz=440), tone(1, hz=880)], languages=("fre", "eng")
    )
    seen: list[Event] = []
    second = chosen(ChosenTrack(track=2))
    decode([film], target, CallbackContext(seen.append), choice=second)
    assert pitch(everything(target)) == pytest.approx(880, abs=2)
    assert not [event for event in seen if isinstance(event, Notice)]


def test_all_tracks_can_be_mixed_whatever_their_forms(tmp_path, target):
    stereo = np.concatenate([tone(1, hz=880), tone(1, hz=880)])
    stereo = np.concatenate([quiet(1).repeat(2, axis=0), stereo], axis=1)
    first = np.concatenate([tone(1, hz=440), quiet(1)], axis=1)
    film = several_tracks(tmp_path / "a.mka", [first, stereo], languages=("fre", "eng"))
    decode([film], target, silent(), choice=TrackChoice(listening=Listening.ALL))
    assert pitch(read_samples(target, Interval(0.2, 0.8))) == pytest.approx(440, abs=3)
    assert pitch(read_samples(target, Interval(1.2, 1.8))) == pytest.approx(880, abs=3)


def test_each_chosen_track_is_measured_apart_even_two_sides_of_one_beside_another(tmp_path, target):
    """A microphone on each side of one track and a third one on a track of its own."""
    rest, sound = quiet(1), tone(1)
    first = np.concatenate([
        np.concatenate([sound, rest, rest], axis=1), np.concatenate([rest, sound, rest], axis=1)
    ])  # fmt: skip
    third = np.concatenate([rest, rest, sound], axis=1)
    part = several_tracks(tmp_path / "a.mka", [first, third])
    choice = chosen(
        ChosenTrack(track=1, channel=1), ChosenTrack(track=1, channel=2), ChosenTrack(track=2)
    )
    meter = ChannelMeter()
    decode([part], target, silent(), None, meter, choice)
    levels = meter.levels()
    assert [int(np.argmax(levels[:, frame])) for frame in (5, 15, 25)] == [0, 1, 2]
    assert loudness(target, 1.2, 1.8) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize(
    ("track", "wanted"),
    [(ChosenTrack(track=2), "2"), (ChosenTrack(track=1, channel=3), "1.3")],
)
def test_a_track_that_is_not_there_is_said(sides, target, track, wanted):
    with pytest.raises(TrackMissing) as caught:
        decode([sides], target, silent(), choice=chosen(track))
    assert (caught.value.facts["wanted"], caught.value.facts["tracks"]) == (wanted, 1)
    assert not target.exists()


def test_another_choice_is_another_sound_whoever_speaks_there(sides, target):
    left = chosen(ChosenTrack(track=1, channel=1))
    named = chosen(ChosenTrack(track=1, channel=1, person="Mme Élodie Hubert"))
    digests = [decode([sides], target, silent(), choice=c).sha256 for c in (AUTOMATIC, left, named)]
    assert digests[0] != digests[1] == digests[2]


def test_a_film_that_goes_on_after_its_sound_is_not_said_to_be_cut(tmp_path, target):
    film = write_media(tmp_path / "a.mkv", tone(2), codec="libopus", video_s=6)
    assert notices([film], target) == {}
