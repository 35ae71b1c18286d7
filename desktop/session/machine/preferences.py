"""What the window remembers between two starts: looks, choices, sessions opened lately.

A convenience: a file that cannot be read or written is set aside or left, and defaults are used.

Invariant: the file holds what a person chose and nothing else, so that a default that an
administrator changes later reaches everybody who chose nothing (`machine.administration`).
"""

import logging
import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, ClassVar

import platformdirs

from core.errors import AppError
from core.files import make_folder, set_aside
from core.jsonio import JsonInvalid, from_json, write_json
from desktop.session.keeping.life import APPEAL_MONTHS
from desktop.session.machine.administration import administration
from pv_builder.wishes import DiscussionStyle, DocumentWishes

logger = logging.getLogger(__name__)

_MOST_RECENT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a person chose.

    Attributes:
        theme: name of the palette: "clair", "sombre", "contraste"; "" follows the system.
        text_scale: 1.0 is the system's size of text.
        style: how the discussions of a new session are reported, a `DiscussionStyle`.
        template: house style or .docx of a new session's documents; "" for ours.
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
    style: str = DiscussionStyle.INDIRECT.value
    template: str = ""
    model: str = ""
    device: str = "auto"
    sessions_folder: str = ""
    retention_months: int = APPEAL_MONTHS
    keys: dict[str, str] = field(default_factory=dict)
    welcomed: bool = False
    unfinished: str = ""
    recent: tuple[str, ...] = ()

    def recent_with(self, folder: Path) -> tuple[str, ...]:
        """Return the sessions opened lately, one that was opened just now among them."""
        path = str(folder.resolve())
        others = tuple(known for known in self.recent if known != path)
        return (path, *others)[:_MOST_RECENT]


def config_folder() -> Path:
    """Return the folder of what the program remembers (GREFFIER_CONFIG overrides)."""
    chosen = os.environ.get("GREFFIER_CONFIG")
    return Path(chosen) if chosen else platformdirs.user_config_path("greffier", appauthor=False)


def preferences_file() -> Path:
    """Return where preferences are kept."""
    return config_folder() / "preferences.json"


def load_preferences() -> Preferences:
    """Return what was chosen; where nothing was, or it is locked, what the administrator set."""
    known = administration()
    free = {key: value for key, value in _chosen().items() if key not in known.locked}
    chosen: Preferences = replace(Preferences(), **{**known.values, **free})
    return chosen


def usual_wishes() -> DocumentWishes:
    """Return how documents look where their session asks for nothing."""
    chosen = load_preferences()
    style = chosen.style if chosen.style in set(DiscussionStyle) else DiscussionStyle.INDIRECT
    return DocumentWishes(template=chosen.template or None, style=DiscussionStyle(style))


def change_preferences(**changes: object) -> Preferences:
    """Change some of what was chosen, keep it and return the whole.

    A folder that refuses the file only costs the convenience.
    """
    path = preferences_file()
    chosen: Preferences = replace(Preferences(), **{**_chosen(), **changes})
    names = {*_chosen(), *changes}
    try:
        make_folder(path.parent)
        write_json(path, {name: getattr(chosen, name) for name in sorted(names)})
    except AppError as error:
        logger.info("preferences cannot be kept: %s", error)
    return load_preferences()


def _chosen() -> dict[str, Any]:
    """Return what the person chose, by field; nothing where it cannot be read."""
    path = preferences_file()
    try:
        untrusted = path.read_bytes()
        whole = from_json(Preferences, untrusted, path)
        names = from_json(dict[str, Any], untrusted, path)
    except FileNotFoundError:
        return {}
    except JsonInvalid:
        set_aside(path)
        return {}
    except OSError as error:
        logger.info("preferences cannot be read: %s", type(error).__name__)
        return {}
    return {one.name: getattr(whole, one.name) for one in fields(whole) if one.name in names}
