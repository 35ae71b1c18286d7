"""Blocks as the XML of an OpenDocument text, with the styles of `templates/odt-styles.xml`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from pv_builder.blocks import (
    AttendanceList,
    Bar,
    BarChart,
    Block,
    CheckMark,
    FactTable,
    Heading,
    Inline,
    Line,
    ListBlock,
    Notice,
    PageBreak,
    Paragraph,
    ParagraphRole,
    PartStart,
    Run,
    SignatureBlock,
    StampSpace,
    Table,
    VoteTable,
    bar_parts,
)
from pv_builder.documents.marks import BAR_COLUMNS, CHART_SHARES, SHADES, SHORT_MARK, mark_after

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": f"{_OASIS}:office:1.0",
        "text": f"{_OASIS}:text:1.0",
        "table": f"{_OASIS}:table:1.0",
        "style": f"{_OASIS}:style:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "meta": f"{_OASIS}:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
TEXT_WIDTH_CM = 16.5
_SHORT_TABLE = 15
"""Rows of a table that is never cut by the end of a page."""
_LINE = "0.5pt solid #9db2d3"
_GAP = "4pt solid #ffffff"
"""Keeps the bars of two rows of a chart apart."""
AUTOMATIC_STYLES = (
    '<style:style style:name="Table" style:family="table"><style:table-properties '
    f'style:width="{TEXT_WIDTH_CM}cm" table:align="left" fo:margin-bottom="0.2cm"/></style:style>'
    '<style:style style:name="Vote" style:family="table">'
    f'<style:table-properties style:width="{TEXT_WIDTH_CM}cm" table:align="left" '
    'fo:margin-bottom="0.2cm" fo:keep-with-next="always"/></style:style>'
    '<style:style style:name="Glance" style:family="table"><style:table-properties '
    f'style:width="{TEXT_WIDTH_CM}cm" table:align="left" fo:margin-bottom="0.2cm" '
    'style:may-break-between-rows="false"/></style:style>'
    '<style:style style:name="Stamp" style:family="table-row"><style:table-row-properties '
    'style:min-row-height="2.5cm"/></style:style>'
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
    f'fo:border="{_LINE}" fo:padding="0.1cm"/></style:style>'
    '<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties '
    f'fo:border="{_LINE}" fo:padding="0.1cm" fo:background-color="#e8edf5"/></style:style>'
    '<style:style style:name="Rest" style:family="table-cell"><style:table-cell-properties '
    f'fo:border-top="{_GAP}" fo:border-bottom="{_GAP}"/></style:style>'
    + "".join(
        f'<style:style style:name="Bar_{shade}" style:family="table-cell">'
        f'<style:table-cell-properties fo:border-top="{_GAP}" fo:border-bottom="{_GAP}" '
        f'fo:background-color="#{shade.lower()}"/></style:style>'
        for shade in sorted(set(SHADES.values()))
    )
    + '<style:style style:name="Plain" style:family="table-cell"><style:table-cell-properties '
    'fo:border="none"/></style:style>'
    '<style:style style:name="Whole" style:family="table-row"><style:table-row-properties '
    'fo:keep-together="always"/></style:style>'
    '<style:style style:name="Signed" style:family="table-row"><style:table-row-properties '
    'style:min-row-height="0.9cm" fo:keep-together="always"/></style:style>'
    '<style:style style:name="Room" style:family="table-row"><style:table-row-properties '
    'style:min-row-height="3cm"/></style:style>'
    '<style:style style:name="Beside" style:family="paragraph" '
    'style:parent-style-name="PV_20_note"><style:paragraph-properties fo:margin-top="0cm" '
    'fo:margin-bottom="0cm"/></style:style>'
    '<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:break-before="page" fo:margin-bottom="0cm"/></style:style>'
)
_CELL, _CENTRED, _AMOUNT = "PV_20_cell", "PV_20_cell_20_centred", "PV_20_cell_20_right"
_NO_SIGNATORY = '<table:table-cell table:style-name="Plain"><text:p/></table:table-cell>'
_STYLES = {
    ParagraphRole.BODY: "Standard",
    ParagraphRole.TITLE: "Title",
    ParagraphRole.SUBTITLE: "Subtitle",
}


def block_xml(block: Block) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a block
    """Return a block as XML."""
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            style = _STYLES.get(block.role, f"PV_20_{block.role.value}")
            return _paragraph(style, block.line)
        case ListBlock():
            return _list(block)
        case AttendanceList():
            return _attendance(block)
        case FactTable():
            return _facts(block)
        case VoteTable():
            return _vote(block)
        case Table():
            return _plain_table(block)
        case BarChart():
            return _chart(block)
        case Notice():
            style = f"PV_20_notice_20_{block.kind.value}"
            return "".join(_paragraph(style, line) for line in block.lines)
        case SignatureBlock():
            return _signatures(block)
        case StampSpace():
            return _stamp(block)
        case PageBreak():
            return _paragraph("Break", ())
        case PartStart():
            return ""
        case _:
            assert_never(block)


def _heading(block: Heading) -> str:
    return (
        f'<text:h text:style-name="Heading_20_{block.level}" '
        f'text:outline-level="{block.level}">{_line(block.line)}</text:h>'
    )


def _facts(block: FactTable) -> str:
    rows = [((Run(text=label, bold=True),), value) for label, value in block.rows]
    style = "Glance" if len(rows) <= _SHORT_TABLE else "Table"
    return _table(block.caption, None, rows, (0.36, 0.64), _Look(whole=style))


def _plain_table(block: Table) -> str:
    row = "Signed" if block.least_row_mm else "Whole"
    styles = [_AMOUNT if at in block.to_the_right else _CELL for at in range(len(block.header))]
    whole = "Glance" if len(block.rows) <= _SHORT_TABLE else "Table"
    look = _Look(cells=styles, row=row, whole=whole)
    return _table(block.caption, block.header, block.rows, block.widths, look)


def _paragraph(style: str, line: Line) -> str:
    return f'<text:p text:style-name="{style}">{_line(line)}</text:p>'


def _line(line: Line) -> str:
    return "".join(_inline(inline) for inline in line)


def _inline(inline: Inline) -> str:
    if isinstance(inline, CheckMark):
        return _span("PV_20_mark", _text(mark_after(inline)))
    content = _text(inline.text)
    for wanted, style in (
        (inline.italic, "Emphasis"),
        (inline.bold, "Strong"),
        (inline.proposed, "PV_20_proposed"),
    ):
        content = _span(style, content) if wanted else content
    return content


def _span(style: str, content: str) -> str:
    return f'<text:span text:style-name="{style}">{content}</text:span>'


def _text(content: str) -> str:
    """Return text as XML: tabs by their element, and a space at an end kept by its own."""
    escaped = escape(content).replace("\t", "<text:tab/>")
    if escaped.startswith(" "):
        escaped = f"<text:s/>{escaped[1:]}"
    return f"{escaped[:-1]}<text:s/>" if escaped.endswith(" ") else escaped


def _list(block: ListBlock) -> str:
    if block.marks:
        is_short = max(map(len, block.marks)) <= SHORT_MARK
        style = "PV_20_agenda" if is_short else "PV_20_plan"
        return "".join(
            _paragraph(style, (Run(text=f"{mark}\t"), *line))
            for mark, line in zip(block.marks, block.lines, strict=True)
        )
    items = "".join(
        f"<text:list-item>{_paragraph('PV_20_list', line)}</text:list-item>" for line in block.lines
    )
    return f'<text:list text:style-name="PV_20_bullets">{items}</text:list>'


def _attendance(block: AttendanceList) -> str:
    mark: Line = (block.mark,) if block.mark else ()
    separated: list[Inline] = []
    for person in block.people:
        separated += [*person, Run(text=", ")]
    people = (*separated[:-1], Run(text="."))
    label = _paragraph("PV_20_label", (Run(text=block.label), *mark))
    return label + _paragraph("Standard", people)


def _vote(block: VoteTable) -> str:
    if block.as_lines:
        lines = "".join(
            _paragraph("PV_20_vote", (Run(text=f"{label}\u00a0: "), *value))
            for label, value in block.figures
        )
        return lines + (_paragraph("PV_20_note", (block.mark,)) if block.mark else "")
    header = tuple(label for label, _ in block.figures)
    row = tuple(value for _, value in block.figures)
    shares = (1 / len(header),) * len(header)
    styles = (_CENTRED,) * len(header)
    table = _table(block.caption, header, [row], shares, _Look(cells=styles, whole="Vote"))
    return table + (_paragraph("PV_20_note", (block.mark,)) if block.mark else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """Names of the styles of a table.

    Attributes:
        cells: of the texts, by column; the plain one where it is empty.
        row: of the rows under the header.
        whole: of the table.
    """

    cells: Sequence[str] = ()
    row: str = "Whole"
    whole: str = "Table"


def _table(
    caption: str,
    header: Sequence[str] | None,
    rows: Sequence[Sequence[Line]],
    shares: Sequence[float],
    look: _Look | None = None,
) -> str:
    """Return a table; its caption is its name, which screen readers say."""
    look = look or _Look()
    styles = look.cells or (_CELL,) * len(shares)
    columns = "".join(_column(share) for share in shares)
    head = ""
    if header is not None:
        titles: list[Line] = [(Run(text=title, bold=True),) for title in header]
        head = f"<table:table-header-rows>{_row(titles, 'Head', styles)}</table:table-header-rows>"
    body = "".join(_row(row, "Cell", styles, look.row) for row in rows)
    return (
        f'<table:table table:name={quoteattr(caption)} table:style-name="{look.whole}">'
        f"{columns}{head}{body}</table:table>"
    )


def _chart(block: BarChart) -> str:
    """Return a chart as a table, its bars as shaded cells over a grid of narrow columns."""
    label, room, told = CHART_SHARES
    narrow = _column(room / BAR_COLUMNS) * BAR_COLUMNS
    titles = zip(block.header, (1, BAR_COLUMNS, 1), strict=True)
    head = "".join(_spanning("Head", span, (Run(text=title, bold=True),)) for title, span in titles)
    rows = "".join(
        f'<table:table-row table:style-name="Whole">{_bar_cells(block, bar)}</table:table-row>'
        for bar in block.bars
    )
    return (
        f'<table:table table:name={quoteattr(block.caption)} table:style-name="Table">'
        f"{_column(label)}{narrow}{_column(told)}<table:table-header-rows>"
        f"<table:table-row>{head}</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def _bar_cells(chart: BarChart, bar: Bar) -> str:
    parts = bar_parts(chart, bar, BAR_COLUMNS)
    left = BAR_COLUMNS - sum(size for _, size in parts)
    cells = "".join(_spanning(f"Bar_{SHADES[shade]}", size, ()) for shade, size in parts)
    rest = _spanning("Rest", left, ()) if left else ""
    return f"{_spanning('Cell', 1, bar.label)}{cells}{rest}{_spanning('Cell', 1, bar.told)}"


def _spanning(style: str, span: int, line: Line) -> str:
    covered = "<table:covered-table-cell/>" * (span - 1)
    return (
        f'<table:table-cell table:style-name="{style}" table:number-columns-spanned="{span}" '
        f'office:value-type="string">{_paragraph("PV_20_cell", line)}</table:table-cell>{covered}'
    )


def _column(share: float) -> str:
    return f'<table:table-column table:style-name="W{round(share * 1000)}"/>'


def column_styles(body: str) -> str:
    """Return the styles of the columns that a text uses: "W360" is 36 % of the page's width."""
    used = sorted({int(width) for width in re.findall(r'table:style-name="W(\d+)"', body)})
    return "".join(_column_style(width) for width in used)


