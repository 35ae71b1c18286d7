"""The sample session processed as a user does it, with the real models."""

import os
import sys
from pathlib import Path

from models.catalogue import load_catalogue
from models.store import State, Store, default_root

SAMPLE = Path(__file__).parents[1] / "data" / "commune-saint-aubin"


def missing_models() -> list[str]:
    """Return the default models that are not installed."""
    store = Store(default_root())
    return [e.id for e in load_catalogue().defaults if store.state_of(e) is not State.READY]


def process_command(out: Path, *options: str) -> list[str]:
    """Return the command line that processes the sample session."""
    return [
        sys.executable, "-m", "desktop", "process", str(SAMPLE / "audio.opus"),
        "--seance", str(SAMPLE / "seance.toml"), "--out", str(out), *options,
    ]  # fmt: skip


def own_logs(folder: Path) -> dict[str, str]:
    """Return the environment of a command whose logs stay in a folder."""
    return {**os.environ, "GREFFIER_LOGS": str(folder / "logs")}
