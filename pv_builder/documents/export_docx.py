"""Documents as Word files, with the styles of a reference document.

The look is all in the styles of `templates/reference.docx`: a town hall changes them in Word, or
gives its own file, of which letterhead, footers, margins and styles are kept. Its text is left out,
unless it says where the parts go (`pv_builder.documents.docx_places`). A style that the file lacks
is taken from ours.
"""

import datetime as dt
import io
import logging
from copy import deepcopy
from importlib import resources
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from core.files import atomic_write
from pv_builder.blocks import Document
from pv_builder.documents.docx_parts import set_custom_properties
from pv_builder.documents.docx_places import (
    blocks_by_place,
    check_places,
    fill_texts,
    places_of,
    remove_place,
)
from pv_builder.documents.docx_template import TemplateInvalid, check_template
from pv_builder.documents.docx_writer import DocxWriter
from pv_builder.documents.safe_text import property_text
from pv_builder.intake.source import LIBRARY_FAULTS

logger = logging.getLogger(__name__)

_REFERENCE = resources.files("pv_builder") / "templates" / "reference.docx"


def export_docx(document: Document, target: Path, template: Path | None = None) -> None:
    """Write a document as a Word file, whole or not at all.

    Args:
        document: what to write.
        target: the .docx file.
        template: a .docx whose styles, header, footer and margins are used instead of ours.

    Raises:
        TemplateInvalid: when the template is no Word file, or a harmful one.
    """
    atomic_write(target, docx_bytes(document, template))


def docx_bytes(document: Document, template: Path | None = None) -> bytes:
    """Return a document as the content of a Word file."""
    file = _opened(template)
    writer = DocxWriter(file)
    places = places_of(file)
    for name, blocks in blocks_by_place(document, tuple(places)).items():
        for block in blocks:
            writer.write(block, before=places.get(name))
    for place in places.values():
        remove_place(place)
    if template is not None:
        fill_texts(file, document)
    _set_properties(file, document)
    if template is None:
        _set_running_titles(file, document)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def try_template(template: Path) -> None:
    """Do nothing when a town hall's own Word file can be filled: an empty document is.

    Raises:
        TemplateInvalid: when it is no Word file, a harmful one, or one that cannot be filled.
        PlaceInvalid: for the first name between braces that cannot be replaced.
    """
    written_at = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    empty = Document(title="", author="", running="", written_at=written_at, blocks=())
    try:
        docx_bytes(empty, template)
    except LIBRARY_FAULTS as error:
        logger.info("the template cannot be filled", exc_info=True)
        raise TemplateInvalid(path=str(template), fault="unreadable") from error


def _opened(template: Path | None) -> Any:
    """Return the template with every style that we use; a letterhead without its text."""
    with _REFERENCE.open("rb") as stream:
        reference = docx.Document(stream)
    if template is None:
        return reference
    check_template(template)
    file = docx.Document(str(template))
    check_places(file, str(template))
    body = file.element.body
    for child in list(body) if not places_of(file) else ():
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    known = {style.name for style in file.styles}
    for style in reference.styles:
        if style.name not in known:
            file.styles.element.append(deepcopy(style.element))
    return file


def _set_properties(file: Any, document: Document) -> None:
    properties = file.core_properties
    properties.title = property_text(document.title)
    properties.author = property_text(document.author)
    properties.last_modified_by = property_text(document.generator)
    properties.comments, properties.keywords = "", ""
    properties.language = "fr-FR"
    properties.created = properties.modified = document.written_at.astimezone(dt.UTC)
    # The AI Act asks for a mark that machines can read on texts made with AI (art. 50(2)).
    set_custom_properties(
        file,
        {
            "ai-assisted": document.ai_assisted,
            "generator": document.generator,
            "status": "draft" if document.head else "final",
        },
    )


def _set_running_titles(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.footer.paragraphs[0].runs[0].text = f"{property_text(document.running)}\tPage\u00a0"
    section.header.paragraphs[0].text = f"\t{document.head}" if document.head else ""
