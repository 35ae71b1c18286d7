"""The tracks of a recording as a person chooses among them; looked at in a child process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asr.worker import ChildOptions, run_in_child
from core.task import TaskContext
from desktop.session.requests import SessionFiles

if TYPE_CHECKING:
    from asr.sound.media import AudioStream

_LANGUAGES: Final = {"fra": "français", "fre": "français", "eng": "anglais", "deu": "allemand"}
_SIDES: Final = ("côté gauche", "côté droit")
_STEREO: Final = 2
_FORMS: Final = {1: "mono", 2: "stéréo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackLine:
    """A track or channel that can be chosen.

    Attributes:
        track: its number, from 1.
        channel: number of the channel in it, from 1; None for the whole track.
        text: what a person reads.
    """

    track: int
    channel: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    media: tuple[Path, ...]
    root: Path


def listed_tracks(media: Sequence[Path], root: Path, ctx: TaskContext) -> tuple[TrackLine, ...]:
    """Return what can be chosen in the first file of a recording.

    Args:
        media: the recording, or the folder or archive that holds it.
        root: folder of the session.
        ctx: as `desktop.session.imports.material.understood`.

    Raises:
        AppError: when the recording cannot be read.
    """
    request = _Request(media=tuple(media), root=root)
    return run_in_child(_listed, request, ctx, ChildOptions(low_priority=True))


def lines_of(streams: Sequence["AudioStream"]) -> Iterator[TrackLine]:
    """Yield the choices: whole tracks where there are several, and the channels of each."""
    several = len(streams) > 1
    for number, stream in enumerate(streams, 1):
        form = _FORMS.get(stream.channels, f"{stream.channels} canaux")
        told = [form, *([_language(stream.language)] if stream.language else [])]
        if several or stream.channels == 1:
            text = f"Piste {number} ({', '.join(told)})"
            yield TrackLine(track=number, channel=None, text=text)
        for channel in range(1, stream.channels + 1 if stream.channels > 1 else 1):
            stereo = stream.channels == _STEREO
            side = _SIDES[channel - 1] if stereo else f"canal {channel}"
            yield TrackLine(track=number, channel=channel, text=f"Piste {number}, {side}")


def _language(code: str) -> str:
    return _LANGUAGES.get(code, code)


def _listed(request: _Request, ctx: TaskContext) -> tuple[TrackLine, ...]:
    from desktop.session.imports.material import understood  # noqa: PLC0415 - in the child only

    files = SessionFiles(media=request.media, seance=None, out=request.root)
    recordings = understood(files, ctx).recordings
    return tuple(lines_of(recordings[0].info.streams)) if recordings else ()
