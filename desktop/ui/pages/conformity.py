"""What the law still asks of the draft: one line a fault, with where to listen."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.timecode import format_timecode
from desktop.ui.flow import FlowLayout
from desktop.ui.widgets import button, clear, column, label
from pv_builder.conformity.concerns import Concern, concerns, items_in_words
from pv_builder.evidence import Status
from pv_builder.language.typography import counted, typeset
from pv_builder.minutes import Minutes

_MOST_PLACES = 6


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
        for concern in concerns(minutes.alerts):
            self._add(concern)
        if not left and not minutes.alerts:
            self._lines.addWidget(
                label(self.tr("✓ Rien ne manque de ce que la loi demande."), "good")
            )

    def _add(self, concern: Concern) -> None:
        role = "block" if concern.is_blocking else "check"
        sign = self.tr("✕ Bloquant") if concern.is_blocking else self.tr("⚠ À voir")
        self._lines.addWidget(label(f"{sign}{self._where(concern)}", role))
        self._lines.addWidget(label(typeset(concern.text)))
        if concern.excerpts:
            self._lines.addLayout(FlowLayout(*self._places(concern)))

    def _where(self, concern: Concern) -> str:
        """Return the items that a line is about, nothing for the whole session."""
        if not concern.items:
            return ""
        several = len(concern.items) > 1
        where = self.tr(" · points {n}") if several else self.tr(" · point {n}")
        return where.format(n=items_in_words(concern.items))

    def _places(self, concern: Concern) -> Iterator[QWidget]:
        """Yield a button for each of the first places to listen to, and how many are left."""
        for place, excerpt in enumerate(concern.excerpts[:_MOST_PLACES]):
            time = format_timecode(excerpt.start)
            said = self.tr("▶ Écouter à {time}") if place == 0 else self.tr("▶ {time}")
            yield button(
                said.format(time=time),
                partial(self.listen.emit, max(0.0, excerpt.start - 1.0), excerpt.end + 1.0),
            )
        left = len(concern.excerpts) - _MOST_PLACES
        if left > 0:
            others = counted(left, self.tr("autre passage"), self.tr("autres passages"))
            yield label(self.tr("et {n}").format(n=others), "quiet", wrap=False)
