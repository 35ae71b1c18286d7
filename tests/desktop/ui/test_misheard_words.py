"""What was probably misheard is offered: all at once in a list, one by one at each doubt."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.jsonio import read_json, write_json
from core.transcript import Doubt, DoubtKind, Transcript, Turn
from desktop.ui.editor.word_fix_dialog import WordFixDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.text import TextPage
from tests.helpers.unsure import unsure_turn
from tests.helpers.waits import WAIT_MS

PHRASE = "Nous passons à la probation du procès-verbal."
DOUBTFUL = "Je rappelle la saison culturelle et la séance élevée."


def doubtful(turn: Turn, *words: int) -> Turn:
    """Return the turn with these words, each a doubt."""
    doubts = tuple(
        Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=at, last_word=at + 1) for at in words
    )
    return replace(turn, doubts=doubts)


@pytest.fixture
def page(window: MainWindow, folder: Path, qtbot: QtBot) -> TextPage:
    """Return the text of a session of three turns, two of them misheard."""
    whole = read_json(Transcript, folder / "transcript.json")
    turns = (
        unsure_turn(0, PHRASE),
        doubtful(unsure_turn(1, DOUBTFUL), 2, 8),
        doubtful(unsure_turn(2, "Rien ne va plus zgrobnouf."), 4),
    )
    write_json(folder / "transcript.json", replace(whole, turns=turns))
    assert window.open_session(folder)
    assert window.view is not None
    page = window.view.text
    page.editor.setFocus()
    qtbot.waitUntil(lambda: bool(page.editor.turns))
    return page


def answering(monkeypatch: pytest.MonkeyPatch, *unticked: str) -> list[str]:
    """Let the list be accepted without these lines; return the lines it will have shown."""
    shown: list[str] = []

    def accept(dialog: WordFixDialog) -> int:
        for at in range(dialog.list.count()):
            item = dialog.list.item(at)
            shown.append(item.text())
            if any(part in item.text() for part in unticked):
                item.setCheckState(Qt.CheckState.Unchecked)
        return int(WordFixDialog.DialogCode.Accepted)

    monkeypatch.setattr(WordFixDialog, "exec", accept)
    return shown


def test_the_list_shows_each_place_and_corrects_what_stays_ticked(
    page: TextPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = answering(monkeypatch, "élevée")
    page.correct_words()
    assert len(shown) == 2
    assert "Nous passons à la probation du procès-verbal.  →  à l'approbation" in shown[0]
    assert "la séance élevée.  →  la séance est levée." in shown[1]
    assert "Nous passons à l'approbation du procès-verbal." in page.editor.toPlainText()
    assert DOUBTFUL in page.editor.toPlainText()
    page.editor.undo_edit()
    assert PHRASE in page.editor.toPlainText()


def test_a_place_of_the_list_is_heard(page: TextPage, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[float] = []
    page.listen.connect(lambda start, _end: heard.append(start))
    monkeypatch.setattr(WordFixDialog, "exec", lambda dialog: dialog._hear() or 0)
    page.correct_words()
    assert len(heard) == 1
    assert PHRASE in page.editor.toPlainText()


def test_a_doubt_that_sounds_like_a_phrase_is_written_by_one_key(
    page: TextPage, qtbot: QtBot
) -> None:
    page.editor.next_doubt()
    assert page.likely.isHidden() or "saison" in page.likely._told.text()
    page.editor.next_doubt()
    assert page.likely.isVisible()
    assert "la séance est levée (F2)" in page.likely._choices[0].text()
    assert page.editor.hasFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_F2)
    qtbot.waitUntil(page.likely.isHidden, timeout=WAIT_MS)
    assert page.editor.toPlainText().split("\n")[1].endswith("et la séance est levée.")
    assert page.editor.textCursor().selectedText() == "zgrobnouf."


def test_the_proposals_leave_with_the_cursor(page: TextPage) -> None:
    page.editor.next_doubt()
    page.editor.next_doubt()
    assert page.likely.isVisible()
    page.editor.place_cursor(0)
    assert page.likely.isHidden()
    page.likely.take(0)
    assert DOUBTFUL in page.editor.toPlainText()


def test_a_title_added_to_the_agenda_is_proposed_from_then_on(page: TextPage) -> None:
    page.editor.next_doubt()
    seance = page.session.bench.seance
    assert seance is not None
    agenda = (*seance.agenda, replace(seance.agenda[0], mark=99, title="Parc Zgrobnoufle"))
    assert page.session.describe(replace(seance, agenda=agenda))
    page.editor.next_doubt()
    page.editor.next_doubt()
    assert page.editor.textCursor().selectedText() == "zgrobnouf."
    assert "Zgrobnoufle" in page.likely._choices[0].text()


def test_what_was_typed_is_proposed_further_on(page: TextPage, qtbot: QtBot) -> None:
    page.editor.next_doubt()
    qtbot.keyClicks(page.editor, "zgrobnoufle")
    page.editor.commit()
    page.editor.next_doubt()
    page.editor.next_doubt()
    assert page.editor.textCursor().selectedText() == "zgrobnouf."
    assert "zgrobnoufle" in page.likely._choices[0].text()
