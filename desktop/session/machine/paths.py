"""Where things lie for this user, on any system, and what came with the program."""

import os
from pathlib import Path

import platformdirs

_PROGRAM = "greffier"


def log_folder() -> Path:
    """Return the folder of the log files (GREFFIER_LOGS overrides)."""
    chosen = os.environ.get("GREFFIER_LOGS")
    return Path(chosen) if chosen else platformdirs.user_log_path(_PROGRAM, appauthor=False)


def sample_folder() -> Path:
    """Return the folder of the sample session that came with the program."""
    return Path(__file__).resolve().parents[3] / "tests" / "data" / "commune-saint-aubin"


def guide_folder() -> Path:
    """Return the folder of the guide that came with the program."""
    return Path(__file__).resolve().parents[3] / "docs" / "guide"
