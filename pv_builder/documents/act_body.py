"""What the authority wrote for one act: its exposé, its decisions, its annexes."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from pv_builder.act_texts import Annex
from pv_builder.blocks import (
    Block,
    Heading,
    Line,
    ListBlock,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Run,
    StampSpace,
    text,
)
from pv_builder.language.typography import typeset
from pv_builder.law.wording import UNKNOWN

_POINT, _TITLE = "- ", "# "
_NUMBERED = re.compile(r"(\d+\.) +(.+)")
_ARTICLE = re.compile(r"article +(?:\d+|1er|premier)\b.*", re.IGNORECASE)


def reasons(paragraphs: Sequence[str]) -> list[Block]:
    """Return the exposé: paragraphs, points of lists, numbered parts, headings."""
    blocks: list[Block] = []
    for is_point, group in groupby(paragraphs, lambda told: told.startswith(_POINT)):
        if is_point:
            lines = tuple(text(typeset(told.removeprefix(_POINT))) for told in group)
            blocks.append(ListBlock(lines=lines))
        else:
            blocks += [_told(paragraph) for paragraph in group]
    return blocks


def _told(paragraph: str) -> Paragraph:
    """Return one paragraph of an exposé; what heads others is a label, kept beside them."""
    if paragraph.startswith(_TITLE):
        title = text(typeset(paragraph.removeprefix(_TITLE)))
        return Paragraph(line=title, role=ParagraphRole.LABEL)
    if numbered := _NUMBERED.fullmatch(paragraph):
        title = text(typeset(f"{numbered[1]} {numbered[2]}"))
        return Paragraph(line=title, role=ParagraphRole.LABEL)
    # What announces a list is not parted from it.
    role = ParagraphRole.LEAD if paragraph.endswith(":") else ParagraphRole.BODY
    return Paragraph(line=text(typeset(paragraph)), role=role)


def decisions(told: Sequence[str], bullet: str) -> ListBlock:
    """Return the decisions of an act, their verbs in bold.

    Args:
        told: each decision.
        bullet: printed before each; the one of plain lists when empty.
    """
    marks = (bullet,) * len(told) if bullet else ()
    return ListBlock(lines=tuple(_decision_line(one) for one in told), marks=marks)


def _decision_line(decision: str) -> Line:
    verb, _, rest = typeset(decision).partition(" ")
    return (Run(text=verb, bold=True), Run(text=f" {rest}"))


def annexes(joined: Iterable[Annex]) -> list[Block]:
    """Return each annex on a page of its own, as a draft, with room for the stamp."""
    blocks: list[Block] = []
    for annex in joined:
        blocks += [
            PageBreak(),
            StampSpace(beside=(text("Projet annexé à la délibération", bold=True),)),
            Heading(level=1, line=text(typeset(annex.title))),
            *(_of_annex(paragraph) for paragraph in annex.paragraphs),
        ]
    return blocks


def _of_annex(paragraph: str) -> Block:
    told = text(typeset(paragraph))
    return Heading(level=2, line=told) if _ARTICLE.fullmatch(paragraph) else Paragraph(line=told)


def to_complete(what: str) -> Paragraph:
    """Return the place of a text that is still to be written."""
    content = typeset(f"[{what} : {UNKNOWN}]")
    return Paragraph(line=(Run(text=content, italic=True, proposed=True),))
