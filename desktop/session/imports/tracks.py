"""Which tracks of a recording are listened to: as a person writes it, and as a session keeps it.

"auto" is the program's choice, "tout" all tracks mixed; "2" or "1,3" are tracks, "1.2" a channel of
one, "gauche" and "droite" the sides of a stereo recording. "1=Hervé Le Quéré,2=Élodie" says besides
whose microphone each is.
"""

import re
from pathlib import Path
from typing import Final

from asr.sound.track_choice import AUTOMATIC, ChosenTrack, Listening, TrackChoice
from core.jsonio import JsonInvalid, read_json, write_json
from core.plaintext import cleaned
from desktop.session.dossier import Dossier, tracks_file
from desktop.session.errors import OptionInvalid

_OPTION: Final = "--tracks"
_ALLOWED: Final = "auto, tout, gauche, droite, 2, 1,3, 1.2 ou 1=NOM,2=NOM"
_WORDS: Final = {
    "auto": AUTOMATIC,
    "tout": TrackChoice(listening=Listening.ALL),
}
_SIDES: Final[dict[str, tuple[int, int | None]]] = {"gauche": (1, 1), "droite": (1, 2)}
_BETWEEN: Final = re.compile(r",(?=\s*(?:\d|gauche|droite))", re.IGNORECASE)
"""A comma before the next track; one in "LE QUÉRÉ, Hervé" is the name's."""
_ONE: Final = re.compile(r"(?P<track>[1-9]\d?)(?:\.(?P<channel>[1-9]\d?))?")
_LONGEST_NAME: Final = 80


def choice_of(text: str) -> TrackChoice:
    """Return the choice that a person wrote.

    Raises:
        OptionInvalid: when it cannot be understood, or names a track twice.
    """
    word = text.strip().lower()
    if word in _WORDS:
        return _WORDS[word]
    tracks = tuple(_track(piece, text) for piece in _BETWEEN.split(text))
    if len({(one.track, one.channel) for one in tracks}) < len(tracks):
        raise OptionInvalid(option=_OPTION, value=text, allowed=_ALLOWED)
    return TrackChoice(listening=Listening.CHOSEN, tracks=tracks)


def choice_text(choice: TrackChoice) -> str:
    """Return a choice as a person reads it."""
    if choice.listening is Listening.AUTO:
        return "au choix de Greffier"
    if choice.listening is Listening.ALL:
        return "toutes, mélangées"
    return ", ".join(_told(one) for one in choice.tracks)


def kept_choice(folder: Path) -> TrackChoice:
    """Return the choice that a session keeps, the automatic one without any."""
    try:
        return read_json(TrackChoice, tracks_file(folder))
    except (OSError, JsonInvalid):
        return AUTOMATIC


def keep_choice(dossier: Dossier, choice: TrackChoice) -> None:
    """Keep the choice for the next run and for whoever listens."""
    if choice == AUTOMATIC:
        dossier.tracks.unlink(missing_ok=True)
    else:
        write_json(dossier.tracks, choice)


def _told(one: ChosenTrack) -> str:
    number = str(one.track) if one.channel is None else f"{one.track}.{one.channel}"
    return f"{number} ({one.person})" if one.person else number


def _track(piece: str, text: str) -> ChosenTrack:
    number, _, person = piece.partition("=")
    place = _place(number.strip().lower())
    if place is None:
        raise OptionInvalid(option=_OPTION, value=text, allowed=_ALLOWED)
    track, channel = place
    return ChosenTrack(track=track, channel=channel, person=cleaned(person)[:_LONGEST_NAME])


def _place(number: str) -> tuple[int, int | None] | None:
    """Return the track and channel that a number or a side means, None where it means none."""
    found = _ONE.fullmatch(number)
    if found is None:
        return _SIDES.get(number)
    return int(found["track"]), int(found["channel"]) if found["channel"] else None
