"""Telling a person about a fault: a title, a sentence, what to do; details folded away."""

from PySide6.QtWidgets import QMessageBox, QWidget

from core.errors import AppError
from desktop.session.french.message import Message
from desktop.session.french.messages import message_of, unexpected


def show_error(error: AppError, parent: QWidget | None = None) -> None:
    """Show what happened, what was kept and what to do."""
    _show(message_of(error), parent)


def show_unexpected(details: str, parent: QWidget | None = None) -> None:
    """Show that Greffier itself failed, with the details for whoever helps."""
    _show(unexpected(), parent, details)


def _show(message: Message, parent: QWidget | None, details: str = "") -> None:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(message.title)
    box.setText(message.sentence)
    box.setInformativeText(message.advice)
    if details:
        box.setDetailedText(details)
    box.exec()
    box.deleteLater()
