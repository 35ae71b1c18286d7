import hashlib
import threading
import tracemalloc
import wave

import numpy as np
import pytest

from asr.sound.audio import decode, digests_of, duration_s, quietest_moment, read_samples
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from core.timecode import Interval
from tests.helpers.decoded import everything, loudness, notices, pitch
from tests.helpers.media import noise, quiet, tone, write_media

CONTAINERS = [
    ("a.wav", "pcm_s16le", 48_000),
    ("a.wav", "pcm_f32le", 44_100),
    ("a.mp3", "libmp3lame", 44_100),
    ("a.ogg", "libopus", 48_000),
    ("a.webm", "libopus", 48_000),
    ("a.m4a", "aac", 44_100),
    ("a.aac", "aac", 48_000),
    ("a.flac", "flac", 48_000),
    ("a.mov", "alac", 48_000),
    ("a.mka", "libopus", 48_000),
    ("a.ts", "mp2", 48_000),
    ("a.avi", "mp2", 48_000),
]


@pytest.mark.parametrize(("name", "codec", "rate"), CONTAINERS)
def test_any_container_becomes_16_khz_mono_of_the_same_sound(tmp_path, target, name, codec, rate):
    part = write_media(tmp_path / name, tone(3, hz=500, rate=rate), rate=rate, codec=codec)
    assert notices([part], target) == {}
    with wave.open(str(target)) as reader:
        assert reader.getparams()[:3] == (1, 2, 16_000)
    assert duration_s(target) == pytest.approx(3, abs=0.06)
    assert pitch(everything(target)) == pytest.approx(500, abs=1)
    assert loudness(target, 0.5, 2.5) == pytest.approx(0.5 / np.sqrt(2), rel=0.06)


def test_the_sound_of_a_video_is_decoded(tmp_path, target):
    part = write_media(tmp_path / "a.mp4", tone(2, hz=700), codec="aac", video_s=2)
    decode([part], target, silent())
    assert pitch(everything(target)) == pytest.approx(700, abs=1)


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 32_000, 96_000])
def test_every_usual_rate_keeps_pitch_and_length(tmp_path, target, rate):
    part = write_media(tmp_path / "a.wav", tone(2, hz=1000, rate=rate), rate=rate)
    decode([part], target, silent())
    assert duration_s(target) == pytest.approx(2, abs=0.001)
    assert pitch(everything(target)) == pytest.approx(1000, abs=1)


@pytest.mark.parametrize("hz", [9_500, 12_000, 15_500])
def test_what_16_khz_cannot_hold_is_filtered_and_not_folded_into_the_voice(tmp_path, target, hz):
    decode([write_media(tmp_path / "a.wav", tone(2, hz=hz))], target, silent())
    assert loudness(target, 0.5, 1.5) < 0.001


@pytest.mark.parametrize(("layout", "channels"), [("stereo", 2), ("5.1", 6), ("7.1", 8)])
def test_a_voice_on_one_channel_only_is_as_loud_as_alone(tmp_path, target, layout, channels):
    sound = np.concatenate([noise(2 * channels, seed, level=0.001) for seed in range(channels)])
    for voiced in range(channels):
        sound[voiced, 96_000 * voiced : 96_000 * (voiced + 1)] = tone(2)[0]
    decode([write_media(tmp_path / "a.wav", sound, layout=layout)], target, silent())
    for voiced in range(channels):
        heard = loudness(target, 2 * voiced + 0.5, 2 * voiced + 1.5)
        assert heard == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_a_stereo_recording_with_one_side_upside_down_is_not_lost(tmp_path, target):
    sound = np.concatenate([tone(2), -tone(2)])
    decode([write_media(tmp_path / "a.wav", sound)], target, silent())
    assert loudness(target, 0, 2) == pytest.approx(0.5 / np.sqrt(2), rel=0.01)


def test_several_files_follow_each_other_as_one_session(tmp_path, target):
    first = write_media(tmp_path / "1.wav", tone(1, hz=300))
    second = write_media(tmp_path / "2.mp3", tone(2, hz=900), codec="libmp3lame")
    third = write_media(tmp_path / "3.ogg", tone(1, hz=600), codec="libopus")
    made = decode([first, second, third], target, silent())
    ends = np.cumsum([part.duration_s for part in made.parts])
    heard = [pitch(read_samples(target, Interval(end - 0.7, end - 0.2))) for end in ends]
    assert heard == pytest.approx([300, 900, 600], abs=2)
    assert made.duration_s == pytest.approx(duration_s(target), abs=0.001)


def test_the_reference_names_the_parts_without_their_folders(tmp_path, target):
    part = write_media(tmp_path / "séance.wav", tone(1))
    made = decode([part], target, silent())
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    assert made.sha256 == digest
    assert [(p.name, p.sha256, p.duration_s) for p in made.parts] == [("séance.wav", digest, 1.0)]


