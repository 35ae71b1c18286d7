"""The models that came with the program: a bundle beside it, on machines without a network.

An installer made with models lays one bundle in the program's folder. It is checked and copied like
any bundle the first time a model is needed; each user has models of their own, so that a technician
can install once for all and nobody needs the right to write in the program's folder.
"""

import sys
from pathlib import Path

from core.task import TaskContext
from models.importing import import_models
from models.store import State, Store

_NAME = "modeles.zip"


def provided_bundle() -> Path | None:
    """Return the bundle that came with the program, None without one."""
    path = Path(sys.executable).parent / _NAME
    return path if getattr(sys, "frozen", False) and path.is_file() else None


def take_provided(store: Store, bundle: Path | None, ctx: TaskContext) -> None:
    """Install the default models from the bundle, if there is one and any of them is missing.

    Raises:
        ModelError: when the bundle is damaged; nothing of it is installed.
        FolderNotWritable: when the user's own folder refuses.
    """
    if bundle is None:
        return
    if any(store.state_of(entry) is State.ABSENT for entry in store.catalogue.defaults):
        import_models(bundle, store, ctx)
