import numpy as np

from asr.sound.media import AudioStream
from core.task import silent
from desktop.session.imports.track_list import lines_of, listed_tracks
from tests.helpers.media import several_tracks, tone


def stream(channels: int, language: str = "") -> AudioStream:
    return AudioStream(codec="aac", channels=channels, rate_hz=48_000, language=language)


def texts(*streams: AudioStream) -> list[str]:
    return [line.text for line in lines_of(streams)]


def test_a_stereo_recording_has_two_sides() -> None:
    assert texts(stream(2)) == ["Piste 1, côté gauche", "Piste 1, côté droit"]


def test_a_film_has_languages_and_a_camera_microphones() -> None:
    assert texts(stream(1, "fra"), stream(1, "eng")) == [
        "Piste 1 (mono, français)",
        "Piste 2 (mono, anglais)",
    ]
    assert texts(stream(2, "fre"), stream(1))[:3] == [
        "Piste 1 (stéréo, français)",
        "Piste 1, côté gauche",
        "Piste 1, côté droit",
    ]
    assert texts(stream(6))[-1] == "Piste 1, canal 6"


def test_the_tracks_of_a_file_are_looked_at_in_another_process(tmp_path) -> None:
    stereo = np.concatenate([tone(0.3), tone(0.3)])
    film = several_tracks(tmp_path / "a.mka", [tone(0.3), stereo], languages=("fre", "eng"))
    lines = listed_tracks((film,), tmp_path / "session", silent())
    assert [(line.track, line.channel) for line in lines] == [(1, None), (2, None), (2, 1), (2, 2)]
    assert listed_tracks((tmp_path,), tmp_path / "session", silent()) == lines
