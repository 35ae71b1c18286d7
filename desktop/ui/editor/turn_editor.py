"""Editing the transcript: what each key and click means as a correction.

Text is typed as in any word processor; when the typing pauses, or the cursor leaves a turn, the
difference becomes an edit. Turns are never merged or split by accident: a selection over several
turns removes words, not turns.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from core.transcript import Doubt, Turn
from desktop.session.corrections.corrections import free_turn_id, is_decided
from desktop.session.corrections.edits import (
    AcceptWords,
    EditGroup,
    ExcludePassage,
    Exclusion,
    GroupLabel,
    IncludePassage,
    MarkReviewed,
    MergeTurns,
    SetMember,
    SetVoiceMember,
    SingleEdit,
    SplitTurn,
)
from desktop.session.corrections.retyping import edit_of_captions, edit_of_text
from desktop.ui.editor.margin import Margin
from desktop.ui.editor.places import word_at, words_between
from desktop.ui.editor.turn_blocks import TurnBlocks
from desktop.ui.open_session import OpenSession
from desktop.ui.theme import Theme
from pv_builder.meeting import MemberName

_PAUSE_MS = 500
"""A pause in typing after which the words are written to the disk."""


class TurnEditor(TurnBlocks):
    """The transcript, editable.

    Signals:
        listen: from this second, to this one or on (None).
        speaker_asked: number of the turn and where to show the choice.
        retyped: the `ReplaceWords` that typing just made.
        doubted: number of the turn, and its doubt that the person was just brought to.
    """

    listen = Signal(float, object)
    speaker_asked = Signal(int, QPoint)
    retyped = Signal(object)
    doubted = Signal(int, object)

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._typed_in: int | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        margin = Margin(self, theme)
        margin.speaker_clicked.connect(self.speaker_asked)
        self.set_margin(margin, margin.height_px)
        self.document().contentsChange.connect(self._on_typed)
        self.cursorPositionChanged.connect(self._on_moved)
        self.setTabChangesFocus(True)

    # typing becomes edits

    def commit(self) -> None:
        """Write what was typed as an edit, if anything was."""
        self._pause.stop()
        number, self._typed_in = self._typed_in, None
        if number is None or number >= len(self.turns):
            return
        text = self.document().findBlockByNumber(number).text()
        edit = edit_of_text(self.turns[number], text)
        if edit is not None and self.session.do(edit):
            self.retyped.emit(edit)

    def _on_typed(self, position: int, removed: int, added: int) -> None:
        if self.reconciling or (removed == 0 and added == 0):
            return
        self._typed_in = self.document().findBlock(position).blockNumber()
        self._pause.start()

    def _on_moved(self) -> None:
        if self._typed_in is not None and self.current_turn() != self._typed_in:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn keys that would cut across turns into corrections."""
        handler = self._handler(event)
        if handler is not None:
            handler()
            event.accept()
            return
        if self._spans_turns() and _changes_text(event):
            self._remove_selected_words()
        super().keyPressEvent(event)

    def _handler(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does to whole turns; None when it types within one."""
        cursor, key = self.textCursor(), event.key()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        back, forward = key == Qt.Key.Key_Backspace, key == Qt.Key.Key_Delete
        handlers: tuple[tuple[bool, Callable[[], object]], ...] = (
            (event.matches(QKeySequence.StandardKey.Undo), self.undo_edit),
            (event.matches(QKeySequence.StandardKey.Redo), self.redo_edit),
            (control and key == Qt.Key.Key_Y, self.redo_edit),  # not every system's own
            (key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}, self.split_here),
            ((back or forward) and self._spans_turns(), self._remove_selected_words),
            (back and (control or _at_start(cursor)), self.join_with_previous),
            (forward and _at_end(cursor), self.join_with_next),
        )
        return next((handler for asked, handler in handlers if asked), None)

    def undo_edit(self) -> None:
        """Undo the last correction."""
        self.commit()
        self.session.undo()

    def redo_edit(self) -> None:
        """Do the next correction again."""
        self.commit()
        self.session.redo()

    def _spans_turns(self) -> bool:
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart())
        return bool(first != document.findBlock(cursor.selectionEnd()))

    def selected_turns(self) -> range:
        """Return the numbers of the turns that the selection touches."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        return range(first, last + 1)

    def _remove_selected_words(self) -> None:
        self.commit()
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        edits: list[SingleEdit] = []
        for number in self.selected_turns():
            block = self.document().findBlockByNumber(number)
            left = block.text()[: max(0, start - block.position())]
            right = block.text()[max(0, end - block.position()) :]
            edit = edit_of_text(self.turns[number], f"{left} {right}")
            if edit is not None:
                edits.append(edit)
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        if edits:
            self.session.do(EditGroup(label=GroupLabel.RETYPE, edits=tuple(edits)))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste as plain words into the turn."""
        if self._spans_turns():
            self._remove_selected_words()
        self.insertPlainText(" ".join(source.text().split()))

    def cut(self) -> None:
        """Cut the selection; over several turns the words go, the turns stay."""
        if self._spans_turns():
            self.copy()
            self._remove_selected_words()
        else:
            super().cut()

    # turns

    def split_here(self) -> None:
        """Split the turn at the cursor, between words."""
        self.commit()
        number = self.current_turn()
        turn = self.turns[number]
        at, _ = words_between(turn, self.textCursor().positionInBlock(), 1 << 30)
        if 0 < at < len(turn.words):
            new = free_turn_id(self.session.state, turn.id)
            if self.session.do(SplitTurn(turn=turn.id, at_word=at, new_turn=new)):
                self.place_cursor(number + 1)

    def join_with_previous(self) -> None:
        """Join the turn with the one before."""
        self.commit()
        number = self.current_turn()
        if number > 0:
            self._join(number)

    def join_with_next(self) -> None:
        """Join the turn with the one after."""
        self.commit()
        number = self.current_turn() + 1
        if number < len(self.turns):
            self._join(number)

    def _join(self, number: int) -> None:
        previous, turn = self.turns[number - 1], self.turns[number]
        length = self.document().findBlockByNumber(number - 1).length() - 1
        if self.session.do(MergeTurns(previous=previous.id, turn=turn.id)):
            cursor = QTextCursor(self.document().findBlockByNumber(number - 1))
            cursor.setPosition(cursor.position() + length)
            self.setTextCursor(cursor)

    # speakers and reading

    def give_to(self, member: MemberName | None) -> None:
        """Give the selected turns to a member, or to nobody of the assembly."""
        self.commit()
        turns = tuple(self.turns[number].id for number in self.selected_turns())
        self.session.do(SetMember(turns=turns, member=member))

    def give_voice_to(self, number: int, member: MemberName | None, label: str = "") -> None:
        """Give every turn of a turn's voice to a member, or to somebody from outside."""
        self.commit()
        voice = self.turns[number].speaker
        if voice is not None:
            self.session.do(SetVoiceMember(voice=voice, member=member, label=label))

    def accept_words(self) -> None:
        """Say that the selected words, or the doubt at the cursor, are right; go to the next."""
        self.commit()
        number = self.current_turn()
        turn = self.turns[number]
        found = self._doubt_at_cursor(turn)
        if found is not None:
            first, last = found.first_word, found.last_word
            self.session.do(AcceptWords(turn=turn.id, first_word=first, last_word=last))
        self.next_doubt()

    def take_captions(self) -> None:
        """Put what the captions have in place of the doubt at the cursor; go to the next."""
        self.commit()
        turn = self.turns[self.current_turn()]
        found = self._doubt_at_cursor(turn)
        edit = None if found is None else edit_of_captions(turn, found)
        if edit is not None:
            self.session.do(edit)
        self.next_doubt()

    def _doubt_at_cursor(self, turn: Turn) -> Doubt | None:
        cursor = self.textCursor()
        block = cursor.block()
        start = cursor.selectionStart() - block.position()
        end = cursor.selectionEnd() - block.position()
        first, last = words_between(turn, start, max(end, start + 1))
        for doubt in turn.doubts:
            if doubt.first_word < max(last, first + 1) and doubt.last_word > first:
                return doubt
        return None

    def mark_reviewed(self) -> None:
        """Mark the selected turns as read, and go to the next."""
        self.commit()
        numbers = self.selected_turns()
        turns = tuple(self.turns[number].id for number in numbers)
        reviewed = not set(turns) <= set(self.reviewed())
        self.session.do(MarkReviewed(turns=turns, reviewed=reviewed))
        if reviewed and numbers[-1] + 1 < len(self.turns):
            self.place_cursor(numbers[-1] + 1)

    def exclude(self, reason: Exclusion) -> None:
        """Keep what is selected out of every document."""
        self.commit()
        start, end = self._selected_seconds()
        self.session.do(ExcludePassage(start=start, end=end, reason=reason))

    def include(self) -> None:
        """Take what is selected back into the documents."""
        self.commit()
        start, end = self._selected_seconds()
        self.session.do(IncludePassage(start=start, end=end))

    def _selected_seconds(self) -> tuple[float, float]:
        """Return from when to when the selected words, or the turn, are said."""
        numbers = self.selected_turns()
        first, last = self.turns[numbers[0]], self.turns[numbers[-1]]
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return first.start, last.end
        document = self.document()
        left = document.findBlock(cursor.selectionStart())
        right = document.findBlock(cursor.selectionEnd())
        start, _ = words_between(first, cursor.selectionStart() - left.position(), 1 << 30)
        _, end = words_between(last, 0, cursor.selectionEnd() - right.position())
        begins = first.words[start].start if start < len(first.words) else first.start
        return begins, last.words[end - 1].end if end else last.end

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer what can be done with the words under the mouse."""
        menu = self.createStandardContextMenu(event.pos())
        menu.addSeparator()
        doubt = self._doubt_at_cursor(self.turns[self.current_turn()]) if self.turns else None
        if doubt is not None and doubt.captions:
            told = self.tr("Écrire comme le sous-titrage : « {words} »")
            menu.addAction(told.format(words=doubt.captions), self.take_captions)
        menu.addAction(self.tr("Écouter d'ici"), self.listen_here)
        asked = partial(self.speaker_asked.emit, self.current_turn(), event.globalPos())
        menu.addAction(self.tr("Changer d'intervenant…"), asked)
        menu.addAction(self.tr("Diviser le tour ici"), self.split_here)
        menu.addAction(self.tr("Réunir avec le tour précédent"), self.join_with_previous)
        menu.addSeparator()
        closed = partial(self.exclude, Exclusion.CLOSED_SESSION)
        menu.addAction(self.tr("Exclure : huis clos"), closed)
        off = partial(self.exclude, Exclusion.OFF_RECORD)
        menu.addAction(self.tr("Exclure : hors procès-verbal"), off)
        menu.addAction(self.tr("Ne plus exclure"), self.include)
        menu.exec(event.globalPos())
        menu.deleteLater()

    # moving

    def next_doubt(self, step: int = 1) -> bool:
        """Select the next doubtful words (the previous with -1) and play them; False if none."""
        self.commit()
        places = [
            (number, doubt.first_word, doubt)
            for number, turn in enumerate(self.turns)
            for doubt in turn.doubts
        ]
        here = self._place_of_cursor()
        later = [place for place in places if place[:2] > here]
        before = [place for place in places if place[:2] < here]
        found = (later or places)[:1] if step > 0 else (before or places)[-1:]
        for number, first, doubt in found:
            self.select_words(number, first, doubt.last_word)
            self._play_words(self.turns[number], first, doubt.last_word)
            self.doubted.emit(number, doubt)
        return bool(found)

    def _place_of_cursor(self) -> tuple[int, int]:
        cursor = self.textCursor()
        number = cursor.blockNumber()
        offset = min(cursor.position(), cursor.anchor()) - cursor.block().position()
        word = word_at(self.turns[number], offset) if number < len(self.turns) else None
        alone = not cursor.hasSelection() and offset == 0
        return number, -1 if word is None or alone else word

    def next_unnamed(self) -> bool:
        """Go to the next turn whose speaker nobody confirmed; False if there is none."""
        self.commit()
        here = self.current_turn()
        count = len(self.turns)
        for number in (*range(here + 1, count), *range(min(here + 1, count))):
            turn = self.turns[number]
            if not is_decided(self.session.state, turn):
                self.place_cursor(number)
                self.listen.emit(turn.start, turn.end)
                return True
        return False

    def listen_here(self) -> None:
        """Play from the word at the cursor."""
        turn = self.turns[self.current_turn()]
        word = word_at(turn, self.textCursor().positionInBlock())
        self.listen.emit(turn.start if word is None else turn.words[word].start, None)

    def _play_words(self, turn: Turn, first: int, last: int) -> None:
        # A second before and after: a word alone cannot be understood.
        start = max(0.0, turn.words[first].start - 1.0)
        self.listen.emit(start, turn.words[last - 1].end + 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Play from the word that was clicked; a selection plays nothing."""
        super().mouseReleaseEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.turns and not self.textCursor().hasSelection():
            self.listen_here()


def _at_start(cursor: QTextCursor) -> bool:
    return not cursor.hasSelection() and cursor.atBlockStart()


def _at_end(cursor: QTextCursor) -> bool:
    return not cursor.hasSelection() and cursor.atBlockEnd()


def _changes_text(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable()