def test_the_digest_of_a_session_depends_on_the_order_of_its_parts(tmp_path, target):
    parts = [write_media(tmp_path / f"{hz}.wav", tone(0.2, hz=hz)) for hz in (300, 600)]
    one = decode(parts, target, silent()).sha256
    assert one == decode(parts, target, silent(), digests_of(parts, silent())).sha256
    assert one != decode(parts[::-1], target, silent()).sha256


def test_a_track_that_starts_after_the_picture_keeps_its_time(tmp_path, target):
    part = write_media(tmp_path / "a.mp4", tone(3), codec="aac", video_s=5, clock=lambda at: at + 2)
    assert notices([part], target) == {}
    assert loudness(target, 0, 1.9) < 0.001
    assert loudness(target, 2.1, 4.9) > 0.3
    assert duration_s(target) == pytest.approx(5, abs=0.05)


@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "libopus"), ("a.mp4", "aac")])
def test_a_hole_is_filled_with_silence_and_told(tmp_path, target, name, codec):
    part = write_media(
        tmp_path / name, tone(4), codec=codec, clock=lambda at: at if at < 2 else at + 3
    )
    assert notices([part], target)["audio-holes"] == pytest.approx(3, abs=0.1)
    assert loudness(target, 0.1, 1.9) > 0.3
    assert loudness(target, 2.2, 4.8) < 0.001
    assert loudness(target, 5.2, 6.8) > 0.3


def test_the_recording_keeps_where_sound_is_missing_and_what_is_cut(tmp_path, target):
    whole = write_media(tmp_path / "a.mkv", tone(2), codec="libopus")
    holed = write_media(
        tmp_path / "b.mkv", tone(4), codec="libopus", clock=lambda at: at if at < 2 else at + 3
    )
    cut = write_media(tmp_path / "c.wav", tone(5))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size * 6 // 10])
    audio = decode([whole, holed, cut], target, silent())
    (hole,) = audio.holes
    assert (hole.start, hole.end) == pytest.approx((4, 7), abs=0.1)
    missing = [part.missing_s for part in audio.parts]
    assert missing == pytest.approx([0, 0, 2], abs=0.1)


def test_a_stop_leaves_neither_the_target_nor_a_rest(tmp_path, target):
    stop = threading.Event()

    def stop_at_once(event: Event) -> None:
        if isinstance(event, Progress) and event.step == "asr.decode":
            stop.set()

    part = write_media(tmp_path / "a.wav", quiet(70, rate=8_000), rate=8_000)
    with pytest.raises(Cancelled):
        decode([part], target, CallbackContext(stop_at_once, stop))
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["a.wav"]


def test_progress_is_in_seconds_of_audio_and_ends_at_the_total(tmp_path, target):
    seen: list[Event] = []
    part = write_media(tmp_path / "a.wav", quiet(65, rate=8_000), rate=8_000)
    decode([part, part], target, CallbackContext(seen.append))
    steps = [e for e in seen if isinstance(e, Progress) and e.step == "asr.decode"]
    assert [e.done for e in steps] == sorted(e.done for e in steps)
    assert len(steps) >= 4
    assert steps[-1].done == pytest.approx(130)
    assert [e.total for e in steps] == pytest.approx([130] * len(steps))


def test_memory_does_not_grow_with_the_recording(tmp_path, target):
    part = tmp_path / "long.wav"
    with wave.open(str(part), "wb") as writer:
        writer.setparams((1, 2, 16_000, 0, "NONE", ""))
        for _ in range(8):
            writer.writeframesraw(bytes(60 * 32_000))
    tracemalloc.start()
    try:
        decode([part], target, silent())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert duration_s(target) == 8 * 60
    assert peak < 4_000_000


def test_a_stretch_is_read_without_the_rest(tmp_path, target):
    decode([write_media(tmp_path / "a.wav", tone(2, rate=16_000), rate=16_000)], target, silent())
    whole = everything(target)
    assert whole.dtype == np.float32
    np.testing.assert_array_equal(read_samples(target, Interval(0.5, 1)), whole[8_000:16_000])
    assert read_samples(target, Interval(1.5, 9)).size == 8_000
    assert read_samples(target, Interval(5, 9)).size == 0


def test_the_quietest_moment_is_found_between_two_words(tmp_path, target):
    sound = np.concatenate([tone(2), tone(0.3, level=0.01), tone(3)], axis=1)
    decode([write_media(tmp_path / "a.wav", sound)], target, silent())
    assert quietest_moment(target, Interval(0.5, 4.5)) == pytest.approx(2.15, abs=0.06)


def test_the_quietest_moment_of_next_to_nothing_is_its_middle(tmp_path, target):
    decode([write_media(tmp_path / "a.wav", tone(1))], target, silent())
    assert quietest_moment(target, Interval(0.5, 0.6)) == pytest.approx(0.55)
