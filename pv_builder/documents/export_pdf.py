"""Documents as PDF: archivable (PDF/A-2a) and tagged for screen readers (PDF/UA-1).

The document is handed as JSON to a Typst template, which decides the look only: no text can be
taken for markup.
"""

import json
from importlib import resources
from pathlib import Path

import typst

from core.files import atomic_write
from pv_builder.blocks import Document
from pv_builder.documents.block_data import block_data

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
    content: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"document": json.dumps(data)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=document.written_at,
    )
    return content
