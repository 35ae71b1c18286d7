"""Wordings of generated council sessions, read from `tests/data/reading/wordings.toml`."""

import tomllib
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "reading" / "wordings.toml"


def _read() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {key: tuple(v.split() if isinstance(v, str) else v) for key, v in data.items()}


SAID = _read()
"""Wordings by what they announce; names are single words."""