def _column_style(thousandths: int) -> str:
    size = f"{thousandths * TEXT_WIDTH_CM / 1000:.3f}cm"
    return (
        f'<style:style style:name="W{thousandths}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{size}"/></style:style>'
    )


def _row(
    cells: Sequence[Line], cell_style: str, text_styles: Sequence[str], row_style: str = "Whole"
) -> str:
    content = "".join(
        f'<table:table-cell table:style-name="{cell_style}" office:value-type="string">'
        f"{_paragraph(text_style, cell)}</table:table-cell>"
        for cell, text_style in zip(cells, text_styles, strict=True)
    )
    return f'<table:table-row table:style-name="{row_style}">{content}</table:table-row>'


def _signatures(block: SignatureBlock) -> str:
    # Whoever signs alone signs at the right.
    cells = _NO_SIGNATORY * (len(block.signatories) == 1)
    for signatory in block.signatories:
        lines = _paragraph("PV_20_signature", (Run(text=signatory.office, bold=True),))
        if signatory.name:
            lines += _paragraph("PV_20_signature", (Run(text=signatory.name),))
        cells += f'<table:table-cell table:style-name="Plain">{lines}</table:table-cell>'
    columns = "<table:table-column/>" * max(2, len(block.signatories))
    return (
        '<table:table table:name="Signatures" table:style-name="Table">'
        f'{columns}<table:table-row table:style-name="Room">{cells}</table:table-row></table:table>'
    )


def _stamp(block: StampSpace) -> str:
    stamp = block.width_mm / 10 / TEXT_WIDTH_CM
    beside = "".join(_paragraph("Beside", line) for line in block.beside)
    cells = "".join(
        f'<table:table-cell table:style-name="Plain">{content}</table:table-cell>'
        for content in (beside or _paragraph("Standard", ()), _paragraph("Standard", ()))
    )
    return (
        '<table:table table:name="Emplacement du tampon" table:style-name="Table">'
        f"{_column(1 - stamp)}{_column(stamp)}"
        f'<table:table-row table:style-name="Stamp">{cells}</table:table-row></table:table>'
    )
