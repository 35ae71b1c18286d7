"""Playing faster or slower: as long as asked, at the same pitch, without a click."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from desktop.session.sound.waveform import loudness
from desktop.ui.player import Player
from desktop.ui.sound_output import SilentOutput
from desktop.ui.time_stretch import Stretcher
from tests.helpers.sounds import RATE_HZ, silent_wav, write_wav
from tests.helpers.waits import WAIT_MS

TONE = (12_000 * np.sin(2 * np.pi * 220.0 * np.arange(3 * RATE_HZ) / RATE_HZ)).astype(np.int16)


def read(first: int, last: int) -> bytes:
    return TONE[first:last].tobytes()


def played(speed: float, seconds: float) -> NDArray[np.int16]:
    stretcher = Stretcher(read, 0, speed)
    return np.frombuffer(stretcher.next(round(seconds * RATE_HZ)), dtype=np.int16)


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.3, 2.0])
def test_the_pitch_stays_and_the_sound_is_smooth(speed: float) -> None:
    heard = played(speed, 1.0)[RATE_HZ // 10 :].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(heard.size)))
    pitch = np.argmax(spectrum) * RATE_HZ / heard.size
    assert pitch == pytest.approx(220.0, abs=2.0)
    steepest = 12_000 * 2 * np.pi * 220.0 / RATE_HZ
    assert np.abs(np.diff(heard)).max() < 1.2 * steepest
    assert np.abs(heard).max() == pytest.approx(12_000, rel=0.05)


def test_the_place_in_the_recording_moves_at_the_speed() -> None:
    stretcher = Stretcher(read, RATE_HZ // 2, 1.5)
    stretcher.next(RATE_HZ)
    assert stretcher.position == pytest.approx(2 * RATE_HZ, abs=RATE_HZ // 20)


def test_the_player_stops_where_asked_at_any_speed(tmp_path: Path, qtbot: QtBot) -> None:
    player = Player(SilentOutput())
    player.open(silent_wav(tmp_path / "a.wav", 3.0))
    player.set_speed(2.0)
    player.play(0.5, 1.0)
    qtbot.waitUntil(lambda: not player.is_playing, timeout=WAIT_MS)
    assert player.position_s == pytest.approx(1.0, abs=0.05)
    player.change_speed(1)
    assert player.speed == 2.0
    player.change_speed(-1)
    assert player.speed == 1.75
    player.close()


def test_the_waveform_shows_where_it_is_loud(tmp_path: Path) -> None:
    silence = np.zeros(RATE_HZ, dtype=np.int16)
    wav = write_wav(tmp_path / "b.wav", np.concatenate((silence, TONE[:RATE_HZ])))
    levels = loudness(wav, 10)
    assert levels[:5] == (0.0,) * 5
    assert min(levels[5:]) > 0.95
