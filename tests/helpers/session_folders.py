"""A session's folder made by hand, as `process` leaves it."""

from pathlib import Path

from core.jsonio import write_json
from tests.helpers.sessions import DATA, transcript


def session_folder(folder: Path, name: str) -> Path:
    """Return the folder of a transcribed session without its sound."""
    folder.mkdir(parents=True)
    (folder / "seance.toml").write_bytes((DATA / f"{name}.toml").read_bytes())
    write_json(folder / "transcript.json", transcript(name))
    return folder
