"""Whether a folder is copied to a server by its own client: a recording must not leave so.

Known by where the client says its folder is, and by the name that it gives it. A folder that a
client watches under another name is not recognised: the guide says to keep sessions out of them.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from core.folding import fold

_ONEDRIVE_ROOTS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_BY_NAME = {
    "onedrive": "OneDrive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "kdrive": "kDrive",
    "seafile": "Seafile",
}


def sync_service(folder: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the service that copies a folder elsewhere, None when none is known to."""
    for variable in _ONEDRIVE_ROOTS:
        root = environment.get(variable)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    for part in folder.parts:
        for beginning, service in _BY_NAME.items():
            if fold(part).startswith(beginning):
                return service
    return None
