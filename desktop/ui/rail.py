"""The stages of a session, on the left: what each is about and what is left in it."""

from enum import IntEnum

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.ui.theme import Theme

_LEFT = Qt.ItemDataRole.UserRole
_LINE_SHARE = 1.35
"""Height of a line of text, in heights of its letters."""


class Stage(IntEnum):
    """The stages, in order; Ctrl+1 to Ctrl+7 open them."""

    SEANCE = 0
    SOUND = 1
    TEXT = 2
    VOICES = 3
    FACTS = 4
    MINUTES = 5
    CLOSING = 6


def stage_name(stage: Stage) -> str:
    """Return the name of a stage."""
    names = {
        Stage.SEANCE: QCoreApplication.translate("Rail", "Séance"),
        Stage.SOUND: QCoreApplication.translate("Rail", "Son"),
        Stage.TEXT: QCoreApplication.translate("Rail", "Texte"),
        Stage.VOICES: QCoreApplication.translate("Rail", "Voix"),
        Stage.FACTS: QCoreApplication.translate("Rail", "Faits"),
        Stage.MINUTES: QCoreApplication.translate("Rail", "Procès-verbal"),
        Stage.CLOSING: QCoreApplication.translate("Rail", "Clôture"),
    }
    return names[stage]


class Rail(QListWidget):
    """The list of stages; any may be opened at any time.

    Args:
        theme: colours.

    Signals:
        stage_chosen: the stage to show.
    """

    stage_chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Étapes de la séance"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_StageDelegate(theme, self))
        for stage in Stage:
            self.addItem(QListWidgetItem(stage_name(stage)))
            self.set_left(stage, "")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("Procès-verbal") + 72)
        self.currentRowChanged.connect(self.stage_chosen)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return no more width than the names need."""
        return QSize(self.minimumWidth(), super().sizeHint().height())

    def set_left(self, stage: Stage, left: str, *, done: bool = False) -> None:
        """Say under a stage's name what is left in it, or that it is done."""
        item = self.item(stage)
        item.setData(_LEFT, (left, done))
        item.setToolTip(self.tr("{name} · Ctrl+{n}").format(name=stage_name(stage), n=stage + 1))
        spoken = f"{stage_name(stage)}, {left}" if left else stage_name(stage)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def left(self) -> tuple[str, ...]:
        """Return what is left to check, in words, of the stages that are checked."""
        told = (self.item(stage).data(_LEFT) for stage in (Stage.TEXT, Stage.VOICES, Stage.FACTS))
        return tuple(text for text, done in told if text and not done)

    def choose(self, stage: Stage) -> None:
        """Open a stage."""
        self.setCurrentRow(stage)


class _StageDelegate(QStyledItemDelegate):
    """Paints a stage: its number, its name, and what is left under it."""

    def __init__(self, theme: Theme, parent: Rail) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return room for two lines."""
        return QSize(0, round(option.fontMetrics.height() * 2 * _LINE_SHARE) + 10)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one stage."""
        theme, room = self._theme, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(room, QColor(theme.wash))
            painter.fillRect(QRectF(0, room.top(), 4, room.height()), QColor(theme.accent))
        left, done = index.data(_LEFT)
        line = option.fontMetrics.height() * _LINE_SHARE
        top = room.top() + (room.height() - line * (2 if left else 1)) / 2
        painter.setPen(QColor(theme.accent if chosen else theme.quiet))
        painter.setFont(option.font)
        centred = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(14, top, 24, line), centred, str(index.row() + 1))
        painter.setPen(QColor(theme.ink))
        font = QFont(option.font)
        font.setBold(chosen)
        painter.setFont(font)
        wide = room.width() - 44
        painter.drawText(QRectF(38, top, wide, line), centred, index.data())
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(QColor(theme.good if done else theme.check))
        sign = "✓ " if done else ""
        painter.drawText(QRectF(38, top + line, wide, line), centred, f"{sign}{left}")
        painter.restore()
