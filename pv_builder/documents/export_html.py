"""Documents as one HTML file: readable by a screen reader, without script or outside reference."""

from html import escape
from importlib import resources
from pathlib import Path
from typing import assert_never

from core.files import atomic_write
from pv_builder.blocks import (
    AttendanceList,
    Bar,
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
    NoticeKind,
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
from pv_builder.documents.marks import mark_after
from pv_builder.documents.safe_text import safe_text

_STYLE = resources.files("pv_builder") / "templates" / "document.css"
_TITLE_TAGS = {ParagraphRole.TITLE: "h1"}
_BAR_PARTS = 1000


def export_html(document: Document, target: Path) -> None:
    """Write a document as HTML, whole or not at all."""
    atomic_write(target, document_html(document).encode())


def document_html(document: Document) -> str:
    """Return a document as a page of HTML."""
    head = f'<p class="draft-head">{escape(document.head)}</p>\n' if document.head else ""
    shift = 1 if _has_title(document) else 0
    body = "\n".join(filter(None, (_block(block, shift) for block in document.blocks)))
    assisted = str(document.ai_assisted).lower()
    return safe_text(
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)} – {escape(document.author)}</title>\n"
        f'<meta name="author" content="{escape(document.author)}">\n'
        f'<meta name="generator" content="{escape(document.generator)}">\n'
        f'<meta name="ai-assisted" content="{assisted}">\n'
        f'<meta name="date" content="{document.written_at.isoformat()}">\n'
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"{head}<main>\n{body}\n</main>\n"
        f"<footer><p>{escape(document.running)}</p></footer>\n</body>\n</html>\n"
    )


def _line(line: Line) -> str:
    return "".join(_inline(inline) for inline in line)


def _inline(inline: Inline) -> str:
    """Return a run or a mark; where it was said is kept for whoever plays the recording."""
    if isinstance(inline, CheckMark):
        return f'<span class="mark">{escape(mark_after(inline))}</span>'
    return _run(inline)


def _run(run: Run) -> str:
    content = escape(run.text, quote=False)
    if run.italic:
        content = f"<em>{content}</em>"
    if run.bold:
        content = f"<strong>{content}</strong>"
    attributes = ' class="proposed"' if run.proposed else ""
    if run.start_s is not None:
        attributes += f' data-start="{run.start_s:.2f}"'
    return f"<span{attributes}>{content}</span>" if attributes else content


def _has_title(document: Document) -> bool:
    """Whether a title stands over the headings: it is then the only h1."""
    return any(
        isinstance(block, Paragraph) and block.role is ParagraphRole.TITLE
        for block in document.blocks
    )


def _block(block: Block, shift: int) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a block
    match block:
        case Heading():
            level = block.level + shift
            return f"<h{level}>{_line(block.line)}</h{level}>"
        case Paragraph():
            tag = _TITLE_TAGS.get(block.role, "p")
            return f'<{tag} class="{block.role.value}">{_line(block.line)}</{tag}>'
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
            return _notice(block)
        case SignatureBlock():
            return _signatures(block)
        case StampSpace():
            return f'<div class="stamp">{"<br>".join(_line(line) for line in block.beside)}</div>'
        case PageBreak():
            return '<div class="page-break"></div>'
        case PartStart():
            return ""
        case _:
            assert_never(block)


def _attendance(block: AttendanceList) -> str:
    people = ", ".join(_line(person) for person in block.people)
    mark = _inline(block.mark) if block.mark else ""
    return f'<p class="label">{escape(block.label)}{mark}</p>\n<p>{people}.</p>'


def _facts(block: FactTable) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{_line(value)}</td></tr>'
        for label, value in block.rows
    )
    return _table("facts", block.caption, rows)


def _notice(block: Notice) -> str:
    kind = "notice check" if block.kind is NoticeKind.CHECK else "notice"
    lines = "".join(f"<p>{_line(line)}</p>" for line in block.lines)
    return f'<div class="{kind}" role="note">{lines}</div>'


def _signatures(block: SignatureBlock) -> str:
    signed = "".join(
        f"<div><strong>{escape(s.office)}</strong><br>{escape(s.name or '')}</div>"
        for s in block.signatories
    )
    alone = " alone" if len(block.signatories) == 1 else ""
    return f'<div class="signatures{alone}">{signed}</div>'


def _list(block: ListBlock) -> str:
    if not block.marks:
        lines = "".join(f"<li>{_line(line)}</li>" for line in block.lines)
        return f"<ul>{lines}</ul>"
    lines = "".join(
        f'<li><span class="number">{escape(mark)}</span>{_line(line)}</li>'
        for mark, line in zip(block.marks, block.lines, strict=True)
    )
    return f'<ol class="marked">{lines}</ol>'


def _vote(block: VoteTable) -> str:
    header = "".join(f'<th scope="col">{escape(label)}</th>' for label, _ in block.figures)
    values = "".join(f"<td>{_line(value)}</td>" for _, value in block.figures)
    rows = f"<thead><tr>{header}</tr></thead>\n<tbody><tr>{values}</tr></tbody>"
    mark = f"\n<p>{_inline(block.mark)}</p>" if block.mark else ""
    return _table("vote", block.caption, rows) + mark


def _plain_table(block: Table) -> str:
    header = "".join(f'<th scope="col">{escape(title)}</th>' for title in block.header)
    amounts = block.to_the_right
    rows = "\n".join(
        "<tr>" + "".join(_cell(cell, at in amounts) for at, cell in enumerate(row)) + "</tr>"
        for row in block.rows
    )
    body = f"<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
    return _table("list", block.caption, body)


def _cell(cell: Line, is_amount: bool) -> str:  # noqa: FBT001 - read beside the cell alone
    return f'<td class="amount">{_line(cell)}</td>' if is_amount else f"<td>{_line(cell)}</td>"


def _chart(block: BarChart) -> str:
    """Return a chart as a table: the bars are only seen, the words beside them say the same."""
    header = "".join(f'<th scope="col">{escape(title)}</th>' for title in block.header)
    rows = "\n".join(
        f'<tr><th scope="row">{_line(bar.label)}</th>'
        f'<td><div class="bar" aria-hidden="true">{_stretches(block, bar)}</div></td>'
        f"<td>{_line(bar.told)}</td></tr>"
        for bar in block.bars
    )
    body = f"<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
    return _table("chart", block.caption, body)


def _stretches(chart: BarChart, bar: Bar) -> str:
    return "".join(
        f'<span class="{shade.value}" style="width:{parts / _BAR_PARTS:.1%}"></span>'
        for shade, parts in bar_parts(chart, bar, _BAR_PARTS)
    )


def _table(kind: str, caption: str, rows: str) -> str:
    return f'<table class="{kind}">\n<caption>{escape(caption)}</caption>\n{rows}\n</table>'
