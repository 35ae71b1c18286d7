"""The margin of the transcript: who speaks, when, and what a person has done with each turn."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from core.timecode import format_timecode
from core.transcript import Turn
from desktop.ui.editor.turn_blocks import TurnBlocks
from desktop.ui.people import Speaker, percent
from desktop.ui.theme import Theme

_CHARACTERS = 31
_DISC = 1.7
"""Size of a speaker's disc, in heights of a line of text."""

_EDGE_PX = 12
_SIGNS_PX = 20
"""Room on the right for the tick and the bracket."""

_TIME_AND_GAP = 1.3
"""Room of the time under the name, in heights of a line."""

_NAME = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class Margin(QWidget):
    """Paints the speaker beside each visible turn; a click on one asks to change it.

    Signals:
        speaker_clicked: number of the turn, and where to show the choice.
    """

    speaker_clicked = Signal(int, QPoint)

    def __init__(self, blocks: TurnBlocks, theme: Theme) -> None:
        super().__init__(blocks)
        self._blocks = blocks
        self._theme = theme
        self._line = self.fontMetrics().height()
        self._disc = round(self._line * _DISC)
        self._left = _EDGE_PX + self._disc + 8
        self._heights: dict[Speaker, float] = {}
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Intervenants"))
        self.setAccessibleDescription(
            self.tr("Au clavier : Alt+1 à Alt+9, ou Alt+0 pour choisir par le nom.")
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width of the margin."""
        return QSize(self.fontMetrics().averageCharWidth() * _CHARACTERS, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the speakers of the visible turns."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._theme.paper))
        for number, top, height in self._blocks.visible_rows():
            if top + height >= event.rect().top() and top <= event.rect().bottom():
                self._paint_row(painter, number, top, height)
        painter.end()

    def _paint_row(self, painter: QPainter, number: int, top: float, height: float) -> None:
        turn = self._blocks.turns[number]
        speaker = self._blocks.speaker_of(turn)
        colour = QColor(self._theme.speakers[speaker.colour % len(self._theme.speakers)])
        if number == self._blocks.current_turn():
            painter.fillRect(QRectF(0, top - 5, self.width(), height - 3), QColor(self._theme.wash))
        name_px = 0.0
        if not self._goes_on(number, speaker):
            self._paint_disc(painter, speaker, colour, top)
            name_px = self._paint_name(painter, speaker, colour, top)
        self._paint_time(painter, turn, top, name_px)
        self._paint_signs(painter, turn, top, height)

    def _goes_on(self, number: int, speaker: Speaker) -> bool:
        """Whether the turn before is the same speaker's."""
        return number > 0 and self._blocks.speaker_of(self._blocks.turns[number - 1]) == speaker

    def height_px(self, number: int) -> float:
        """Return the room that the name and the time of a turn take."""
        if number >= len(self._blocks.turns):
            return 0.0
        speaker = self._blocks.speaker_of(self._blocks.turns[number])
        if self._goes_on(number, speaker):
            return 0.0
        return self._name_px(speaker) + self._line * _TIME_AND_GAP

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break names anew."""
        self._heights.clear()
        super().resizeEvent(event)

    def _paint_disc(self, painter: QPainter, speaker: Speaker, colour: QColor, top: float) -> None:
        disc = QRectF(_EDGE_PX, top - 1, self._disc, self._disc)
        painter.setPen(QPen(colour, 1.5, self._dash(speaker)))
        painter.setBrush(QColor(self._theme.paper) if speaker.is_proposed else colour)
        painter.drawEllipse(disc)
        painter.setPen(colour if speaker.is_proposed else QColor(self._theme.paper))
        painter.setFont(_scaled(self.font(), 0.82, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, speaker.initials)

    @staticmethod
    def _dash(speaker: Speaker) -> Qt.PenStyle:
        return Qt.PenStyle.DashLine if speaker.is_proposed else Qt.PenStyle.SolidLine

    def _paint_name(self, painter: QPainter, speaker: Speaker, colour: QColor, top: float) -> float:
        """Paint a name on as many lines as it takes; return their height."""
        height = self._name_px(speaker)
        painter.setFont(self._name_font(speaker))
        painter.setPen(colour)
        painter.drawText(QRectF(self._left, top, self._name_width(), height), _NAME, speaker.name)
        return height

    def _name_width(self) -> int:
        return max(1, self.width() - self._left - _SIGNS_PX)

    def _name_font(self, speaker: Speaker) -> QFont:
        """Return the font of a name: smaller where its longest word would not fit."""
        font = _scaled(self.font(), 0.95, bold=not speaker.is_proposed)
        font.setItalic(speaker.is_proposed)
        widest = max(map(QFontMetricsF(font).horizontalAdvance, speaker.name.split()), default=0.0)
        if widest > self._name_width():
            font.setPointSizeF(font.pointSizeF() * self._name_width() / widest)
        return font

    def _name_px(self, speaker: Speaker) -> float:
        """Return the height of a name as it is broken into lines."""
        known = self._heights.get(speaker)
        if known is None:
            room = QRectF(0, 0, self._name_width(), 1 << 14)
            metrics = QFontMetricsF(self._name_font(speaker))
            known = max(float(self._line), metrics.boundingRect(room, _NAME, speaker.name).height())
            self._heights[speaker] = known
        return known

    def _paint_time(self, painter: QPainter, turn: Turn, top: float, name_px: float) -> None:
        speaker = self._blocks.speaker_of(turn)
        painter.setFont(_scaled(self.font(), 0.8))
        painter.setPen(QColor(self._theme.quiet))
        text = format_timecode(turn.start)
        if speaker.is_proposed and name_px:
            state = self.tr("proposé") if speaker.is_known else self.tr("à nommer")
            whole = f"{text} · {state}"
            # Where the margin is narrow, the dashed disc and the slanted name say it.
            fits = painter.fontMetrics().horizontalAdvance(whole) <= self.width() - self._left
            text = whole if fits else f"{text} ?"
        under = top + max(0.0, name_px - 0.08 * self._line)
        room = QRectF(self._left, under, self.width() - self._left, self._line)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_signs(self, painter: QPainter, turn: Turn, top: float, height: float) -> None:
        """Paint a tick for a turn that was read, a bracket where several speak at once."""
        right = self.width() - 22
        if turn.id in self._blocks.reviewed():
            painter.setFont(_scaled(self.font(), 1.0, bold=True))
            painter.setPen(QColor(self._theme.good))
            painter.drawText(QRectF(right, top, 18, self._line), Qt.AlignmentFlag.AlignCenter, "✓")
        if turn.overlap:
            painter.setPen(QPen(QColor(self._theme.check), 2))
            bottom = int(top + height - 16)
            edge = self.width() - 4
            painter.drawLine(edge, int(top), edge, bottom)
            painter.drawLine(edge - 4, int(top), edge, int(top))
            painter.drawLine(edge - 4, bottom, edge, bottom)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask to change the speaker of the turn under the mouse."""
        number = self._row_at(event.position().y())
        if number is not None:
            self.speaker_clicked.emit(number, event.globalPosition().toPoint())

    def _row_at(self, y: float) -> int | None:
        for number, top, height in self._blocks.visible_rows():
            if top <= y + 4 < top + height:
                return number
        return None

    def event(self, event: QEvent) -> bool:
        """Show why the speaker of the turn under the mouse is what it is."""
        if isinstance(event, QHelpEvent):
            number = self._row_at(event.y())
            if number is not None:
                text = self._explained(self._blocks.turns[number])
                QToolTip.showText(event.globalPos(), text, self, QRect())
            return True
        return super().event(event)

    def _explained(self, turn: Turn) -> str:
        speaker = self._blocks.speaker_of(turn)
        if not speaker.is_proposed:
            return self.tr("{name}, confirmé par vous.").format(name=speaker.name)
        if not speaker.is_known:
            return self.tr("{name} : personne n'est proposé. Cliquez pour choisir.").format(
                name=speaker.name
            )
        if turn.member_score is None:
            return self.tr("{name}, proposé. Cliquez pour changer.").format(name=speaker.name)
        return self.tr("{name}, proposé (sûr à {score} %). Cliquez pour changer.").format(
            name=speaker.name, score=percent(turn.member_score)
        )


def _scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * factor)
    result.setBold(bold)
    return result
