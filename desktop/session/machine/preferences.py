"""What the window remembers between two starts: looks, choices, sessions opened lately.

A convenience: a file that cannot be read or written is set aside or left, and defaults are used.
"""

import logging
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import platformdirs

from core.errors import AppError
from core.files import make_folder, set_aside
from core.jsonio import JsonInvalid, read_json, write_json
from desktop.session.keeping.life import APPEAL_MONTHS

logger = logging.getLogger(__name__)

_MOST_RECENT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a person chose.

    Attributes:
        theme: name of the palette: "clair", "sombre", "contraste"; "" follows the system.
        text_scale: 1.0 is the system's size of text.
        style: how the discussions are reported, as `DraftRequest.style`.
        model: id of the recognition model; "" for the best installed one that fits.
        device: as `asr.hardware.DeviceWish`.
        sessions_folder: where new sessions are made; "" for the person's documents.
        retention_months: how long after approval a recording is kept.
        keys: keys chosen instead of the usual ones, by action (`desktop.ui.shortcuts`).
        welcomed: the first start is over.
        unfinished: session whose recognition was in progress when the window closed.
        recent: folders of the sessions opened lately, newest first.
    """

    __pydantic_config__: ClassVar = {"extra": "ignore"}

    theme: str = ""
    text_scale: float = 1.0
    style: str = "indirect"
    model: str = ""
    device: str = "auto"
    sessions_folder: str = ""
    retention_months: int = APPEAL_MONTHS
    keys: dict[str, str] = field(default_factory=dict)
    welcomed: bool = False
    unfinished: str = ""
    recent: tuple[str, ...] = ()

    def with_recent(self, folder: Path) -> "Preferences":
        """Return the preferences with a session opened just now."""
        path = str(folder.resolve())
        others = tuple(known for known in self.recent if known != path)
        return replace(self, recent=(path, *others)[:_MOST_RECENT])


def preferences_file() -> Path:
    """Return where preferences are kept (GREFFIER_CONFIG overrides the folder)."""
    chosen = os.environ.get("GREFFIER_CONFIG")
    folder = Path(chosen) if chosen else platformdirs.user_config_path("greffier", appauthor=False)
    return folder / "preferences.json"


def load_preferences() -> Preferences:
    """Return what was chosen, the defaults where nothing can be read."""
    path = preferences_file()
    try:
        return read_json(Preferences, path)
    except FileNotFoundError:
        return Preferences()
    except JsonInvalid:
        set_aside(path)
    except OSError as error:
        logger.info("preferences cannot be read: %s", type(error).__name__)
    return Preferences()


def save_preferences(preferences: Preferences) -> None:
    """Keep what was chosen; a folder that refuses only costs the convenience."""
    path = preferences_file()
    try:
        make_folder(path.parent)
        write_json(path, preferences)
    except AppError as error:
        logger.info("preferences cannot be kept: %s", error)


def change_preferences(**changes: object) -> Preferences:
    """Change some of what was chosen, keep it and return the whole."""
    chosen: Preferences = replace(load_preferences(), **changes)  # type: ignore[arg-type]
    save_preferences(chosen)
    return chosen
