"""Documents as PDF: archivable (PDF/A-2a) and tagged for screen readers (PDF/UA-1).

The document is handed as JSON to a Typst template, which decides the look only: no text can be
taken for markup.
"""

import json
import re
from importlib import resources
from pathlib import Path

import typst

from core.files import atomic_write
from pv_builder.blocks import Document
from pv_builder.documents.block_data import block_data
from pv_builder.documents.safe_text import safe_text

_UNPRINTED = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
_BY_NUMBER = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_STAND_IN = "?"
_MOST_UNPRINTED = 5
"""Different unknown signs met one by one before all that is not European is replaced."""
_TEMPLATE = resources.files("pv_builder") / "templates" / "document.typ"


def export_pdf(document: Document, target: Path) -> None:
    """Write a document as PDF, whole or not at all."""
    atomic_write(target, pdf_bytes(document))


def pdf_bytes(document: Document) -> bytes:
    """Return a document as the content of a PDF file."""
    marked = [f"ai-assisted={str(document.ai_assisted).lower()}", document.generator]
    data = {
        "title": document.title,
        "author": document.author,
        "running": document.running,
        "head": document.head,
        "keywords": marked,
        "blocks": [block_data(block) for block in document.blocks],
    }
    source = json.dumps(_safe(data), ensure_ascii=False)
    for _ in range(_MOST_UNPRINTED):
        try:
            return _compiled(source, document)
        except typst.TypstError as error:
            unprinted = _UNPRINTED.search(str(error))
            if unprinted is None:
                raise
            # A sign that no font of the machine has: a visible stand-in, or there is no PDF at all.
            source = source.translate(dict.fromkeys(map(ord, _signs(unprinted[1])), _STAND_IN))
    return _compiled(_ascii_signs(source), document)


def _compiled(source: str, document: Document) -> bytes:
    content: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"document": source},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=document.written_at,
    )
    return content


def _safe(value: object) -> object:
    """Return data with each text in it without signs that are never printed."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, dict):
        return {key: _safe(inner) for key, inner in value.items()}
    return [_safe(inner) for inner in value] if isinstance(value, list | tuple) else value


def _signs(shown: str) -> str:
    """Return the signs that a message of Typst names: as they are, or by their number."""
    numbers = (chr(int(number, 16)) for number in _BY_NUMBER.findall(shown))
    return "".join((*_BY_NUMBER.sub("", shown), *numbers))


def _ascii_signs(source: str) -> str:
    """Return the source with a stand-in for every sign outside the European alphabets."""
    return re.sub(r"[^\x00-\u024f\u2000-\u206f\u20ac]", _STAND_IN, source)
