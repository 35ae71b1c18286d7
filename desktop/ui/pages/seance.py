"""Séance: what was convened, the roll with presence by one key, the quorum beside it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.session.edits import DecideFact
from desktop.session.fact_list import ATTENDANCES
from desktop.ui.flow import FlowLayout
from desktop.ui.keys import KeyActions
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.speaker_choice import ask_for_speaker
from desktop.ui.theme import Theme
from desktop.ui.widgets import button, column, label, panel_width, row, set_role
from pv_builder import facts
from pv_builder.evidence import Status
from pv_builder.language.typography import day, hour
from pv_builder.law.quorum import QuorumState, quorum_at_opening
from pv_builder.law.wording import agreed
from pv_builder.meeting import Attendance, Meeting, MemberName
from pv_builder.minutes import Minutes

_PANEL_CHARACTERS = 36
_KEYS = {
    Qt.Key.Key_P: Attendance.PRESENT,
    Qt.Key.Key_E: Attendance.EXCUSED,
    Qt.Key.Key_A: Attendance.ABSENT,
}


class SeancePage(Page):
    """The session as convened, and who was there at the opening."""

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._what = label("", "heading", wrap=False)
        self._where = label("", "quiet", wrap=False)
        self.roll = QTableWidget(0, 4)
        self.roll.setAccessibleName(self.tr("Appel : présence de chaque membre"))
        self.roll.setHorizontalHeaderLabels(
            [self.tr("Membre"), self.tr("À l'ouverture"), self.tr("Pouvoir à"), self.tr("Fonction")]
        )
        self.roll.verticalHeader().hide()
        self.roll.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.roll.setShowGrid(False)
        self.roll.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.roll.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.roll.setTabKeyNavigation(False)
        fit, rest = QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.Stretch
        for at, mode in enumerate((fit, fit, fit, rest)):
            self.roll.horizontalHeader().setSectionResizeMode(at, mode)
        self.setFocusProxy(self.roll)
        self.quorum = label("", "heading")
        self.quorum.setAccessibleName(self.tr("Quorum"))
        self.agenda = QListWidget()
        self.agenda.setAccessibleName(self.tr("Ordre du jour"))
        self.agenda.setWordWrap(True)
        self.agenda.setSpacing(4)
        self.setLayout(self._build())
        states = {key: partial(self.set_attendance, state) for key, state in _KEYS.items()}
        KeyActions(self.roll, {**states, Qt.Key.Key_D: self._give_proxy})

    def _build(self) -> QVBoxLayout:
        head = QFrame()
        head.setObjectName("head")
        head.setLayout(column(self._what, self._where, margin=12))
        keys = FlowLayout(
            button(self.tr("Présent (P)"), partial(self.set_attendance, Attendance.PRESENT)),
            button(self.tr("Excusé (E)"), partial(self.set_attendance, Attendance.EXCUSED)),
            button(self.tr("Absent (A)"), partial(self.set_attendance, Attendance.ABSENT)),
            button(self.tr("Donner pouvoir… (D)"), self._give_proxy),
        )
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setFixedWidth(panel_width(self, _PANEL_CHARACTERS))
        panel.setLayout(
            column(
                label(self.tr("Quorum à l'ouverture"), "quiet"),
                self.quorum,
                16,
                label(self.tr("Ordre du jour"), "heading"),
                self.agenda,
                margin=16,
            )
        )
        body = row()
        body.setSpacing(0)
        body.addLayout(column(keys, self.roll, margin=12), 1)
        body.addWidget(panel)
        whole = column(head, body)
        whole.setSpacing(0)
        return whole

    def refresh(self) -> None:
        """Show the session as it stands."""
        minutes = self.session.minutes_or_stated()
        if minutes is None:
            self._what.setText(self.tr("Séance à décrire"))
            self._where.setText(
                self.tr("Placez un fichier « seance.toml » dans le dossier de la séance.")
            )
            return
        meeting = minutes.meeting
        self._what.setText(f"{meeting.body[:1].upper()}{meeting.body[1:]} · {day(meeting.date)}")
        convened = hour(meeting.convened_hour) if meeting.convened_hour else ""
        parts = (meeting.collectivite, meeting.place or "", convened)
        self._where.setText(" · ".join(part for part in parts if part))
        self._show_roll(minutes)
        self._show_quorum(quorum_at_opening(meeting))
        self._show_agenda(meeting)

    def _show_roll(self, minutes: Minutes) -> None:
        meeting = minutes.meeting
        state = dict(meeting.attendance)
        holder = {proxy.giver: proxy.holder for proxy in meeting.proxies}
        waiting = {one.fact for one in minutes.evidence if one.status is Status.PROPOSED}
        chosen = self.roll.currentRow()
        self.roll.setRowCount(len(meeting.members))
        for at, member in enumerate(meeting.members):
            name = member.name
            known = state.get(name)
            text = self.tr("? non trouvé")
            if known is not None:
                text = agreed(name, ATTENDANCES[known], f"{ATTENDANCES[known]}e")
            to_check = known is None or facts.attendance(name) in waiting
            if known is not None and to_check:
                text = self.tr("{state} · à vérifier").format(state=text)
            cells = (name, text, holder.get(name, ""), member.function)
            for column_, shown in enumerate(cells):
                item = QTableWidgetItem(shown)
                item.setToolTip(shown)
                if to_check and shown == text:
                    item.setForeground(QColor(self.theme.check))
                self.roll.setItem(at, column_, item)
        self.roll.setCurrentCell(max(0, chosen), 0)

    def _show_quorum(self, state: QuorumState) -> None:
        figures = self.tr("{n} présents pour {base} membres en exercice").format(
            n=state.countable, base=state.base
        )
        if state.required is None:
            unknown = self.tr("{figures} ; la règle n'est pas connue.")
            self.quorum.setText(unknown.format(figures=figures))
            set_role(self.quorum, "check")
            return
        needed = self.tr("{figures} ; il en faut {required}.").format(
            figures=figures, required=state.required
        )
        signs = {
            True: (self.tr("✓ Quorum atteint : "), "good"),
            False: (self.tr("✕ Quorum non atteint : "), "block"),
            None: (self.tr("? Quorum à établir : "), "check"),
        }
        sign, role = signs[state.reached]
        self.quorum.setText(f"{sign}{needed}")
        set_role(self.quorum, role)

    def _show_agenda(self, meeting: Meeting) -> None:
        self.agenda.clear()
        for item in meeting.items:
            self.agenda.addItem(f"{item.mark}. {item.title}")

    # actions

    def _chosen(self) -> MemberName | None:
        item = self.roll.item(self.roll.currentRow(), 0)
        return MemberName(item.text()) if item is not None else None

    def set_attendance(self, state: Attendance) -> None:
        """Say whether the chosen member was there, and go to the next."""
        name = self._chosen()
        if name is None or not self.session.has_transcript:
            return
        at = self.roll.currentRow()
        edit = DecideFact(
            fact=facts.attendance(name), status=Status.CONFIRMED, corrected=True, value=state.value
        )
        self.session.do(edit)
        self.roll.setCurrentCell(min(at + 1, self.roll.rowCount() - 1), 0)

    def _give_proxy(self) -> None:
        name = self._chosen()
        if name is None or not self.session.has_transcript:
            return
        holder = ask_for_speaker(self.session, self)
        if holder is not None and holder != name:
            edit = DecideFact(
                fact=facts.proxy(name), status=Status.CONFIRMED, corrected=True, value=holder
            )
            self.session.do(edit)
