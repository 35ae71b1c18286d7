"""What Word files need and python-docx does not offer: cell widths, table titles, properties.

Only XML is handled here: no block, no French.
"""

from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The identifier that the format prescribes for properties defined by a program.
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RELATION = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def element(name: str, **attributes: str) -> Any:
    """Return an XML element of Word with its attributes."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def repeat_header(row: Any) -> None:
    """Mark a row as the header of its table: read aloud as such, repeated on each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - no such API


def keep_row_whole(row: Any) -> None:
    """Forbid a page break inside a row."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - no such API


def set_height(row: Any, twips: int) -> None:
    """Give a row a fixed height, in twentieths of a point."""
    height = element("w:trHeight", val=str(twips), hRule="exact")
    row._tr.get_or_add_trPr().append(height)  # noqa: SLF001 - the API has no exact rule on rows


def describe_table(table: Any, title: str) -> None:
    """Give a table the title that screen readers say."""
    properties = table._tbl.tblPr  # noqa: SLF001 - no such API
    properties.append(element("w:tblCaption", val=title))


def start_at_margin(table: Any, cell_margin_twips: int = 100) -> None:
    """Align the frame of a table, instead of the text in it, with the text above."""
    properties = table._tbl.tblPr  # noqa: SLF001 - no such API
    indent = element("w:tblInd", w=str(cell_margin_twips), type="dxa")
    properties.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )


def has_no_header(table: Any) -> None:
    """Say that the first row is one like the others, so that it is not shaded as a header."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - no such API
    look.set(qn("w:firstRow"), "0")
    look.set(qn("w:val"), "0480")


def set_widths(table: Any, widths_cm: tuple[float, ...]) -> None:
    """Fix the widths of the columns: LibreOffice reads the grid, Word the cells."""
    table.autofit = False
    twips = [str(round(width * 567)) for width in widths_cm]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, twips, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), width)
    for row in table.rows:
        for cell, width in zip(row.cells, twips, strict=True):
            properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - widths in Emu round badly
            old = properties.find(qn("w:tcW"))
            if old is not None:
                properties.remove(old)
            properties.insert(0, element("w:tcW", w=width, type="dxa"))


def set_custom_properties(document: Any, values: dict[str, str | bool]) -> None:
    """Write the custom properties of a file, replacing those of its template."""
    body = "".join(
        f'<property fmtid="{_USER_DEFINED}" pid="{number}" name="{escape(name)}">'
        f"{_typed(value)}</property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    xml = (
        f'{_XML_HEAD}<Properties xmlns="{_CUSTOM_NAMESPACE}" xmlns:vt="{_TYPES_NAMESPACE}">'
        f"{body}</Properties>"
    )
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype == _RELATION]:
        del package.rels[key]
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, xml.encode(), package)
    package.relate_to(part, _RELATION)


def _typed(value: str | bool) -> str:  # noqa: FBT001 - the value of a property, not a switch
    if isinstance(value, bool):
        return f"<vt:bool>{str(value).lower()}</vt:bool>"
    return f"<vt:lpwstr>{escape(value)}</vt:lpwstr>"
