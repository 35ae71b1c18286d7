"""The draft on paper: read, listened to and rewritten in place.

Only running text takes the cursor's typing: what comes from the facts is corrected there, so that
every document of the session says the same. What is typed becomes a revision when typing pauses.
"""

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.ui.block_html import LISTEN, MARK, document_html
from desktop.ui.theme import Theme, serif
from pv_builder.blocks import Line, Paragraph, Run
from pv_builder.documents.marks import mark_after
from pv_builder.documents.revisions import Change, Place, Revised

_PAUSE_MS = 700
"""A pause in typing after which the paragraph is written to the disk."""

_MARGIN_PX = 40
_NEW = -1
"""What Qt says of a block that it made itself: the second half of a paragraph that was split."""
_FIXED = 0


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A paragraph that a person rewrote: where it comes from, and what it reads now."""

    place: Place
    text: str


class Paper(QTextEdit):
    """The draft as it will print.

    Args:
        theme: colours.

    Signals:
        listen: play from this second.
        rewritten: a `Rewriting`.
        untouchable: the person typed where the text comes from the facts.
        chosen: the `Place` the cursor is in, None elsewhere.
        undo_asked, redo_asked: by the keys; what was typed was told before.
    """

    listen = Signal(float)
    rewritten = Signal(object)
    untouchable = Signal()
    chosen = Signal(object)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._places: list[Place] = []
        self._typed_in: int | None = None
        self.setObjectName("minutes")
        self.setAccessibleName(self.tr("Projet de procès-verbal"))
        self.setFont(serif())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN_PX)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.document().contentsChange.connect(self._on_change)
        self.cursorPositionChanged.connect(self._on_moved)

    # showing

    def show_draft(self, draft: Revised) -> None:
        """Show a draft, keeping the place on the page and the cursor."""
        self._pause.stop()
        self._typed_in = None
        scroll, cursor = self.verticalScrollBar().value(), self.textCursor().position()
        self.document().blockSignals(True)  # noqa: FBT003 - Qt takes a position
        self.setHtml(document_html(draft.document, self._theme))
        self._number_blocks(draft)
        self.document().blockSignals(False)  # noqa: FBT003 - Qt takes a position
        place = self.textCursor()
        place.setPosition(min(cursor, self.document().characterCount() - 1))
        self.setTextCursor(place)
        self.verticalScrollBar().setValue(scroll)
        self.viewport().update()

    def _number_blocks(self, draft: Revised) -> None:
        """Give each block of text its paragraph: 1 for the first that can be rewritten."""
        self._places = []
        wanted = [
            (_printed(block.line), place)
            for block, place in zip(draft.document.blocks, draft.places, strict=True)
            if place is not None and isinstance(block, Paragraph)
        ]
        block = self.document().begin()
        while block.isValid():
            block.setUserState(_FIXED)
            if wanted and block.text().strip(" ") == wanted[0][0]:
                place = wanted.pop(0)[1]
                again = bool(self._places) and place == self._places[-1]
                if not again:
                    self._places.append(place)
                block.setUserState(_NEW if again else len(self._places))
            block = block.next()

    # which paragraph

    def _number_at(self, block: QTextBlock) -> int:
        """Return the number of the paragraph that a block belongs to, 0 for none."""
        while block.isValid() and block.userState() == _NEW:
            block = block.previous()
        return max(_FIXED, block.userState()) if block.isValid() else _FIXED

    def place_here(self) -> Place | None:
        """Return where the paragraph of the cursor comes from, None if it cannot be rewritten."""
        number = self._number_at(self.textCursor().block())
        return self._places[number - 1] if number else None

    def section_here(self) -> str:
        """Return the heading that the cursor stands under, "" before the first."""
        block = self.textCursor().block()
        while block.isValid() and not block.blockFormat().headingLevel():
            block = block.previous()
        return block.text() if block.isValid() else ""

    def _blocks_of(self, number: int) -> list[QTextBlock]:
        block = self.document().begin()
        while block.isValid() and block.userState() != number:
            block = block.next()
        found = []
        while block.isValid() and block.userState() in {number, _NEW}:
            found.append(block)
            block = block.next()
        return found

    def text_here(self) -> str:
        """Return what the paragraph of the cursor reads, "" if it cannot be rewritten."""
        number = self._number_at(self.textCursor().block())
        return self._text_of(number) if number else ""

    def _text_of(self, number: int) -> str:
        """Return what a paragraph reads, without its marks."""
        return "\n".join(
            text for block in self._blocks_of(number) if (text := _unmarked(block).strip())
        )

    # typing

    def commit(self) -> None:
        """Tell what was typed, if anything was."""
        self._pause.stop()
        number, self._typed_in = self._typed_in, None
        if number is None:
            return
        place = self._places[number - 1]
        text = self._text_of(number)
        self.rewritten.emit(Rewriting(place, text))

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if removed == 0 and added == 0:
            return
        number = self._number_at(self.document().findBlock(position))
        if number:
            self._typed_in = number
            self._pause.start()

    def _on_moved(self) -> None:
        number = self._number_at(self.textCursor().block())
        if self._typed_in is not None and number != self._typed_in:
            self.commit()
        self.chosen.emit(self._places[number - 1] if number else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Type within one paragraph that can be rewritten, and nowhere else."""
        for key, asked in (
            (QKeySequence.StandardKey.Undo, self.undo_asked),
            (QKeySequence.StandardKey.Redo, self.redo_asked),
        ):
            if event.matches(key):
                self.commit()
                asked.emit()
                return
        if event.matches(QKeySequence.StandardKey.Cut) and not self._may_change():
            self.untouchable.emit()
            return
        if not _changes_text(event):
            super().keyPressEvent(event)
            return
        if not self._may_change() or self._leaves_paragraph(event.key()):
            self.untouchable.emit()
            return
        if _is_mark(self.currentCharFormat()):
            self.setCurrentCharFormat(QTextCharFormat())
        super().keyPressEvent(event)

    def _may_change(self) -> bool:
        """Whether the selection lies within one paragraph that can be rewritten."""
        cursor = self.textCursor()
        first = self._number_at(self.document().findBlock(cursor.selectionStart()))
        last = self._number_at(self.document().findBlock(cursor.selectionEnd()))
        return first == last != _FIXED

    def _leaves_paragraph(self, key: int) -> bool:
        """Whether a key would join this paragraph with its neighbour."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        block = cursor.block()
        if key == Qt.Key.Key_Backspace and cursor.atBlockStart():
            return block.userState() != _NEW
        if key == Qt.Key.Key_Delete and cursor.atBlockEnd():
            return block.next().userState() != _NEW
        return False

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste as plain text into the paragraph."""
        if self._may_change():
            self.insertPlainText(source.text())
        else:
            self.untouchable.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Write what was typed when the person goes elsewhere."""
        self.commit()
        super().focusOutEvent(event)

    # listening, and the margin

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Play the sentence that was clicked; a selection plays nothing."""
        super().mouseReleaseEvent(event)
        link = QUrl(self.anchorAt(event.position().toPoint()))
        if self.textCursor().hasSelection() or link.scheme() not in {LISTEN, MARK}:
            return
        if link.path():
            self.listen.emit(float(link.path()))

    def hear_here(self) -> None:
        """Play the sentence at the cursor."""
        cursor = self.textCursor()
        for move in (QTextCursor.MoveOperation.NoMove, QTextCursor.MoveOperation.NextCharacter):
            cursor.movePosition(move)
            link = QUrl(cursor.charFormat().anchorHref())
            if link.scheme() in {LISTEN, MARK} and link.path():
                self.listen.emit(float(link.path()))
                return

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the page, and in its margin what a person rewrote."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        offset = self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        first = self.cursorForPosition(event.rect().topLeft()).block()
        block = first.previous() if first.previous().isValid() else first
        while block.isValid():
            room = layout.blockBoundingRect(block).translated(0, -offset)
            if room.top() > event.rect().bottom():
                break
            number = self._number_at(block)
            if number:
                self._paint_sign(painter, room, self._places[number - 1].change)
            block = block.next()
        painter.end()

    def _paint_sign(self, painter: QPainter, room: QRectF, change: Change | None) -> None:
        if change is None:
            return
        to_check = change is not Change.REVISED
        painter.setPen(QColor(self._theme.check if to_check else self._theme.accent))
        sign = "⚠" if to_check else "✎"
        bar = QRectF(_MARGIN_PX - 12, room.top(), 2, room.height())
        painter.fillRect(bar, painter.pen().color())
        place = QRectF(4, room.top(), _MARGIN_PX - 18, painter.fontMetrics().height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, sign)


def _printed(line: Line) -> str:
    """Return a line as the page shows it, marks included."""
    shown = (part.text if isinstance(part, Run) else mark_after(part) for part in line)
    return "".join(shown).strip(" ")


def _unmarked(block: QTextBlock) -> str:
    """Return the text of a block without the marks «à vérifier»."""
    pieces = []
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        if fragment.isValid() and not _is_mark(fragment.charFormat()):
            pieces.append(fragment.text())
        each += 1
    return "".join(pieces)


def _is_mark(form: QTextCharFormat) -> bool:
    return QUrl(form.anchorHref()).scheme() == MARK


def _changes_text(event: QKeyEvent) -> bool:
    """Whether a key would change the text."""
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    erases = event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
    standard = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Cut)
    if any(event.matches(key) for key in standard):
        return False
    types = bool(event.text()) and event.text().isprintable()
    breaks = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return erases or breaks or (types and not event.modifiers() & control)
