"""The text of a session as Qt lays it out: room under each turn, doubtful words underlined.

QPlainTextEdit is chosen over QTextEdit by measurement: a key typed at the beginning of 64,000
words takes it 1.7 ms instead of 24, because its layout does not depend on what comes after
(docs/benchmarks.md).
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QColor,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from core.transcript import Turn
from desktop.ui.editor.places import offsets_of
from desktop.ui.theme import Theme


class SpacedLayout(QPlainTextDocumentLayout):
    """A plain text layout that leaves room under each turn.

    Args:
        document: to lay out.
        gap_px: room under each turn.

    Attributes:
        beside_px: gives the height of what stands beside a turn, by its number.
    """

    def __init__(self, document: QTextDocument, gap_px: float) -> None:
        super().__init__(document)
        self._gap_px = gap_px
        self.beside_px: Callable[[int], float] = lambda _number: 0.0

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:  # noqa: N802 - Qt's name
        """Return the room of a turn."""
        room = super().blockBoundingRect(block)
        if block.isVisible():
            least = self.beside_px(block.blockNumber())
            room.setHeight(max(room.height() + self._gap_px, least))
        return room


class DoubtMarker(QSyntaxHighlighter):
    """Underlines doubtful words with dots, and greys what is excluded.

    Args:
        document: to mark.
        turn_of: gives the turn of a block by its number, None beyond the last.
        is_excluded: whether a turn reaches no document.
        theme: colours.
    """

    def __init__(
        self,
        document: QTextDocument,
        turn_of: Callable[[int], Turn | None],
        is_excluded: Callable[[Turn], bool],
        theme: Theme,
    ) -> None:
        super().__init__(document)
        self._turn_of = turn_of
        self._is_excluded = is_excluded
        self._doubt = QTextCharFormat()
        self._doubt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._doubt.setUnderlineColor(QColor(theme.check))
        self._doubt.setForeground(QColor(theme.check))
        self._out = QTextCharFormat()
        self._out.setForeground(QColor(theme.quiet))
        self._out.setFontStrikeOut(True)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Mark the doubtful words of one turn."""
        turn = self._turn_of(self.currentBlock().blockNumber())
        if turn is None:
            return
        if self._is_excluded(turn):
            self.setFormat(0, len(text), self._out)
        if turn.doubts:
            places = offsets_of(turn.words)
            for doubt in turn.doubts:
                first = places[doubt.first_word][0]
                self.setFormat(first, places[doubt.last_word - 1][1] - first, self._doubt)
