"""Blocks as plain data, for writers that are templates (PDF)."""

from typing import assert_never

from pv_builder.blocks import (
    AttendanceList,
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
    PartStart,
    Run,
    SignatureBlock,
    StampSpace,
    Table,
    VoteTable,
    bar_parts,
)
from pv_builder.documents.marks import mark_after

Data = dict[str, object]
_BAR_PARTS = 1000


def block_data(block: Block) -> Data:  # noqa: C901, PLR0911, PLR0912 - one case a block
    """Return a block as data whose `kind` names it."""
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "line": line_data(block.line)}
        case Paragraph():
            line = line_data(block.line)
            return {"kind": "paragraph", "role": block.role.value, "line": line}
        case ListBlock():
            lines = [line_data(line) for line in block.lines]
            return {"kind": "list", "marks": list(block.marks), "lines": lines}
        case AttendanceList():
            return _attendance(block)
        case FactTable():
            rows = [[label, line_data(value)] for label, value in block.rows]
            return {"kind": "facts", "rows": rows, "caption": block.caption}
        case VoteTable():
            return _vote(block)
        case Table():
            return _table(block)
        case BarChart():
            return _chart(block)
        case Notice():
            lines = [line_data(line) for line in block.lines]
            return {"kind": "notice", "style": block.kind.value, "lines": lines}
        case SignatureBlock():
            return _signatures(block)
        case StampSpace():
            size = {"width_mm": block.width_mm, "height_mm": block.height_mm}
            return {"kind": "stamp", "beside": [line_data(line) for line in block.beside], **size}
        case PageBreak():
            return {"kind": "page_break"}
        case PartStart():
            return {"kind": "part"}
        case _:
            assert_never(block)


def line_data(line: Line) -> list[Data]:
    """Return a line as data, each mark with its space before it."""
    return [_inline(inline) for inline in line]


def _inline(inline: Inline) -> Data:
    if isinstance(inline, CheckMark):
        return {"kind": "mark", "text": mark_after(inline)}
    return {
        "kind": "run",
        "text": inline.text,
        "bold": inline.bold,
        "italic": inline.italic,
        "proposed": inline.proposed,
    }


def _attendance(block: AttendanceList) -> Data:
    separated: list[Inline] = []
    for person in block.people:
        separated += [*person, Run(text=", ")]
    mark: Line = (block.mark,) if block.mark else ()
    return {
        "kind": "attendance",
        "label": line_data((Run(text=block.label), *mark)),
        "people": line_data((*separated[:-1], Run(text="."))),
    }


def _table(block: Table) -> Data:
    return {
        "kind": "table",
        "header": list(block.header),
        "rows": [[line_data(cell) for cell in row] for row in block.rows],
        "widths": list(block.widths),
        "caption": block.caption,
        "row_mm": block.least_row_mm,
        "to_the_right": list(block.to_the_right),
    }


def _signatures(block: SignatureBlock) -> Data:
    signed = [{"office": s.office, "name": s.name or ""} for s in block.signatories]
    return {"kind": "signatures", "signatories": signed}


def _chart(block: BarChart) -> Data:
    bars = [
        {
            "label": line_data(bar.label),
            "parts": [list(part) for part in bar_parts(block, bar, _BAR_PARTS)],
            "told": line_data(bar.told),
        }
        for bar in block.bars
    ]
    header = list(block.header)
    return {"kind": "chart", "header": header, "bars": bars, "caption": block.caption}


def _vote(block: VoteTable) -> Data:
    return {
        "kind": "vote",
        "figures": [[label, line_data(value)] for label, value in block.figures],
        "caption": block.caption,
        "as_lines": block.as_lines,
        "mark": line_data((block.mark,) if block.mark else ()),
    }
