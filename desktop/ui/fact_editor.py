"""Correcting one fact: the right field for its kind."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from core.timecode import TimecodeInvalid, format_timecode, parse_timecode
from desktop.session.corrections.edits import FactValue
from desktop.session.corrections.fact_list import FactForm, FactLine
from desktop.ui.widgets import answer_buttons, column, label
from pv_builder.meeting import Attendance, BallotMode, Choice, Meeting, Outcome

_MOST_VOTES = 9999
_HOUR = r"([01]?\d|2[0-3])[:hH ]{1,3}[0-5]\d"


class FactDialog(QDialog):
    """Asks for the right value of a fact.

    Args:
        line: the fact.
        value: what it is now.
        meeting: for the names and the items.
    """

    def __init__(
        self, line: FactLine, value: FactValue, meeting: Meeting, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Corriger"))
        self._form = line.form
        self._names = [member.name for member in meeting.members]
        self.field = self._make_field(value)
        self.field.setAccessibleName(line.name)
        buttons, _go = answer_buttons(self, self.tr("OK"), self._accept_if_valid)
        self.setLayout(column(label(line.name, "heading"), self.field, buttons, margin=16))
        self.setMinimumWidth(420)

    def _make_field(self, value: FactValue) -> QWidget:
        match self._form:
            case FactForm.COUNT:
                field = QSpinBox()
                field.setRange(0, _MOST_VOTES)
                field.setValue(int(value) if isinstance(value, int | float) else 0)
                return field
            case FactForm.MEMBERS:
                return self._name_list(value if isinstance(value, tuple) else ())
            case FactForm.HOUR | FactForm.SECOND | FactForm.TEXT:
                return self._text_field(value)
        return self._choice(value)

    def _text_field(self, value: FactValue) -> QLineEdit:
        text = "" if value is None else str(value)
        if self._form is FactForm.SECOND and isinstance(value, int | float):
            text = format_timecode(value)
        field = QLineEdit(text)
        if self._form is FactForm.HOUR:
            field.setValidator(QRegularExpressionValidator(_HOUR, field))
            field.setPlaceholderText("18:30")
        return field

    def _name_list(self, chosen: tuple[str, ...]) -> QListWidget:
        field = QListWidget()
        for name in self._names:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            field.addItem(item)
        return field

    def _choice(self, value: FactValue) -> QComboBox:
        field = QComboBox()
        for text, data in self._choices():
            field.addItem(text, data)
        found = field.findData(None if value is None else str(value))
        field.setCurrentIndex(max(0, found))
        return field

    def _choices(self) -> list[tuple[str, str | None]]:
        match self._form:
            case FactForm.ATTENDANCE:
                return [
                    (self.tr("Présent"), Attendance.PRESENT),
                    (self.tr("Excusé"), Attendance.EXCUSED),
                    (self.tr("Absent"), Attendance.ABSENT),
                ]
            case FactForm.MODE:
                return [
                    (self.tr("À main levée"), BallotMode.ORDINARY),
                    (self.tr("Scrutin public"), BallotMode.PUBLIC),
                    (self.tr("Scrutin secret"), BallotMode.SECRET),
                    (self.tr("Sans vote"), BallotMode.NONE),
                ]
            case FactForm.CHOICE:
                return [
                    (self.tr("Pour"), Choice.IN_FAVOUR),
                    (self.tr("Contre"), Choice.AGAINST),
                    (self.tr("S'abstient"), Choice.ABSTENTION),
                ]
            case FactForm.OUTCOME:
                return [(str(outcome).capitalize(), outcome) for outcome in Outcome]
        return [(self.tr("Personne"), None), *((name, name) for name in self._names)]

    def value(self) -> FactValue:
        """Return the value as `desktop.session.corrections.decisions` takes it."""
        field = self.field
        if isinstance(field, QSpinBox):
            return field.value()
        if isinstance(field, QListWidget):
            items = [field.item(at) for at in range(field.count())]
            return tuple(i.text() for i in items if i.checkState() == Qt.CheckState.Checked)
        if isinstance(field, QLineEdit):
            return self._typed(field.text())
        assert isinstance(field, QComboBox)  # noqa: S101 - the only other field we make
        data: str | None = field.currentData()
        return data

    def _typed(self, text: str) -> FactValue:
        text = text.strip()
        if not text:
            return None
        if self._form is FactForm.SECOND:
            return parse_timecode(text)
        if self._form is FactForm.HOUR:
            hours, minutes = text.replace("h", ":").replace("H", ":").replace(" ", "").split(":")
            return f"{int(hours):02d}:{minutes}"
        return text

    def _accept_if_valid(self) -> None:
        """Close when the field holds a value; else put the cursor back in it."""
        field = self.field
        if isinstance(field, QLineEdit) and field.text() and not field.hasAcceptableInput():
            field.setFocus()
            return
        try:
            self.value()
        except TimecodeInvalid:
            field.setFocus()
            return
        self.accept()
