"""What an administrator locked is shown, and cannot be changed."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.session.machine.administration import administration


def lock(widget: QWidget, preference: str) -> None:
    """Take a choice away where the administrator made it; its tooltip says so."""
    if preference in administration().locked:
        widget.setEnabled(False)
        said = QCoreApplication.translate("Locks", "Fixé par votre administrateur.")
        widget.setToolTip(said)
        widget.setAccessibleDescription(said)
