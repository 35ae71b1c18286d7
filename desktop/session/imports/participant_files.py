"""One sound file for each participant, as Zoom writes them beside a recording.

Zoom puts them into a folder "Audio Record" and calls them "audio", the name as shown and a number:
`audioMarieDupont21234567890.m4a` (Zoom Support, "Understanding recording file formats"). They
begin together with the recording.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from asr.sound.microphones import loudest, together
from asr.sound.track_levels import track_levels
from core.errors import AppError
from core.plaintext import cleaned
from core.task import Progress, TaskContext
from pv_builder.naming.labels import LabelSource, NamedSpan

_ZOOM_FOLDER = "audio record"
_NAMED = re.compile(r"audio[_ ]?(?P<label>.*?\D)[_ ]?(?P<number>\d{5,})", re.IGNORECASE)
_MEETING_DIGITS = 5
"""The last digits are the meeting's and the same in all its files, after the participant's place;
the parts of a recorder that numbers or dates them differ there."""
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantFile:
    """The sound of one participant.

    Attributes:
        label: the name as the tool shows it, as far as the file's name tells.
    """

    label: str
    path: Path


def participants_heard(files: Sequence[ParticipantFile], ctx: TaskContext) -> tuple[NamedSpan, ...]:
    """Return which participant's file is the loudest when; () where none is.

    Args:
        files: of participants, on the clock of the recording; one that cannot be read is left out.
        ctx: gets "asr.track-levels" in files.
    """
    labels, levels = [], []
    for done, file in enumerate(files, 1):
        with suppress(AppError):
            levels.append(track_levels(file.path, ctx).max(axis=0, keepdims=True))
            labels.append(file.label)
        ctx.emit(Progress(step="asr.track-levels", done=done, total=len(files)))
    return tuple(
        NamedSpan(interval=one.interval, label=labels[one.track], source=LabelSource.TRACK)
        for one in loudest(together(levels))
    )


def participant_files(paths: Sequence[Path]) -> tuple[tuple[ParticipantFile, ...], frozenset[Path]]:
    """Return the files that are one participant's each, and the other files.

    Files are participants' where Zoom puts them, or where a folder has several of one meeting with
    several names.
    """
    named: dict[tuple[Path, str], list[ParticipantFile]] = defaultdict(list)
    for path in paths:
        found = _NAMED.fullmatch(path.stem)
        label = None if found is None else _label(found["label"])
        if found is not None and label is not None:
            meeting = path.parent, found["number"][-_MEETING_DIGITS:]
            named[meeting].append(ParticipantFile(label=label, path=path))
    tracks = tuple(
        track
        for (folder, _), files in named.items()
        if folder.name.lower() == _ZOOM_FOLDER or len({f.label for f in files}) >= _FEWEST
        for track in files
    )
    return tracks, frozenset(paths) - {track.path for track in tracks}


def _label(text: str) -> str | None:
    """Return the name in a file's name, "MarieDupont" as "Marie Dupont"; None without one."""
    label = cleaned(_CAMEL.sub(" ", text.replace("_", " ")))
    return label if any(c.isalpha() for c in label) else None
