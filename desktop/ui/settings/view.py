"""Réglages: everything a person can choose, in one place, applied at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.ui.lane import Lane
from desktop.ui.settings.about import AboutPanel
from desktop.ui.settings.documents import DocumentsPanel
from desktop.ui.settings.folders import FoldersPanel
from desktop.ui.settings.keys import KeysPanel
from desktop.ui.settings.looks import LooksPanel
from desktop.ui.settings.models import ModelsPanel
from desktop.ui.theme import ThemeName
from desktop.ui.widgets import column, label


class SettingsView(QWidget):
    """The settings.

    Args:
        lane: where models are copied and licences gathered.

    Signals:
        theme_chosen: a `ThemeName`.
        scale_chosen: size of text, 1.0 for the system's.
        keys_changed: keys were chosen; open pages must take them.
        trial_asked: the person wants to know how fast this machine is.
    """

    theme_chosen = Signal(object)
    scale_chosen = Signal(float)
    keys_changed = Signal()
    trial_asked = Signal()

    def __init__(self, theme: ThemeName, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Réglages"))
        self.tabs.tabBar().setAccessibleName(self.tr("Réglages"))
        self.looks = LooksPanel(theme)
        self.looks.theme_chosen.connect(self.theme_chosen)
        self.looks.scale_chosen.connect(self.scale_chosen)
        self.models = ModelsPanel(lane)
        self.models.trial_asked.connect(self.trial_asked)
        self.folders = FoldersPanel()
        self.documents = DocumentsPanel()
        self.keys = KeysPanel()
        self.keys.changed.connect(self.keys_changed)
        self.about = AboutPanel(lane)
        for name, panel in (
            (self.tr("Affichage"), self.looks),
            (self.tr("Transcription"), self.models),
            (self.tr("Documents"), self.documents),
            (self.tr("Dossiers et conservation"), self.folders),
            (self.tr("Touches et pédale"), self.keys),
            (self.tr("À propos"), self.about),
        ):
            self.tabs.addTab(panel, name)
        self.setFocusProxy(self.tabs)
        self.setLayout(column(label(self.tr("Réglages"), "title"), self.tabs, margin=24))
