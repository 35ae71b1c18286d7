"""A roll out of whatever the town hall has, shown before it is taken: columns, members, faults.

Invariants:
- Nothing is taken silently: what is not plain is a doubt that names its line.
- A line that gives no member is a fault that names its line; the others are read all the same.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pv_builder.intake.lines import Text, lines_of
from pv_builder.intake.sheets import Row, Sheet, delimiter_of, sheets_of
from pv_builder.intake.source import Kind, Source, kind_of
from pv_builder.intake.texts import decoded
from pv_builder.meeting import Member
from pv_builder.roster import roll_messages as say
from pv_builder.roster.columns import Column, Role, is_header
from pv_builder.roster.fields import Fault
from pv_builder.roster.roll_lines import members_of_lines
from pv_builder.roster.roll_members import Reading, ReadMember, settled
from pv_builder.roster.roll_table import TableOptions, read_table
from pv_builder.roster.vcards import read_vcards

_TEXT_SAMPLE_BYTES = 1 << 16
_HEADER_ROWS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOptions:
    """What a person said about a file.

    Attributes:
        columns: what a column holds, by its index from 0, where the guess was wrong.
        body: the authority whose members are wanted, in a file that holds several.
        sheet: name of the sheet to read; None for the one with most members.
    """

    columns: Mapping[int, Role] = field(default_factory=dict)
    body: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollPreview:
    """A roll as it would be taken.

    Attributes:
        columns: of a table; empty for lines of text and vCards.
        read: the members with their lines and doubts, in the file's order.
        faults: of lines that gave no member, and of the file.
        doubts: of the file as a whole.
        bodies: authorities that the file holds, where one must be chosen.
    """

    kind: Kind
    sheet: str = ""
    columns: tuple[Column, ...] = ()
    read: tuple[ReadMember, ...] = ()
    faults: tuple[Fault, ...] = ()
    doubts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """The members alone."""
        return tuple(one.member for one in self.read)

    @property
    def line_doubts(self) -> tuple[Fault, ...]:
        """The doubts about single lines, in order."""
        return tuple(Fault(line=one.line, text=doubt) for one in self.read for doubt in one.doubts)


NO_OPTIONS: Final = RollOptions()


def read_roll(source: Source, options: RollOptions = NO_OPTIONS) -> RollPreview:
    """Return the roll that a file or a pasted text holds; it may hold nobody, with faults.

    Raises:
        ImportRefused: when the file cannot be read at all.
    """
    kind = kind_of(source)
    if kind is Kind.VCARD:
        preview = _preview(kind, read_vcards(source))
    elif kind in {Kind.XLSX, Kind.ODS} or (kind is Kind.TEXT and _is_table(source)):
        preview = _of_sheets(source, kind, options)
    else:
        preview = _of_document(kind, lines_of(source, kind), options)
    if preview.read or preview.faults or preview.bodies:
        return preview
    return replace(preview, faults=(Fault(line=None, text=say.nobody()),))


def _is_table(source: Source) -> bool:
    """Whether a text is a table: columns, under known headings or without commas of prose."""
    head = replace(source, content=source.content[:_TEXT_SAMPLE_BYTES])
    text = decoded(head).text
    delimiter = delimiter_of(text)
    if delimiter is None:
        return False
    rows = csv.reader(text.splitlines()[:_HEADER_ROWS], delimiter=delimiter)
    return any(is_header([cell.strip() for cell in row]) for row in rows) or delimiter != ","


def _of_sheets(source: Source, kind: Kind, options: RollOptions) -> RollPreview:
    """Return the sheet that was asked for, else the one with most members."""
    previews = [
        _of_table(kind, sheet.rows, options, sheet)
        for sheet in sheets_of(source, kind)
        if options.sheet in {None, sheet.name}
    ]
    if not previews:
        return RollPreview(kind=kind)
    best = max(previews, key=lambda preview: (len(preview.read), len(preview.bodies)))
    others = [one.sheet for one in previews if one is not best and one.read]
    return replace(best, doubts=(*best.doubts, say.other_sheets(others))) if others else best


def _of_table(
    kind: Kind, rows: Iterable[Row], options: RollOptions, sheet: Sheet | None = None
) -> RollPreview:
    table = read_table(rows, TableOptions(columns=options.columns, body=options.body))
    preview = _preview(kind, table.reading, joins=table.is_register)
    doubts = (*(sheet.doubts if sheet else ()), *preview.doubts)
    return replace(
        preview,
        sheet=sheet.name if sheet else "",
        columns=table.columns,
        bodies=table.bodies,
        doubts=doubts,
    )


def _of_document(kind: Kind, text: Text, options: RollOptions) -> RollPreview:
    """Return the members of a document's tables, else of its lines."""
    tables: dict[int, list[Row]] = {}
    for line in text.lines:
        if line.table:
            tables.setdefault(line.table, []).append(Row(line.number, line.cells))
    previews = [_of_table(kind, rows, options) for rows in tables.values()]
    best = max(previews, key=lambda preview: len(preview.read), default=None)
    if best is None or not best.read:
        best = _preview(kind, members_of_lines(text.lines))
    return replace(best, doubts=(*text.doubts, *best.doubts))


def _preview(kind: Kind, reading: Reading, *, joins: bool = False) -> RollPreview:
    members, faults = settled(reading, joins=joins)
    return RollPreview(kind=kind, read=members, faults=faults, doubts=tuple(reading.doubts))
