"""The head and the properties that the documents of one session share."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pv_builder.blocks import (
    Block,
    Document,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    Signatory,
    SignatureBlock,
    StampSpace,
    text,
)
from pv_builder.documents.draft_presence import member_named
from pv_builder.evidence import Status
from pv_builder.language.typography import long_date, typeset
from pv_builder.law import wording
from pv_builder.law.wording import printed
from pv_builder.meeting import Meeting
from pv_builder.minutes import Minutes

_MARGINS_SHARE, _CHARACTER_SHARE = 0.03, 0.0145
"""Of the width of a page: of the margins of a cell, of a character of 9.5 points."""
_MOST_FOR_MARKS = 0.2

_NOT_CONFIRMED = (
    "Projet : ce document repose sur des faits relevés dans l'enregistrement, que personne n'a "
    "encore confirmés. Vérifiez-le avant de le signer ou de l'afficher."
)


def session_document(
    meeting: Meeting, title: str, blocks: Sequence[Block], *, has_stamp: bool = True
) -> Document:
    """Return a document of a session under its head.

    Args:
        meeting: the session.
        title: of the document.
        blocks: what stands under the head.
        has_stamp: room is left for the stamp of the prefecture.
    """
    body = wording.capitalised(typeset(meeting.body))
    stamp = (StampSpace(),) if has_stamp else ()
    head = (
        Paragraph(line=text(typeset(meeting.collectivite)), role=ParagraphRole.ENTITY),
        Paragraph(line=text(title), role=ParagraphRole.TITLE),
        Paragraph(line=text(body), role=ParagraphRole.SUBTITLE),
        Paragraph(line=text(wording.session_line(meeting)), role=ParagraphRole.SUBTITLE),
    )
    return Document(
        title=f"{title} – séance du {long_date(meeting.date)}",
        author=meeting.collectivite,
        running=f"{meeting.collectivite} – {title.lower()}, {long_date(meeting.date)}",
        written_at=dt.datetime.combine(meeting.date, dt.time(), tzinfo=dt.UTC),
        blocks=(*stamp, *head, *blocks),
    )


def share_of_marks(meeting: Meeting, least: float) -> float:
    """Return the share of a table that the marks of the items take on one line ("I.2.A.3").

    Args:
        meeting: the session.
        least: for plain numbers.
    """
    longest = max((len(str(item.mark)) for item in meeting.items), default=0)
    return min(_MOST_FOR_MARKS, max(least, _MARGINS_SHARE + _CHARACTER_SHARE * longest))


def as_draft(document: Document, minutes: Minutes) -> Document:
    """Return a document that says to be a draft as long as facts are not confirmed."""
    if not any(one.status is Status.PROPOSED for one in minutes.evidence):
        return document
    notice = Notice(kind=NoticeKind.DRAFT, lines=(text(typeset(_NOT_CONFIRMED)),))
    return replace(document, head=document.head or "Projet", blocks=(notice, *document.blocks))


def chair_signs(meeting: Meeting) -> SignatureBlock:
    """Return the room for the chair's signature; never a signature."""
    chair = member_named(meeting, meeting.chair)
    name = printed(chair.name) if chair else None
    return SignatureBlock(signatories=(Signatory(office=wording.signing_office(chair), name=name),))
