"""What a card on the first page says of a session folder, read without opening it for work."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from core.errors import AppError
from pv_builder.language.typography import day
from pv_builder.roster.seance_toml import read_seance


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCard:
    """A session as its card shows it.

    Attributes:
        title: "Conseil municipal du jeudi 26 mars 2026", the folder's name if not described.
        place: name of the authority.
    """

    folder: Path
    title: str
    place: str
    date: dt.date | None
    has_transcript: bool


def card_of(folder: Path) -> SessionCard | None:
    """Return the card of a folder; None when the folder is gone."""
    if not folder.is_dir():
        return None
    has_transcript = (folder / "transcript.json").exists()
    try:
        seance = read_seance(folder / "seance.toml")
    except (AppError, OSError):
        return SessionCard(
            folder=folder,
            title=folder.name,
            place="Séance à décrire",
            date=None,
            has_transcript=has_transcript,
        )
    return SessionCard(
        folder=folder,
        title=f"{seance.body[:1].upper()}{seance.body[1:]} du {day(seance.date)}",
        place=seance.collectivite,
        date=seance.date,
        has_transcript=has_transcript,
    )
