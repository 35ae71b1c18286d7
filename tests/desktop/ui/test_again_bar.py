"""A mistake corrected once is offered to be corrected wherever it was made."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from desktop.ui.editor.turn_editor import TurnEditor
from desktop.ui.session_view import SessionView
from tests.helpers.waits import WAIT_MS


@pytest.fixture
def editor(view: SessionView, qtbot: QtBot) -> TurnEditor:
    view.text.editor.setFocus()
    qtbot.waitUntil(lambda: bool(view.text.editor.turns))
    return view.text.editor


def words(editor: TurnEditor) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", editor.toPlainText()))


def seldom(editor: TurnEditor) -> str:
    """Return a word that is said two or three times."""
    return next(
        word
        for word, count in words(editor).items()
        if count in {2, 3} and len(word) > 5 and word.islower()
        if len(re.findall(rf"\b{word}\b", editor.toPlainText(), re.IGNORECASE)) == count
    )


def choose(editor: TurnEditor, word: str) -> None:
    """Select the first place where a word stands."""
    at = re.search(rf"\b{word}\b", editor.toPlainText())
    assert at is not None
    cursor = editor.textCursor()
    cursor.setPosition(at.start())
    cursor.setPosition(at.end(), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def test_it_is_shown_with_its_places_and_taken_by_a_key(
    view: SessionView, editor: TurnEditor, qtbot: QtBot
) -> None:
    word = seldom(editor)
    count = words(editor)[word]
    choose(editor, word)
    qtbot.keyClicks(editor, "Tilleu")
    editor.commit()
    qtbot.keyClicks(editor, "ls")  # after a pause, and still the same correction
    editor.commit()
    bar = view.text.again
    assert bar.isVisible()
    assert f"« {word} »" in bar._told.text()
    assert bar._places.text().count("→ Tilleuls") == count - 1
    assert editor.hasFocus()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(editor, Qt.Key.Key_H, control | shift)
    qtbot.waitUntil(lambda: words(editor)[word] == 0, timeout=WAIT_MS)
    assert not bar.isVisible()
    editor.undo_edit()
    assert words(editor)[word] == count - 1


def test_nothing_is_offered_for_what_stands_nowhere_else(
    view: SessionView, editor: TurnEditor, qtbot: QtBot
) -> None:
    alone = next(w for w, count in words(editor).items() if count == 1 and len(w) > 6)
    choose(editor, alone)
    qtbot.keyClicks(editor, "Tilleuls")
    editor.commit()
    assert not view.text.again.isVisible()
