"""What an administrator locked is shown, and cannot be changed."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget

from desktop.session.machine.administration import administration
from desktop.ui.widgets import label


def lock(widget: QWidget, preference: str) -> None:
    """Take a choice away where the administrator made it; its tooltip says so."""
    if preference in administration().locked:
        widget.setEnabled(False)
        said = QCoreApplication.translate("Locks", "Fixé par votre administrateur.")
        widget.setToolTip(said)
        widget.setAccessibleDescription(said)


def lock_note(*preferences: str) -> QLabel:
    """Return the reason why choices are grey, to stand under them; hidden where none is."""
    grey = "Ce qui est grisé est fixé par votre administrateur."
    note = label(QCoreApplication.translate("Locks", grey), "quiet")
    if administration().locked.isdisjoint(preferences):
        note.hide()
    return note
