"""Documents to lines of text: Word, OpenDocument, PDF and plain text, one shape for all.

A line is a paragraph, or a row of a table with its cells. It carries the number or bullet that
the program shows before it, which in Word and OpenDocument is not in the text.
"""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from pv_builder.intake.docx_lines import docx_lines
from pv_builder.intake.line import Line
from pv_builder.intake.odt_lines import odt_lines
from pv_builder.intake.source import Kind, Source, library_faults
from pv_builder.intake.texts import decoded

# Its warnings quote the document, and a log holds no word of one.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MAX_LINES: Final = 5000
"""A convocation has some hundred; a roll pasted from a mail too."""

MAX_PAGES: Final = 60
_MAX_TEXT_BYTES = 4 << 20
_FEWEST_LETTERS = 20
# Text copied out of a web page or a chat: "#### **A. Services**". Rules of signs hold no text.
_MARKDOWN = re.compile(r"^\s*#{1,6}\s+|\*\*|^\s*[-=_*~]{3,}\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The lines of a document.

    Attributes:
        lines: those that hold something, in order.
        doubts: French sentences about the file as a whole.
    """

    lines: tuple[Line, ...]
    doubts: tuple[str, ...] = ()


def lines_of(source: Source, kind: Kind) -> Text:
    """Return the lines of a document.

    Raises:
        ImportRefused: damaged, harmful, encrypted, too large, or a PDF without text.
    """
    match kind:
        case Kind.DOCX:
            return _cut(docx_lines(source))
        case Kind.ODT:
            return _cut(odt_lines(source))
        case Kind.PDF:
            return _pdf_text(source)
        case Kind.TEXT:
            return _plain_text(source)
        case _:
            raise source.refused("wrong-kind")


def _cut(lines: Iterator[Line]) -> Text:
    kept: list[Line] = []
    for line in lines:
        if len(kept) >= MAX_LINES:
            doubt = f"le document dépasse {MAX_LINES} lignes ; la suite n'a pas été lue."
            return Text(lines=tuple(kept), doubts=(doubt,))
        kept.append(line)
    return Text(lines=tuple(kept))


def _plain_text(source: Source) -> Text:
    if len(source.content) > _MAX_TEXT_BYTES:
        raise source.refused("file-too-large")
    text = decoded(source)
    lines = (
        Line(number=number, text=bare, indent=len(line) - len(line.lstrip()))
        for number, line in enumerate(text.text.splitlines(), start=1)
        if (bare := _MARKDOWN.sub("", line).strip())
    )
    cut = _cut(lines)
    return Text(lines=cut.lines, doubts=(*text.doubts, *cut.doubts))


def _pdf_text(source: Source) -> Text:
    with library_faults(source):
        try:
            lines, pages = _pdf_lines(source)
        except DependencyError as error:  # a cipher that pypdf leaves to another library
            raise source.refused("encrypted") from error
        except PyPdfError as error:
            raise source.refused("file-damaged") from error
    if sum(len(line.text) for line in lines) < _FEWEST_LETTERS:
        raise source.refused("pdf-without-text")
    cut = _cut(iter(lines))
    more = f"seules les {MAX_PAGES} premières pages ont été lues."
    return Text(lines=cut.lines, doubts=(*cut.doubts, *([more] if pages > MAX_PAGES else [])))


def _pdf_lines(source: Source) -> tuple[list[Line], int]:
    """Return the lines of the first pages and how many pages there are."""
    reader = PdfReader(io.BytesIO(source.content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise source.refused("encrypted")
    pages = len(reader.pages)
    texts = [reader.pages[at].extract_text() for at in range(min(pages, MAX_PAGES))]
    written = "\n".join(texts).splitlines()
    lines = [
        Line(number=number, text=text.strip())
        for number, text in enumerate(written, start=1)
        if text.strip()
    ]
    return lines, pages
