"""The page of voices: what is proposed, why, and what a person decides."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.session.speakers.voice_list import voice_cards
from desktop.ui.pages.voices import VoicesPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from tests.desktop.ui.conftest import open_page


def named(view: SessionView, qtbot: QtBot) -> VoicesPage:
    """Return the page of voices once it was worked out who they may be."""
    page = open_page(view, Stage.VOICES)
    qtbot.waitUntil(lambda: view.session.bench.proposed() is None)
    QApplication.processEvents()  # the new cards are shown
    assert isinstance(page, VoicesPage)
    return page


def texts(page: VoicesPage, kind: type[QLabel | QPushButton]) -> list[str]:
    return [part.text() for part in page.findChildren(kind) if part.isVisible()]


def test_voices_are_accepted_all_at_once_when_nearly_certain(
    view: SessionView, qtbot: QtBot
) -> None:
    page = named(view, qtbot)
    assert page._left.text() == "11 voix à nommer sur 11"
    page.accept_certain()
    sure = [card for card in voice_cards(view.session.state) if card.decided]
    assert sure
    assert page._left.text() == f"{11 - len(sure)} voix à nommer sur 11"
    assert page._cards.count() == 11


def test_a_proposed_name_says_why_and_where_to_listen(view: SessionView, qtbot: QtBot) -> None:
    page = named(view, qtbot)
    why = next(text for text in texts(page, QLabel) if text.startswith("Appelée à 18:3"))
    assert "a répondu" in why
    hear = next(
        one
        for one in page.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName() == f"Écouter {why}"
    )
    with qtbot.waitSignal(page.listen) as asked:
        hear.click()
    start, end = asked.args
    assert 0 < end - start < 20


def test_naming_a_voice_at_once_moves_what_is_proposed_for_the_others(
    view: SessionView, qtbot: QtBot
) -> None:
    page = named(view, qtbot)
    cards = voice_cards(view.session.state, view.session.naming())
    first = next(one for one in cards if one.member and (one.score or 0.0) < 0.8)
    assert first.member is not None
    other = cards[1]
    page._give(other, first.member)
    qtbot.waitUntil(lambda: view.session.bench.proposed() is None)
    after = {one.voice: one for one in voice_cards(view.session.state, view.session.naming())}
    assert after[other.voice].decided
    assert (after[first.voice].member, after[first.voice].score) != (first.member, first.score)


def test_the_keyboard_stays_at_the_next_voice_to_name(view: SessionView, qtbot: QtBot) -> None:
    page = named(view, qtbot)
    first, _choice = next(iter(page._answers.values()))
    first.setFocus()
    held = page._voice_in_focus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.session.bench.proposed() is None)
    QApplication.processEvents()
    cards = voice_cards(view.session.state, view.session.naming())
    assert [one.voice for one in cards if one.decided] == [held]
    assert page._voice_in_focus() == cards[1].voice
