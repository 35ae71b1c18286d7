"""The misheard names of the roll in one list: looked through, unticked, corrected together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from core.timecode import format_timecode
from desktop.session.corrections.name_fixes import NameFix
from desktop.ui.widgets import answer_buttons, column, label

SURE = 0.8
"""Likeness from which a name is ticked beforehand (docs/benchmarks.md, names)."""


class NameFixDialog(QDialog):
    """Shows what each name was and would be; those that are like enough are ticked.

    Args:
        fixes: what can be corrected, in the order it is said.
    """

    def __init__(self, fixes: tuple[NameFix, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Noms mal entendus"))
        self.resize(640, 520)
        self._fixes = fixes
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Noms à corriger"))
        for fix in fixes:
            time = format_timecode(fix.at_s)
            item = QListWidgetItem(f"{time}   {fix.before}  →  {fix.after}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            sure = Qt.CheckState.Checked if fix.score >= SURE else Qt.CheckState.Unchecked
            item.setCheckState(sure)
            self.list.addItem(item)
        buttons, _go = answer_buttons(self, self.tr("Corriger les noms cochés"))
        self.setLayout(
            column(
                label(
                    self.tr(
                        "Ces noms ressemblent à ceux des membres. Décochez ceux qui ne doivent "
                        "pas changer ; tout s'annule ensuite d'un Ctrl+Z."
                    ),
                    "quiet",
                ),
                self.list,
                buttons,
                margin=16,
            )
        )

    def chosen(self) -> tuple[NameFix, ...]:
        """Return the ticked corrections."""
        return tuple(
            fix
            for at, fix in enumerate(self._fixes)
            if self.list.item(at).checkState() is Qt.CheckState.Checked
        )
