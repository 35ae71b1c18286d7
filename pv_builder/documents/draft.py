"""The draft of a procès-verbal: the facts of a session and what was said, as blocks.

CGCT art. L. 2121-15 (the same list in L. 3121-13 and L. 4132-12) says what it must contain: date
and hour, who presides, members present or represented, secretary, quorum, agenda, deliberations,
requests for a particular ballot, results, substance of the discussions.

Invariants:
- Every number comes from the rules; the quorum sentence is printed only when computed true.
- What is not known is printed as `wording.UNKNOWN`, never guessed.
- What was found in the recording and not confirmed carries its mark and its time.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from core.excision import without_passages
from core.transcript import Transcript
from pv_builder.act_texts import ActTexts
from pv_builder.blocks import (
    Block,
    Document,
    DocumentPart,
    Heading,
    ListBlock,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    PartStart,
    Signatory,
    SignatureBlock,
    text,
)
from pv_builder.conformity.concerns import concerns
from pv_builder.documents.agenda_plan import planned
from pv_builder.documents.approved import approved_form
from pv_builder.documents.closed_session import ClosedSession, closed_notice, closed_sessions
from pv_builder.documents.draft_checks import checks_annex, voice_notices
from pv_builder.documents.draft_item import ItemDrafter, concern_line
from pv_builder.documents.draft_pauses import Pauses, in_session
from pv_builder.documents.draft_presence import member_named, presence_blocks
from pv_builder.documents.house import MODERN, HouseStyle
from pv_builder.documents.marks import Marker, marker, with_mark
from pv_builder.documents.secrecy import printable, secrecy_notice
from pv_builder.evidence import Status
from pv_builder.facts import CLOSED_AT, NEXT_SESSION
from pv_builder.language.typography import long_date, typeset
from pv_builder.law import wording
from pv_builder.meeting import Item, Meeting
from pv_builder.minutes import Minutes
from pv_builder.reporting.conversation import Conversation, common_words
from pv_builder.reporting.discussion import discussion
from pv_builder.reporting.previous_minutes import approval, is_about_approval
from pv_builder.reporting.procedural import is_roll_call
from pv_builder.reporting.sentences import Recording, Sentence, sentences_of
from pv_builder.reporting.stated import end_of_roll_call, formulas, is_in_roll_call
from pv_builder.wishes import DiscussionStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOptions:
    """How the minutes are drafted.

    Attributes:
        style: of the discussions.
        item_styles: style of single items where it differs, by mark.
        house: house style of attendance, votes and order.
        approved_on: day of the session that approved the minutes; None while they are a draft.
        written_at: aware; date in the file's properties, the session's day when None.
        generator: program and version, in the file's properties.
        texts: what the authority wrote for its acts; of it the minutes print the budgets.
    """

    style: DiscussionStyle = DiscussionStyle.VERBATIM
    item_styles: Mapping[str, DiscussionStyle] = field(default_factory=dict)
    house: HouseStyle = MODERN
    approved_on: dt.date | None = None
    written_at: dt.datetime | None = None
    generator: str = "Greffier"
    texts: ActTexts = field(default_factory=ActTexts)


def draft_minutes(
    minutes: Minutes, transcript: Transcript | None, options: DraftOptions | None = None
) -> Document:
    """Return the procès-verbal of a session, a draft until it is approved.

    Args:
        minutes: facts with their evidence, and alerts.
        transcript: what was said; None drafts the facts alone.
        options: how to draft; the defaults when None.
    """
    chosen = options or DraftOptions()
    meeting = minutes.meeting
    closed = closed_sessions(meeting, transcript)
    public = transcript and without_passages(transcript, [one.interval for one in closed])
    said = in_session(meeting.suspensions, sentences_of(public)) if public else ()
    document = Document(
        title=f"Procès-verbal de la séance du {long_date(meeting.date)}",
        author=meeting.collectivite,
        running=f"{meeting.collectivite} – procès-verbal du {long_date(meeting.date)}",
        head=wording.DRAFT_HEAD,
        written_at=chosen.written_at or dt.datetime.combine(meeting.date, dt.time(), tzinfo=dt.UTC),
        generator=chosen.generator,
        blocks=_blocks(minutes, transcript, _Said(heard=Recording(said), closed=closed), chosen),
    )
    if chosen.approved_on is None:
        return document
    is_decided = all(one.status is not Status.PROPOSED for one in minutes.evidence)
    return approved_form(document, chosen.approved_on, is_decided=is_decided)


def section_styles(meeting: Meeting, options: DraftOptions) -> dict[str, DiscussionStyle]:
    """Return the style of the sections that differ from the others, by their headings."""
    return {
        wording.numbered_title(item): options.item_styles[str(item.mark)]
        for item in meeting.items
        if str(item.mark) in options.item_styles
    }


def _part(part: DocumentPart, blocks: Sequence[Block]) -> tuple[Block, ...]:
    return (PartStart(part=part), *blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What may be printed of what was said, and the closed sessions that it is without."""

    heard: Recording
    closed: tuple[ClosedSession, ...]


