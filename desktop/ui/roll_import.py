"""The preview of a roll before it is taken: columns and what they hold, members, doubts, faults.

Nothing is taken that was not shown. A change of a column, sheet or authority reads the file again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.session.imports.importing import merged_with
from desktop.session.imports.texts import (
    ROLE_NAMES,
    change_line,
    doubt_lines,
    member_line,
    merge_summary,
)
from desktop.ui.widgets import answer_buttons, column, label, row, set_role
from pv_builder.intake.source import Source
from pv_builder.language.typography import typeset
from pv_builder.roster.columns import Column, Role
from pv_builder.roster.merging import MergedRoll
from pv_builder.roster.rolls import RollOptions, RollPreview, read_roll
from pv_builder.seance import StatedMember

_SIZE = (860, 640)
_SAMPLES = 3
_TABLE_HEIGHT_PX = 180
_MOST_SHOWN = 300


@contextmanager
def _waiting() -> Iterator[None]:
    """Show that the window is at work: the national register takes some seconds."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


class RollImportDialog(QDialog):
    """Shows a roll as it would be taken, and lets what was guessed be changed.

    Args:
        source: the file or pasted text.
        old: the roll as it stands, maybe empty.
        body: the authority of the session, to find it in a file that holds several.

    Raises:
        ImportRefused: when the file cannot be read at all.
    """

    def __init__(
        self,
        source: Source,
        old: Sequence[StatedMember] = (),
        body: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reprendre une liste de membres"))
        self.resize(*_SIZE)
        self._source = source
        self._old = tuple(old)
        self._roles: dict[int, Role] = {}
        self._body: str | None = None
        self.preview = self._first_reading(body)
        self.columns = QTableWidget(_SAMPLES + 1, 0)
        self.columns.setAccessibleName(self.tr("Colonnes du fichier et ce qu'elles contiennent"))
        self.columns.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.columns.setMaximumHeight(_TABLE_HEIGHT_PX)
        self.columns.verticalHeader().hide()
        mode = QHeaderView.ResizeMode.ResizeToContents
        self.columns.horizontalHeader().setSectionResizeMode(mode)
        self.bodies = QComboBox()
        self.bodies.setAccessibleName(self.tr("Collectivité à reprendre"))
        self.bodies.activated.connect(self._on_body)
        self.members = self._list(self.tr("Membres reconnus"))
        self.doubts = self._list(self.tr("À vérifier"))
        self.replaces = QCheckBox(self.tr("Nouveau mandat : remplacer la liste actuelle"))
        self.replaces.setChecked(True)
        self.replaces.setVisible(bool(self._old))
        self.replaces.toggled.connect(self._show_members)
        self.summary = label("", "heading")
        self.setLayout(self._build())
        self._show_columns()
        self._show_members()

    def _first_reading(self, body: str) -> RollPreview:
        """Return the roll, that of the session's authority where the file holds several."""
        with _waiting():
            found = read_roll(self._source, RollOptions(body=body or None))
        if found.read and any(one.role is Role.BODY for one in found.columns):
            self._body = body or None
        return found

    @staticmethod
    def _list(name: str) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        made.setWordWrap(True)
        return made

    def _build(self) -> QVBoxLayout:
        self._take, self.accept_button = answer_buttons(self, self.tr("Reprendre ces membres"))
        self._columns_label = label(
            self.tr("Ce que contient chaque colonne (⚠ : supposé, à vérifier) :"), "quiet"
        )
        self._bodies_label = label(self.tr("Le fichier a plusieurs collectivités :"), "quiet")
        lists = row()
        lists.addLayout(column(label(self.tr("Membres"), "quiet"), self.members), 3)
        lists.addLayout(column(label(self.tr("À vérifier"), "quiet"), self.doubts), 2)
        whole = column(
            self._columns_label, self.columns, self._bodies_label, self.bodies, margin=16
        )
        whole.addLayout(lists, 1)
        whole.addWidget(self.replaces)
        whole.addWidget(self.summary)
        whole.addWidget(self._take)
        return whole

    # what is shown

    def _show_columns(self) -> None:
        shown = self.preview.columns
        self.columns.setVisible(bool(shown))
        self._columns_label.setVisible(bool(shown))
        self.columns.setColumnCount(len(shown))
        headers = [one.header or self.tr("Colonne {n}").format(n=one.index + 1) for one in shown]
        self.columns.setHorizontalHeaderLabels(headers)
        for at, one in enumerate(shown):
            self.columns.setCellWidget(0, at, self._role_choice(one))
            for line, sample in enumerate(one.samples[:_SAMPLES], start=1):
                item = QTableWidgetItem(sample)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.columns.setItem(line, at, item)
        many = bool(self.preview.bodies) or self._body is not None
        self.bodies.setVisible(many)
        self._bodies_label.setVisible(many)
        if self.preview.bodies:
            self.bodies.clear()
            self.bodies.addItem(self.tr("Choisissez…"))
            self.bodies.addItems(list(self.preview.bodies))
        elif self._body is not None and self.bodies.findText(self._body) < 0:
            self.bodies.addItem(self._body)
            self.bodies.setCurrentText(self._body)

    def _role_choice(self, shown: Column) -> QComboBox:
        choice = QComboBox()
        heading = shown.header or str(shown.index + 1)
        name = self.tr("Contenu de la colonne « {name} »").format(name=heading)
        choice.setAccessibleName(name)
        for role, text in ROLE_NAMES.items():
            is_guess = shown.is_doubtful and role is shown.role
            choice.addItem(f"⚠ {text}" if is_guess else text, role)
        choice.setCurrentIndex(choice.findData(shown.role))
        choice.setToolTip(shown.reason)
        choice.activated.connect(lambda _at: self.set_role(shown.index, Role(choice.currentData())))
        return choice

    def _show_members(self) -> None:
        merged = self.merged()
        self.members.clear()
        for member in self.preview.members[:_MOST_SHOWN]:
            self.members.addItem(member_line(member))
        self.doubts.clear()
        changes = [change_line(change) for change in merged.changes]
        faults = [fault.sentence for fault in self.preview.faults]
        told = (*faults, *doubt_lines(self.preview), *merged.doubts, *changes)
        self.doubts.addItems([typeset(f"{one[:1].upper()}{one[1:]}") for one in told[:_MOST_SHOWN]])
        self.summary.setText(merge_summary(merged))
        set_role(self.summary, "heading" if self.preview.read else "block")
        self.accept_button.setEnabled(bool(self.preview.read))

    # what a person says

    def set_role(self, index: int, role: Role) -> None:
        """Say what a column holds, and read the file again."""
        self._roles[index] = role
        self._read_again()

    def _on_body(self, at: int) -> None:
        if at > 0 or self.bodies.itemText(0) != self.tr("Choisissez…"):
            self.choose_body(self.bodies.itemText(at))

    def choose_body(self, body: str) -> None:
        """Say whose members are wanted, and read the file again."""
        self._body = body
        self._read_again()

    def _read_again(self) -> None:
        options = RollOptions(columns=self._roles, body=self._body)
        with _waiting():
            self.preview = read_roll(self._source, options)
        self._show_columns()
        self._show_members()

    def merged(self) -> MergedRoll:
        """Return the roll as it would be, and what changes."""
        return merged_with(self._old, self.preview, replaces=self.replaces.isChecked())
