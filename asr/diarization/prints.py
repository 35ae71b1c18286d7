"""What the voices of a session sound like, on disk while the session is worked on.

Light: it needs neither the sound nor an engine, so the window may read it.

Invariants:
- The prints are in one file, `voices.json` of the session's work folder, and nowhere else: closing
  the session deletes it (`forget_voices`); no log and no other file holds any of it.
"""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from asr.diarization.voices import Diarization, VoiceBounds
from core.files import make_folder
from core.jsonio import JsonInvalid, read_json, write_json

logger = logging.getLogger(__name__)

_FILE = "voices.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A diarization and what it was made from.

    Attributes:
        method: version of the way it was made.
        audio_sha256: of the sound.
        engine: name and versions of what made it.
        bounds: how many voices were allowed.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    method: int
    audio_sha256: str
    engine: str
    bounds: VoiceBounds
    diarization: Diarization


def keep(kept: Kept, workdir: Path) -> None:
    """Write a diarization with its prints into the work folder of its session."""
    write_json(make_folder(workdir) / _FILE, kept)


def keep_ids(diarization: Diarization, workdir: Path) -> None:
    """Write the diarization that is kept of a session with other ids of its voices."""
    kept = load(workdir)
    if kept is not None and kept.diarization != diarization:
        keep(replace(kept, diarization=diarization), workdir)


def load(workdir: Path) -> Kept | None:
    """Return what is kept of a session's voices, None when there is none or it is damaged."""
    try:
        return read_json(Kept, workdir / _FILE)
    except FileNotFoundError:
        return None
    except JsonInvalid:
        logger.info("the kept voices cannot be read and are made anew")
        return None


def kept_voices(workdir: Path) -> Diarization | None:
    """Return the diarization of a session, None when there is none or it cannot be read."""
    kept = load(workdir)
    return None if kept is None else kept.diarization


def are_kept(workdir: Path) -> bool:
    """Whether the voices of a session are still known."""
    return (workdir / _FILE).exists()


def forget_voices(workdir: Path) -> None:
    """Delete the prints of a session: nobody's voice may be known after it is closed."""
    (workdir / _FILE).unlink(missing_ok=True)
