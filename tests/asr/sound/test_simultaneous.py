import numpy as np
import pytest

from asr.errors import AudioEmpty, AudioUnreadable
from asr.sound import mixing
from asr.sound.audio import duration_s
from asr.sound.simultaneous import mix_files
from core.task import CallbackContext, Event, Notice, silent
from tests.helpers.decoded import everything, loudness, pitch
from tests.helpers.media import noise, quiet, tone, write_media


def apart(tmp_path, *sounds):
    return [
        write_media(tmp_path / f"{number}.m4a", sound, codec="aac")
        for number, sound in enumerate(sounds)
    ]


def test_files_that_began_together_are_heard_at_once(tmp_path, target):
    first = np.concatenate([tone(2, hz=440), quiet(2)], axis=1)
    second = np.concatenate([quiet(2), tone(2, hz=880)], axis=1)
    lengths = mix_files(apart(tmp_path, first, second), target, silent())
    assert lengths == pytest.approx((4, 4), abs=0.05)
    assert duration_s(target) == pytest.approx(4, abs=0.05)
    assert loudness(target, 0.5, 1.5) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)
    assert loudness(target, 2.5, 3.5) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_who_leaves_early_cuts_nobody_short(tmp_path, target):
    mix_files(apart(tmp_path, tone(1, hz=440), tone(6, hz=880)), target, silent())
    assert duration_s(target) == pytest.approx(6, abs=0.05)
    assert loudness(target, 4, 5.5) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_the_files_stay_on_one_clock_however_the_memory_is_bounded(tmp_path, target, monkeypatch):
    monkeypatch.setattr(mixing, "_AHEAD", 16_000)
    late = np.concatenate([quiet(8), tone(1, hz=880)], axis=1)
    mix_files(apart(tmp_path, noise(9, level=0.001), late), target, silent())
    assert loudness(target, 6.9, 7.9) < 0.01
    assert loudness(target, 8.1, 8.9) > 0.3


def test_one_that_is_cut_gives_what_it_has_and_says_what_is_missing(tmp_path, target):
    whole, cut = (write_media(tmp_path / f"{n}.wav", noise(10, n)) for n in (1, 2))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    seen: list[Event] = []
    mix_files([whole, cut], target, CallbackContext(seen.append))
    told = [event for event in seen if isinstance(event, Notice)]
    assert [(one.code, one.facts["seconds"]) for one in told] == [("audio-truncated", 5.0)]
    assert duration_s(target) == pytest.approx(10, abs=0.01)


def test_nothing_is_left_where_one_cannot_be_read_or_none_has_sound(tmp_path, target):
    good = write_media(tmp_path / "good.wav", tone(1))
    (tmp_path / "bad.m4a").write_bytes(b"no sound" * 100)
    with pytest.raises(AudioUnreadable):
        mix_files([good, tmp_path / "bad.m4a"], target, silent())
    content = good.read_bytes()
    good.write_bytes(content[: content.index(b"data") + 8])
    with pytest.raises(AudioEmpty):
        mix_files([good], target, silent())
    assert not target.exists()


def test_a_single_file_is_taken_as_it_is(tmp_path, target):
    mix_files(apart(tmp_path, tone(1, hz=660)), target, silent())
    assert pitch(everything(target)) == pytest.approx(660, abs=3)
