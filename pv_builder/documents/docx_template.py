"""A town hall's own .docx, opened only after it was found harmless.

What is refused: what is not a Word document, what unpacks to far more than it weighs, macros, XML
with a document type (external entities), and parts fetched from outside when the file is opened.
"""

import zipfile
from pathlib import Path

from core.errors import InputError

MAX_UNPACKED_BYTES = 64 << 20
"""A letterhead with a large photograph stays far below."""
_MAX_MEMBERS = 2000
_MAIN_PART = "word/document.xml"
_TYPES_PART = "[Content_Types].xml"
_HEAD_BYTES = 4096


class TemplateInvalid(InputError):
    """A template cannot be used; `fault` is the kebab-case reason."""

    code = "template-invalid"
    fields = ("path", "fault")


def check_template(path: Path) -> None:
    """Do nothing when a template can be used.

    Raises:
        TemplateInvalid: with fault "unreadable", "not-word", "too-large", "macros", "entities" or
            "external-parts".
    """
    try:
        with zipfile.ZipFile(path) as archive:
            fault = _fault(archive)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise TemplateInvalid(path=str(path), fault="unreadable") from error
    if fault is not None:
        raise TemplateInvalid(path=str(path), fault=fault)


def _fault(archive: zipfile.ZipFile) -> str | None:
    members = archive.infolist()
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        return "too-large"
    if not {_MAIN_PART, _TYPES_PART} <= names:
        return "not-word"
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return "macros"
    xml = [name for name in names if name.endswith((".xml", ".rels"))]
    if any(_has_document_type(archive, name) for name in xml):
        return "entities"
    links = (name for name in names if name.endswith(".rels"))
    return "external-parts" if any(_fetches(archive, name) for name in links) else None


def _has_document_type(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether an XML part declares a document type, which Word never does."""
    with archive.open(name) as part:
        return b"<!DOCTYPE" in part.read(_HEAD_BYTES).replace(b"\x00", b"")


def _fetches(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether relations name a part outside the file; a hyperlink is only text to click."""
    relations = archive.read(name).split(b"<Relationship ")[1:]
    return any(
        b'TargetMode="External"' in relation and b"/hyperlink" not in relation
        for relation in relations
    )
