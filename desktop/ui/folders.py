"""Where new sessions are made."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop.session.machine.preferences import load_preferences
from desktop.session.machine.synced import sync_service


def sessions_root() -> Path:
    """Return the folder where new sessions are made: the chosen one, else among the documents.

    Windows often keeps the documents in OneDrive: recordings would leave the machine, so new
    sessions then go to the person's own folder beside it.
    """
    chosen = load_preferences().sessions_folder
    if chosen:
        return Path(chosen)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kept_here = sync_service(Path(documents)) is None
    return (Path(documents) if kept_here else Path.home()) / "Greffier"
