"""Séance: what was convened, the roll with presence by one key, the quorum beside it."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QResizeEvent
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

from desktop.session.corrections.edits import DecideFact
from desktop.session.corrections.fact_list import ATTENDANCES
from desktop.session.description.tables import with_stated
from desktop.ui.acts.opening import write_acts
from desktop.ui.flow import FlowLayout
from desktop.ui.keys import KeyActions
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.page import Page
from desktop.ui.session_form import SessionDialog
from desktop.ui.speaker_choice import ask_for_speaker
from desktop.ui.theme import Theme
from desktop.ui.widgets import (
    ShortenedLabel,
    button,
    column,
    label,
    row,
    scrolled,
    set_role,
    with_panel,
)
from desktop.ui.wrapped_items import WrappedItems
from pv_builder import facts
from pv_builder.evidence import FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.language.typography import counted, day, hour, typeset
from pv_builder.law.quorum import QuorumState, quorum_at_opening
from pv_builder.law.wording import agreed, quorum_count
from pv_builder.meeting import Assembly, Attendance, Item, Meeting, MemberName, Outcome
from pv_builder.minutes import Minutes
from pv_builder.seance import Seance

_PANEL_CHARACTERS = 36
_FIT = QHeaderView.ResizeMode.ResizeToContents
_KEYS = {
    Qt.Key.Key_P: Attendance.PRESENT,
    Qt.Key.Key_E: Attendance.EXCUSED,
    Qt.Key.Key_A: Attendance.ABSENT,
}


class SeancePage(Page):
    """The session as convened, and who was there at the opening."""

    def __init__(self, session: OpenSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._what = label("", "heading")
        self._where = ShortenedLabel("quiet")
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
        self.roll.horizontalHeader().setSectionResizeMode(_FIT)
        self.main = self.roll
        self.quorum = label("", "heading")
        self.quorum.setAccessibleName(self.tr("Quorum"))
        self.agenda = QListWidget()
        self.agenda.setAccessibleName(self.tr("Ordre du jour"))
        WrappedItems(self.agenda)
        self.agenda.setSpacing(4)
        self.agenda.currentRowChanged.connect(self._show_withdrawn)
        self._withdraw = button(self.tr("Retirer ce point"), self.withdraw)
        self._homeless = label("", "check")
        self.setLayout(self._build())
        states = {key: partial(self.set_attendance, state) for key, state in _KEYS.items()}
        KeyActions(
            self.roll,
            {**states, Qt.Key.Key_D: self._give_proxy, Qt.Key.Key_R: self.take_back_proxy},
        )

    def _build(self) -> QVBoxLayout:
        head = QFrame()
        head.setObjectName("head")
        texts = column(self._what, self._where)
        change = button(self.tr("Modifier la séance…"), self._describe)
        line = row(margin=12)
        line.addLayout(texts, 1)
        line.addWidget(change)
        head.setLayout(line)
        keys = FlowLayout(
            button(self.tr("Présent (P)"), partial(self.set_attendance, Attendance.PRESENT)),
            button(self.tr("Excusé (E)"), partial(self.set_attendance, Attendance.EXCUSED)),
            button(self.tr("Absent (A)"), partial(self.set_attendance, Attendance.ABSENT)),
            button(self.tr("Donner pouvoir… (D)"), self._give_proxy),
            button(self.tr("Reprendre le pouvoir (R)"), self.take_back_proxy),
            button(self.tr("Modifier les membres…"), self._change_roll),
        )
        both = with_panel(column(keys, self.roll, margin=12), self._panel(), _PANEL_CHARACTERS)
        whole = column(head, both)
        whole.setSpacing(0)
        return whole

    def _panel(self) -> QFrame:
        """Return the quorum and the agenda, beside the roll."""
        panel = QFrame()
        panel.setObjectName("panel")
        body = QWidget()
        body.setLayout(
            column(
                label(self.tr("Quorum à l'ouverture"), "quiet"),
                self.quorum,
                16,
                label(self.tr("Ordre du jour"), "heading"),
                self.agenda,
                FlowLayout(
                    button(self.tr("Modifier l'ordre du jour…"), self._change_agenda),
                    self._withdraw,
                    button(self.tr("Textes des actes…"), self.write_acts),
                ),
                self._homeless,
                margin=16,
            )
        )
        panel.setLayout(column(scrolled(body, on_panel=True)))
        return panel

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the functions fill the room that is left."""
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        header, last = self.roll.horizontalHeader(), self.roll.columnCount() - 1
        left = self.roll.viewport().width() - header.sectionPosition(last)
        fills = left >= self.roll.sizeHintForColumn(last)
        header.setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch if fills else _FIT)

    def refresh(self) -> None:
        """Show the session as it stands."""
        minutes = self.session.minutes_or_stated()
        if minutes is None:
            self._what.setText(self.tr("Séance à décrire"))
            self._where.setText(
                self.tr("« Modifier la séance » demande sa date, son lieu et l'assemblée.")
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
        self._show_homeless(meeting)

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
        self._fill()

    def _show_quorum(self, state: QuorumState) -> None:
        figures = self.tr("{there} sur {base} en exercice").format(
            there=quorum_count(state), base=state.base
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
        chosen = self.agenda.currentRow()
        self.agenda.clear()
        for item in meeting.items:
            withdrawn = self.tr(" (retiré)") if item.outcome is Outcome.WITHDRAWN else ""
            self.agenda.addItem(f"{item.mark}. {item.title}{withdrawn}")
        self.agenda.setCurrentRow(min(max(0, chosen), self.agenda.count() - 1))
        self._show_withdrawn()

    def _show_homeless(self, meeting: Meeting) -> None:
        """Say how many texts of acts no item prints."""
        seance = self.session.bench.seance
        left = len(seance.wishes.texts.homeless(meeting.items)) if seance is not None else 0
        told = self.tr("⚠ {texts} sans point : ouvrez « Textes des actes… ».")
        texts = counted(left, self.tr("texte d'acte"), self.tr("textes d'acte"))
        self._homeless.setText(typeset(told.format(texts=texts)))
        self._homeless.setVisible(left > 0)

    def _item(self) -> Item | None:
        """Return the chosen item of the agenda."""
        minutes = self.session.minutes_or_stated()
        items = minutes.meeting.items if minutes else ()
        at = self.agenda.currentRow()
        return items[at] if 0 <= at < len(items) else None

    def _show_withdrawn(self) -> None:
        item = self._item()
        self._withdraw.setEnabled(item is not None and self.session.has_transcript)
        back = item is not None and item.outcome is Outcome.WITHDRAWN
        self._withdraw.setText(
            self.tr("Remettre ce point") if back else self.tr("Retirer ce point")
        )

    # what was convened

    def _describe(self) -> None:
        dialog = SessionDialog(self.session.bench.seance or _blank(), self)
        if dialog.exec() == SessionDialog.DialogCode.Accepted:
            described = dialog.answer()
            if described.members:
                self.session.describe(described)
            else:
                self._change_roll(described)
        dialog.deleteLater()

    def _change_roll(self, seance: Seance | None = None) -> None:
        from desktop.ui.description_dialogs import RollDialog  # noqa: PLC0415 - loads file readers

        seance = seance or self.session.bench.seance
        if seance is None:
            return
        dialog = RollDialog(seance, self)
        if dialog.exec() == RollDialog.DialogCode.Accepted:
            changed, renamed = dialog.answer()
            self.session.describe(changed, renamed=renamed)
        dialog.deleteLater()

    def _change_agenda(self) -> None:
        from desktop.ui.description_dialogs import AgendaDialog  # noqa: PLC0415 - as above

        seance = self.session.bench.seance
        if seance is None:
            return
        dialog = AgendaDialog(seance, self)
        if dialog.exec() == AgendaDialog.DialogCode.Accepted:
            changed, renumbered = dialog.answer()
            self.session.describe(changed, renumbered=renumbered)
        dialog.deleteLater()

    def write_acts(self) -> None:
        """Open the texts of the acts, at the chosen item."""
        item = self._item()
        write_acts(self.session, None if item is None else str(item.mark), self)

    def withdraw(self) -> None:
        """Say that the chosen item was withdrawn in session, or put it back."""
        item = self._item()
        if item is None:
            return
        back = item.outcome is Outcome.WITHDRAWN
        self.session.do(
            DecideFact(
                fact=facts.item(item.mark, ItemField.OUTCOME),
                status=Status.PROPOSED if back else Status.CONFIRMED,
                corrected=not back,
                value=None if back else Outcome.WITHDRAWN.value,
            )
        )

    # the roll call

    def _chosen(self) -> MemberName | None:
        item = self.roll.item(self.roll.currentRow(), 0)
        return MemberName(item.text()) if item is not None else None

    def set_attendance(self, state: Attendance) -> None:
        """Say whether the chosen member was there, and go to the next."""
        name = self._chosen()
        if name is None:
            return
        at = self.roll.currentRow()
        self._state_fact(facts.attendance(name), name, state.value)
        self.roll.setCurrentCell(min(at + 1, self.roll.rowCount() - 1), 0)

    def _give_proxy(self) -> None:
        name = self._chosen()
        holder = ask_for_speaker(self.session, self) if name is not None else None
        if name is not None and holder is not None and holder != name:
            self._state_fact(facts.proxy(name), name, holder)

    def take_back_proxy(self) -> None:
        """Say that the chosen member gave nobody a proxy."""
        name = self._chosen()
        if name is not None:
            self._state_fact(facts.proxy(name), name, None)

    def _state_fact(self, fact: FactKey, name: MemberName, value: str | None) -> None:
        """Keep what was stated: as a fact, or before any recognition as a part of the roll."""
        if self.session.has_transcript:
            status = Status.CONFIRMED if value is not None else Status.REJECTED
            self.session.do(
                DecideFact(fact=fact, status=status, corrected=value is not None, value=value)
            )
            return
        seance = self.session.bench.seance
        if seance is not None:
            is_proxy = fact == facts.proxy(name)
            self.session.describe(with_stated(seance, name, value, is_proxy=is_proxy))


def _blank() -> Seance:
    """Return a session of which nothing is known yet."""
    today = dt.datetime.now().astimezone().date()
    return Seance(
        collectivite="", body="conseil municipal", assembly=Assembly.COMMUNE, date=today, members=()
    )
