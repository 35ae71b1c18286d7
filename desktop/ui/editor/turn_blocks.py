"""The turns of a session as blocks of one text, kept the same as the corrected transcript.

Shows and edits; what an edit means is decided by `turn_editor`.

Invariant: block number n is turn number n, between two calls of any method.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from core.transcript import Turn, TurnId
from desktop.session.documents.publication import is_excluded
from desktop.ui.editor.layout import DoubtMarker, SpacedLayout
from desktop.ui.editor.places import offsets_of
from desktop.ui.open_session import OpenSession
from desktop.ui.people import Speaker
from desktop.ui.theme import Theme

_LINE_CHARACTERS = 70
"""A line of print: longer ones are tiring to follow."""

_MARGIN_SHARE = 0.37
"""The margin never takes more of the width: names then go on to a second line."""

_GAP = 1.2
"""Room under a turn, in heights of a line: two short lines of the margin fit beside one."""


class TurnBlocks(QPlainTextEdit):
    """Shows the turns of a session, one block each.

    Args:
        session: whose transcript is shown.
        theme: colours.
    """

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("turns")
        self.session = session
        self.theme = theme
        self.turns: list[Turn] = []
        self.reconciling = False
        self._excluded = session.state.excluded if session.has_transcript else ()
        document = QTextDocument(self)
        self._spaced = SpacedLayout(document, _GAP * self.fontMetrics().height())
        document.setDocumentLayout(self._spaced)
        document.setDefaultFont(self.font())
        self.setDocument(document)
        self._marker = DoubtMarker(self.document(), self._turn_number, self._turn_is_out, theme)
        self.setUndoRedoEnabled(False)  # the session's own undo is unlimited and survives restarts
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        # The text always fits: a scroll sideways, to show a cursor at the end of a line, hides it.
        self.horizontalScrollBar().rangeChanged.connect(self._stay_left)
        self._margin: QWidget | None = None
        self.setAccessibleName(self.tr("Texte de la séance"))

    # what is shown

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show these turns, touching only the blocks that differ from what is shown."""
        excluded = self.session.state.excluded
        if excluded != self._excluded:
            self._excluded = excluded
            self._show_turns(turns)
            self.remark()
        else:
            self._show_turns(turns)

    def _show_turns(self, turns: Sequence[Turn]) -> None:
        old, new = self.turns, list(turns)
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        self.reconciling = True
        try:
            if not old:
                self.turns = new
                self.setPlainText("\n".join(turn.text for turn in new))
            elif len(old) == len(new):
                self.turns = new
                for number in range(head, len(new) - tail):
                    if not _reads_the_same(old[number], new[number]):
                        self._refresh(number)
            else:
                self._replace_blocks(old, new, head, tail)
        finally:
            self.reconciling = False
        if self._margin is not None:
            self._margin.update()
            self.viewport().update()  # a longer name makes its turn taller

    def _refresh(self, number: int) -> None:
        block = self.document().findBlockByNumber(number)
        if block.text().split() != self.turns[number].text.split():
            cursor = self.textCursor()
            here = cursor.position() - block.position() if cursor.block() == block else None
            self._write(block, block, self.turns[number].text)
            if here is not None:
                block = self.document().findBlockByNumber(number)
                cursor.setPosition(block.position() + min(here, block.length() - 1))
                self.setTextCursor(cursor)
        self._marker.rehighlightBlock(self.document().findBlockByNumber(number))

    def _replace_blocks(self, old: list[Turn], new: list[Turn], head: int, tail: int) -> None:
        """Replace the blocks of a stretch by others, at least one on each side."""
        if head and (head + tail in {len(old), len(new)}):
            head -= 1
        elif tail and (head + tail in {len(old), len(new)}):
            tail -= 1
        self.turns = new
        first = self.document().findBlockByNumber(head)
        last = self.document().findBlockByNumber(len(old) - tail - 1)
        self._write(first, last, "\n".join(turn.text for turn in new[head : len(new) - tail]))
        for number in range(head, len(new) - tail):
            self._marker.rehighlightBlock(self.document().findBlockByNumber(number))

    @staticmethod
    def _write(first: QTextBlock, last: QTextBlock, text: str) -> None:
        cursor = QTextCursor(first)
        end = last.position() + last.length() - 1
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)

    def _stay_left(self) -> None:
        self.horizontalScrollBar().setRange(0, 0)

    def remark(self) -> None:
        """Mark every turn again: passages were excluded or taken back."""
        self.reconciling = True
        self._marker.rehighlight()
        self.reconciling = False

    def _turn_number(self, number: int) -> Turn | None:
        return self.turns[number] if number < len(self.turns) else None

    def _turn_is_out(self, turn: Turn) -> bool:
        return is_excluded(self.session.state, (turn.start + turn.end) / 2)

    def speaker_of(self, turn: Turn) -> Speaker:
        """Return how the speaker of a turn is shown."""
        return self.session.people.of(turn, self.session.state)

    def reviewed(self) -> Collection[TurnId]:
        """Return the turns that a person marked as read."""
        return self.session.state.reviewed

    # where things are

    def current_turn(self) -> int:
        """Return the number of the turn that holds the cursor."""
        return self.textCursor().blockNumber()

    def visible_rows(self) -> Iterator[tuple[int, float, float]]:
        """Yield number, top and height in pixels of each turn that is on screen."""
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        bottom = self.viewport().height()
        while block.isValid() and top <= bottom and block.blockNumber() < len(self.turns):
            height = self.blockBoundingRect(block).height()
            yield block.blockNumber(), top, height
            top += height
            block = block.next()

    def select_words(self, number: int, first_word: int, last_word: int) -> None:
        """Put the selection on words of a turn and bring them into view."""
        turn = self.turns[number]
        places = offsets_of(turn.words)
        block = self.document().findBlockByNumber(number)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + places[first_word][0])
        end = block.position() + places[last_word - 1][1]
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.bring_into_view(number)

    def place_cursor(self, number: int) -> None:
        """Put the cursor at the beginning of a turn and bring it into view."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(number)))
        self.bring_into_view(number)

    def bring_into_view(self, number: int) -> None:
        """Scroll only when the turn is near an edge or out of sight."""
        rows = {at: (top, height) for at, top, height in self.visible_rows()}
        top, height = rows.get(number, (-1.0, 0.0))
        if top < 0 or top + height > self.viewport().height() - 24:
            block = self.document().findBlockByNumber(number)
            lines_above = self.viewport().height() // (3 * self.fontMetrics().height())
            self.verticalScrollBar().setValue(max(0, block.firstLineNumber() - lines_above))

    def show_heard(self, place: tuple[int, int] | None) -> None:
        """Light up the word that is heard now; None for silence."""
        if place is None:
            self.setExtraSelections([])
            return
        number, word = place
        block = self.document().findBlockByNumber(number)
        first, last = offsets_of(self.turns[number].words)[word]
        heard = QTextEdit.ExtraSelection()
        heard.cursor = QTextCursor(block)
        heard.cursor.setPosition(block.position() + min(first, block.length() - 1))
        end = block.position() + min(last, block.length() - 1)
        heard.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        format_ = QTextCharFormat()
        format_.setBackground(QColor(self.theme.playing))
        format_.setFontUnderline(True)
        heard.format = format_
        self.setExtraSelections([heard])

    # geometry

    def set_margin(self, margin: QWidget, height_px: Callable[[int], float]) -> None:
        """Show a widget beside the text, as wide as it asks.

        Args:
            margin: the widget.
            height_px: room that it needs beside a turn, by its number.
        """
        self._margin = margin
        self._spaced.beside_px = height_px
        self.updateRequest.connect(self._follow_scroll)
        self.cursorPositionChanged.connect(margin.update)
        self._arrange()

    def _follow_scroll(self, room: QRect, moved: int) -> None:
        if self._margin is None:
            return
        if moved:
            self._margin.scroll(0, moved)
        else:
            self._margin.update(0, room.y(), self._margin.width(), room.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the text as wide as a line of print."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wish = self._margin.sizeHint().width() if self._margin is not None else 0
        width = min(wish, round(self.width() * _MARGIN_SHARE))
        line = QFontMetricsF(self.font()).averageCharWidth() * _LINE_CHARACTERS * 1.12
        room = self.width() - width - self.verticalScrollBar().width()
        right = max(8, int(room - line))
        self.setViewportMargins(width + 12, 12, min(right, room // 2), 8)
        # Margins set while Qt resizes the text leave it wrapped at the width before (Qt 6.11).
        super().resizeEvent(QResizeEvent(self.viewport().size(), QSize()))
        if self._margin is not None:
            area = self.viewport().geometry()
            self._margin.setGeometry(0, area.top(), width, area.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the turn that holds the cursor on a wash, then the text."""
        painter = QPainter(self.viewport())
        for number, top, height in self.visible_rows():
            if number == self.current_turn():
                painter.fillRect(
                    0,
                    int(top - 5),
                    self.viewport().width(),
                    int(height - 3),
                    QColor(self.theme.wash),
                )
        painter.end()
        super().paintEvent(event)


def _reads_the_same(old: Turn, new: Turn) -> bool:
    """Whether a turn differs in its speaker at most, whom the margin shows.

    A speaker confirmed may bring thousands of new names: their words need not be looked at.
    """
    return old is new or (
        old.words is new.words
        and old.doubts is new.doubts
        and (old.start, old.end) == (new.start, new.end)
    )


def _common(one: Sequence[Turn], other: Sequence[Turn]) -> int:
    """Return how many leading turns two lists share, the very same objects."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left is not right:
            break
        count += 1
    return count
