"""Write the documents of a session into its folder: which file a format gives, and who makes it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from core.files import atomic_write
from core.task import Progress, TaskContext
from core.transcript import Transcript
from desktop.session.corrections.corrections import Corrected
from desktop.session.documents.drafting import approved_on, draft_of, house_of
from desktop.session.documents.further_documents import Material, further_documents
from desktop.session.documents.publication import published
from desktop.session.dossier import Dossier
from desktop.session.requests import DraftRequest, require_files
from pv_builder.act_texts import ActTexts
from pv_builder.blocks import Document
from pv_builder.documents.closed_session import public_transcript
from pv_builder.documents.export_captions import rttm_text, srt_text, transcript_text, vtt_text
from pv_builder.documents.export_docx import docx_bytes, try_template
from pv_builder.documents.export_html import document_html
from pv_builder.documents.export_odt import odt_bytes
from pv_builder.documents.export_pdf import pdf_bytes
from pv_builder.documents.export_scdl import scdl_csv
from pv_builder.documents.export_text import document_text
from pv_builder.documents.house import HOUSES
from pv_builder.documents.pv_json import pv_data
from pv_builder.minutes import Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """All that a format can be made from."""

    minutes: Minutes
    transcript: Transcript
    document: Document
    template: Path | None = None
    texts: ActTexts = field(default_factory=ActTexts)


@dataclass(frozen=True, slots=True)
class Format:
    """A file that can be written: its name and its maker.

    Attributes:
        is_text: it holds `Drafted.document`, whichever document that is.
    """

    file_name: str
    content: Callable[[Drafted], bytes]
    is_text: bool = False


FORMATS: Final[dict[str, Format]] = {
    "json": Format("pv.json", lambda d: _json(pv_data(d.minutes, d.transcript))),
    "docx": Format("pv.docx", lambda d: docx_bytes(d.document, d.template), is_text=True),
    "odt": Format("pv.odt", lambda d: odt_bytes(d.document), is_text=True),
    "pdf": Format("pv.pdf", lambda d: pdf_bytes(d.document), is_text=True),
    "html": Format("pv.html", lambda d: document_html(d.document).encode(), is_text=True),
    "txt": Format("pv.txt", lambda d: document_text(d.document).encode(), is_text=True),
    "srt": Format("transcript.srt", lambda d: srt_text(d.transcript).encode()),
    "vtt": Format("transcript.vtt", lambda d: vtt_text(d.transcript).encode()),
    "csv": Format("deliberations.csv", lambda d: scdl_csv(d.minutes.meeting, d.texts).encode()),
    "rttm": Format("transcript.rttm", lambda d: rttm_text(d.transcript).encode()),
}
"""By the name that `--formats` takes."""

_ALWAYS = ("json", "docx")
FINAL_STEM = "pv-definitif"


def write_documents(
    dossier: Dossier,
    minutes: Minutes,
    state: Corrected,
    request: DraftRequest,
    ctx: TaskContext,
) -> None:
    """Draft the minutes and write pv.json, pv.docx and the further formats asked for.

    They are drafts until it is stated that the minutes were approved (`keeping.life`).
    What was said à huis clos is in none of them, captions included.

    The Word file is kept once more as it was written, so that what a person changes in it can be
    told later (`desktop.session.documents.reimport`).
    """
    request = replace(request, approved_on=approved_on(dossier, minutes))
    template = own_template(request.template)
    public = public_transcript(minutes.meeting, published(state))
    drafted = Drafted(
        minutes=minutes,
        transcript=public,
        document=draft_of(minutes, state, request).document,
        template=template,
        texts=request.texts,
    )
    names = tuple(dict.fromkeys((*_ALWAYS, *request.formats)))
    material = Material(
        minutes=minutes,
        transcript=public,
        house=house_of(request.template),
        texts=request.texts,
    )
    further = tuple(further_documents(request.documents, material))
    total = len(names) + len(further)
    for number, name in enumerate(names, start=1):
        _write_minutes(dossier, name, drafted, ctx)
        ctx.emit(Progress(step="session.documents", done=number, total=total))
    if request.final:
        is_refused = request.approved_on is None
        _write_final(dossier, None if is_refused else drafted, names, ctx)
    for number, (stem, document) in enumerate(further, start=len(names) + 1):
        _write_further(dossier, stem, replace(drafted, document=document), names, ctx)
        ctx.emit(Progress(step="session.documents", done=number, total=total))


def _write_minutes(dossier: Dossier, name: str, drafted: Drafted, ctx: TaskContext) -> None:
    """Write the minutes in one format, the Word file also as it was written."""
    form = FORMATS[name]
    content = form.content(drafted)
    dossier.outputs.write_bytes(form.file_name, content, ctx)
    if name == "docx":
        atomic_write(dossier.exported, content)


def _write_final(
    dossier: Dossier, approved: Drafted | None, names: tuple[str, ...], ctx: TaskContext
) -> None:
    """Write the final minutes, unless they are refused; none of an earlier draft stays."""
    anew = () if approved is None else tuple(f"{FINAL_STEM}{_suffix(name)}" for name in names)
    dossier.outputs.set_aside(FINAL_STEM, ctx, but=anew)
    if approved is not None:
        _write_further(dossier, FINAL_STEM, approved, names, ctx)


def _write_further(
    dossier: Dossier, stem: str, drafted: Drafted, names: tuple[str, ...], ctx: TaskContext
) -> None:
    """Write a document in each format of texts that was asked for, Word among them."""
    for name in names:
        if FORMATS[name].is_text:
            content = FORMATS[name].content(drafted)
            dossier.outputs.write_bytes(f"{stem}{_suffix(name)}", content, ctx)


def _suffix(name: str) -> str:
    """Return how the files of a format end, the dot included."""
    return Path(FORMATS[name].file_name).suffix


def own_template(name: str | None) -> Path | None:
    """Return the town hall's own template, None where a house style of ours was named.

    Raises:
        FileMissing: when the name is neither a house style nor a file.
        TemplateInvalid, PlaceInvalid: when the file cannot be used.
    """
    if name is None or name in HOUSES:
        return None
    path = Path(name)
    require_files(path)
    try_template(path)
    return path


def keep_template(dossier: Dossier, name: str | None, folder: Path, ctx: TaskContext) -> None:
    """Put the template that a description names beside itself into the session's own folder.

    The description is copied there, and names it by the same word. A template named by a path stays
    where it is.
    """
    if name is None or name in HOUSES or Path(name).name != name:
        return
    source = folder / name
    if source.is_file():
        dossier.outputs.write_bytes(name, source.read_bytes(), ctx)


def write_transcript_texts(dossier: Dossier, transcript: Transcript, ctx: TaskContext) -> None:
    """Write the transcript as plain text and as captions."""
    dossier.outputs.write_bytes("transcript.txt", transcript_text(transcript).encode(), ctx)
    dossier.outputs.write_bytes("transcript.srt", srt_text(transcript).encode(), ctx)
    dossier.outputs.write_bytes("transcript.vtt", vtt_text(transcript).encode(), ctx)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
