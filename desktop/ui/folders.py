"""Where new sessions are made."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.session.machine.preferences import load_preferences


def sessions_root() -> Path:
    """Return the folder where new sessions are made: the chosen one, else among the documents."""
    chosen = load_preferences().sessions_folder
    if chosen:
        return Path(chosen)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "Greffier"
