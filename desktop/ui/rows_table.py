"""A table to type into, whose rows are added, removed and put in order by mouse or keyboard."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.ui.flow import FlowLayout
from desktop.ui.widgets import button, column

_ORIGIN = Qt.ItemDataRole.UserRole


class RowsTable(QWidget):
    """Rows of short texts, in an order that counts.

    Args:
        name: for screen readers.
        headers: of the columns.
        wide: the column that takes the room left.
        new: the texts of a row that is added.
        told_from: the first column whose text alone makes a row count.
    """

    def __init__(
        self,
        name: str,
        headers: Sequence[str],
        wide: int,
        new: Callable[[], Sequence[str]],
        *,
        told_from: int = 1,
    ) -> None:
        super().__init__()
        self._new = new
        self._told_from = told_from
        self.table = QTableWidget(0, len(headers))
        self.table.setAccessibleName(name)
        self.table.setHorizontalHeaderLabels(list(headers))
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for at in range(len(headers)):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, mode.Stretch if at == wide else mode.ResizeToContents)
        self.tools = FlowLayout(
            button(self.tr("Ajouter une ligne"), self.add, key="Ctrl+Return"),
            button(self.tr("Supprimer la ligne"), self.remove, key="Ctrl+Delete"),
            button(self.tr("Monter"), lambda: self.move_row(-1), key="Alt+Up"),
            button(self.tr("Descendre"), lambda: self.move_row(1), key="Alt+Down"),
        )
        self.setLayout(column(self.table, self.tools))
        self.setFocusProxy(self.table)

    def set_rows(self, rows: Sequence[Sequence[str]], origins: Sequence[str] = ()) -> None:
        """Show these rows; `origins` are kept with them, whatever is typed over them."""
        self.table.setRowCount(0)
        for at, texts in enumerate(rows):
            self._insert(at, texts, origins[at] if at < len(origins) else "")

    def rows(self) -> list[tuple[str, ...]]:
        """Return the texts of each row that has any."""
        return [texts for texts, _ in self._all()]

    def origins(self) -> list[str]:
        """Return what each of these rows was at first, "" for a new one."""
        return [origin for _, origin in self._all()]

    def _all(self) -> list[tuple[tuple[str, ...], str]]:
        found = []
        for at in range(self.table.rowCount()):
            items = [self.table.item(at, column_) for column_ in range(self.table.columnCount())]
            texts = tuple(item.text().strip() if item else "" for item in items)
            if any(texts[self._told_from :]):
                found.append((texts, items[0].data(_ORIGIN) if items[0] else ""))
        return found

    def _insert(self, at: int, texts: Sequence[str], origin: str) -> None:
        self.table.insertRow(at)
        for column_, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(_ORIGIN, origin)
            self.table.setItem(at, column_, item)

    def add(self) -> None:
        """Add a row under the chosen one, and type into it."""
        at = self.table.currentRow() + 1 if self.table.currentRow() >= 0 else self.table.rowCount()
        self._insert(at, self._new(), "")
        self.table.setCurrentCell(at, 1)
        self.table.edit(self.table.model().index(at, 1))

    def remove(self) -> None:
        """Remove the chosen row."""
        at = self.table.currentRow()
        if at >= 0:
            self.table.removeRow(at)

    def move_row(self, step: int) -> None:
        """Move the chosen row up (-1) or down (1)."""
        at = self.table.currentRow()
        to = at + step
        if at < 0 or not 0 <= to < self.table.rowCount():
            return
        column_ = self.table.currentColumn()
        for each in range(self.table.columnCount()):
            here, there = self.table.takeItem(at, each), self.table.takeItem(to, each)
            self.table.setItem(at, each, there)
            self.table.setItem(to, each, here)
        self.table.setCurrentCell(to, column_)
