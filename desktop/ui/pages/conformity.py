"""What the law still asks of the draft: one line a fault, with where to listen."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.timecode import format_timecode
from desktop.ui.widgets import button, clear, column, label
from pv_builder.evidence import Alert, Severity, Status
from pv_builder.language.typography import counted
from pv_builder.minutes import Minutes


class ConformityList(QWidget):
    """The conformity of the minutes as they stand.

    Signals:
        listen: play from this second, to this one.
    """

    listen = Signal(float, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column()
        self.setLayout(column(self._lines, None))

    def show_checks(self, minutes: Minutes) -> None:
        """Show what is to be checked, what blocks first."""
        clear(self._lines)
        left = sum(1 for one in minutes.evidence if one.status is Status.PROPOSED)
        if left:
            text = self.tr("À vérifier dans le projet : {facts}, marqués comme tels.")
            shown = text.format(facts=counted(left, self.tr("fait")))
            self._lines.addWidget(label(shown, "check"))
        for alert in sorted(minutes.alerts, key=lambda one: one.severity is not Severity.BLOCKING):
            self._add(alert)
        if not left and not minutes.alerts:
            self._lines.addWidget(
                label(self.tr("✓ Rien ne manque de ce que la loi demande."), "good")
            )

    def _add(self, alert: Alert) -> None:
        blocking = alert.severity is Severity.BLOCKING
        sign = self.tr("✕ Bloquant") if blocking else self.tr("⚠ À voir")
        where = "" if alert.item is None else self.tr(" · point {n}").format(n=alert.item)
        self._lines.addWidget(label(f"{sign}{where}", "block" if blocking else "check"))
        self._lines.addWidget(label(alert.text))
        for excerpt in alert.excerpts[:1]:
            time = format_timecode(excerpt.start)
            hear = button(
                self.tr("▶ Écouter à {time}").format(time=time),
                partial(self.listen.emit, max(0.0, excerpt.start - 1.0), excerpt.end + 1.0),
            )
            self._lines.addWidget(hear)
