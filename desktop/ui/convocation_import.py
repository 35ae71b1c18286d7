"""The preview of a convocation before it is taken: day, hour, place, agenda, doubts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from desktop.session.imports.texts import convocation_lines, item_lines
from desktop.ui.widgets import answer_buttons, column, label, row, set_role
from pv_builder.convocation.convocation import read_convocation
from pv_builder.intake.source import Source
from pv_builder.language.typography import counted, typeset
from pv_builder.meeting import Member

_SIZE = (820, 600)


class ConvocationImportDialog(QDialog):
    """Shows what a convocation says, as it would be taken.

    Args:
        source: the file or pasted text.
        roll: the members, to name the rapporteurs.

    Raises:
        ImportRefused: when the file cannot be read at all.
    """

    def __init__(
        self, source: Source, roll: Sequence[Member] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reprendre une convocation"))
        self.resize(*_SIZE)
        self.convocation = read_convocation(source, roll)
        self.session = self._list(self.tr("La séance"), convocation_lines(self.convocation))
        self.items = self._list(self.tr("Ordre du jour"), item_lines(self.convocation))
        told = (*self.convocation.faults, *self.convocation.doubts)
        self.doubts = self._list(self.tr("À vérifier"), [doubt.sentence for doubt in told])
        count = counted(len(self.convocation.agenda), self.tr("point"))
        self.summary = label(count, "heading")
        if not self.convocation.agenda:
            set_role(self.summary, "block")
        self.setLayout(self._build())

    @staticmethod
    def _list(name: str, lines: Sequence[str]) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        made.setWordWrap(True)
        made.addItems([typeset(line) for line in lines])
        return made

    def _build(self) -> QVBoxLayout:
        buttons, self.accept_button = answer_buttons(self, self.tr("Reprendre"))
        self.accept_button.setEnabled(bool(self.convocation.agenda))
        side = column(
            *(label(self.tr("La séance"), "quiet"), self.session),
            *(label(self.tr("À vérifier"), "quiet"), self.doubts),
        )
        lists = row()
        lists.addLayout(column(label(self.tr("Ordre du jour"), "quiet"), self.items), 3)
        lists.addLayout(side, 2)
        whole = column(margin=16)
        whole.addLayout(lists, 1)
        whole.addWidget(self.summary)
        whole.addWidget(buttons)
        return whole
