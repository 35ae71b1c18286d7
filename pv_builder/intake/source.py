"""A file that a person brings: its bytes, and what it is by its content rather than its name.

Invariants:
- Everything is untrusted: whatever a file holds, reading raises `ImportRefused` and nothing else.
- No more than the limits below is ever held in memory.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import XmlchemyError
from odfdo.security import SecurityError

from pv_builder.errors import ImportRefused

MAX_TEXT_BYTES: Final = 80 << 20
"""The Répertoire national des élus' largest file, 480,000 councillors, takes 60 MB."""

MAX_DOCUMENT_BYTES: Final = 32 << 20
"""A convocation or a roll with a scanned letterhead stays far below."""

LIBRARY_FAULTS: Final = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError),
    *(RuntimeError, SyntaxError, TypeError, ValueError),
    *(struct.error, zipfile.BadZipFile, zlib.error),
    *(OpcError, PythonDocxError, SecurityError, XmlchemyError),
)
"""What parsers of documents raise on broken ones: each has its own habits, none a common root.

`SyntaxError` is the root of lxml's errors, `RuntimeError` that of endless recursion; odfdo says
`SecurityError` of a part that swells more than 200 times.
"""

_HEAD_BYTES = 1024
_OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16_HEADS = (b"\xff\xfe", b"\xfe\xff")


class Kind(StrEnum):
    """What a file is; those that cannot be read are refused before they get a kind."""

    TEXT = "text"
    VCARD = "vcard"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    XLSX = "xlsx"
    ODS = "ods"


_MAIN_PARTS: Final = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
_OPEN_DOCUMENTS: Final = {
    "application/vnd.oasis.opendocument.text": Kind.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that a person brings, or a text that was pasted.

    Attributes:
        name: to say in messages which file is meant; "" for a pasted text.
        content: its bytes, untrusted.
    """

    name: str
    content: bytes

    def refused(self, fault: str) -> ImportRefused:
        """Return the error that says why this file is not read."""
        return ImportRefused(name=self.name or "texte collé", fault=fault)


def pasted(text: str) -> Source:
    """Return a text from the clipboard as a source."""
    return Source(name="", content=text.encode("utf-8", errors="replace"))


def read_source(path: Path) -> Source:
    """Return a file's bytes.

    Raises:
        ImportRefused: with fault "file-missing", "file-empty", "file-too-large".
    """
    empty = Source(name=path.name, content=b"")
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise empty.refused("file-too-large")
        content = path.read_bytes()
    except OSError as error:
        raise empty.refused("file-missing") from error
    return checked(Source(name=path.name, content=content))


def checked(source: Source) -> Source:
    """Return a source that is not empty; raise `ImportRefused` ("file-empty") for one that is."""
    if not source.content.strip(b"\x00\t\r\n "):
        raise source.refused("file-empty")
    return source


def kind_of(source: Source) -> Kind:
    """Return what a file is; its name plays no part.

    Raises:
        ImportRefused: with fault "old-office", "rich-text", "web-page", "unknown-kind",
            "file-damaged", "file-too-large".
    """
    content = source.content
    kind = _kind(source, content[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if kind is not Kind.TEXT and len(content) > MAX_DOCUMENT_BYTES:
        raise source.refused("file-too-large")
    return kind


def _kind(source: Source, head: bytes) -> Kind:
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(source)
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(_OLE_HEAD):
        raise source.refused("old-office")
    if head.startswith(b"{\\rtf"):
        raise source.refused("rich-text")
    if head[:9].lower().startswith((b"<html", b"<!doctype")):
        raise source.refused("web-page")
    if head.upper().startswith(b"BEGIN:VCARD"):
        return Kind.VCARD
    if _is_binary(source.content[:_HEAD_BYTES]):
        raise source.refused("unknown-kind")
    return Kind.TEXT


def _is_binary(head: bytes) -> bool:
    """Whether bytes are no text: control signs, unless every second byte is empty (UTF-16)."""
    if head.startswith(_UTF16_HEADS):
        return False
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > half // 2 or head[::2].count(0) > half // 2:
        return False
    return any(byte < 9 or 13 < byte < 27 for byte in head)  # noqa: PLR2004 - control signs


def _packed_kind(source: Source) -> Kind:
    with library_faults(source), zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        names = set(archive.namelist())
        for part, kind in _MAIN_PARTS.items():
            if part in names:
                return kind
        if "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD_BYTES:
            told = archive.read("mimetype").decode("ascii", errors="replace").strip()
            if told in _OPEN_DOCUMENTS:
                return _OPEN_DOCUMENTS[told]
    raise source.refused("unknown-kind")


@contextmanager
def library_faults(source: Source, fault: str = "file-damaged") -> Iterator[None]:
    """Turn whatever a parser raises on a broken file into `ImportRefused`."""
    try:
        yield
    except ImportRefused:
        raise
    except LIBRARY_FAULTS as error:
        raise source.refused(fault) from error
