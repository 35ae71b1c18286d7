"""What a card on the first page says of a session folder, read without opening it for work."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core.errors import AppError
from core.jsonio import read_json, write_json
from desktop.session.dossier import WORK, Dossier
from desktop.session.keeping.life import LIFE, Life, Stage
from pv_builder.language.typography import day
from pv_builder.roster.seance_toml import read_seance

T = TypeVar("T")
_LEFT = "left.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCard:
    """A session as its card shows it.

    Attributes:
        title: "Conseil municipal du jeudi 26 mars 2026", the folder's name if not described.
        place: name of the authority.
        life: where the minutes stand.
        left: what is left to check, in words, as last shown: "102 doutes".
    """

    folder: Path
    title: str
    place: str
    date: dt.date | None
    has_transcript: bool
    life: Stage = Stage.DRAFT
    left: tuple[str, ...] = ()


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
        life=_read(Life, folder / WORK / LIFE, Life()).stage,
        left=_read(tuple[str, ...], folder / WORK / _LEFT, ()),
    )


def keep_left(dossier: Dossier, left: tuple[str, ...]) -> None:
    """Keep what is left to check in a session, to be shown on its card."""
    with suppress(AppError):  # a convenience: a full disk costs the card its words, no more
        write_json(dossier.work / _LEFT, left)


def _read(form: type[T], path: Path, otherwise: T) -> T:
    try:
        return read_json(form, path)
    except (AppError, OSError):
        return otherwise
