"""Deleting the recording of a session, and the record of it.

Deleted: the recording in the session's folder, the sound made from it, the windows of recognition
and the voices (RGPD art. 5(1)(e) and 9). Kept: the corrections, what was marked while it was
recorded, the life of the minutes and the documents. The record is a text beside them, for the
register of the mairie and the archives (code du patrimoine, art. L. 212-2: public archives are
eliminated with a visa).
"""

import datetime as dt
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.files import atomic_write, faults_of, sync_folder
from core.transcript import AudioRef
from desktop.session.dossier import Dossier
from desktop.session.french.messages import size_text
from desktop.session.keeping.life import Life, Step, read_life, write_life
from desktop.session.sources import SOURCES, read_sources
from pv_builder.language.typography import counted, day

RECORD = "suppression-enregistrement.txt"

_KEPT = (
    "edits.jsonl",
    "recording.jsonl",
    "life.json",
    "lock",
    "outputs.json",
    "exported.docx",
    "audio.json",
    "finished.json",
    "left.json",
)
"""What stays in the work folder; anything else there comes from the recording. Its journal holds no
sound, but the marks of the live board: without them, what was said à huis clos would be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What a deletion would take away.

    Attributes:
        inside: files and folders in the session's folder.
        outside: files it was imported from, that are still where they were.
        size_bytes: of all that is inside.
    """

    inside: tuple[Path, ...]
    outside: tuple[Path, ...]
    size_bytes: int

    @property
    def is_there(self) -> bool:
        """Whether anything of it is left in the session's folder, but where it came from."""
        return any(path.name != SOURCES for path in self.inside)


def recording_of(dossier: Dossier, audio: AudioRef | None) -> Recording:
    """Return what there is of a session's recording.

    Args:
        dossier: of the session.
        audio: the recording of the transcript, None before any.
    """
    work = (path for path in dossier.work.iterdir() if not path.name.startswith(_KEPT))
    names = {part.name for part in audio.parts} if audio else set()
    beside = (dossier.root / name for name in sorted(names))
    inside = [*work, *(path for path in (*beside, dossier.root / "audio") if path.exists())]
    outside = [
        path
        for path in read_sources(dossier)
        if path.exists() and not path.is_relative_to(dossier.root.resolve())
    ]
    sizes = (file.stat().st_size for file in _files(inside))
    return Recording(inside=tuple(inside), outside=tuple(outside), size_bytes=sum(sizes))


def delete_recording(
    dossier: Dossier, recording: Recording, *, outside: bool, now: dt.datetime
) -> Life:
    """Delete a recording, write the record of it and return the life of the minutes after it.

    Args:
        dossier: of the session.
        recording: as `recording_of` gave it.
        outside: whether the files it was imported from go too.
        now: with its time zone.

    Raises:
        FolderNotWritable: when a file cannot be deleted; what was deleted stays so.
    """
    doomed = (*recording.inside, *(recording.outside if outside else ()))
    count = sum(1 for _ in _files(doomed))
    for path in doomed:
        with faults_of(path):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            sync_folder(path.parent)  # what is told to be deleted must not come back
    left = 0 if outside else len(recording.outside)
    atomic_write(dossier.root / RECORD, _record(count, recording, left, now).encode())
    life = read_life(dossier).with_step(Step.DELETED, now.date(), now)
    write_life(dossier, life)
    return life


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        yield from (
            (file for file in path.rglob("*") if file.is_file()) if path.is_dir() else (path,)
        )


def _record(count: int, recording: Recording, left: int, now: dt.datetime) -> str:
    """Return the text that says what was deleted; no name of a file or a person is in it."""
    size = size_text(recording.size_bytes)
    gone = (
        f"Le {day(now.date())} à {now:%H:%M}, {counted(count, 'fichier')} ({size}) : "
        "enregistrement sonore, son préparé pour l'écoute, travail de transcription et voix."
    )
    kept = (
        "Conservés : les documents, la transcription corrigée, l'historique des corrections et les "
        "repères notés pendant la séance."
    )
    lines = ["Suppression de l'enregistrement de la séance", "", gone, kept]
    if left:
        lines.append(
            f"Non supprimés : {counted(left, 'fichier')} d'origine, hors du dossier de la séance."
        )
    lines += ["", "Visa des Archives départementales (code du patrimoine, art. L. 212-2) :", ""]
    return "\n".join(lines)
