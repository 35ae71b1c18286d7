"""Another recorder's sound where the session's own recording lacks some."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from asr.errors import SoundNotAligned
from asr.recording.journal import PartFilled, RecordingJournal, SoundAdded, read_journal
from asr.recording.summary import summarise
from asr.worker import ChildOptions, run_in_child
from core.files import faults_of
from core.task import TaskContext
from desktop.session.dossier import Dossier
from desktop.session.recording.places import places_of
from desktop.session.recording.recovery import recover_recording

if TYPE_CHECKING:
    from asr.recording.completion import Material

Made = SoundAdded | PartFilled
_OWN = "complement-seance.wav"
_OTHER = "complement-autre.wav"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What was taken from the other recording.

    Attributes:
        added_s: seconds put between the session's stretches.
        filled_s: seconds put into holes.
        is_by_sound: whether the sounds told the place; else the hour that was given.
    """

    added_s: float
    filled_s: float
    is_by_sound: bool


def complete_recording(
    dossier: Dossier, other: Path, hour: dt.time | None, ctx: TaskContext
) -> Completed:
    """Fill what the session's recording lacks from another device's recording of the room.

    Args:
        dossier: of a session that was recorded with Greffier.
        other: the other recording, any sound or video file.
        hour: of its first sound, where it may have none in common with the session's.
        ctx: gets the progress.

    Raises:
        SoundNotAligned: when nothing tells where it belongs; nothing was changed.
        AudioUnreadable, NoAudioStream, AudioEmpty: as `asr.sound.audio.decode`.
        PartNotVerified, DiskFull, SoundSystemMissing: what was there before stands.
    """
    from asr.recording.completion import complete, missed, placements  # noqa: PLC0415 - it reads decoded sound

    recover_recording(dossier, ctx)
    material = _material(dossier)
    if not material.summary.spans:
        raise SoundNotAligned(path=str(other))
    moment = None if hour is None else _moment(material.summary.spans[0].began, hour)
    with _decoded(material, other, ctx):
        placed = placements(material, moment, ctx)
        if placed is None:
            raise SoundNotAligned(path=str(other))
        made = _journalled(dossier, complete(missed(material, placed), material, ctx))
    return Completed(
        added_s=sum(e.frames / e.rate_hz for e in made if isinstance(e, SoundAdded)),
        filled_s=sum(e.seconds for e in made if isinstance(e, PartFilled)),
        is_by_sound=any(one.windows for one in placed),
    )


def _material(dossier: Dossier) -> "Material":
    """Return what is known of both recordings before they are decoded."""
    from asr.recording.completion import Material  # noqa: PLC0415 - it reads decoded sound

    places = places_of(dossier)
    entries = read_journal(places.journal)
    return Material(
        entries=entries,
        summary=summarise(entries, places.folders),
        audio=places.audio,
        own_wav=dossier.work / _OWN,
        other_wav=dossier.work / _OTHER,
    )


@contextmanager
def _decoded(material: "Material", other: Path, ctx: TaskContext) -> Iterator[None]:
    """Decode both recordings as long as they are needed."""
    from asr.sound.audio import decode  # noqa: PLC0415 - the window loads no decoder

    parts = [material.audio / part for part in material.summary.parts]
    try:
        decode(parts, material.own_wav, ctx)
        decode([other], material.other_wav, ctx)
        yield
    finally:
        material.own_wav.unlink(missing_ok=True)
        material.other_wav.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    root: Path
    other: Path
    hour: dt.time | None


def complete_apart(
    dossier: Dossier, other: Path, hour: dt.time | None, ctx: TaskContext
) -> Completed:
    """Return the same, worked out in a child process: for the window, which loads no decoder.

    Raises:
        As `complete_recording`, and `WorkerDied`.
    """
    asked = _Asked(root=dossier.root, other=other, hour=hour)
    return run_in_child(_complete, asked, ctx, ChildOptions(low_priority=True))


def _complete(asked: _Asked, ctx: TaskContext) -> Completed:
    # The parent holds the session's lock, and waits for us.
    return complete_recording(Dossier(asked.root), asked.other, asked.hour, ctx)


def completed_line(done: Completed) -> str:
    """Return what was taken from the other recording, in a French sentence."""
    seconds = done.added_s + done.filled_s
    if not seconds:
        return "Rien ne manquait que cet enregistrement puisse donner."
    how = "d'après le son" if done.is_by_sound else "d'après l'heure donnée"
    return (
        f"{seconds:.0f} s ont été ajoutées, placées {how}. Si le texte est déjà là, transcrivez à "
        "nouveau : seul ce son est écouté et vos corrections restent."
    )


def _journalled(
    dossier: Dossier, making: Iterator[SoundAdded | PartFilled]
) -> list[SoundAdded | PartFilled]:
    """Return what was made, each written down as soon as it is there."""
    path = places_of(dossier).journal
    journal = RecordingJournal(path)
    made: list[Made] = []
    try:
        with faults_of(path):
            for entry in making:
                journal.append(entry)
                journal.flush()
                made.append(entry)
    finally:
        journal.close()
    return made


def _moment(near: dt.datetime, hour: dt.time) -> dt.datetime:
    """Return the moment of an hour of the evening, nearest to the session's beginning."""
    same_day = dt.datetime.combine(near.date(), hour, near.tzinfo)
    days = (same_day + dt.timedelta(days=shift) for shift in (-1, 0, 1))
    return min(days, key=lambda day: abs(day - near))
