"""What happened, newest first: marks and alarms with their hour; urgent alarms until seen."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asr.recording.journal import Marked
from core.task import Notice
from desktop.session.french.messages import notice_text
from desktop.session.recording.alarms import Weight, ended_by, weight_of
from desktop.session.recording.board_state import told
from desktop.ui.board.bell import Bell
from desktop.ui.widgets import ShortList, button, card, label, row
from pv_builder.language.typography import typeset
from pv_builder.seance import AgendaEntry


def hour_of(moment: dt.datetime) -> str:
    """Return an hour as in print: "19 h 42"."""
    return typeset(moment.astimezone().strftime("%H h %M"))


class AlarmBanner(QFrame):
    """The alarms that nobody has seen yet, in red, with "J'ai vu"; rings until then.

    Args:
        bell: rings.
    """

    def __init__(self, bell: Bell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._bell = bell
        self._unseen: dict[str, str] = {}
        self._text = label("", "block")
        self._text.setAccessibleName(self.tr("Alerte"))
        self.seen = button(self.tr("J'ai vu"), self.acknowledge, role="main")
        line = row(margin=12)
        line.addWidget(self._text, 1)
        line.addWidget(self.seen)
        self.setLayout(line)
        self.hide()

    def tell(self, notice: Notice, sentence: str) -> None:
        """Show a notice as loudly as it weighs."""
        for code in ended_by(notice.code):
            self._unseen.pop(code, None)
        weight = weight_of(notice.code)
        if weight is Weight.NEWS:
            if not self._unseen:
                self.acknowledge()
            else:
                self._show()
            return
        self._unseen[notice.code] = sentence
        self._show()
        if weight is Weight.URGENT:
            self._bell.ring_until_seen()
        else:
            self._bell.ring()

    def acknowledge(self) -> None:
        """Take the alarms away and silence the bell."""
        self._unseen.clear()
        self._bell.be_quiet()
        self.hide()

    def _show(self) -> None:
        self._text.setText("\n".join(f"⚠ {sentence}" for sentence in self._unseen.values()))
        self.show()


class EventLog(QFrame):
    """The list of marks and alarms.

    Args:
        agenda: of the session.

    Signals:
        cancel_asked: take back this `Marked`.
    """

    cancel_asked = Signal(object)

    def __init__(self, agenda: Sequence[AgendaEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agenda = tuple(agenda)
        self.marks: list[Marked] = []
        self.list = ShortList(5)
        self.list.setAccessibleName(self.tr("Repères et alertes, le dernier en premier"))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.undo = button(self.tr("Annuler le dernier repère"), self._cancel)
        self.undo.setEnabled(False)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(
            card(label(self.tr("Repères et alertes"), "heading"), self.list, row(self.undo, None))
        )
        self.setLayout(whole)

    def add_mark(self, mark: Marked) -> None:
        """Show a mark."""
        self.marks.append(mark)
        self._add(f"{hour_of(mark.at)}  {told(mark, self._agenda)}")
        self.undo.setEnabled(True)

    def add_notice(self, notice: Notice, hour: str) -> str:
        """Show what the person is told; return the sentence, "" when it is not for people."""
        sentence = notice_text(notice)
        if sentence is None:
            return ""
        sign = "" if weight_of(notice.code) is Weight.NEWS else "⚠ "
        self._add(f"{hour}  {sign}{typeset(sentence)}")
        return typeset(sentence)

    def _cancel(self) -> None:
        if self.marks:
            mark = self.marks.pop()
            self.undo.setEnabled(bool(self.marks))
            self.cancel_asked.emit(mark)

    def add_cancelled(self, mark: Marked, hour: str) -> None:
        """Show that a mark was taken back."""
        text = self.tr("Repère annulé : {what}").format(what=told(mark, self._agenda))
        self._add(f"{hour}  {text}")

    def _add(self, line: str) -> None:
        self.list.insertItem(0, line)
