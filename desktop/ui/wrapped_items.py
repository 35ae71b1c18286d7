"""Lines of a list or a tree that wrap whole: Qt's own drop the last words of some (Qt 6.11)."""

from abc import abstractmethod

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

_EDGE_PX = 4
_Feature = QStyleOptionViewItem.ViewItemFeature
_PLACE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Wrapped(QStyledItemDelegate):
    """Shows each text on as many lines as it takes, beside its icon if it has one.

    Args:
        view: what shows the texts.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[str, int, str], int] = {}

    @abstractmethod
    def width_of(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return the width in pixels that a text and its edges may take."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room that the whole text takes."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        width = self.width_of(index)
        least = _least_height(shown)
        return QSize(width, max(self._height(shown, width), least) + 2 * _EDGE_PX)

    def _height(self, shown: QStyleOptionViewItem, width: int) -> int:
        """Return the height of a text; a long list asks for the same ones again and again."""
        key = (shown.text, width, shown.font.key())
        known = self._heights.get(key)
        if known is None:
            room = QRect(0, 0, max(1, width - _beside_text(shown) - _EDGE_PX), 1 << 14)
            flags = _flags(shown.text, shown.fontMetrics, room.width())
            known = shown.fontMetrics.boundingRect(room, flags, shown.text).height()
            self._heights[key] = known
        return known

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
        painter.setFont(shown.font)
        painter.setPen(shown.palette.color(QPalette.ColorRole.Text))  # on the wash too
        room = option.rect.adjusted(_beside_text(shown), _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
        painter.drawText(room, _flags(text, shown.fontMetrics, room.width()), text)
        painter.restore()


def _flags(text: str, metrics: QFontMetrics, width: int) -> int:
    """Return how a text is broken: between words, unless one of them is wider than the room."""
    widest = max(map(metrics.horizontalAdvance, text.split()), default=0)
    wrap = Qt.TextFlag.TextWordWrap if widest <= width else Qt.TextFlag.TextWrapAnywhere
    return int(wrap | _PLACE)


def _beside_text(shown: QStyleOptionViewItem) -> int:
    """Return what stands before the text, in pixels: a box to tick, an icon."""
    beside = _EDGE_PX
    if shown.features & _Feature.HasCheckIndicator:
        beside += _pixels(QStyle.PixelMetric.PM_IndicatorWidth) + 2 * _EDGE_PX
    if shown.features & _Feature.HasDecoration:
        beside += shown.decorationSize.width() + 2 * _EDGE_PX
    return beside


def _least_height(shown: QStyleOptionViewItem) -> int:
    """Return the height of what stands before the text."""
    box = bool(shown.features & _Feature.HasCheckIndicator)
    icon = bool(shown.features & _Feature.HasDecoration)
    box_px = _pixels(QStyle.PixelMetric.PM_IndicatorHeight) + _EDGE_PX if box else 0
    return max(box_px, shown.decorationSize.height() if icon else 0)


def _pixels(metric: QStyle.PixelMetric) -> int:
    return QApplication.style().pixelMetric(metric)


class WrappedItems(_Wrapped):
    """Shows each line of a list whole.

    Args:
        view: the list, as wide as its texts may be.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._list = view
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setWordWrap(True)  # else a scroll bar that comes leaves the heights as they were
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setItemDelegate(self)

    def width_of(self, _index: QModelIndex | QPersistentModelIndex) -> int:
        """Return the width of the list."""
        return self._list.viewport().width() - 2 * self._list.spacing()


class WrappedCells(_Wrapped):
    """Shows the texts of some columns of a tree whole; rows are as tall as they need.

    Args:
        tree: its columns' widths are not taken from their contents.
        columns: those whose texts wrap.
    """

    def __init__(self, tree: QTreeView, columns: range) -> None:
        super().__init__(tree)
        self._tree = tree
        tree.setUniformRowHeights(False)
        for column in columns:
            tree.setItemDelegateForColumn(column, self)
        header: QHeaderView = tree.header()
        header.sectionResized.connect(tree.scheduleDelayedItemsLayout)

    def width_of(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return the width of the column, less what shows the depth of the line."""
        width = self._tree.columnWidth(index.column())
        if index.column() > 0:
            return width
        depth = 1 + index.parent().isValid()
        return width - depth * self._tree.indentation()
