"""The work in progress: its step in words, how far, time left, and Stop."""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from core.task import Progress
from core.timecode import format_timecode
from desktop.session.french.messages import step_name
from desktop.ui.widgets import button, label, row

_THOUSAND = 1000
_SECOND_MS = 1000
_ENOUGH = 0.03
"""Share of a step after which its pace says something about what is left."""


class JobBar(QFrame):
    """A bar above the player while something works.

    Signals:
        stop_asked: the person wants the work to stop.
        show_asked: the person wants to see what is recognised.
    """

    stop_asked = Signal()
    show_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAccessibleName(self.tr("Travail en cours"))
        self._step = ""
        self._since = 0.0
        self._text = label("", wrap=False)
        self._left = label("", "quiet", wrap=False)
        self._share = 0.0
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._clock.timeout.connect(self._show_time)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Avancement"))
        self._stop = button(self.tr("Arrêter"), self.stop_asked.emit)
        line = row(self._text, margin=8)
        line.addWidget(self._bar, 1)
        line.addWidget(self._left)
        line.addWidget(button(self.tr("Voir le texte"), self.show_asked.emit))
        line.addWidget(self._stop)
        self.setLayout(line)
        self.hide()

    def begin(self) -> None:
        """Show that work has begun."""
        self._step, self._since, self._share = "", time.monotonic(), 0.0
        self._text.setText(self.tr("Préparation…"))
        self._show_time()
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show how far a step has got."""
        if progress.step != self._step:
            self._step, self._since = progress.step, time.monotonic()
            self._text.setText(step_name(progress.step))
        if not progress.total:
            self._bar.setRange(0, 0)
            self._share = 0.0
        else:
            self._share = min(1.0, progress.done / progress.total)
            self._bar.setRange(0, _THOUSAND)
            self._bar.setValue(round(self._share * _THOUSAND))
        self._show_time()

    def _show_time(self) -> None:
        """Say the time left; while its pace is not known, that the step goes on and since when."""
        spent = time.monotonic() - self._since
        if self._share < _ENOUGH:
            shown = self.tr("en cours depuis {time}")
            self._left.setText(shown.format(time=format_timecode(spent)))
        else:
            self._left.setText(self._time_left(spent * (1 - self._share) / self._share))

    def _time_left(self, seconds: float) -> str:
        if seconds < 60:  # noqa: PLR2004 - a minute
            return self.tr("moins d'une minute")
        return self.tr("encore {n} min environ").format(n=round(seconds / 60))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Count while somebody can see it."""
        self._clock.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Count no more."""
        self._clock.stop()
        super().hideEvent(event)

    def stopping(self) -> None:
        """Show that the stop was heard."""
        self._text.setText(self.tr("Arrêt en cours ; le travail fait est conservé…"))
        self._stop.setEnabled(False)
        self._clock.stop()
        self._left.setText("")
