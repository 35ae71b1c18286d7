"""The machine's own files: what a person chose in the settings."""

from pathlib import Path
from unittest.mock import patch

from desktop.session.machine import preferences
from tests.bench.faults.scenario import Scenario, Told


def with_preferences(root: Path) -> None:
    """Preferences chosen before."""
    prefer(root, [], scale=1.25)


def prefer(root: Path, told: Told, scale: float = 1.5) -> None:
    """A preference changed."""
    with patch.dict("os.environ", {"GREFFIER_CONFIG": str(root / "config")}):
        preferences.change_preferences(text_scale=scale, retention_months=7)
    told.append(str(scale))


def preference_losses(root: Path, told: Told) -> list[str]:
    """The old choices or the new ones, never the defaults: a full disk may cost the new ones."""
    del told
    with patch.dict("os.environ", {"GREFFIER_CONFIG": str(root / "config")}):
        found = preferences.load_preferences().text_scale
    return [] if found in {1.25, 1.5} else [f"scale {found}"]


SCENARIOS = (
    Scenario(name="preferences", prepare=with_preferences, act=prefer, losses=preference_losses),
)
