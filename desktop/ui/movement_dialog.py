"""An arrival or a departure: who, when in the order of the session, at what hour."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from desktop.session.corrections.edits import DecideFact, FactValue
from desktop.ui.widgets import answer_buttons, column, label
from pv_builder import facts
from pv_builder.evidence import FactKey, Status
from pv_builder.meeting import Meeting, MemberName, MovementKind

_HOUR = re.compile(r"\s*(\d{1,2})\s*[:hH]\s*(\d{2})\s*")


class MovementDialog(QDialog):
    """Asks for a movement, or corrects one.

    Args:
        meeting: for the members and the items.
        key: the movement to correct; None to add one.
        value: of that movement, as `desktop.session.corrections.decisions` has it.
    """

    def __init__(
        self,
        meeting: Meeting,
        key: FactKey | None = None,
        value: FactValue = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Arrivée ou départ"))
        self.setMinimumWidth(480)
        mark, phase, hour = value if isinstance(value, tuple) and value else ("", "", "")
        self.kind = self._choice(
            self.tr("Mouvement"),
            [
                (self.tr("Arrivée"), MovementKind.ARRIVAL.value),
                (self.tr("Départ"), MovementKind.DEPARTURE.value),
            ],
        )
        names = [(member.name, member.name) for member in meeting.members]
        self.member = self._choice(self.tr("Membre"), names)
        form = self.tr("Avant le point {mark} : {title}")
        items = [
            (form.format(mark=item.mark, title=item.title), str(item.mark))
            for item in meeting.items
        ]
        self.item = self._choice(self.tr("Moment"), items)
        self.item.setCurrentIndex(max(0, self.item.findData(mark)))
        self.during = QCheckBox(self.tr("Pendant ce point, avant le vote"))
        self.during.setChecked(phase == "during")
        self.hour = QLineEdit(hour)
        self.hour.setAccessibleName(self.tr("Heure"))
        self.hour.setPlaceholderText("18:51")
        if key is not None:
            self._fix(key)
        self._fault = label("", "block")
        self.setLayout(column(self._form(), self._fault, self._buttons(), margin=16))

    def _choice(self, name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        field = QComboBox()
        field.setAccessibleName(name)
        for text, data in choices:
            field.addItem(text, data)
        return field

    def _fix(self, key: FactKey) -> None:
        """Show whose movement is corrected; another one is added apart."""
        _, kind, name = key.split("/", 2)
        for field, data in ((self.kind, kind), (self.member, name)):
            field.setCurrentIndex(max(0, field.findData(data)))
            field.setEnabled(False)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for name, field in (
            (self.tr("Mouvement"), self.kind),
            (self.tr("Membre"), self.member),
            (self.tr("Moment"), self.item),
            ("", self.during),
            (self.tr("Heure, si elle est connue"), self.hour),
        ):
            form.addRow(name, field)
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons, _go = answer_buttons(self, self.tr("Enregistrer"), self.accept_if_valid)
        return buttons

    def accept_if_valid(self) -> None:
        """Accept, or say what is wrong with the hour."""
        if self.hour.text().strip() and not _HOUR.fullmatch(self.hour.text()):
            self._fault.setText(self.tr("Écrivez l'heure sous la forme 18:51 ou 18 h 51."))
            return
        self.accept()

    def answer(self) -> DecideFact:
        """Return the movement as a person states it."""
        found = _HOUR.fullmatch(self.hour.text())
        hour = f"{int(found[1]):02d}:{found[2]}" if found else ""
        key = facts.movement(
            MovementKind(self.kind.currentData()), MemberName(self.member.currentData())
        )
        phase = "during" if self.during.isChecked() else ""
        return DecideFact(
            fact=key,
            status=Status.CONFIRMED,
            corrected=True,
            value=(str(self.item.currentData() or ""), phase, hour),
        )
