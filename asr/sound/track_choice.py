"""Which sound tracks of a file are listened to: by themselves, all, or those a person chose.

A camera has a track for each microphone, a film one for each language, a mixing desk's stereo file
a person on each side. What to listen to is a guess until a person says it. Pure.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Listening(StrEnum):
    """How the tracks of a file are chosen."""

    AUTO = "auto"
    ALL = "all"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenTrack:
    """A track to listen to.

    Attributes:
        track: number of the sound track in its file, from 1.
        channel: number of the channel in the track, from 1; None for all its channels, mixed.
        person: whose microphone it is; "" when nobody said.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    track: int
    channel: int | None = None
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackChoice:
    """What is listened to, in each file of a recording alike.

    Attributes:
        tracks: empty unless `listening` is CHOSEN; mixed in the order given.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    listening: Listening = Listening.AUTO
    tracks: tuple[ChosenTrack, ...] = ()

    @property
    def persons(self) -> tuple[str, ...]:
        """Whose microphones the tracks are, "" for those nobody named."""
        return tuple(track.person for track in self.tracks)

    @property
    def sound(self) -> str:
        """What the sound depends on, "" for a file's own choice: whose a microphone is does not."""
        if self.listening is Listening.AUTO:
            return ""
        chosen = (f"{one.track}.{one.channel or 0}" for one in self.tracks)
        return f"{self.listening} {' '.join(chosen)}"


AUTOMATIC = TrackChoice()
