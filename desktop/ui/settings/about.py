"""À propos: versions, licences, and the file for whoever helps."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.session.machine.installed import Component, components, program_version, system_text
from desktop.ui.lane import Lane
from desktop.ui.widgets import button, column, label, row


class AboutPanel(QWidget):
    """What Greffier is made of.

    Args:
        lane: where the licences are gathered.

    Signals:
        support_asked: a file for whoever helps is wanted.
    """

    support_asked = Signal()

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Composants et licences"))
        self.list.setHeaderLabels([self.tr("Composant"), self.tr("Version"), self.tr("Licence")])
        self.list.setRootIsDecorated(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.said = label("", "good")
        self.setLayout(
            column(
                label(self.tr("Greffier {version}").format(version=program_version()), "heading"),
                label(system_text(), "quiet"),
                label(
                    self.tr(
                        "Logiciel libre (licence Apache 2.0). Il travaille sur cet ordinateur et "
                        "n'envoie rien. Le procès-verbal reste celui du secrétaire de séance : "
                        "relisez-le."
                    )
                ),
                8,
                row(button(self.tr("Fichier pour l'assistance…"), self.support_asked.emit), None),
                label(
                    self.tr(
                        "Versions, réglages, compteurs et journal technique ; ni nom, ni parole, "
                        "ni son."
                    ),
                    "quiet",
                ),
                self.said,
                8,
                self.list,
                margin=16,
            )
        )
        lane.run(components, self._show)

    def tell_written(self) -> None:
        """Say that the file for whoever helps is there."""
        self.said.setText(
            self.tr("✓ Écrit. Rien n'a été envoyé : joignez ce fichier à votre demande.")
        )

    def _show(self, found: tuple[Component, ...]) -> None:
        for one in found:
            self.list.addTopLevelItem(QTreeWidgetItem([one.name, one.version, one.licence]))
