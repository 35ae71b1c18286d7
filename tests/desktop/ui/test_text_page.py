"""The transcript editor: what each key means, and that nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from core.transcript import MemberStatus
from desktop.session.corrections.edits import Exclusion
from desktop.session.documents.publication import published
from desktop.session.workbench import open_workbench
from desktop.ui.editor import alike
from desktop.ui.editor.alike import AlikeDialog
from desktop.ui.editor.find_bar import ReplacePreview
from desktop.ui.editor.turn_editor import TurnEditor
from desktop.ui.main_window import MainWindow
from desktop.ui.session_view import SessionView
from desktop.ui.speaker_choice import Reach
from tests.desktop.ui.conftest import doubtful_transcript
from tests.helpers.waits import WAIT_MS

KEY, CONTROL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ROUSSEL = "Mme Isabelle Roussel"


@pytest.fixture
def editor(view: SessionView, qtbot: QtBot) -> TurnEditor:
    view.text.editor.setFocus()
    qtbot.waitUntil(lambda: bool(view.text.editor.turns))
    return view.text.editor


def put(editor: TurnEditor, number: int, offset: int, selected: int = 0) -> None:
    block = editor.document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + offset)
    cursor.setPosition(block.position() + offset + selected, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def texts(editor: TurnEditor) -> list[str]:
    return editor.toPlainText().split("\n")


def in_step(editor: TurnEditor) -> bool:
    """Whether what is shown is what is kept."""
    kept = [turn.text for turn in editor.session.state.transcript.turns]
    return texts(editor) == kept == [turn.text for turn in editor.turns]


def test_the_turns_are_shown_one_a_line(editor: TurnEditor) -> None:
    assert texts(editor)[1] == "Je vais procéder à l'appel."
    assert in_step(editor)


def test_typing_is_kept_when_it_pauses(editor: TurnEditor, qtbot: QtBot) -> None:
    put(editor, 1, 3, selected=4)
    qtbot.keyClicks(editor, "veux")
    with qtbot.waitSignal(editor.session.corrected, timeout=WAIT_MS):
        pass
    assert editor.turns[1].text == "Je veux procéder à l'appel."
    assert in_step(editor)
    changed = editor.turns[1].words[1]
    assert changed.probability is None
    assert changed.start == doubtful_transcript().turns[1].words[1].start


def test_a_space_at_the_end_is_left_while_typing_goes_on(editor: TurnEditor, qtbot: QtBot) -> None:
    put(editor, 3, len("Je suis là."))
    qtbot.keyClicks(editor, " Bien")
    editor.commit()
    qtbot.keyClicks(editor, " ")
    editor.commit()
    editor.insertPlainText("sûr")
    editor.commit()
    assert editor.turns[3].text == "Je suis là. Bien sûr"


def test_leaving_a_turn_keeps_what_was_typed(editor: TurnEditor, qtbot: QtBot) -> None:
    put(editor, 1, 0)
    qtbot.keyClicks(editor, "Alors ")
    put(editor, 5, 0)
    assert editor.turns[1].text.startswith("Alors Je vais")


def test_enter_splits_between_words_and_backspace_joins(editor: TurnEditor, qtbot: QtBot) -> None:
    before = texts(editor)
    put(editor, 1, len("Je vais "))
    qtbot.keyClick(editor, KEY.Key_Return, CONTROL)
    assert texts(editor)[1:3] == ["Je vais", "procéder à l'appel."]
    assert editor.current_turn() == 2
    qtbot.keyClick(editor, KEY.Key_Backspace)
    assert texts(editor) == before
    assert in_step(editor)


def test_a_turn_is_not_split_where_nothing_would_be_left(editor: TurnEditor, qtbot: QtBot) -> None:
    before = texts(editor)
    put(editor, 1, 0)
    qtbot.keyClick(editor, KEY.Key_Return)
    assert texts(editor) == before


def test_delete_at_the_end_joins_the_next_turn(editor: TurnEditor, qtbot: QtBot) -> None:
    put(editor, 0, len(texts(editor)[0]))
    qtbot.keyClick(editor, KEY.Key_Delete)
    assert texts(editor)[0].endswith("municipal. Je vais procéder à l'appel.")
    put(editor, 0, 5)
    qtbot.keyClick(editor, KEY.Key_Backspace, CONTROL)  # nothing before the first turn
    assert in_step(editor)


def test_a_selection_over_turns_removes_words_and_never_a_turn(
    editor: TurnEditor, qtbot: QtBot
) -> None:
    count = len(editor.turns)
    cursor = QTextCursor(editor.document().findBlockByNumber(1))
    cursor.setPosition(cursor.position() + len("Je vais "))
    end = editor.document().findBlockByNumber(3).position() + len("Je ")
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, KEY.Key_Delete)
    assert texts(editor)[1:4] == ["Je vais", "", "suis là."]
    assert len(editor.turns) == count
    qtbot.keyClick(editor, KEY.Key_Z, CONTROL)
    assert texts(editor)[2] == "Madame Isabelle Roussel ?"
    assert in_step(editor)


def test_undo_and_redo_go_through_every_edit(editor: TurnEditor, qtbot: QtBot) -> None:
    before = texts(editor)
    put(editor, 1, 0)
    qtbot.keyClicks(editor, "Bon ")
    qtbot.keyClick(editor, KEY.Key_Return)
    after = texts(editor)
    for _ in range(2):
        qtbot.keyClick(editor, KEY.Key_Z, CONTROL)
    assert texts(editor) == before
    for _ in range(2):
        qtbot.keyClick(editor, KEY.Key_Y, CONTROL)
    assert texts(editor) == after
    assert in_step(editor)


def test_what_was_typed_is_there_after_a_restart(
    window: MainWindow, editor: TurnEditor, qtbot: QtBot, folder: Path
) -> None:
    put(editor, 1, 0)
    qtbot.keyClicks(editor, "Bon ")
    window.close_session()  # at once: the pause has not come
    again = open_workbench(folder)
    assert again.corrected.transcript.turns[1].text.startswith("Bon Je vais")
    again.undo()
    assert again.corrected.transcript == doubtful_transcript()
    again.close()


def test_pasted_lines_become_words_of_one_turn(editor: TurnEditor, qtbot: QtBot) -> None:
    put(editor, 3, 0)
    clipboard = editor.createMimeDataFromSelection()
    clipboard.setText("Oui,\n bien\tsûr. ")
    editor.insertFromMimeData(clipboard)
    editor.commit()
    assert editor.turns[3].text == "Oui, bien sûr.Je suis là."


@pytest.mark.parametrize("key", [KEY.Key_2, KEY.Key_Eacute])
def test_alt_and_a_number_give_the_turn_to_a_speaker_on_any_keyboard(
    view: SessionView, editor: TurnEditor, qtbot: QtBot, key: Qt.Key
) -> None:
    put(editor, 3, 0)
    names = view.text.panel.names
    qtbot.keyClick(editor, key, ALT)
    turn = editor.turns[3]
    assert (turn.member, turn.member_status) == (names[1], MemberStatus.CONFIRMED)


def test_the_list_gives_a_whole_voice(view: SessionView, editor: TurnEditor) -> None:
    put(editor, 3, 0)
    voice = editor.turns[3].speaker
    view.text.panel.chosen.emit(ROUSSEL, Reach.VOICE)
    assert {t.member for t in editor.turns if t.speaker == voice} == {ROUSSEL}


def test_f3_goes_from_doubt_to_doubt_and_plays_it(
    view: SessionView, editor: TurnEditor, qtbot: QtBot
) -> None:
    put(editor, 0, 0)
    with qtbot.waitSignal(view.text.listen) as heard:
        assert editor.next_doubt()
    assert editor.textCursor().selectedText() == editor.turns[0].words[2].text.strip()
    start = editor.turns[0].words[2].start
    assert heard.args[0] == pytest.approx(max(0.0, start - 1.0))
    editor.next_doubt()
    assert editor.current_turn() == 1
    editor.next_doubt(-1)
    assert editor.current_turn() == 0


def test_saying_that_words_are_right_removes_the_doubt(editor: TurnEditor) -> None:
    put(editor, 0, 0)
    editor.next_doubt()
    editor.accept_words()
    assert editor.turns[0].doubts == ()
    assert editor.current_turn() == 1


def test_the_words_of_the_captions_are_taken_only_when_a_person_says_so(
    editor: TurnEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(editor, 0, 0)
    editor.next_doubt()
    (doubt,) = editor.turns[0].doubts
    heard = editor.turns[0].text
    editor.take_captions()
    assert editor.turns[0].text == heard  # the captions have nothing there
    put(editor, 0, 0)
    editor.next_doubt()
    told = replace(doubt, captions="toutes et tous")
    monkeypatch.setattr(editor, "_doubt_at_cursor", lambda _: told)
    editor.take_captions()
    assert "toutes et tous" in editor.turns[0].text
    assert editor.turns[0].doubts == ()


def test_typing_over_a_doubt_settles_it(editor: TurnEditor, qtbot: QtBot) -> None:
    put(editor, 0, 0)
    editor.next_doubt()
    qtbot.keyClicks(editor, "tous")
    editor.commit()
    assert editor.turns[0].doubts == ()


def test_f4_goes_to_the_next_speaker_to_confirm(editor: TurnEditor) -> None:
    put(editor, 0, 0)
    editor.next_unnamed()
    assert editor.current_turn() == 1
    editor.give_to(None)
    put(editor, 0, 0)
    editor.next_unnamed()
    assert editor.current_turn() == 2


def test_a_turn_marked_as_read_leads_to_the_next(editor: TurnEditor) -> None:
    put(editor, 0, 0)
    editor.mark_reviewed()
    assert editor.reviewed() == {editor.turns[0].id}
    assert editor.current_turn() == 1
    put(editor, 0, 0)
    editor.mark_reviewed()
    assert editor.reviewed() == set()


def test_a_click_on_a_word_plays_from_it(
    view: SessionView, editor: TurnEditor, qtbot: QtBot
) -> None:
    put(editor, 1, len("Je vais "))
    place = editor.cursorRect().center()
    with qtbot.waitSignal(view.text.listen) as heard:
        qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args[0] == pytest.approx(editor.turns[1].words[2].start, abs=0.4)


def test_the_word_that_is_heard_lights_up(view: SessionView, editor: TurnEditor) -> None:
    word = editor.turns[1].words[2]
    view.player.seek(word.start + 0.01)
    (lit,) = editor.extraSelections()
    assert lit.cursor.selectedText() == word.text.strip()
    view.text.stop_following()
    assert editor.extraSelections() == []


def test_find_goes_round_and_ignores_accents(view: SessionView, editor: TurnEditor) -> None:
    put(editor, 0, 0)
    view.text.find_bar.open("PROCEDER")
    view.text.find_bar.go_to_next()
    assert editor.textCursor().selectedText() == "procéder"
    assert editor.current_turn() == 1
    view.text.find_bar.accents.setChecked(True)
    assert view.text.find_bar.matches() == []
    view.text.find_bar.close_bar()
    assert not view.text.find_bar.isVisible()


def test_replacing_everywhere_leaves_what_was_unticked_and_is_one_undo(
    view: SessionView, editor: TurnEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(editor)

    def leave_the_first(preview: ReplacePreview) -> int:
        preview.places.item(0).setCheckState(Qt.CheckState.Unchecked)
        return int(ReplacePreview.DialogCode.Accepted)

    monkeypatch.setattr(ReplacePreview, "exec", leave_the_first)
    bar = view.text.find_bar
    bar.open("Monsieur")
    found = len(bar.matches())
    bar.by.setText("M.")
    bar._replace_all()
    assert len(bar.matches()) == 1
    assert sum(text.count("M. ") for text in texts(editor)) >= found - 1
    editor.undo_edit()
    assert texts(editor) == before


def test_the_counters_say_what_is_left(view: SessionView, editor: TurnEditor, qtbot: QtBot) -> None:
    first = view.text._left.text()
    editor.next_doubt()
    editor.accept_words()
    with qtbot.waitSignal(editor.session.rested, timeout=WAIT_MS):
        pass
    assert view.text._left.text() != first
    assert "doute" in first


def test_the_margin_explains_and_asks(view: SessionView, editor: TurnEditor, qtbot: QtBot) -> None:
    margin = editor._margin
    assert margin is not None
    rows = list(editor.visible_rows())
    number, top, _ = rows[2]
    asked: list[int] = []
    editor.speaker_asked.disconnect()
    editor.speaker_asked.connect(lambda n, _place: asked.append(n))
    place = margin.rect().topLeft()
    place.setY(int(top) + 10)
    qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=place)
    assert asked == [number]
    assert "proposé (sûr à 90 %)" in margin._explained(editor.turns[number])  # type: ignore[attr-defined]


def test_an_excluded_passage_is_struck_out_and_can_come_back(editor: TurnEditor) -> None:
    put(editor, 1, 0, selected=len("Je vais"))
    editor.exclude(Exclusion.OFF_RECORD)
    (passage,) = editor.session.state.excluded
    words = editor.turns[1].words
    assert (passage.start, passage.end) == (words[0].start, words[1].end)
    assert published(editor.session.state).turns[1].text == "procéder à l'appel."
    put(editor, 1, 3)
    editor.include()
    assert editor.session.state.excluded == ()


def test_a_whole_turn_is_excluded_without_a_selection(editor: TurnEditor) -> None:
    put(editor, 1, 3)
    editor.exclude(Exclusion.CLOSED_SESSION)
    said = [turn.text for turn in published(editor.session.state).turns]
    assert "Je vais procéder à l'appel." not in said
    assert texts(editor)[1] == "Je vais procéder à l'appel."
    layout = editor.document().findBlockByNumber(1).layout()
    assert any(span.format.fontStrikeOut() for span in layout.formats())


def test_the_buttons_say_whether_there_is_something_to_undo(
    view: SessionView, editor: TurnEditor
) -> None:
    assert (view.undo.isEnabled(), view.redo.isEnabled()) == (False, False)
    editor.mark_reviewed()
    assert view.undo.isEnabled()
    view.undo.click()
    assert (view.undo.isEnabled(), view.redo.isEnabled()) == (False, True)
    view.redo.click()
    assert len(editor.reviewed()) == 1


def test_turns_that_sound_alike_are_looked_through_then_given_together(
    view: SessionView, editor: TurnEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(editor, 3, 0)
    chosen, first, second = editor.turns[3], editor.turns[5], editor.turns[8]
    monkeypatch.setattr(alike, "similar_turns", lambda *_args: (first, second))

    def untick_the_second(dialog: AlikeDialog) -> int:
        assert dialog.list.count() == 2
        dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
        return int(AlikeDialog.DialogCode.Accepted)

    monkeypatch.setattr(AlikeDialog, "exec", untick_the_second)
    view.text.panel.chosen.emit(ROUSSEL, Reach.ALIKE)
    given = [turn.id for turn in editor.turns if turn.member_status is MemberStatus.CONFIRMED]
    assert given == [chosen.id, first.id]
    view.text.alike.set_apart()
    voices = {turn.id: turn.speaker for turn in editor.turns}
    assert voices[chosen.id] == voices[first.id] != chosen.speaker
    assert voices[second.id] == second.speaker


def test_turns_are_set_apart_by_hand(view: SessionView, editor: TurnEditor) -> None:
    put(editor, 3, 0)
    before = editor.turns[3].speaker
    view.text._part_chosen()
    assert editor.turns[3].speaker != before
    assert editor.turns[3].member_status is not MemberStatus.CONFIRMED
