"""A text of an act that no item prints: read, given to an item, or removed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSizePolicy, QWidget

from desktop.session.description.acts import fields_of
from desktop.ui.flow import FlowLayout
from desktop.ui.widgets import button, column, label
from pv_builder.act_texts import ActText, Titled
from pv_builder.language.typography import typeset

_TITLE_CHARACTERS = 24


class HomelessPanel(QWidget):
    """What to do with a text that has no item.

    Signals:
        given: the printed mark of the item that the text is for.
        dropped: the text is not wanted any longer.
    """

    given = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told = label("", "check")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Texte sans point"))
        self.items = QComboBox()
        self.items.setAccessibleName(self.tr("Point auquel donner ce texte"))
        self.items.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.items.setMinimumContentsLength(_TITLE_CHARACTERS)
        self.items.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.give = button(self.tr("Donner ce texte à ce point"), self._give, role="main")
        whole = column(self.told)
        whole.addWidget(self.text, 1)
        whole.addWidget(self.items)
        whole.addLayout(
            FlowLayout(self.give, button(self.tr("Supprimer ce texte"), self.dropped.emit))
        )
        self.setLayout(whole)

    def show_text(self, act: ActText, free: Sequence[Titled]) -> None:
        """Show a text, and the items that have none of their own."""
        written_for = self.tr("Écrit pour « {title} ».").format(title=act.title)
        told = self.tr("⚠ Ce texte n'a pas de point : il n'est imprimé nulle part.")
        self.told.setText(typeset(f"{told} {written_for}" if act.title else told))
        fields = fields_of(act)
        parts = (fields.number, fields.reasons, fields.decisions, fields.annexes)
        self.text.setPlainText("\n\n".join(part for part in parts if part))
        self.items.clear()
        for item in free:
            self.items.addItem(f"{item.mark}. {item.title}", str(item.mark))
        if not free:
            self.items.addItem(self.tr("Chaque point a déjà son texte"))
        self.items.setEnabled(bool(free))
        self.give.setEnabled(bool(free))

    def _give(self) -> None:
        self.given.emit(str(self.items.currentData()))
