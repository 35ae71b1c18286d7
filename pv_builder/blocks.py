"""What a document is made of, regardless of the file format that it is written in.

A draft is a tuple of blocks; each writer (`export_docx`, `export_text`...) turns every kind of
block into its own format. Nothing here knows about Word, fonts or pages.

Invariants:
- Texts are already set in French (`typography.typeset`); writers print them as they are.
- What was found in the recording and not confirmed is `proposed`, and a `CheckMark` follows it.
- Times are seconds of the recording.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.timecode import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text with one appearance.

    Attributes:
        proposed: found by the machine and not yet confirmed by a person.
        start_s: where this was said, None when it does not come from the recording.
    """

    text: str
    bold: bool = False
    italic: bool = False
    proposed: bool = False
    start_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMark:
    """The mark «à vérifier», with where to listen; without excerpts the fact has no recording.

    Attributes:
        brief: only the time is printed: in the discussions every paragraph has one.
    """

    excerpts: tuple[Interval, ...] = ()
    brief: bool = False


Inline = Run | CheckMark
Line = tuple[Inline, ...]


class ParagraphRole(StrEnum):
    """What a paragraph is for, which decides its style."""

    BODY = "body"
    ENTITY = "entity"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LABEL = "label"
    INTRODUCTION = "introduction"
    SPEECH = "speech"
    DECISION = "decision"
    MOVEMENT = "movement"
    NOTE = "note"
    CLOSING = "closing"
    LEAD = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is the highest under the title."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text."""

    line: Line
    role: ParagraphRole = ParagraphRole.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A list; `marks`, when given, are the printed numbers ("1.", "I.2.A.3")."""

    lines: tuple[Line, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """Members in one state under a label: "Étaient présents (11)"."""

    label: str
    people: tuple[Line, ...]
    mark: CheckMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """Labels and their values, one a row."""

    rows: tuple[tuple[str, Line], ...]
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTable:
    """The figures of one ballot, one a column, in the order they are printed.

    Attributes:
        unit: "voix" when members carry weights, else empty.
        as_lines: one figure a line, as syndicates print them, instead of a row.
    """

    figures: tuple[tuple[str, Line], ...]
    caption: str
    unit: str = ""
    as_lines: bool = False
    mark: CheckMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Any other table, with a header row.

    Attributes:
        widths: shares of the page's width, summing to 1.
        least_row_mm: height that the rows have at least, to write in by hand.
        to_the_right: columns of amounts, from 0.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]
    caption: str
    least_row_mm: int = 0
    to_the_right: tuple[int, ...] = ()


class Shade(StrEnum):
    """What a stretch of a bar stands for, which decides its colour."""

    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    ABSTENTION = "abstention"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a chart: stretches of a bar, and in words what they show.

    Attributes:
        label: what the row is about.
        stretches: values of one unit with their shades; none where there is nothing to measure.
        told: the same in words, which stand beside the bar for those who cannot see it.
    """

    label: Line
    stretches: tuple[tuple[Shade, float], ...]
    told: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Rows of bars on one scale: the longest bar fills its place.

    Attributes:
        header: titles of the three columns: what, the bar, in words.
    """

    header: tuple[str, str, str]
    bars: tuple[Bar, ...]
    caption: str


def bar_parts(chart: BarChart, bar: Bar, whole: int) -> tuple[tuple[Shade, int], ...]:
    """Return the stretches of a bar in parts of the longest one, which has `whole` parts.

    A stretch that is not nothing has one part at least, taken from the longest stretch.
    """
    most = max((sum(value for _, value in one.stretches) for one in chart.bars), default=0.0)
    if most <= 0:
        return ()
    parts = [
        (shade, max(1, round(value / most * whole))) for shade, value in bar.stretches if value > 0
    ]
    while sum(count for _, count in parts) > whole:
        longest = max(range(len(parts)), key=lambda index: parts[index][1])
        parts[longest] = (parts[longest][0], parts[longest][1] - 1)
    return tuple(parts)


class NoticeKind(StrEnum):
    """What a notice warns of."""

    DRAFT = "draft"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A framed warning to the reader of the draft."""

    kind: NoticeKind
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person who signs: the office and the name, if known."""

    office: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """Room for signatures, side by side; never a signature."""

    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StampSpace:
    """Room left empty at the right for the stamp of the prefecture; nothing is printed in it.

    Attributes:
        beside: lines at the left of it.
    """

    beside: tuple[Line, ...] = ()
    width_mm: int = 70
    height_mm: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins a new page."""


class DocumentPart(StrEnum):
    """The parts that a town hall may order in its own template, by the name it writes there."""

    TITLE = "titre"
    NOTICES = "mentions"
    AGENDA = "ordre_du_jour"
    PRESENCE = "presence"
    OPENING = "ouverture"
    ITEMS = "points"
    OTHER_BUSINESS = "questions_diverses"
    CLOSING = "cloture"
    SIGNATURES = "signatures"
    CHECKS = "verifications"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStart:
    """What follows is this part of the document; nothing is printed of it."""

    part: DocumentPart


Block = (
    Heading
    | Paragraph
    | ListBlock
    | AttendanceList
    | FactTable
    | VoteTable
    | Table
    | BarChart
    | Notice
    | SignatureBlock
    | StampSpace
    | PageBreak
    | PartStart
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document ready to be written in any format.

    Attributes:
        title: of the file ("Procès-verbal de la séance du 26 mars 2026").
        author: the authority that issues it.
        running: short title at the foot of each page.
        head: at the top of each page of a draft, to say that it is one; empty for a final text.
        written_at: aware; the date in the file's properties, given so that files are reproducible.
        generator: program and version that wrote it, in the file's properties.
        ai_assisted: marked so in the file's properties (AI Act, art. 50(2)).
    """

    title: str
    author: str
    running: str
    head: str = ""
    written_at: dt.datetime
    generator: str = "Greffier"
    ai_assisted: bool = True
    blocks: tuple[Block, ...]


def plain(line: Line) -> str:
    """Return the text of a line without its marks."""
    return "".join(inline.text for inline in line if isinstance(inline, Run))


def text(content: str, *, bold: bool = False, italic: bool = False) -> Line:
    """Return a line of one run."""
    return (Run(text=content, bold=bold, italic=italic),)
