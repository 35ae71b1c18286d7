"""The player of recordings."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.player import Player
from desktop.ui.sound_output import SilentOutput
from tests.helpers.sounds import silent_wav
from tests.helpers.waits import WAIT_MS


def test_the_player_stops_where_it_was_asked_to(tmp_path: Path, qtbot: QtBot) -> None:
    player = Player(SilentOutput())
    player.play()  # nothing to play yet
    player.open(silent_wav(tmp_path / "a.wav", 2.0))
    with qtbot.waitSignal(player.playing_changed):
        player.play(0.5, 0.7)
    qtbot.waitUntil(lambda: not player.is_playing, timeout=WAIT_MS)
    assert player.position_s == pytest.approx(0.7)
    player.skip(-3.0)
    assert player.position_s == 0.0
    player.close()
    assert not player.has_sound
