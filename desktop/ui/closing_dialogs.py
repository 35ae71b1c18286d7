"""Questions of the last stage: on which day, and whether the recording may really go."""

import datetime as dt

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QDialogButtonBox, QPushButton, QWidget

from desktop.session.keeping.deletion import Recording
from desktop.ui.widgets import answer_buttons, column, label
from pv_builder.language.typography import counted


class DayDialog(QDialog):
    """Asks on which day something was done, today at first.

    Args:
        title: what was done.
        since: the earliest day that can be; the latest is today.
        parent: of the dialog.
    """

    def __init__(self, title: str, since: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        today = QDate.currentDate()
        self.field = QDateEdit(today)
        self.field.setDateRange(min(QDate(since.year, since.month, since.day), today), today)
        self.field.setCalendarPopup(True)
        self.field.setDisplayFormat("dd/MM/yyyy")
        self.field.setAccessibleName(title)
        buttons, _go = answer_buttons(self, self.tr("Enregistrer"))
        self.setLayout(column(label(title, "heading"), self.field, 8, buttons, margin=16))

    def day(self) -> dt.date:
        """Return the chosen day."""
        chosen = self.field.date()
        return dt.date(chosen.year(), chosen.month(), chosen.day())


def ask_for_day(title: str, since: dt.date, parent: QWidget) -> dt.date | None:
    """Return the day a person gave, `since` at the earliest; None when the question was left."""
    dialog = DayDialog(title, since, parent)
    chosen = dialog.day() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return chosen


class DeletionDialog(QDialog):
    """Asks once whether the recording may go, with what the law says of it.

    Args:
        recording: what would go.
        size: of it, in words.
        when: whether it is time, in words.
    """

    def __init__(
        self, recording: Recording, size: str, when: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Supprimer l'enregistrement"))
        self.setMinimumWidth(520)
        gone = self.tr(
            "Le son ({size}), les voix distinguées et le travail de transcription seront effacés "
            "de cet ordinateur, sans retour possible. Les documents et la transcription corrigée "
            "restent."
        )
        law = self.tr(
            "Un enregistrement de séance est une archive publique : il se détruit avec l'accord "
            "des Archives départementales (code du patrimoine, art. L. 212-2). Une trace de la "
            "suppression sera écrite dans le dossier de la séance."
        )
        self.agreed = QCheckBox(self.tr("J'ai cet accord, ou il n'est pas nécessaire ici."))
        self.outside = QCheckBox(
            self.tr("Supprimer aussi {files} d'origine, hors du dossier de la séance").format(
                files=counted(len(recording.outside), self.tr("fichier"))
            )
        )
        self.outside.setVisible(bool(recording.outside))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        self.go = self._go(buttons)
        self.setLayout(
            column(
                label(gone.format(size=size)),
                label(law),
                label(when, "check"),
                self.agreed,
                self.outside,
                8,
                buttons,
                margin=16,
            )
        )

    def _go(self, buttons: QDialogButtonBox) -> QPushButton:
        """Return the button that deletes, of no use before the archives agreed."""
        go = buttons.addButton(
            self.tr("Supprimer définitivement"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        go.setEnabled(False)
        go.clicked.connect(self.accept)
        self.agreed.toggled.connect(go.setEnabled)
        return go

    def takes_outside(self) -> bool:
        """Whether the original files go too."""
        return self.outside.isChecked()