def _blocks(
    minutes: Minutes,
    transcript: Transcript | None,
    public: _Said,
    options: DraftOptions,
) -> tuple[Block, ...]:
    meeting, marks = minutes.meeting, marker(minutes.evidence)
    heard = public.heard
    house = options.house
    items = ItemDrafter(
        meeting=meeting, marks=marks, alerts=minutes.alerts, house=house, texts=options.texts
    )
    words, stated = common_words(heard.sentences), formulas(minutes.evidence)
    outside = Conversation(meeting, None, words, stated)
    pauses = Pauses(sorted(meeting.suspensions, key=lambda pause: pause.start_s))
    preamble = _preamble(minutes, heard, options.style, outside, pauses)
    body: list[Block] = []
    for item in meeting.items:
        style = options.item_styles.get(str(item.mark), options.style)
        said, hidden = printable(item, _said_on(item, heard))
        talk = Conversation(meeting, item, words, stated)
        tell = partial(discussion, style=style, talk=talk)
        body += items.blocks(item, pauses.told(said, item.end_s, tell))
        body += (*secrecy_notice(hidden), *closed_notice(item, public.closed))
    agenda = _part(DocumentPart.AGENDA, _agenda(meeting))
    presence = _part(DocumentPart.PRESENCE, presence_blocks(meeting, marks, house))
    return (
        *_part(DocumentPart.TITLE, _head(meeting, house)),
        *_part(DocumentPart.NOTICES, _notices(minutes, transcript)),
        *((*agenda, *presence) if house.agenda_over_presence else (*presence, *agenda)),
        *_part(DocumentPart.OPENING, preamble),
        *_part(DocumentPart.ITEMS, body),
        *_part(DocumentPart.OTHER_BUSINESS, _afterwards(heard, options.style, outside, pauses)),
        *_part(
            DocumentPart.CLOSING,
            (*items.leaving(), *pauses.remaining(), *_closing(meeting, marks)),
        ),
        *_part(DocumentPart.SIGNATURES, (_signatures(meeting),)),
        *_part(DocumentPart.CHECKS, checks_annex(minutes, transcript)),
    )


def _said_on(item: Item, heard: Recording) -> tuple[Sentence, ...]:
    """Return what was said on an item; nothing when its place in the recording is unknown."""
    if item.start_s is None or item.end_s is None:
        return ()
    return heard.between(item.start_s, item.end_s)


def _head(meeting: Meeting, house: HouseStyle) -> tuple[Block, ...]:
    body = wording.capitalised(typeset(meeting.body))
    entity = Paragraph(line=text(typeset(meeting.collectivite)), role=ParagraphRole.ENTITY)
    title = Paragraph(line=text("Procès-verbal"), role=ParagraphRole.TITLE)
    if house.day_over_title:
        day = Paragraph(line=text(wording.body_and_day(meeting)), role=ParagraphRole.SUBTITLE)
        return (entity, day, title)
    return (
        entity,
        title,
        Paragraph(line=text(body), role=ParagraphRole.SUBTITLE),
        Paragraph(line=text(wording.session_line(meeting)), role=ParagraphRole.SUBTITLE),
    )


