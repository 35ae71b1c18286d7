"""The misheard names of the roll in one list: looked through, unticked, corrected together."""

from PySide6.QtWidgets import (
    QDialog,
    QWidget,
)

from core.timecode import format_timecode
from desktop.session.corrections.name_fixes import NameFix
from desktop.ui.ticked_list import TickedList
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
        self.list: TickedList[NameFix] = TickedList(self.tr("Noms à corriger"))
        for fix in fixes:
            text = f"{format_timecode(fix.at_s)}   {fix.before}  →  {fix.after}"
            self.list.add(text, fix, ticked=fix.score >= SURE)
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
        return self.list.ticked()
