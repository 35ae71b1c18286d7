"""Folders that a client copies to the internet, by where they are and by their name."""

from pathlib import Path

import pytest

from desktop.session.machine.synced import sync_service


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/élodie/Documents", None),
        ("/Users/élodie/OneDrive - Mairie de Saint-Aubin/Documents", "OneDrive"),
        ("/home/élodie/Nextcloud/conseil", "Nextcloud"),
        ("/home/élodie/Google Drive/x", "Google Drive"),
        ("/home/élodie/Mon onedrive à moi", None),
    ],
)
def test_a_client_is_known_by_its_folders_name(folder: str, service: str | None) -> None:
    assert sync_service(Path(folder), {}) == service


def test_onedrive_says_where_its_folder_is() -> None:
    environment = {"OneDriveCommercial": "/data/Mairie"}
    assert sync_service(Path("/data/Mairie/Documents"), environment) == "OneDrive"
    assert sync_service(Path("/data/Mairie2/Documents"), environment) is None
