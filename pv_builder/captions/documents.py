"""Transcripts in Word documents (Teams, Google Meet): their lines, read without trust."""

from io import BytesIO

import docx

from pv_builder.captions.errors import ImportDangerous, ImportTooLarge
from pv_builder.errors import ImportRefused
from pv_builder.intake.packages import MAX_UNPACKED_BYTES, check_package
from pv_builder.intake.source import Kind, Source, kind_of, library_faults


def is_docx(source: Source) -> bool:
    """Whether a file is a Word document."""
    try:
        return kind_of(source) is Kind.DOCX
    except ImportRefused:
        return False


def docx_text(source: Source) -> str | None:
    """Return the lines of a document, None when it cannot be read.

    Raises:
        ImportDangerous: when it declares entities.
        ImportTooLarge: when it is too large, packed or unpacked.
    """
    try:
        check_package(source, Kind.DOCX)
        with library_faults(source):
            document = docx.Document(BytesIO(source.content))
            return "\n".join(paragraph.text for paragraph in document.paragraphs)
    except ImportRefused as error:
        _raise_if_harmful(source, error)
        return None


def _raise_if_harmful(source: Source, error: ImportRefused) -> None:
    match error.facts["fault"]:
        case "entities":
            raise ImportDangerous(path=source.name) from error
        case "file-too-large":
            raise ImportTooLarge(
                path=source.name,
                size_bytes=len(source.content),
                limit_bytes=MAX_UNPACKED_BYTES,
            ) from error
