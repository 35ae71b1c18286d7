import errno
import struct
from typing import BinaryIO

import numpy as np
import pytest

from asr.errors import (
    AudioEmpty,
    AudioMissing,
    AudioUnreadable,
    IndexMissing,
    RecordingTooLong,
)
from asr.sound import audio, media
from asr.sound.audio import decode, duration_s, read_samples
from core import files
from core.errors import DiskFull, FolderNotWritable
from core.task import silent
from core.timecode import Interval
from tests.helpers.decoded import loudness, notices, pitch
from tests.helpers.media import noise, quiet, tone, write_media


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("a.wav", "pcm_s16le", {}),
        ("a.mp3", "libmp3lame", {}),
        ("a.webm", "libopus", {}),
        ("a.flac", "flac", {}),
        ("a.mp4", "aac", {"movflags": "faststart"}),
    ],
)
def test_a_cut_file_gives_what_it_has_and_says_what_is_missing(
    tmp_path, target, name, codec, options
):
    part = write_media(tmp_path / name, noise(10), codec=codec, options=options)
    content = part.read_bytes()
    part.write_bytes(content[: len(content) * 6 // 10])
    missing_s = notices([part], target)["audio-truncated"]
    assert duration_s(target) + missing_s == pytest.approx(10, abs=0.2)
    assert loudness(target, 0.5, 5) > 0.01


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_wav_file_that_its_recorder_never_closed_is_read_to_its_end(tmp_path, target, size):
    part = write_media(tmp_path / "a.wav", tone(2))
    content = bytearray(part.read_bytes())
    at = content.index(b"data")
    content[4:8] = content[at + 4 : at + 8] = struct.pack("<I", size)
    part.write_bytes(content)
    assert notices([part], target) == {}
    assert duration_s(target) == pytest.approx(2, abs=0.001)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp3", "libmp3lame"), ("a.aac", "aac"), ("a.webm", "libopus"), ("a.flac", "flac")],
)
def test_damage_in_the_middle_is_known_by_its_place(tmp_path, target, name, codec):
    part = write_media(tmp_path / name, noise(20), codec=codec)
    content = bytearray(part.read_bytes())
    first, last = len(content) // 2, len(content) * 6 // 10
    content[first:last] = np.random.default_rng(1).bytes(last - first)
    part.write_bytes(content)
    audio = decode([part], target, silent())
    assert audio.holes
    assert all(9 < hole.start < 13 for hole in audio.holes)


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.aac", "aac")])
def test_a_file_that_begins_in_the_middle_of_a_packet_is_not_damaged(tmp_path, target, name, codec):
    part = write_media(tmp_path / name, noise(10), codec=codec)
    content = part.read_bytes()
    part.write_bytes(content[len(content) // 3 + 7 :])
    assert decode([part], target, silent()).holes == ()


@pytest.mark.parametrize(("name", "codec"), [("a.webm", "libopus"), ("a.mp4", "aac")])
def test_damage_in_the_middle_does_not_shift_what_comes_after(tmp_path, target, name, codec):
    sound = np.concatenate([noise(6), tone(4)], axis=1)
    part = write_media(tmp_path / name, sound, codec=codec, options={"movflags": "faststart"})
    content = bytearray(part.read_bytes())
    third = len(content) // 3
    content[third : third + len(content) // 20] = b"\x5a" * (len(content) // 20)
    part.write_bytes(content)
    decode([part], target, silent())
    assert duration_s(target) == pytest.approx(10, abs=0.1)
    assert pitch(read_samples(target, Interval(7, 9))) == pytest.approx(440, abs=2)


def test_a_header_without_a_sample_is_empty(tmp_path, target):
    part = write_media(tmp_path / "a.wav", quiet(1))
    content = part.read_bytes()
    part.write_bytes(content[: content.index(b"data") + 8])
    with pytest.raises(AudioEmpty):
        decode([part], target, silent())


def test_a_film_cut_before_its_index_says_what_is_missing(tmp_path, target):
    part = write_media(tmp_path / "a.m4a", tone(5), codec="aac")
    part.write_bytes(part.read_bytes()[:-2000])
    with pytest.raises(IndexMissing):
        decode([part], target, silent())


def test_a_damaged_second_part_leaves_what_was_there(tmp_path, target):
    target.write_bytes(b"kept")
    with pytest.raises(AudioMissing):
        decode([write_media(tmp_path / "1.wav", tone(1)), tmp_path / "2.wav"], target, silent())
    assert target.read_bytes() == b"kept"


def test_a_disk_without_room_is_said_before_any_work(tmp_path, target, monkeypatch):
    part = write_media(tmp_path / "a.wav", tone(1))
    monkeypatch.setattr(files, "free_bytes", lambda _path: 1000)
    with pytest.raises(DiskFull):
        decode([part], target, silent())


def test_a_target_in_a_folder_that_is_not_there_is_our_error(tmp_path):
    part = write_media(tmp_path / "a.wav", tone(1))
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotWritable):
        decode([part], tmp_path / "file" / "session.wav", silent())


def test_a_recording_of_days_is_refused(tmp_path, target, monkeypatch):
    monkeypatch.setattr(audio, "LIMIT_S", 3)
    part = write_media(tmp_path / "a.wav", tone(2))
    with pytest.raises(RecordingTooLong):
        decode([part, part], target, silent())


def test_a_recording_of_days_that_does_not_say_so_is_refused_too(tmp_path, target, monkeypatch):
    monkeypatch.setattr(audio, "LIMIT_S", 1)
    live = write_media(tmp_path / "a.webm", tone(3), codec="libopus", options={"live": "1"})
    with pytest.raises(RecordingTooLong):
        decode([live], target, silent())
    assert not list(tmp_path.glob(".*.partial"))


def test_a_disk_that_fails_in_the_middle_gives_what_was_read(tmp_path, target, monkeypatch):
    part = write_media(tmp_path / "a.wav", tone(20))
    read_before = media._Nameless.__init__

    def fail_after_half(self: media._Nameless, file: BinaryIO) -> None:
        read_before(self, file)

        def read(size: int) -> bytes:
            if file.tell() > part.stat().st_size // 2:
                raise OSError(errno.EIO, "the disk is failing")
            return file.read(size)

        self.read = read

    monkeypatch.setattr(media._Nameless, "__init__", fail_after_half)
    missing_s = notices([part], target)["audio-truncated"]
    assert 5 < duration_s(target) < 15
    assert duration_s(target) + missing_s == pytest.approx(20, abs=0.1)


def test_a_disk_that_fails_while_the_digest_is_made_is_our_error(tmp_path, target, monkeypatch):
    def fail(*_args: object, **_options: object) -> str:
        raise OSError(errno.EIO, "the disk is failing")

    part = write_media(tmp_path / "a.wav", tone(1))
    monkeypatch.setattr(audio, "sha256_of", fail)
    with pytest.raises(AudioUnreadable):
        decode([part], target, silent())
