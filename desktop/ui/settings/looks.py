"""Affichage: theme and size of text."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.session.machine.preferences import load_preferences
from desktop.ui.theme import ThemeName
from desktop.ui.widgets import column, label

SCALES = ((1.0, "100 %"), (1.25, "125 %"), (1.5, "150 %"), (2.0, "200 %"))


class LooksPanel(QWidget):
    """Choices of theme and size; each applies at once.

    Signals:
        theme_chosen: a `ThemeName`.
        scale_chosen: size of text.
    """

    theme_chosen = Signal(object)
    scale_chosen = Signal(float)

    def __init__(self, theme: ThemeName) -> None:
        super().__init__()
        self.themes = QButtonGroup(self)
        self.scales = QButtonGroup(self)
        parts = column(label(self.tr("Couleurs"), "heading"), margin=16)
        names = {
            ThemeName.LIGHT: self.tr("Clair"),
            ThemeName.DARK: self.tr("Sombre"),
            ThemeName.CONTRAST: self.tr("Contraste élevé"),
        }
        for name, text in names.items():
            choice = QRadioButton(text)
            choice.setChecked(name is theme)
            choice.clicked.connect(partial(self.theme_chosen.emit, name))
            self.themes.addButton(choice)
            parts.addWidget(choice)
        parts.addSpacing(16)
        parts.addWidget(label(self.tr("Taille du texte"), "heading"))
        scale = load_preferences().text_scale
        for value, text in SCALES:
            choice = QRadioButton(text)
            choice.setChecked(value == scale)
            choice.clicked.connect(partial(self.scale_chosen.emit, value))
            self.scales.addButton(choice)
            parts.addWidget(choice)
        parts.addStretch(1)
        self.setLayout(parts)
