"""Elements of Word files, and what python-docx does not offer: table titles, properties.

Elements are built directly: python-docx looks every style up through the whole file, which takes
ten seconds for the minutes of a long session. Only XML is handled here: no block, no French.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pv_builder.documents.safe_text import safe_text

TWIPS_PER_CM = 567

_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The identifier that the format prescribes for properties defined by a program.
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RELATION = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CELL_MARGIN_TWIPS = 100
_CHART_MARGIN_TWIPS = "20"
_BAR_GAP = "24"
"""Eighths of a point."""
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, *children: Any, **attributes: str) -> Any:
    """Return an element of Word with its attributes and children."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def run(content: str, style: str | None = None, *, bold: bool = False, italic: bool = False) -> Any:
    """Return a run of text; a tab character becomes a tab."""
    marks = []
    if style:
        marks.append(element("rStyle", val=style))
    marks += [element("b")] * bold + [element("i")] * italic
    made = element("r", *([element("rPr", *marks)] if marks else []))
    for number, part in enumerate(safe_text(content).split("\t")):
        if number:
            made.append(element("tab"))
        if part:
            made.append(_text(part))
    return made


def _text(content: str) -> Any:
    text = element("t")
    text.text = content
    if content != content.strip():
        text.set(_PRESERVE, "preserve")
    return text


def paragraph(
    style: str,
    runs: Iterable[Any] = (),
    *,
    align: str | None = None,
    keeps: bool = False,
    after: int | None = None,
) -> Any:
    """Return a paragraph in a style, given by its identifier; `keeps` it with the next one.

    Args:
        style: its identifier.
        runs: of text.
        align: "center" or "right" where the style's own is not wanted.
        keeps: it is never parted from the next one.
        after: twips of room under it where the style's own is not wanted.
    """
    properties = element("pPr", element("pStyle", val=style))
    if keeps:
        properties.append(element("keepNext"))
    if after is not None:
        properties.append(element("spacing", before="0", after=str(after)))
    if align:
        properties.append(element("jc", val=align))
    return element("p", properties, *runs)


def begin_page(made: Any) -> None:
    """Make a paragraph, or the first one of a table, begin a new page."""
    properties = next(made.iter(qn("w:pPr")))
    properties.pageBreakBefore_val = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """How a table looks.

    Attributes:
        style: identifier of its style; None for a table without lines.
        title: said by screen readers.
        widths_cm: of the columns.
        has_header: the first row is one, repeated on each page.
        least_heights_cm: heights that rows have at least, by row.
    """

    style: str | None
    title: str
    widths_cm: Sequence[float]
    has_header: bool = False
    least_heights_cm: tuple[tuple[int, float], ...] = ()


def table(rows: Sequence[Sequence[Sequence[Any]]], form: TableForm) -> Any:
    """Return a table; each cell is given as its paragraphs."""
    widths = [str(round(width * TWIPS_PER_CM)) for width in form.widths_cm]
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    heights = dict(form.least_heights_cm)
    lines = (
        _row(cells, widths, is_header=form.has_header and not number, height=heights.get(number))
        for number, cells in enumerate(rows)
    )
    return element("tbl", _table_properties(form), grid, *lines)


Cell = tuple[Sequence[Any], int, str | None]
"""The paragraphs of a cell, the columns of the grid that it spans, its shade as "1F3864"."""


def chart_table(rows: Sequence[Sequence[Cell]], form: TableForm) -> Any:
    """Return a table whose cells span columns of a grid and are shaded; the first row is a header.

    Stretches of one bar are parted by no line: only the rows are. The last one keeps the frame.
    """
    widths = [round(width * TWIPS_PER_CM) for width in form.widths_cm]
    grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
    margins = (element(side, w=_CHART_MARGIN_TWIPS, type="dxa") for side in ("top", "bottom"))
    properties = _table_properties(form)
    properties.insert(-2, element("tblCellMar", *margins))
    made = element("tbl", properties, grid)
    last = len(rows) - 1
    for number, cells in enumerate(rows):
        properties = element("trPr", element("cantSplit"))
        if number == 0:
            properties.append(element("tblHeader"))
        row = element("tr", properties)
        column = 0
        for paragraphs, span, shade in cells:
            width = sum(widths[column : column + span])
            row.append(_spanning_cell(paragraphs, span, shade, width, is_last=number == last))
            column += span
        made.append(row)
    return made


def _spanning_cell(
    paragraphs: Sequence[Any], span: int, shade: str | None, width: int, *, is_last: bool
) -> Any:
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=str(span)))
    if shade is not None or not _has_text(paragraphs):
        # White lines above and below keep the bars of two rows apart.
        gap = {"val": "single", "sz": _BAR_GAP, "space": "0", "color": "FFFFFF"}
        none = {"val": "nil"}
        sides = [("top", gap), ("left", none), ("bottom", gap), ("right", none)]
        if is_last:
            sides.remove(("bottom", gap))
        properties.append(element("tcBorders", *(element(side, **line) for side, line in sides)))
    if shade is not None:
        properties.append(element("shd", val="clear", color="auto", fill=shade))
    return element("tc", properties, *paragraphs)


def _has_text(paragraphs: Sequence[Any]) -> bool:
    return any(next(one.iter(qn("w:t")), None) is not None for one in paragraphs)


def _table_properties(form: TableForm) -> Any:
    """Return the properties in the order that the format prescribes."""
    first = "1" if form.has_header else "0"
    return element(
        "tblPr",
        *([element("tblStyle", val=form.style)] if form.style else []),
        element("tblW", w="0", type="auto"),
        # The frame, not the text in it, is to stand under the text above.
        element("tblInd", w=str(_CELL_MARGIN_TWIPS), type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook", val="04A0" if form.has_header else "0480", firstRow=first, lastRow="0",
            firstColumn="0", lastColumn="0", noHBand="0", noVBand="1",
        ),
        element("tblCaption", val=safe_text(form.title)),
    )  # fmt: skip


def _row(
    cells: Sequence[Sequence[Any]], widths: list[str], *, is_header: bool, height: float | None
) -> Any:
    properties = element("trPr", element("cantSplit"))
    if height is not None:
        twips = str(round(height * TWIPS_PER_CM))
        properties.append(element("trHeight", val=twips, hRule="atLeast"))
    if is_header:
        properties.append(element("tblHeader"))
    made = element("tr", properties)
    for paragraphs, width in zip(cells, widths, strict=True):
        size = element("tcPr", element("tcW", w=width, type="dxa"))
        made.append(element("tc", size, *paragraphs))
    return made


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
    return f"<vt:lpwstr>{escape(safe_text(value))}</vt:lpwstr>"
