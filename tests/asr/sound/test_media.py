import os
import sys
from pathlib import Path

import av
import pytest

from asr.errors import (
    AudioAccessDenied,
    AudioEmpty,
    AudioMissing,
    AudioNotAFile,
    AudioUnreadable,
    NoAudioStream,
)
from asr.sound import media
from asr.sound.media import AudioStream, open_media, probe
from tests.helpers.media import quiet, several_tracks, tone, write_media

PLAYLISTS = {
    "hls.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nsecret.wav\n#EXT-X-ENDLIST\n",
    "hls.mp3": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nsecret.wav\n#EXT-X-ENDLIST\n",
    "concat.txt": "ffconcat version 1.0\nfile 'secret.wav'\n",
    "concat.wav": "ffconcat version 1.0\nfile 'secret.wav'\n",
    "remote.m3u8": "#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/secret.wav\n#EXT-X-ENDLIST\n",
}


def test_a_file_says_its_format_length_and_tracks(tmp_path):
    info = probe(write_media(tmp_path / "a.flac", tone(2, rate=44_100), rate=44_100, codec="flac"))
    assert info.format == "flac"
    assert info.duration_s == pytest.approx(2)
    assert info.streams == (AudioStream(codec="flac", channels=1, rate_hz=44_100),)
    assert info.best == 0
    assert not info.has_video


def test_a_track_that_nobody_can_decode_is_listed_beside_the_others(tmp_path):
    path = several_tracks(tmp_path / "a.mkv", [tone(1), tone(1)])
    content = path.read_bytes()
    path.write_bytes(b"A_QQQ".join(content.rsplit(b"A_PCM", 1)))
    known, unknown = probe(path).streams
    assert known.codec == "pcm_s16le"
    assert unknown == AudioStream(codec="unknown", channels=0, rate_hz=0)


def test_a_video_is_known_as_one(tmp_path):
    assert probe(write_media(tmp_path / "a.mp4", tone(1), codec="aac", video_s=1)).has_video


def test_a_recording_that_does_not_say_its_length_has_none(tmp_path):
    live = write_media(tmp_path / "a.webm", tone(1), codec="libopus", options={"live": "1"})
    assert probe(live).duration_s is None


@pytest.mark.parametrize("name", PLAYLISTS)
def test_a_playlist_cannot_make_the_program_read_another_file(tmp_path, name):
    write_media(tmp_path / "secret.wav", tone(1))
    (tmp_path / name).write_text(PLAYLISTS[name])
    with pytest.raises(AudioUnreadable):
        probe(tmp_path / name)


@pytest.mark.parametrize("name", PLAYLISTS)
def test_even_a_format_let_in_by_mistake_cannot_open_a_second_file(tmp_path, name, monkeypatch):
    write_media(tmp_path / "secret.wav", tone(1))
    (tmp_path / name).write_text(PLAYLISTS[name])
    monkeypatch.setattr(media, "_FORMATS", ",".join(sorted(av.formats_available)))
    with pytest.raises((AudioUnreadable, NoAudioStream)):
        probe(tmp_path / name)


@pytest.mark.parametrize(
    "name", ["séance du 26 mars – été.wav", "file:a.wav", "concat:a|b.wav", "http:x.wav", "-i.wav"]
)
def test_the_name_of_a_file_is_only_a_name(tmp_path, name):
    if sys.platform == "win32" and set(name) & set(':|"'):
        pytest.skip("Windows allows no such name")
    plain = write_media(tmp_path / "plain.wav", tone(1))
    assert probe(plain.rename(tmp_path / name)).duration_s == pytest.approx(1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are not Unicode")
def test_a_name_from_an_old_disk_that_is_not_unicode_is_read(tmp_path):
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/s\xe9ance.wav"))
    write_media(tmp_path / "plain.wav", tone(1)).rename(odd)
    assert probe(odd).duration_s == pytest.approx(1)


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(AudioMissing):
        probe(tmp_path / "absent.mp3")


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(AudioNotAFile):
        probe(tmp_path)


def test_a_file_without_a_byte_is_empty(tmp_path):
    (tmp_path / "a.mp3").touch()
    with pytest.raises(AudioEmpty):
        probe(tmp_path / "a.mp3")


@pytest.mark.parametrize("content", [b"Bonjour, ceci est un texte.\n" * 200, b"\0" * 5000, b"x"])
@pytest.mark.parametrize("name", ["a.mp3", "a.wav", "a.mp4", "a"])
def test_what_is_no_media_is_unreadable_whatever_its_name(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AudioUnreadable):
        probe(tmp_path / name)


def test_a_silent_film_has_no_audio_stream(tmp_path):
    with av.open(str(tmp_path / "a.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        container.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        container.mux(stream.encode(None))
    with pytest.raises(NoAudioStream):
        probe(tmp_path / "a.mp4")


def test_a_file_that_may_not_be_read_is_denied(tmp_path, monkeypatch):
    path = write_media(tmp_path / "a.wav", quiet(1))

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AudioAccessDenied):
        probe(path)


def test_no_error_of_the_decoder_repeats_the_name_of_the_file(tmp_path):
    path = tmp_path / "huis clos Dupont.mp3"
    path.write_bytes(b"no media")
    with pytest.raises(AudioUnreadable) as caught, open_media(path):
        pass
    assert "Dupont" not in str(caught.value)
    assert "Dupont" not in str(caught.value.__cause__)
