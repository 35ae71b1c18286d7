"""Where a recording lies on the disk."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where a session's recording lies.

    Attributes:
        audio: finished parts.
        raw: segments.
    """

    audio: Path
    raw: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a session's recording goes.

    Attributes:
        session: folder of the session; the others lie in it.
        audio: finished parts.
        raw: segments.
        journal: of the recordings.
    """

    session: Path
    audio: Path
    raw: Path
    journal: Path

    @property
    def folders(self) -> Folders:
        """The two folders of sound."""
        return Folders(audio=self.audio, raw=self.raw)
