"""The player's bar at the foot of the window: always there, always the same."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QWidget

from core.timecode import Interval, format_timecode
from desktop.ui.player import SPEEDS, Player
from desktop.ui.shortcuts import Action, action_button, keys_of
from desktop.ui.theme import Theme
from desktop.ui.widgets import button, label, row

_STEP_S = 3.0


class PlayerBar(QFrame):
    """Buttons, the timeline of the recording, and the time.

    Args:
        player: what it drives.
        theme: colours.

    Signals:
        sound_asked: the person wants to show where the recording is.
    """

    sound_asked = Signal()

    def __init__(self, player: Player, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAccessibleName(self.tr("Lecteur de l'enregistrement"))
        self._player = player
        self._back = action_button(self.tr("◄◄ 3 s"), lambda: player.skip(-_STEP_S), Action.BACK)
        self._back.setAccessibleName(self.tr("Reculer de 3 secondes"))
        self._play = action_button(self.tr("▶ Écouter"), player.toggle, Action.PLAY, role="main")
        self._play.setMinimumWidth(max(112, self._play.sizeHint().width()))
        self._forward = action_button(
            self.tr("3 s ►►"), lambda: player.skip(_STEP_S), Action.FORWARD
        )
        self._forward.setAccessibleName(self.tr("Avancer de 3 secondes"))
        self.timeline = Timeline(theme)
        self.timeline.chosen.connect(player.seek)
        self._time = label("", "quiet", wrap=False)
        self._find = button(self.tr("Retrouver l'enregistrement…"), self.sound_asked.emit)
        self._find.hide()
        line = row(self._back, self._play, self._forward, self._speed_button(), 8, margin=8)
        line.addWidget(self.timeline, 1)
        line.addWidget(self._time)
        line.addWidget(self._find)
        self.setLayout(line)
        player.moved.connect(self._on_moved)
        player.playing_changed.connect(self._on_playing)
        player.sound_changed.connect(self._on_sound)
        self._on_sound()

    def _speed_button(self) -> QPushButton:
        """Return the button that says the speed and offers others."""
        self._speed = button("", lambda: None)
        menu = QMenu(self._speed)
        for speed in SPEEDS:
            menu.addAction(_times(speed), partial(self._player.set_speed, speed))
        self._speed.setMenu(menu)
        for action, step in ((Action.SLOWER, -1), (Action.FASTER, 1)):
            for keys in keys_of(action):
                shortcut = QShortcut(keys, self)
                shortcut.activated.connect(partial(self._player.change_speed, step))
        self._player.speed_changed.connect(self._on_speed)
        self._on_speed(self._player.speed)
        return self._speed

    def _on_speed(self, speed: float) -> None:
        self._speed.setText(_times(speed))
        self._speed.setAccessibleName(self.tr("Vitesse d'écoute : {n}").format(n=_times(speed)))
        self._speed.setToolTip(self.tr("Vitesse d'écoute, sans changer la hauteur des voix"))

    def _on_moved(self, second: float) -> None:
        self.timeline.set_position(second)
        total = format_timecode(self._player.duration_s)
        self._time.setText(f"{format_timecode(second)} / {total}")

    def _on_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        text = self.tr("❚❚ Pause") if playing else self.tr("▶ Écouter")
        self._play.setText(text)
        self._play.setAccessibleName(text[2:].strip())

    def _on_sound(self) -> None:
        for part in (self._back, self._play, self._forward, self.timeline):
            part.setEnabled(self._player.has_sound)
        self.timeline.set_duration(self._player.duration_s)
        self._find.hide()
        for part in (self._back, self._forward, self._speed):
            part.show()
        self._on_moved(0.0)
        if not self._player.has_sound:
            self._time.setText(self.tr("Pas encore de son"))

    def show_missing(self) -> None:
        """Say that the recording is not where it was, and offer to look for it."""
        self._time.setText(self.tr("Enregistrement introuvable"))
        for part in (self._back, self._forward, self._speed):
            part.hide()  # room for the button, at large text too
        self._find.show()

    def show_deleted(self) -> None:
        """Say that the recording was deleted, as it must be in the end."""
        self._time.setText(self.tr("Enregistrement supprimé"))

    def show_preparing(self, share: float | None) -> None:
        """Say how far the sound is prepared; None at the beginning."""
        self._find.hide()
        done = "" if share is None else self.tr(" {n} %").format(n=round(share * 100))
        self._time.setText(self.tr("Préparation du son…{done}").format(done=done))


def _times(speed: float) -> str:
    """Return a speed as people read it: "1,2 ×"."""
    return f"{speed:g}".replace(".", ",") + "\u202f×"


class Timeline(QWidget):
    """The recording from left to right, with its items and votes; a click goes there.

    Signals:
        chosen: the second that was clicked.
    """

    chosen = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._duration = 0.0
        self._position = 0.0
        self._spans: tuple[Interval, ...] = ()
        self._levels: tuple[float, ...] = ()
        self._marks: tuple[tuple[float, str], ...] = ()
        self.setMinimumWidth(160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Position dans l'enregistrement"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a strip."""
        return QSize(400, self.fontMetrics().height() * 2 + 6)

    def set_duration(self, seconds: float) -> None:
        """Show a recording of this length."""
        self._duration = seconds
        self.update()

    def set_position(self, second: float) -> None:
        """Show where the player is."""
        self._position = second
        self.update()

    def set_speech(self, speech: Sequence[Interval]) -> None:
        """Show where somebody speaks."""
        self._spans = tuple(speech)
        self.update()

    def set_levels(self, levels: Sequence[float]) -> None:
        """Show how loud the recording is along its length."""
        self._levels = tuple(levels)
        self.update()

    def set_marks(self, marks: Sequence[tuple[float, str]]) -> None:
        """Show marks with their short names."""
        self._marks = tuple(marks)
        self.update()

    def _x(self, second: float) -> float:
        return 0.0 if self._duration <= 0 else second / self._duration * self.width()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint speech, marks and the position."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() - 12.0
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.line))
        for span in self._spans:
            width = max(1.0, self._x(span.end) - self._x(span.start))
            painter.drawRect(QRectF(self._x(span.start), middle - 8, width, 16))
        self._paint_levels(painter, middle)
        self._paint_marks(painter, middle)
        here = self._x(self._position)
        painter.setBrush(QColor(self._theme.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(QRectF(here - 1, middle - 10, 2, 20))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(here - 5, middle - 14),
                    QPointF(here + 5, middle - 14),
                    QPointF(here, middle - 8),
                ]
            )
        )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(QRectF(1, 1, self.width() - 2, self.height() - 2), 4, 4)
        painter.end()

    def _paint_levels(self, painter: QPainter, middle: float) -> None:
        painter.setPen(QPen(QColor(self._theme.quiet), 1))
        step = self.width() / max(1, len(self._levels))
        for at, level in enumerate(self._levels):
            half = 1.0 + 7.0 * level
            painter.drawLine(QPointF(at * step, middle - half), QPointF(at * step, middle + half))

    def _paint_marks(self, painter: QPainter, middle: float) -> None:
        if self._duration <= 0:
            return
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.quiet))
        taken = -1.0
        for second, name in self._marks:
            x = self._x(second)
            painter.drawLine(QPointF(x, middle - 8), QPointF(x, middle + 8))
            width = painter.fontMetrics().horizontalAdvance(name) + 6.0
            if x > taken and x + width <= self.width():
                painter.drawText(QRectF(x + 2, 0, width, middle - 8), 0, name)
                taken = x + width

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go where the mouse is."""
        self._choose(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the mouse while its button is down."""
        self._choose(event.position().x())

    def _choose(self, x: float) -> None:
        if self._duration > 0:
            self.chosen.emit(max(0.0, min(1.0, x / self.width())) * self._duration)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move with the arrows by three seconds."""
        steps = {Qt.Key.Key_Left: -_STEP_S, Qt.Key.Key_Right: _STEP_S}
        if event.key() in steps:
            self.chosen.emit(max(0.0, self._position + steps[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)
