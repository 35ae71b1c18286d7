"""The roll and the quorum on the first page of a session."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.pages.seance import SeancePage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from pv_builder.meeting import Attendance
from tests.desktop.ui.conftest import open_page
from tests.helpers.spaces import flat


def test_one_key_says_who_is_there_and_the_quorum_follows(view: SessionView, qtbot: QtBot) -> None:
    page = open_page(view, Stage.SEANCE)
    assert isinstance(page, SeancePage)
    assert "11 membres présents" in flat(page.quorum.text())
    page.roll.setFocus()
    page.roll.setCurrentCell(0, 0)
    qtbot.keyClick(page.roll, Qt.Key.Key_A)
    assert "10 membres présents" in flat(page.quorum.text())
    assert page.roll.currentRow() == 1
    for _ in range(3):
        page.set_attendance(Attendance.EXCUSED)
    assert "✕ Quorum non atteint" in flat(page.quorum.text())
