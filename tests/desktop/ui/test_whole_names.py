"""The name of a person can be read whole, at every size of text, in the smallest window too."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTreeView

from desktop.ui.main_window import MainWindow
from desktop.ui.pages.facts import FactsPage
from desktop.ui.pages.text import TextPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.theme import THEMES, ThemeName, use
from tests.desktop.ui.conftest import open_page

WRAPPED = int(Qt.TextFlag.TextWordWrap)
BROKEN = int(Qt.TextFlag.TextWrapAnywhere)
SIZES = [(1.5, 900, 600), (1.5, 1280, 800), (2.0, 1366, 768)]


@pytest.fixture(params=SIZES, ids=str)
def sized(
    request: pytest.FixtureRequest, window: MainWindow, view: SessionView, french: QApplication
) -> Iterator[SessionView]:
    """Yield the open session in a window and a size of text."""
    scale, width, height = request.param
    use(french, THEMES[ThemeName.LIGHT], scale)
    window.resize(width, height)
    folder = view.session.bench.dossier.root
    assert window.open_session(folder)
    assert window.view is not None
    yield window.view
    use(french, THEMES[ThemeName.LIGHT])


def settle() -> None:
    """Let layouts within layouts find their sizes."""
    for _ in range(6):
        QApplication.processEvents()


def indexes(tree: QTreeView) -> Iterator[QModelIndex]:
    """Yield the groups of a tree and their lines."""
    model = tree.model()
    for at in range(model.rowCount()):
        top = model.index(at, 0)
        yield top
        for line in range(model.rowCount(top)):
            yield model.index(line, 0, top)


def test_facts_show_names_and_values_whole(sized: SessionView) -> None:
    page = open_page(sized, Stage.FACTS)
    assert isinstance(page, FactsPage)
    settle()
    cut = []
    for first in indexes(page.tree):
        for column in range(2):
            index = first.siblingAtColumn(column)
            option = QStyleOptionViewItem()
            page.tree.itemDelegateForColumn(column).initStyleOption(option, index)
            room = page.tree.visualRect(index).adjusted(4, 4, -4, -4)
            metrics = QFontMetrics(option.font)
            words = [metrics.horizontalAdvance(word) for word in option.text.split()]
            broken = bool(words) and max(words) > room.width()
            flags = BROKEN if broken else WRAPPED
            around = QRect(0, 0, room.width(), 1 << 14)
            needed = metrics.boundingRect(around, flags, option.text)
            is_name = option.text.startswith(("M. ", "Mme "))
            if needed.height() > room.height() or (broken and is_name):
                cut.append(option.text)
    assert cut == []


def test_the_text_shows_speakers_whole_and_lets_them_be_chosen(sized: SessionView) -> None:
    page = open_page(sized, Stage.TEXT)
    assert isinstance(page, TextPage)
    settle()
    margin, shown = page.editor._margin, page.editor
    assert margin is not None
    rows = list(shown.visible_rows())
    assert rows
    for number, _, height in rows:
        speaker = shown.speaker_of(shown.turns[number])
        if number > 0 and shown.speaker_of(shown.turns[number - 1]) == speaker:
            continue
        width = margin._name_width()  # type: ignore[attr-defined]
        metrics = QFontMetricsF(margin._name_font(speaker))  # type: ignore[attr-defined]
        needed = metrics.boundingRect(QRectF(0, 0, width, 1 << 14), WRAPPED, speaker.name)
        assert needed.width() <= width + 1
        assert needed.height() + margin.fontMetrics().height() <= height
    assert page.panel.isVisible() != page._give_button.isVisible()
    assert shown.viewport().width() >= 20 * page.fontMetrics().averageCharWidth()


def test_facts_that_are_still_read_are_not_called_done(
    view: SessionView, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(view, Stage.FACTS)
    assert isinstance(page, FactsPage)
    told: list[int] = []
    page.counted.connect(told.append)
    monkeypatch.setattr(view.session, "minutes", lambda: None)
    page.refresh()
    assert told == []
