"""Bundles on a stick, changed as a careless or hostile hand would."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from models.bundle import MANIFEST_NAME
from models.store import State, Store
from tests.models.builders import CATALOGUE


def rewritten(stick: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The bundle with its members changed, still without compression."""
    with zipfile.ZipFile(stick) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(stick, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stick


def with_manifest(stick: Path, change: Callable[[dict[str, object]], None]) -> Path:
    def edit(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST_NAME])
        change(manifest)
        members[MANIFEST_NAME] = json.dumps(manifest).encode()

    return rewritten(stick, edit)


def nothing_visible(store: Store) -> bool:
    states = {store.state_of(entry) for entry in CATALOGUE.models}
    return states == {State.ABSENT} and not store.import_area.exists()
