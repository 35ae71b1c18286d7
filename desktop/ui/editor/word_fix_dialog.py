"""What was probably misheard, in one list: looked through, unticked, corrected together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from core.timecode import format_timecode
from desktop.session.corrections.word_fix import WordFix
from desktop.ui.shortcuts import Action, action_button
from desktop.ui.ticked_list import TickedList
from desktop.ui.widgets import answer_buttons, column, label, row

_AROUND_S = 1.5
"""Heard before and after a place: words alone cannot be understood."""


class WordFixDialog(QDialog):
    """Shows what each place was and would be; those that sound like enough are ticked.

    Args:
        fixes: what can be corrected, in the order it is said.

    Signals:
        listen: from this second to that one.
    """

    listen = Signal(float, object)

    def __init__(self, fixes: tuple[WordFix, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Mots mal entendus"))
        self.resize(720, 560)
        self.list: TickedList[WordFix] = TickedList(self.tr("Mots à corriger"))
        for fix in fixes:
            self.list.add(_line(fix), fix, ticked=fix.is_sure)
        self.list.setCurrentRow(0)
        buttons, go = answer_buttons(self, self.tr("Corriger les mots cochés"))
        go.setEnabled(bool(fixes))
        hear = action_button(self.tr("▶ Écouter"), self._hear, Action.LISTEN)
        hear.setEnabled(bool(fixes))
        told = self.tr(
            "Ces mots ressemblent à un nom de la liste, à une formule de séance ou à un titre de "
            "l'ordre du jour. Les plus sûrs sont cochés. Décochez ceux qui ne doivent pas "
            "changer ; tout s'annule ensuite d'un Ctrl+Z."
        )
        none = self.tr("Aucun mot ne ressemble à un nom, à une formule ou à un titre mal entendus.")
        self.setLayout(
            column(
                label(told if fixes else none, "quiet"),
                self.list,
                row(hear, None),
                buttons,
                margin=16,
            )
        )

    def chosen(self) -> tuple[WordFix, ...]:
        """Return the ticked corrections."""
        return self.list.ticked()

    def _hear(self) -> None:
        fix = self.list.current()
        if fix is not None:
            self.listen.emit(max(0.0, fix.at_s - _AROUND_S), fix.end_s + _AROUND_S)


def _line(fix: WordFix) -> str:
    context = f"…\u00a0{fix.context} " if fix.context else ""
    return f"{format_timecode(fix.at_s)}   {context}{fix.before}  →  {fix.after}"
