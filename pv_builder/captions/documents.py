"""Transcripts in Word documents (Teams, Google Meet): their lines, read without trust.

python-docx resolves no entity; what it could still be made to do is unpack a small file into
gigabytes, so the size is read from the archive's directory first (Python's zipfile never gives
more than is declared there).
"""

import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError  # type: ignore[import-untyped] # lxml ships no types

LIMIT_BYTES = 64 << 20
"""Unpacked. Six hours of Teams transcript are under 4 MB."""

_FAULTS = (
    *(OpcError, LxmlError, BadZipFile, zlib.error, struct.error),
    *(AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError),
    *(TypeError, ValueError),
)
"""What python-docx 1.2 raises on broken documents: it checks little, its libraries more."""

_DOCUMENT = "word/document.xml"


def is_docx(content: bytes) -> bool:
    """Whether the bytes are a Word document."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _DOCUMENT in archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return False


def unpacked_bytes(content: bytes) -> int:
    """Return the size that a document says it unpacks to."""
    with ZipFile(BytesIO(content)) as archive:
        return sum(member.file_size for member in archive.infolist())


def docx_text(content: bytes) -> str | None:
    """Return the lines of a document, None when it cannot be read."""
    try:
        document = docx.Document(BytesIO(content))
        return "\n".join(paragraph.text for paragraph in document.paragraphs)
    except _FAULTS:
        return None
