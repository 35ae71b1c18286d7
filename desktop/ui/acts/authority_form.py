"""The form of what acts print of their authority, whichever the session."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.session.description.acts import lines_of
from desktop.ui.widgets import column, label
from pv_builder.act_texts import Authority
from pv_builder.roster.fields import MAX_TEXT, cleaned


class AuthorityForm(QWidget):
    """What the authority writes of itself, once for all its sessions.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tagline = self._field(self.tr("Devise"))
        self.department = self._field(self.tr("Département"))
        self.arrondissement = self._field(self.tr("Arrondissement"))
        self.canton = self._field(self.tr("Canton"))
        self.town = self._field(self.tr("Ville"))
        self.town.setPlaceholderText(self.tr("où les actes sont signés"))
        self.certified = QPlainTextEdit()
        self.certified.setAccessibleName(self.tr("Certification"))
        self.certified.setPlaceholderText(
            self.tr("Pour le Maire\net par délégation\nLa Directrice générale des services")
        )
        self.certified.setTabChangesFocus(True)
        self.certified.setMaximumHeight(self.certified.fontMetrics().lineSpacing() * 6)
        self.certified.textChanged.connect(self._on_changed)
        explained = label(
            self.tr(
                "Imprimé en tête des extraits et des délibérations, selon leur présentation. "
                "Gardé pour les prochaines séances de la même assemblée."
            ),
            "quiet",
        )
        self.setLayout(column(explained, self._form(), None))

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setMaxLength(MAX_TEXT)
        field.textEdited.connect(self._on_changed)
        return field

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for field in (
            self.tagline,
            self.department,
            self.arrondissement,
            self.canton,
            self.town,
            self.certified,
        ):
            form.addRow(field.accessibleName(), field)
        return form

    def _on_changed(self) -> None:
        self.changed.emit()

    def show_authority(self, authority: Authority) -> None:
        """Show what is kept."""
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - Qt takes a position
        self.tagline.setText(authority.tagline)
        self.department.setText(authority.department)
        self.arrondissement.setText(authority.arrondissement)
        self.canton.setText(authority.canton)
        self.town.setText(authority.town)
        self.certified.setPlainText("\n".join(authority.certified_by))
        self.blockSignals(was_blocked)

    def authority(self) -> Authority:
        """Return what stands in the form."""
        return Authority(
            tagline=cleaned(self.tagline.text()),
            department=cleaned(self.department.text()),
            arrondissement=cleaned(self.arrondissement.text()),
            canton=cleaned(self.canton.text()),
            town=cleaned(self.town.text()),
            certified_by=lines_of(self.certified.toPlainText()),
        )
