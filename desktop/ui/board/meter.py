"""The level of one input: a bar from −60 dB to full scale, the peak, what to read in words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from asr.recording.levels import FLOOR_DBFS, Level
from asr.recording.tape import TrackState
from desktop.ui.theme import Theme

_FLOOR_DB = -60.0
_WEAK_DB = -40.0
_LOUD_DB = -6.0
_FALLS_DB = 1.5
"""By which the peak's mark falls at each look, ten times a second: a syllable stays readable."""


class LevelMeter(QWidget):
    """Shows one track.

    Args:
        theme: colours; the zones are also parted by lines, and the state is said in words.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = TrackState(device="", level=Level(), lost_s=0.0, overflows=0)
        self._held_db = FLOOR_DBFS
        self._name = ""
        self._is_paused = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(180)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a line of text above a thick bar."""
        return QSize(420, round(self.fontMetrics().height() * 1.5) + 30)

    def show_state(self, state: TrackState, *, is_paused: bool = False) -> None:
        """Show a track as it stands; during a pause nothing is heard and nothing is wrong."""
        self._state = state
        self._is_paused = is_paused
        self._name = state.device or self._name
        self._held_db = max(state.level.peak_dbfs, self._held_db - _FALLS_DB)
        self.setAccessibleName(f"{self._name} : {self.words()}")
        self.update()

    def words(self) -> str:
        """Return what the bar shows, in words."""
        level = self._state.level
        if self._is_paused:
            return self.tr("en pause")
        if not self._state.device:
            return self.tr("pas de son")
        if level.clipped:
            return self.tr("trop fort")
        if level.is_nothing:
            return self.tr("muet")
        if self._held_db < _WEAK_DB:
            return self.tr("faible")
        return self.tr("fort") if self._held_db > _LOUD_DB else self.tr("bon niveau")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the name, the words and the bar."""
        del event
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = round(self.fontMetrics().height() * 1.5)
        text = QRectF(0, 0, self.width(), line)
        painter.setPen(QColor(theme.ink))
        name = self._name or self.tr("micro absent")
        words = self.words()
        room = self.width() - self.fontMetrics().horizontalAdvance(words) - 16
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(self._colour()))
        painter.drawText(
            text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.words()
        )
        self._paint_bar(painter, QRectF(0.5, line + 2.5, self.width() - 1, 20))
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        theme = self._theme
        painter.setPen(QPen(QColor(theme.quiet), 1))
        painter.setBrush(QColor(theme.desk))
        painter.drawRoundedRect(bar, 4, 4)
        filled = QRectF(bar)
        filled.setWidth(bar.width() * _share(self._state.level.rms_dbfs))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour()))
        painter.drawRoundedRect(filled.adjusted(1, 1, -1, -1), 3, 3)
        painter.setPen(QPen(QColor(theme.quiet), 1, Qt.PenStyle.DotLine))
        for edge in (_WEAK_DB, _LOUD_DB):
            x = bar.left() + bar.width() * _share(edge)
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
        painter.setPen(QPen(QColor(theme.ink), 2))
        x = bar.left() + bar.width() * _share(self._held_db)
        painter.drawLine(QPointF(x, bar.top() + 2), QPointF(x, bar.bottom() - 2))

    def _colour(self) -> str:
        level = self._state.level
        if self._is_paused:
            return self._theme.quiet
        if not self._state.device or level.clipped or level.is_nothing:
            return self._theme.block
        if self._held_db < _WEAK_DB or self._held_db > _LOUD_DB:
            return self._theme.check
        return self._theme.good


def _share(level_db: float) -> float:
    """Return how far along the bar a level stands, 0 to 1."""
    return 1.0 - max(_FLOOR_DB, min(0.0, level_db)) / _FLOOR_DB
