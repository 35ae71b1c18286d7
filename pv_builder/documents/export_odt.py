"""Documents as OpenDocument text, with named styles that a clerk may change in LibreOffice.

The package is written directly: five small XML files in a zip, of which only `content.xml` depends
on the blocks, so that the same document always gives the same bytes.
"""

import io
import zipfile
from importlib import resources
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from core.files import atomic_write
from pv_builder.blocks import Document
from pv_builder.documents.odt_writer import AUTOMATIC_STYLES, NAMESPACES, block_xml, column_styles
from pv_builder.documents.safe_text import safe_text

_STYLES = resources.files("pv_builder") / "templates" / "odt-styles.xml"
_MIME = "application/vnd.oasis.opendocument.text"
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# The oldest time that a zip can hold: the real one is in the properties.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MANIFEST = (
    f'{_XML_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest'
    ':1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def export_odt(document: Document, target: Path) -> None:
    """Write a document as OpenDocument text, whole or not at all."""
    atomic_write(target, odt_bytes(document))


def odt_bytes(document: Document) -> bytes:
    """Return a document as the content of an .odt file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # The type must come first and uncompressed: programs recognise the file by it.
        _add(archive, "mimetype", _MIME, zipfile.ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", _MANIFEST)
        _add(archive, "meta.xml", _meta(document))
        _add(archive, "styles.xml", _styles(document))
        _add(archive, "content.xml", _content(document))
    return buffer.getvalue()


def _add(
    archive: zipfile.ZipFile, name: str, content: str, method: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    archive.writestr(entry, safe_text(content).encode(), compress_type=method)


def _styles(document: Document) -> str:
    template = Template(_STYLES.read_text(encoding="utf-8"))
    return template.substitute(head=escape(document.head), running=escape(document.running))


def _content(document: Document) -> str:
    body = "".join(block_xml(block) for block in document.blocks)
    styles = AUTOMATIC_STYLES + column_styles(body)
    return (
        f'{_XML_HEAD}<office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def _meta(document: Document) -> str:
    when = document.written_at.replace(microsecond=0).isoformat()
    assisted = str(document.ai_assisted).lower()
    return (
        f'{_XML_HEAD}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>{escape(document.generator)}</meta:generator>"
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<meta:initial-creator>{escape(document.author)}</meta:initial-creator>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date>"
        "<dc:language>fr-FR</dc:language>"
        f'<meta:user-defined meta:name="ai-assisted" meta:value-type="boolean">{assisted}'
        "</meta:user-defined></office:meta></office:document-meta>"
    )
