"""What of a session leaves its folder for other programs: the transcript and the votes.

    DIR/export/transcription.docx, .odt, .txt, .srt, .vtt, .rttm, .stm, .csv, .json
    DIR/export/votes.csv, deliberations.csv

Invariants:
- What was said à huis clos, or excluded by a person, is in none of the files.
- `transcript.json` in the session's folder is evidence: the export never touches it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from core.files import atomic_write, make_folder
from core.jsonio import to_json
from core.task import Progress, TaskContext
from core.transcript import Transcript
from core.transcript_file import read_transcript
from desktop.session.documents.publication import published
from desktop.session.dossier import EXPORT_FOLDER, Dossier, open_dossier
from desktop.session.requests import require_files
from desktop.session.workbench import as_corrected, minutes_as_corrected
from pv_builder.act_texts import ActTexts
from pv_builder.blocks import Document, Paragraph, ParagraphRole, text
from pv_builder.documents.closed_session import public_transcript
from pv_builder.documents.export_captions import rttm_text, srt_text, transcript_text, vtt_text
from pv_builder.documents.export_docx import docx_bytes
from pv_builder.documents.export_odt import odt_bytes
from pv_builder.documents.export_scdl import scdl_csv
from pv_builder.documents.export_transcript import stm_text, transcript_blocks, transcript_csv
from pv_builder.documents.export_votes import votes_csv
from pv_builder.documents.session_document import session_document
from pv_builder.meeting import Meeting
from pv_builder.roster.seance_toml import read_seance

_TITLE = "Transcription"
_NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What may leave: the transcript without closed passages, and the facts where they are known.

    Attributes:
        meeting: None where no session was described.
        texts: what the authority wrote for its acts.
    """

    transcript: Transcript
    meeting: Meeting | None
    texts: ActTexts = field(default_factory=ActTexts)


@dataclass(frozen=True, slots=True)
class Export:
    """A file that can be exported: its name, what a clerk reads of it, who makes it.

    Attributes:
        needs_meeting: it holds facts, which an undescribed session has not.
    """

    file_name: str
    title: str
    content: Callable[[Public], bytes]
    needs_meeting: bool = False


EXPORTS: Final[dict[str, Export]] = {
    "docx": Export("transcription.docx", "Word", lambda p: docx_bytes(_document(p))),
    "odt": Export("transcription.odt", "LibreOffice", lambda p: odt_bytes(_document(p))),
    "txt": Export(
        "transcription.txt", "Texte simple", lambda p: transcript_text(p.transcript).encode()
    ),
    "srt": Export("transcription.srt", "Sous-titres", lambda p: srt_text(p.transcript).encode()),
    "vtt": Export(
        "transcription.vtt", "Sous-titres pour le web", lambda p: vtt_text(p.transcript).encode()
    ),
    "csv": Export("transcription.csv", "Tableur", lambda p: transcript_csv(p.transcript)),
    "json": Export(
        "transcription.json", "Données (JSON)", lambda p: to_json(p.transcript).encode()
    ),
    "rttm": Export(
        "transcription.rttm", "Tours de parole (RTTM)", lambda p: rttm_text(p.transcript).encode()
    ),
    "stm": Export(
        "transcription.stm", "Mesure des erreurs (STM)", lambda p: stm_text(p.transcript).encode()
    ),
    "votes": Export(
        "votes.csv", "Votes (tableur)", lambda p: votes_csv(_known(p), p.texts), needs_meeting=True
    ),
    "scdl": Export(
        "deliberations.csv",
        "Délibérations en données ouvertes (SCDL)",
        lambda p: scdl_csv(_known(p), p.texts).encode(),
        needs_meeting=True,
    ),
}
"""By the name that `greffier export --formats` takes."""


def public_of(dossier: Dossier) -> Public:
    """Return what of a session may leave its folder.

    Raises:
        SeanceInvalid, JsonInvalid, JournalOfOtherTranscript, FileDamaged: when a file is wrong.
    """
    transcript = read_transcript(dossier.transcript)
    seance = read_seance(dossier.seance) if dossier.seance.exists() else None
    if seance is None:
        return Public(transcript=published(as_corrected(dossier, transcript, None)), meeting=None)
    corrected, minutes = minutes_as_corrected(dossier, transcript, seance)
    meeting = minutes.meeting
    return Public(
        transcript=public_transcript(meeting, published(corrected)),
        meeting=meeting,
        texts=seance.wishes.texts,
    )


def export_session(
    folder: Path, names: Sequence[str], target: Path | None, ctx: TaskContext
) -> tuple[Path, ...]:
    """Return the files written for other programs; those of facts only where facts are known.

    Args:
        folder: of the session.
        names: of `EXPORTS`; none for all of them.
        target: where the files go; None for the session's own `export`.
        ctx: gets "session.export" in files.

    Raises:
        FileMissing: when the folder has no transcript.
        DiskFull, FolderNotWritable: when the target refuses a file.
    """
    require_files(folder, folder / "transcript.json")
    with open_dossier(folder) as dossier:
        public = public_of(dossier)
    return write_exports(public, names, target or folder / EXPORT_FOLDER, ctx)


def write_exports(
    public: Public, names: Sequence[str], target: Path, ctx: TaskContext
) -> tuple[Path, ...]:
    """Return the files written into a folder, which is made."""
    make_folder(target)
    wanted = [EXPORTS[name] for name in dict.fromkeys(names or EXPORTS)]
    possible = [one for one in wanted if public.meeting is not None or not one.needs_meeting]
    paths = []
    for number, export in enumerate(possible, start=1):
        path = target / export.file_name
        atomic_write(path, export.content(public))
        paths.append(path)
        ctx.emit(Progress(step="session.export", done=number, total=len(possible)))
    return tuple(paths)


def _known(public: Public) -> Meeting:
    assert public.meeting is not None, "checked before"  # noqa: S101 - a belief about us
    return public.meeting


def _document(public: Public) -> Document:
    blocks = transcript_blocks(public.transcript)
    if public.meeting is not None:
        return session_document(public.meeting, _TITLE, blocks, has_stamp=False)
    head = Paragraph(line=text(_TITLE), role=ParagraphRole.TITLE)
    return Document(
        title=_TITLE, author="", running=_TITLE, written_at=_NO_DATE, blocks=(head, *blocks)
    )
