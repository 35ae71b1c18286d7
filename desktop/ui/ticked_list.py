"""A list to look through: every line has a box, and says what it stands for."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.ui.wrapped_items import WrappedItems

T = TypeVar("T")


class TickedList(QListWidget, Generic[T]):
    """Lines with a box each.

    Args:
        name: for screen readers.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        WrappedItems(self)
        self._values: list[T] = []

    def add(self, text: str, value: T, *, ticked: bool = True) -> None:
        """Add a line that stands for a value."""
        item = QListWidgetItem(text)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.addItem(item)
        self._values.append(value)

    def ticked(self) -> tuple[T, ...]:
        """Return the values whose box is ticked, in order."""
        return tuple(
            value
            for at, value in enumerate(self._values)
            if self.item(at).checkState() is Qt.CheckState.Checked
        )

    def current(self) -> T | None:
        """Return the value of the current line, None without any."""
        return self._values[self.currentRow()] if self.currentRow() >= 0 else None
