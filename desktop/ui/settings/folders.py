"""Dossiers et conservation: where sessions go, and how long recordings are kept."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.session.machine.preferences import change_preferences, load_preferences
from desktop.session.machine.synced import sync_service
from desktop.ui.folders import sessions_root
from desktop.ui.locks import lock, lock_note
from desktop.ui.widgets import button, column, label, row

_MOST_MONTHS = 120


class FoldersPanel(QWidget):
    """The folder of new sessions and the months a recording is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = QLineEdit(str(sessions_root()))
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName(self.tr("Dossier des nouvelles séances"))
        self.synced = label("", "check")
        self.months = QSpinBox()
        self.months.setRange(0, _MOST_MONTHS)
        self.months.setSuffix(self.tr(" mois"))
        self.months.setValue(load_preferences().retention_months)
        self.months.setAccessibleName(self.tr("Mois de conservation de l'enregistrement"))
        lock(self.months, "retention_months")
        self.months.valueChanged.connect(lambda n: change_preferences(retention_months=n))
        self.setLayout(column(self._places(), 16, self._retention(), None, margin=16))
        self._warn()

    def _places(self) -> QVBoxLayout:
        choose = button(self.tr("Choisir…"), self._choose)
        lock(choose, "sessions_folder")
        explained = self.tr(
            "Chaque séance est un dossier que l'on peut copier, sauvegarder ou déplacer. Évitez un "
            "dossier synchronisé sur internet."
        )
        return column(
            label(self.tr("Dossier des nouvelles séances"), "heading"),
            row(self.folder, choose),
            lock_note("sessions_folder"),
            self.synced,
            label(explained, "quiet"),
        )

    def _retention(self) -> QVBoxLayout:
        explained = self.tr(
            "Deux mois couvrent le délai de recours (code de justice administrative, art. R. "
            "421-1). Rien n'est supprimé sans vous : à l'échéance, l'étape Clôture le propose."
        )
        after = label(self.tr("Après l'arrêt du procès-verbal :"), wrap=False)
        return column(
            label(self.tr("Conservation de l'enregistrement"), "heading"),
            row(after, self.months, None),
            lock_note("retention_months"),
            label(explained, "quiet"),
        )

    def _warn(self) -> None:
        """Say when the recordings of new sessions would leave the machine."""
        service = sync_service(Path(self.folder.text()))
        self.synced.setVisible(service is not None)
        told = self.tr(
            "⚠ {service} copie ce dossier sur internet : le son des séances y partirait."
        )
        self.synced.setText(told.format(service=service))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Dossier des nouvelles séances"), self.folder.text()
        )
        if chosen:
            change_preferences(sessions_folder=chosen)
            self.folder.setText(chosen)
