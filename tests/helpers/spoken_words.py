"""Wordings of generated council sessions, read from `tests/data/reading/`."""

import tomllib
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "data" / "reading"

Wordings = dict[str, tuple[str, ...]]
"""What may be said, by what it announces; names are single words."""


def _read(name: str) -> Wordings:
    data = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: tuple(v.split() if isinstance(v, str) else v) for key, v in data.items()}


SAID = _read("wordings")
BANKS = {
    "first": SAID,
    "other": SAID | _read("wordings_other"),
    "third": SAID | _read("wordings_third"),
    "fresh": SAID | _read("wordings_fresh"),
}
"""Four ways of telling a session; names and titles are the same in all."""