def _notices(minutes: Minutes, transcript: Transcript | None) -> list[Block]:
    """Return what the reader of a draft must know before reading."""
    lines = [text(wording.DRAFT_NOTICE)]
    if minutes.evidence:
        lines.append(text(wording.MARKS_NOTICE))
    lines += voice_notices(transcript)
    told = concerns(alert for alert in minutes.alerts if alert.item is None)
    general = tuple(map(concern_line, told))
    blocks: list[Block] = [Notice(kind=NoticeKind.DRAFT, lines=tuple(lines))]
    return [*blocks, Notice(kind=NoticeKind.CHECK, lines=general)] if general else blocks


def _agenda(meeting: Meeting) -> list[Block]:
    if not meeting.items:
        return []
    return [
        Heading(level=1, line=text("Ordre du jour")),
        ListBlock(
            lines=tuple(line for _, line in planned(meeting)),
            marks=tuple(mark for mark, _ in planned(meeting)),
        ),
    ]


def _preamble(
    minutes: Minutes,
    heard: Recording,
    style: DiscussionStyle,
    talk: Conversation,
    pauses: Pauses,
) -> list[Block]:
    """Return what was said before the first item, less the roll call, which is stated above."""
    starts = [item.start_s for item in talk.meeting.items if item.start_s is not None]
    first_s = min(starts, default=float("inf"))
    kept = [s for s in heard.between(0.0, first_s) if not is_roll_call(s)]
    approved = None
    if style is not DiscussionStyle.VERBATIM:
        called_s = end_of_roll_call(minutes.evidence, first_s)
        kept = [sentence for sentence in kept if not is_in_roll_call(sentence, called_s)]
        approved = approval(kept, talk.meeting.previous_session)
    if approved is not None:
        kept = [sentence for sentence in kept if not is_about_approval(sentence)]
    tell = partial(discussion, style=style, talk=talk)
    until_s = first_s if starts else None
    said = (*((approved,) if approved else ()), *pauses.told(kept, until_s, tell))
    return [Heading(level=1, line=text("Ouverture de la séance")), *said] if said else []


def _afterwards(
    heard: Recording, style: DiscussionStyle, talk: Conversation, pauses: Pauses
) -> list[Block]:
    """Return what was said after the last item."""
    ends = [item.end_s for item in talk.meeting.items if item.end_s is not None]
    if not ends:
        return []
    tell = partial(discussion, style=style, talk=talk)
    said = pauses.told(heard.between(max(ends), float("inf")), float("inf"), tell)
    title = "Questions diverses et informations"
    return [Heading(level=1, line=text(title)), *said] if said else []


def _closing(meeting: Meeting, marks: Marker) -> list[Block]:
    """Return the next session and the closing hour."""
    blocks: list[Block] = []
    if meeting.next_session:
        announced = marks.run(wording.next_session(meeting.next_session), NEXT_SESSION)
        blocks.append(Paragraph(line=with_mark((announced,), marks.mark(NEXT_SESSION))))
    if meeting.closed_at:
        closed = marks.run(wording.closed(meeting.closed_at), CLOSED_AT, bold=True)
        line = with_mark((closed,), marks.mark(CLOSED_AT))
        blocks.append(Paragraph(line=line, role=ParagraphRole.CLOSING))
    return blocks


def _signatures(meeting: Meeting) -> SignatureBlock:
    """Return the room for the chair and the secretary to sign. CGCT art. L. 2121-15."""
    chair = member_named(meeting, meeting.chair)
    secretary = meeting.secretary
    return SignatureBlock(
        signatories=(
            Signatory(
                office=wording.signing_office(chair),
                name=wording.printed(chair.name) if chair else None,
            ),
            Signatory(
                office=wording.signing_secretary(secretary),
                name=wording.printed(secretary) if secretary else None,
            ),
        )
    )
