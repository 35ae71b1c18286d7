"""A draft as HTML for the screen: as it will print, with its marks as links to the recording."""

from html import escape
from typing import assert_never

from desktop.ui.theme import Theme
from pv_builder.blocks import (
    AttendanceList,
    BarChart,
    Block,
    CheckMark,
    Document,
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
    SignatureBlock,
    StampSpace,
    Table,
    VoteTable,
    plain,
)
from pv_builder.documents.marks import mark_after, mark_text

LISTEN = "son"
"""Scheme of a link to a second of the recording: "son:12.5"."""

MARK = "repere"
"""Scheme of the link of a mark «à vérifier», which is no part of the text: "repere:12.5"."""

_ROLES = {
    ParagraphRole.ENTITY: "text-align:center; font-weight:600",
    ParagraphRole.TITLE: "text-align:center; font-size:xx-large; font-weight:600",
    ParagraphRole.SUBTITLE: "text-align:center; font-size:large",
    ParagraphRole.LABEL: "font-weight:600",
    ParagraphRole.INTRODUCTION: "",
    ParagraphRole.SPEECH: "margin-left:28px",
    ParagraphRole.DECISION: "font-weight:600",
    ParagraphRole.MOVEMENT: "font-style:italic",
    ParagraphRole.NOTE: "font-size:small",
    ParagraphRole.CLOSING: "margin-top:18px",
    ParagraphRole.LEAD: "",
    ParagraphRole.BODY: "",
}


def document_html(document: Document, theme: Theme) -> str:
    """Return a draft as one HTML page."""
    blocks = "".join(_block(block, theme) for block in document.blocks)
    head = f'<p align="center" style="color:{theme.check}">{escape(document.head)}</p>'
    # pre-wrap: Qt would print the narrow no-break spaces of French as plain ones.
    style = "line-height:135%; white-space:pre-wrap"
    return f'<body style="{style}">{head if document.head else ""}{blocks}</body>'


def _block(block: Block, theme: Theme) -> str:  # noqa: C901, PLR0911, PLR0912 - one branch a kind
    match block:
        case Heading():
            tag = f"h{min(3, block.level + 1)}"
            return f"<{tag}>{_line(block.line, theme)}</{tag}>"
        case Paragraph():
            return f'<p style="{_ROLES[block.role]}">{_line(block.line, theme)}</p>'
        case ListBlock():
            return _list(block, theme)
        case AttendanceList():
            return _attendance(block, theme)
        case FactTable():
            return _rows([((label,), (value,)) for label, value in block.rows], theme)
        case VoteTable():
            return _votes(block, theme)
        case Table():
            return _table(block, theme)
        case BarChart():
            return _chart(block, theme)
        case Notice():
            return _notice(block, theme)
        case SignatureBlock():
            return _signatures(block)
        case PageBreak():
            return "<hr>"
        case StampSpace():
            return ""
        case PartStart():
            return ""
        case _:
            assert_never(block)


def _attendance(block: AttendanceList, theme: Theme) -> str:
    people = ", ".join(_line(person, theme) for person in block.people)
    return f"<p><b>{escape(block.label)}</b>{_mark(block.mark, theme)} : {people}.</p>"


def _signatures(block: SignatureBlock) -> str:
    cells = "".join(
        f"<td width='50%'>{escape(s.office)}<br><b>{escape(s.name or '')}</b><br><br></td>"
        for s in block.signatories
    )
    return f"<br><table width='100%'><tr>{cells}</tr></table>"


def _list(block: ListBlock, theme: Theme) -> str:
    marks = block.marks or ("–",) * len(block.lines)
    lines = zip(marks, block.lines, strict=True)
    items = (
        f"<tr><td>{escape(mark)}&nbsp;</td><td>{_line(line, theme)}</td></tr>"
        for mark, line in lines
    )
    return f'<table cellpadding="2">{"".join(items)}</table>'


def _chart(block: BarChart, theme: Theme) -> str:
    rows: list[tuple[tuple[str, ...], tuple[Line, ...]]] = [
        ((plain(bar.label),), (bar.told,)) for bar in block.bars
    ]
    return f"<p>{escape(block.caption)}</p>{_rows(rows, theme)}"


def _rows(rows: list[tuple[tuple[str, ...], tuple[Line, ...]]], theme: Theme) -> str:
    lines = (
        "<tr>"
        + "".join(f"<td><b>{escape(label)}</b>&nbsp;&nbsp;</td>" for label in labels)
        + "".join(f"<td>{_line(value, theme)}</td>" for value in values)
        + "</tr>"
        for labels, values in rows
    )
    return f'<table cellpadding="3">{"".join(lines)}</table>'


def _votes(block: VoteTable, theme: Theme) -> str:
    heads = "".join(
        f'<td align="center" bgcolor="{theme.desk}">{escape(label)}</td>'
        for label, _ in block.figures
    )
    values = "".join(
        f'<td align="center"><b>{_line(value, theme)}</b></td>' for _, value in block.figures
    )
    table = (
        f'<table width="100%" cellpadding="5" border="1" cellspacing="0" '
        f'style="border-color:{theme.line}"><tr>{heads}</tr><tr>{values}</tr></table>'
    )
    return f"<p>{escape(block.caption)}{_mark(block.mark, theme)}</p>{table}"


def _table(block: Table, theme: Theme) -> str:
    heads = "".join(
        f'<td width="{share:.0%}" bgcolor="{theme.desk}"><b>{escape(title)}</b></td>'
        for title, share in zip(block.header, block.widths, strict=True)
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{_line(cell, theme)}</td>" for cell in line) + "</tr>"
        for line in block.rows
    )
    return (
        f'<table width="100%" cellpadding="5" border="1" cellspacing="0" '
        f'style="border-color:{theme.line}"><tr>{heads}</tr>{rows}</table>'
    )


def _notice(block: Notice, theme: Theme) -> str:
    lines = "<br>".join(_line(line, theme) for line in block.lines)
    return (
        f'<table width="100%" cellpadding="8" bgcolor="{theme.check_wash}">'
        f"<tr><td>{lines}</td></tr></table><br>"
    )


def _line(line: Line, theme: Theme) -> str:
    return "".join(_inline(inline, theme) for inline in line)


def _inline(inline: Inline, theme: Theme) -> str:
    if isinstance(inline, CheckMark):
        return _mark(inline, theme)
    text = escape(inline.text)
    if inline.bold:
        text = f"<b>{text}</b>"
    if inline.italic:
        text = f"<i>{text}</i>"
    if inline.start_s is not None:
        style = f"color:{theme.ink}; text-decoration:none"
        if inline.proposed:
            style = f"color:{theme.check}; text-decoration:underline"
        return f'<a href="{LISTEN}:{inline.start_s:.3f}" style="{style}">{text}</a>'
    proposed = f"color:{theme.check}; text-decoration:underline"
    return f'<span style="{proposed}">{text}</span>' if inline.proposed else text


def _mark(mark: CheckMark | None, theme: Theme) -> str:
    if mark is None:
        return ""
    lead, text = mark_after(mark)[0], escape(mark_text(mark))
    style = f"color:{theme.check}; font-size:small"
    start = f"{mark.excerpts[0].start:.3f}" if mark.excerpts else ""
    return f'{lead}<a href="{MARK}:{start}" style="{style}">{text}</a>'
