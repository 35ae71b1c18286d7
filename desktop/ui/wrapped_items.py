"""Lines of a list that wrap whole: Qt's own drop the last words of some (Qt 6.11)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

_EDGE_PX = 4
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class WrappedItems(QStyledItemDelegate):
    """Shows each line of a list on as many lines as it takes.

    Args:
        view: the list, as wide as its texts may be.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setItemDelegate(self)

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room that the whole text takes."""
        width = self._view.viewport().width() - 2 * self._view.spacing()
        room = QRect(0, 0, width - 2 * _EDGE_PX, 1 << 14)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        needed = option.fontMetrics.boundingRect(room, int(_FLAGS), text)
        return QSize(width, needed.height() + 2 * _EDGE_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the line as the style does, its text wrapped."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        QApplication.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, shown, painter, self._view
        )
        painter.save()
        painter.setPen(shown.palette.color(QPalette.ColorRole.Text))  # on the wash too
        room = option.rect.adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
        painter.drawText(room, int(_FLAGS), text)
        painter.restore()
