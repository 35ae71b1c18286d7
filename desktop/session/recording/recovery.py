"""After a crash, a power cut or a full disk: a session's recording found, repaired and told.

The window and the command line call it whenever they open a session; nothing is asked of a person.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from asr.recording.finishing import finish
from asr.recording.folders import Places
from asr.recording.journal import RecordingJournal, StretchBegun, StretchMade, read_journal
from asr.recording.recovery import Recovered, recover
from asr.recording.summary import RecordingSummary
from core.errors import AppError
from core.files import faults_of
from core.task import Notice, TaskContext
from core.timecode import format_timecode
from desktop.session.dossier import Dossier, open_dossier
from desktop.session.recording.places import PARTS, RAW, places_of


def recover_recording(dossier: Dossier, ctx: TaskContext) -> tuple[Recovered, ...]:
    """Repair and finish what an earlier run left; return the stretches that were cut short.

    Each is told as "recording-recovered". Quick when there is nothing to do.

    Raises:
        PartNotVerified, DiskFull, SoundSystemMissing: the raw sound is kept; call again.
    """
    places = places_of(dossier)
    if not _is_unfinished(places):
        return ()
    found = repair(places, ctx)
    journal = RecordingJournal(places.journal)
    try:
        with faults_of(places.journal):
            finish(journal, places.folders, ctx)
    finally:
        journal.close()
    tidy(places)
    return found


def is_unfinished(dossier: Dossier) -> bool:
    """Whether an earlier run left a recording unfinished here; quick."""
    return _is_unfinished(places_of(dossier))


def has_unfinished_recording(folder: Path) -> bool:
    """Whether a session folder that nobody has open holds an unfinished recording."""
    if not (folder / "audio" / RAW).is_dir():
        return False
    try:
        with open_dossier(folder) as dossier:
            return is_unfinished(dossier)
    except AppError:
        return False  # it is being recorded, or its disk is gone


def recorded_media(media: Sequence[Path], ctx: TaskContext) -> tuple[Path, ...]:
    """Return the media to process, those of an interrupted recording repaired and made whole.

    A folder stands for the parts that it holds; a part of a recording that was found unfinished
    stands for all its parts, since some of them were made only now.

    Raises:
        DossierLocked: when that session is being recorded, or open in a window.
        PartNotVerified, DiskFull, SoundSystemMissing: the raw sound is kept; call again.
    """
    found: dict[Path, None] = {}
    for medium in media:
        folder = medium if medium.is_dir() else medium.parent
        is_cut = (folder / RAW).is_dir()
        if is_cut:
            with open_dossier(folder.parent) as dossier:
                recover_recording(dossier, ctx)
        parts = sorted(folder.glob(PARTS)) if is_cut or medium.is_dir() else []
        found |= dict.fromkeys(parts or [medium])
    return tuple(found)


def recovery_lines(found: Sequence[Recovered], summary: RecordingSummary) -> list[str]:
    """Return what a repaired recording holds and lacks, to the second, in French sentences.

    Args:
        found: the stretches that were cut short.
        summary: of the whole recording, repaired.
    """
    lines = []
    for cut in found:
        begun, ended = _hour(cut.began), _hour(cut.last_sound)
        if not cut.kept_s:
            lines.append(f"À {begun}, l'enregistrement s'est arrêté avant le premier son.")
            continue
        kept = format_timecode(cut.kept_s)
        lines.append(f"De {begun} à {ended} : {kept} de son, conservés.")
        later = [span.began for span in summary.spans if span.began > cut.last_sound]
        if later:
            away = format_timecode((min(later) - cut.last_sound).total_seconds())
            lines.append(f"De {ended} à {_hour(min(later))} : rien n'a été enregistré ({away}).")
        else:
            lines.append(f"Après {ended}, rien n'a été enregistré.")
    if summary.missing_s >= 1:
        lines.append(
            f"À l'intérieur, {summary.missing_s:.0f} s manquent, remplacées par du silence."
        )
    return lines


def repair(places: Places, ctx: TaskContext) -> tuple[Recovered, ...]:
    """Close what a crash left open, and tell it."""
    if not _is_unfinished(places):
        return ()
    journal = RecordingJournal(places.journal)
    try:
        with faults_of(places.journal):
            found = recover(journal, places.folders)
    finally:
        journal.close()
    for stretch in found:
        facts = {"kept": format_timecode(stretch.kept_s), "hour": _hour(stretch.last_sound)}
        ctx.emit(Notice(code="recording-recovered", facts=facts))
    return found


def tidy(places: Places) -> None:
    """Remove the folder of raw sound once it is empty."""
    with suppress(OSError):
        places.raw.rmdir()


def _is_unfinished(places: Places) -> bool:
    entries = read_journal(places.journal)
    begun = {entry.stretch for entry in entries if isinstance(entry, StretchBegun)}
    return begun != {entry.stretch for entry in entries if isinstance(entry, StretchMade)}


def _hour(moment: dt.datetime) -> str:
    """Return an hour as people write it, to the second."""
    return moment.astimezone().strftime("%H h %M min %S s")
