"""What a session is, in a form: authority, body, date, hour, place, convocation, its law."""

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QTimeEdit,
    QWidget,
)

from desktop.session.description.tables import seance_faults
from desktop.ui.assemblies import assembly_names
from desktop.ui.law_form import LawFields
from desktop.ui.widgets import answer_buttons, column, label, row, scrolled
from pv_builder.meeting import Assembly, Civility, Member
from pv_builder.seance import Seance, StatedMember

_UNDER_FORM = 110
"""Pixels of the buttons, a line for a fault and the margins."""
_AROUND_DIALOG = 80
_SOMEBODY = StatedMember(member=Member(civility=Civility.M, given_name="Prénom", family_name="Nom"))
"""Stands for the roll, which is asked for next, while the form is checked."""


class SessionDialog(QDialog):
    """Asks for what the heading of the minutes says.

    Args:
        seance: as stated until now.
    """

    def __init__(self, seance: Seance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("La séance"))
        self.setMinimumWidth(560)
        self._seance = seance
        self.authority = self._field(self.tr("Collectivité"), seance.collectivite)
        self.body = self._field(self.tr("Assemblée"), seance.body)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Type de collectivité"))
        for text, assembly in assembly_names():
            self.kind.addItem(text, assembly)
        self.kind.setCurrentIndex(self.kind.findData(seance.assembly))
        self.date = self._date(self.tr("Date de la séance"), seance.date)
        self.time = QTimeEdit(QTime.fromString(seance.hour or "18:30", "HH:mm"))
        self.time.setAccessibleName(self.tr("Heure de la convocation"))
        self.place = self._field(self.tr("Lieu"), seance.place or "")
        self.is_convened = QCheckBox(self.tr("Convocation envoyée le"))
        self.is_convened.setChecked(seance.convened_on is not None)
        self.convened = self._date(
            self.tr("Date de la convocation"), seance.convened_on or seance.date
        )
        self.convened.setEnabled(seance.convened_on is not None)
        self.is_convened.toggled.connect(self.convened.setEnabled)
        self.previous = self._field(self.tr("Séance précédente"), seance.previous_session or "")
        self.second = QCheckBox(self.tr("Seconde convocation, faute de quorum"))
        self.second.setChecked(seance.second_convocation)
        self.urgent = QCheckBox(self.tr("Convocation en urgence"))
        self.urgent.setChecked(seance.urgent)
        self.predecessor = QCheckBox(self.tr("Comptes votés : ceux d'un prédécesseur"))
        self.predecessor.setChecked(seance.predecessor_accounts)
        self._body = QWidget()
        form = self._form()
        self.law = LawFields(seance, form)
        self._body.setLayout(form)
        self.kind.currentIndexChanged.connect(self._show_law)
        self._fault = label("", "block")
        self.setLayout(column(scrolled(self._body), self._fault, self._buttons(), margin=16))
        self._show_law()

    @staticmethod
    def _field(name: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        return field

    @staticmethod
    def _date(name: str, day: dt.date) -> QDateEdit:
        field = QDateEdit(QDate(day.year, day.month, day.day))
        field.setCalendarPopup(True)
        field.setDisplayFormat("dd/MM/yyyy")
        field.setAccessibleName(name)
        return field

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for name, part in (
            (self.tr("Collectivité"), self.authority),
            (self.tr("Assemblée"), self.body),
            (self.tr("Type"), self.kind),
            (self.tr("Date et heure"), row(self.date, self.time, None)),
            (self.tr("Lieu"), self.place),
            ("", row(self.is_convened, self.convened, None)),
            (self.tr("Séance précédente"), self.previous),
            ("", self.second),
            ("", self.urgent),
            ("", self.predecessor),
        ):
            form.addRow(name, part)
        return form

    def _show_law(self) -> None:
        """Show what is asked of this kind of assembly, as high as the screen lets."""
        self.law.show_for(Assembly(self.kind.currentData()))
        room = self.screen().availableSize().height() - _AROUND_DIALOG
        self.resize(self.width(), min(room, self._body.sizeHint().height() + _UNDER_FORM))

    def _buttons(self) -> QDialogButtonBox:
        buttons, _go = answer_buttons(self, self.tr("Enregistrer"), self.accept_if_valid)
        return buttons

    def accept_if_valid(self) -> None:
        """Accept, or say what is wrong."""
        asked = self.answer()
        faults = seance_faults(asked if asked.members else replace(asked, members=(_SOMEBODY,)))
        self._fault.setText("\n".join(faults))
        if not faults:
            self.accept()

    def answer(self) -> Seance:
        """Return the session as described."""
        described = replace(
            self._seance,
            collectivite=self.authority.text().strip(),
            body=self.body.text().strip(),
            assembly=Assembly(self.kind.currentData()),
            date=_day(self.date),
            hour=self.time.time().toString("HH:mm"),
            place=self.place.text().strip() or None,
            convened_on=_day(self.convened) if self.is_convened.isChecked() else None,
            previous_session=self.previous.text().strip() or None,
            second_convocation=self.second.isChecked(),
            urgent=self.urgent.isChecked(),
            predecessor_accounts=self.predecessor.isChecked(),
        )
        return self.law.stated_in(described)


def _day(field: QDateEdit) -> dt.date:
    chosen = field.date()
    return dt.date(chosen.year(), chosen.month(), chosen.day())
