"""What is to be checked before signing stays a short list, each place a click away."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.timecode import Interval
from desktop.ui.pages.conformity import ConformityList
from pv_builder.evidence import Alert, Severity
from pv_builder.meeting import ItemMark
from pv_builder.minutes import Minutes
from tests.helpers import sessions


def shown(qtbot: QtBot, *alerts: Alert) -> ConformityList:
    listed = ConformityList()
    qtbot.addWidget(listed)
    listed.show_checks(Minutes(meeting=sessions.meeting("commune-saint-aubin"), alerts=alerts))
    return listed


def texts(listed: ConformityList) -> list[str]:
    return [one.text().replace("\u00a0", " ") for one in listed.findChildren(QLabel)]


def alert(text: str, at_s: float | None = None, item: ItemMark | None = None) -> Alert:
    excerpts = () if at_s is None else (Interval(at_s, at_s + 2.0),)
    return Alert(
        code="name-not-recognised",
        severity=Severity.WARNING,
        text=text,
        item=item,
        excerpts=excerpts,
    )


def test_ten_names_that_were_not_recognised_are_one_line_with_buttons(qtbot: QtBot) -> None:
    listed = shown(qtbot, *(alert("Un nom n'a pas été reconnu.", 10.0 * n) for n in range(10)))
    assert texts(listed).count("Un nom n’a pas été reconnu.") == 1
    assert len(listed.findChildren(QPushButton)) == 6
    assert "et 4 autres passages" in texts(listed)


def test_a_line_never_begins_with_a_colon(qtbot: QtBot) -> None:
    listed = shown(qtbot, alert("Deux pouvoirs à la même personne : choisissez."))
    assert any("personne\u00a0:" in one.text() for one in listed.findChildren(QLabel))


def test_each_button_plays_its_own_passage(qtbot: QtBot) -> None:
    listed = shown(qtbot, alert("Un nom.", 10.0), alert("Un nom.", 20.0))
    second = listed.findChildren(QPushButton)[1]
    with qtbot.waitSignal(listed.listen) as played:
        second.click()
    assert played.args == [19.0, 23.0]


def test_items_that_were_not_found_are_one_line_that_names_them(qtbot: QtBot) -> None:
    listed = shown(qtbot, *(alert("Point non retrouvé.", item=n) for n in range(4, 121)))
    assert [text for text in texts(listed) if "points 4 à 120" in text]
    assert texts(listed).count("Point non retrouvé.") == 1
