"""Documents as plain text: to read aloud, to compare, to paste into a mail."""

from pathlib import Path
from textwrap import fill
from typing import assert_never

from core.files import atomic_write
from pv_builder.blocks import (
    AttendanceList,
    BarChart,
    Block,
    CheckMark,
    Document,
    FactTable,
    Heading,
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
)
from pv_builder.documents.marks import mark_after
from pv_builder.documents.safe_text import safe_text
from pv_builder.language.typography import NBSP

_WIDTH = 92
_NEW_PAGE = "\f"
_UNDERLINES = {1: "=", 2: "-"}
_INDENTED = frozenset({ParagraphRole.SPEECH})


def export_text(document: Document, target: Path) -> None:
    """Write a document as UTF-8 text, whole or not at all."""
    atomic_write(target, document_text(document).encode())


def document_text(document: Document) -> str:
    """Return a document as text, paragraphs wrapped and parted by empty lines."""
    head = [document.head.upper()] if document.head else []
    parts = [*head, *(_block(block) for block in document.blocks)]
    kept = (part if part == _NEW_PAGE else safe_text(part) for part in parts if part)
    return "\n\n".join(kept) + "\n"


def line_text(line: Line) -> str:
    """Return a line with its marks as text."""
    parts = (mark_after(i) if isinstance(i, CheckMark) else i.text for i in line)
    return "".join(parts)


def _block(block: Block) -> str:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind of block
    match block:
        case Heading():
            return _underlined(line_text(block.line), _UNDERLINES.get(block.level, ""))
        case Paragraph():
            return _paragraph(block)
        case ListBlock():
            return _list(block)
        case AttendanceList():
            return _attendance(block)
        case FactTable():
            return "\n".join(f"{label}{NBSP}: {line_text(value)}" for label, value in block.rows)
        case VoteTable():
            return _vote(block)
        case Table():
            rows = (" | ".join(line_text(cell) for cell in row) for row in block.rows)
            return "\n".join([" | ".join(block.header), *rows])
        case BarChart():
            told = (f"{line_text(bar.label)}{NBSP}: {line_text(bar.told)}" for bar in block.bars)
            return "\n".join([block.caption, *told])
        case Notice():
            return "\n".join(_wrapped(f"! {line_text(line)}") for line in block.lines)
        case SignatureBlock():
            signed = (f"{s.office}{NBSP}: {s.name or ''}".rstrip() for s in block.signatories)
            return "\n".join(signed)
        case PageBreak():
            return _NEW_PAGE
        case StampSpace():
            return "\n".join(line_text(line) for line in block.beside)
        case PartStart():
            return ""
        case _:
            assert_never(block)


def _list(block: ListBlock) -> str:
    marks = block.marks or ("-",) * len(block.lines)
    lines = zip(marks, block.lines, strict=True)
    return "\n".join(f"  {mark} {line_text(line)}" for mark, line in lines)


def _attendance(block: AttendanceList) -> str:
    people = ", ".join(line_text(person) for person in block.people)
    label = block.label + (mark_after(block.mark) if block.mark else "")
    return _wrapped(f"{label}{NBSP}: {people}.")


def _vote(block: VoteTable) -> str:
    figures = (f"{label}{NBSP}: {line_text(value)}" for label, value in block.figures)
    mark = mark_after(block.mark) if block.mark else ""
    return _wrapped(f"{block.caption}. {' ; '.join(figures)}.{mark}")


def _paragraph(block: Paragraph) -> str:
    content = line_text(block.line)
    if block.role is ParagraphRole.TITLE:
        content = content.upper()
    return _wrapped(content, indent="    " if block.role in _INDENTED else "")


def _underlined(content: str, stroke: str) -> str:
    return f"{content}\n{stroke * len(content)}" if stroke else content


def _wrapped(content: str, indent: str = "") -> str:
    return fill(
        content,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
