"""The minutes once the assembly has approved them: without what only a draft says about itself.

CGCT art. L. 2121-15: the minutes are "arrêtés" at the beginning of the following session and signed
then. Until that day is known every document says that it is a draft.

Invariants:
- A fact, a name or a word that nobody confirmed keeps its mark: approval confirms none by itself.
- Once every fact is decided, what is told outside the discussions has no mark left: no person can
  decide more there (a suspension, the approval of the minutes before), and the assembly read it.
- As long as one mark is left, the document says that an artificial intelligence helped to write it:
  the exception for text reviewed by a person (regulation (EU) 2024/1689, art. 50(4)) is then not
  claimed. The properties of the file say so always (art. 50(2)).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace

from pv_builder.blocks import (
    Block,
    CheckMark,
    Document,
    DocumentPart,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    PartStart,
    Run,
    text,
)
from pv_builder.law import wording

_OF_DRAFT = frozenset({DocumentPart.NOTICES, DocumentPart.CHECKS})
"""What a draft says about itself."""


def approved_form(draft: Document, on: dt.date, *, is_decided: bool) -> Document:
    """Return drafted minutes as approved: no head, no notice of a draft, no page of what to check.

    Args:
        draft: the minutes as drafted.
        on: day of the session that approved them.
        is_decided: whether a person decided every fact that was found.
    """
    kept = _without_parts(draft.blocks)
    if is_decided:
        kept = tuple(_unmarked(block) for block in kept)
    blocks: list[Block] = []
    for block in kept:
        if isinstance(block, PartStart) and block.part is DocumentPart.SIGNATURES:
            sentence = text(wording.approved(on))
            blocks.append(Paragraph(line=sentence, role=ParagraphRole.CLOSING))
        blocks.append(block)
        if isinstance(block, PartStart) and block.part is DocumentPart.NOTICES and marked(kept):
            lines = (text(wording.ASSISTED_NOTICE),)
            blocks.append(Notice(kind=NoticeKind.DRAFT, lines=lines))
    return replace(draft, head="", blocks=tuple(blocks))


def _without_parts(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without what stands in the parts of a draft; their starts stay."""
    kept: list[Block] = []
    is_kept = True
    for block in blocks:
        if isinstance(block, PartStart):
            is_kept = block.part not in _OF_DRAFT
            kept.append(block)
        elif is_kept:
            kept.append(block)
    return tuple(kept)


def _unmarked(block: Block) -> Block:
    if not isinstance(block, Paragraph) or block.role is ParagraphRole.SPEECH:
        return block
    runs = (inline for inline in block.line if isinstance(inline, Run))
    return replace(block, line=tuple(replace(run, proposed=False) for run in runs))


def marked(printed: object) -> bool:
    """Whether anything printed bears the mark of what nobody confirmed."""
    if isinstance(printed, CheckMark):
        return True
    if isinstance(printed, Run):
        return printed.proposed
    if isinstance(printed, tuple):
        return any(marked(part) for part in printed)
    if is_dataclass(printed):
        return any(marked(getattr(printed, field.name)) for field in fields(printed))
    return False
