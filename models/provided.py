"""The models that came with the program: a bundle beside it, on machines without a network.

An installer made with models lays one bundle in the program's folder. It is checked and copied like
any bundle the first time a model is looked for; each user has models of their own, so that a
technician can install once for all and nobody needs the right to write in the program's folder.
"""

import sys
from pathlib import Path

from core.task import TaskContext, silent
from models.importing import import_models
from models.store import State, Store, default_root

_NAME = "modeles.zip"


def user_store(ctx: TaskContext | None = None) -> Store:
    """Return the user's models, those that came with the program among them.

    The first time, copying them takes seconds: not for the thread that draws the window.

    Raises:
        ModelError: when the bundle beside the program is damaged.
        FolderNotWritable: when the user's own folder refuses.
    """
    store = Store(default_root())
    take_provided(store, provided_bundle(), ctx or silent())
    return store


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
