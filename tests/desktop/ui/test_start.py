"""The window as it first appears."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.lane import AtOnce
from desktop.ui.main_window import MainWindow
from desktop.ui.player import Player
from desktop.ui.sound_output import SilentOutput
from desktop.ui.theme import ThemeName


def test_the_window_fits_a_screen_smaller_than_it_would_like(
    french: QApplication, qtbot: QtBot
) -> None:
    window = MainWindow(ThemeName.LIGHT, Player(SilentOutput()), lane=AtOnce())
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert room.height() < 800 + 40, "the screen of the tests is a small one"

    assert window.height() <= room.height() - 40
    assert window.minimumHeight() <= window.height()
