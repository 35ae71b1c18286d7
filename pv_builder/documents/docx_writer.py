"""Blocks appended to an open Word file, each with the style that is named for it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, assert_never

from docx.shared import Cm

from pv_builder.blocks import (
    AttendanceList,
    BarChart,
    Block,
    CheckMark,
    FactTable,
    Heading,
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
    text,
)
from pv_builder.documents.docx_parts import (
    Cell,
    TableForm,
    begin_page,
    chart_table,
    paragraph,
    run,
    table,
)
from pv_builder.documents.marks import BAR_COLUMNS, CHART_SHARES, SHADES, SHORT_MARK, mark_after

_STYLES = {
    ParagraphRole.BODY: "Normal",
    ParagraphRole.ENTITY: "PV Collectivité",
    ParagraphRole.TITLE: "Title",
    ParagraphRole.SUBTITLE: "Subtitle",
    ParagraphRole.LABEL: "PV Libellé",
    ParagraphRole.INTRODUCTION: "PV Présentation",
    ParagraphRole.SPEECH: "PV Intervention",
    ParagraphRole.DECISION: "PV Décision",
    ParagraphRole.MOVEMENT: "PV Mouvement",
    ParagraphRole.NOTE: "PV Note",
    ParagraphRole.CLOSING: "PV Clôture",
    ParagraphRole.LEAD: "Normal",
}
_KEPT_WITH_NEXT = frozenset({ParagraphRole.CLOSING, ParagraphRole.LEAD})
"""What ends a document is not parted from the signatures: they would stand alone on a page."""
_NOTICE_STYLES = {NoticeKind.DRAFT: "PV Mention", NoticeKind.CHECK: "PV Alerte"}
_TABLE_STYLE = "PV Tableau"
_LABEL_SHARE = 0.36
_SHORT_LIST = 15
_UNDER_LIST = 120
"""Twips under the last line of a list, as under a paragraph."""
_SIGNATURE_HEIGHT_CM = 2.2


class DocxWriter:
    """Appends blocks to an open Word file; one method for each kind of block."""

    def __init__(self, file: Any) -> None:
        self._body = file.element.body
        self._end = self._body.sectPr
        self._ids = {style.name: style.style_id for style in file.styles}
        section = file.sections[0]
        width = section.page_width - section.left_margin - section.right_margin
        self._width_cm = width / Cm(1)
        self._begins_page = False
        self._under_subtitle = False

    def write(self, block: Block, before: Any = None) -> None:
        """Append one block, or put it before an element of the body."""
        if isinstance(block, PageBreak):
            # On the paragraph that follows: a paragraph of its own would leave an empty line.
            self._begins_page = True
            return
        room = [self._paragraph("PV Note", ())] if self._needs_room(block) else []
        self._under_subtitle = isinstance(block, Paragraph) and block.role is ParagraphRole.SUBTITLE
        for made in (*room, *self._elements(block)):
            if self._begins_page:
                begin_page(made)
                self._begins_page = False
            (self._end if before is None else before).addprevious(made)

    def _needs_room(self, block: Block) -> bool:
        """Whether a table would touch the subtitle above it."""
        tables = FactTable | VoteTable | Table | BarChart
        return self._under_subtitle and isinstance(block, tables)

    def _elements(self, block: Block) -> Iterator[Any]:  # noqa: C901, PLR0912 - one case a block
        match block:
            case Heading():
                yield self._paragraph(f"Heading {block.level}", block.line)
            case Paragraph():
                keeps = block.role in _KEPT_WITH_NEXT
                yield self._paragraph(_STYLES[block.role], block.line, keeps=keeps)
            case ListBlock():
                yield from self._list(block)
            case AttendanceList():
                yield from self._attendance(block)
            case FactTable():
                yield from self._facts(block)
            case VoteTable():
                yield from self._vote(block)
            case Table():
                yield from self._table(block)
            case BarChart():
                yield from self._chart(block)
            case Notice():
                style = _NOTICE_STYLES[block.kind]
                yield from (self._paragraph(style, line) for line in block.lines)
            case SignatureBlock():
                yield from self._signatures(block)
            case StampSpace():
                yield from self._stamp(block)
            case PageBreak():
                return
            case PartStart():
                return
            case _:
                assert_never(block)

    def _id(self, name: str) -> str:
        """Return the identifier of a style; Word names built-in styles in lower case."""
        return str(self._ids.get(name) or self._ids[name.lower()])

    def _paragraph(self, style: str, line: Line, *, keeps: bool = False) -> Any:
        return paragraph(self._id(style), (self._run(inline) for inline in line), keeps=keeps)

    def _run(self, inline: Run | CheckMark) -> Any:
        if isinstance(inline, CheckMark):
            return run(mark_after(inline), self._id("PV Repère"))
        style = self._id("PV À vérifier") if inline.proposed else None
        return run(inline.text, style, bold=inline.bold, italic=inline.italic)

    def _list(self, block: ListBlock) -> Iterator[Any]:
        if not block.marks:
            for number, line in enumerate(block.lines, start=1):
                yield paragraph(
                    self._id("List Bullet"),
                    map(self._run, line),
                    after=_UNDER_LIST if number == len(block.lines) else None,
                )
        last = len(block.marks)
        marked = zip(block.marks, block.lines, strict=bool(block.marks))
        for number, (mark, line) in enumerate(marked, start=1):
            is_short = max(map(len, block.marks)) <= SHORT_MARK
            style = "PV Ordre du jour" if is_short else "PV Plan"
            runs = (self._run(inline) for inline in (Run(text=f"{mark}\t"), *line))
            # A short agenda is not cut: its last line alone on a page would be missed.
            keeps = last <= _SHORT_LIST and number < last
            after = _UNDER_LIST if number == last else None
            yield paragraph(self._id(style), runs, keeps=keeps, after=after)

    def _attendance(self, block: AttendanceList) -> Iterator[Any]:
        mark: Line = (block.mark,) if block.mark else ()
        yield self._paragraph("PV Libellé", (Run(text=block.label), *mark))
        separated: list[Run | CheckMark] = []
        for person in block.people:
            separated += [*person, Run(text=", ")]
        yield self._paragraph("Normal", (*separated[:-1], Run(text=".")))

    def _facts(self, block: FactTable) -> Iterator[Any]:
        last = len(block.rows)
        rows = [
            [
                self._cell((Run(text=label, bold=True),), keeps=number < last),
                self._cell(value, keeps=number < last),
            ]
            for number, (label, value) in enumerate(block.rows, start=1)
        ]
        yield table(rows, self._form(block.caption, (_LABEL_SHARE, 1 - _LABEL_SHARE)))
        yield self._paragraph("PV Note", ())

    def _vote(self, block: VoteTable) -> Iterator[Any]:
        if block.as_lines:
            last = len(block.figures)
            for number, (label, value) in enumerate(block.figures, start=1):
                runs = (self._run(inline) for inline in (Run(text=f"{label}\u00a0: "), *value))
                yield paragraph(self._id("PV Vote"), runs, keeps=number < last)
            if block.mark:
                yield self._paragraph("PV Note", (block.mark,))
            return
        rows = [
            [self._figure((Run(text=label),)) for label, _ in block.figures],
            [self._figure(value) for _, value in block.figures],
        ]
        shares = (1 / len(block.figures),) * len(block.figures)
        yield table(rows, self._form(block.caption, shares, has_header=True))
        yield self._paragraph("PV Note", (block.mark,) if block.mark else (), keeps=True)

    def _table(self, block: Table) -> Iterator[Any]:
        # A short table is not cut: its last line, often a total, alone on a page would be missed.
        last = len(block.rows) if len(block.rows) <= _SHORT_LIST else 0
        rows = [
            self._row([text(title) for title in block.header], block, keeps=last > 0),
            *(
                self._row(row, block, keeps=number < last)
                for number, row in enumerate(block.rows, start=1)
            ),
        ]
        form = self._form(block.caption, block.widths, has_header=True)
        if block.least_row_mm:
            height_cm = block.least_row_mm / 10
            heights = tuple((number, height_cm) for number in range(1, len(rows)))
            form = replace(form, least_heights_cm=heights)
        yield table(rows, form)
        yield self._paragraph("PV Note", ())

    def _row(self, cells: Sequence[Line], block: Table, *, keeps: bool) -> list[list[Any]]:
        return [
            self._cell(value, align="right" if at in block.to_the_right else None, keeps=keeps)
            for at, value in enumerate(cells)
        ]

    def _chart(self, block: BarChart) -> Iterator[Any]:
        """Write a chart as a table, its bars as shaded cells over a grid of narrow columns."""
        label, room, told = CHART_SHARES
        widths = (label, *(room / BAR_COLUMNS for _ in range(BAR_COLUMNS)), told)
        spans = (1, BAR_COLUMNS, 1)
        rows: list[list[Cell]] = [
            [
                (self._cell((Run(text=title),)), span, None)
                for title, span in zip(block.header, spans, strict=True)
            ]
        ]
        for bar in block.bars:
            parts = bar_parts(block, bar, BAR_COLUMNS)
            left = BAR_COLUMNS - sum(size for _, size in parts)
            stretches: list[Cell] = [(self._cell(()), size, SHADES[shade]) for shade, size in parts]
            rest: list[Cell] = [(self._cell(()), left, None)] if left else []
            rows.append(
                [
                    (self._cell(bar.label), 1, None),
                    *stretches,
                    *rest,
                    (self._cell(bar.told), 1, None),
                ]
            )
        yield chart_table(rows, self._form(block.caption, widths, has_header=True))
        yield self._paragraph("PV Note", ())

    def _cell(self, line: Line, *, align: str | None = None, keeps: bool = False) -> list[Any]:
        runs = map(self._run, line)
        return [paragraph(self._id("PV Cellule"), runs, align=align, keeps=keeps)]

    def _figure(self, line: Line) -> list[Any]:
        """Return a cell of a vote: centred, and never parted from the decision that follows."""
        runs = (self._run(inline) for inline in line)
        return [paragraph(self._id("PV Cellule"), runs, align="center", keeps=True)]

    def _form(
        self, title: str, shares: tuple[float, ...], *, has_header: bool = False
    ) -> TableForm:
        return TableForm(
            style=self._id(_TABLE_STYLE),
            title=title,
            widths_cm=[share * self._width_cm for share in shares],
            has_header=has_header,
        )

    def _signatures(self, block: SignatureBlock) -> Iterator[Any]:
        # Whoever signs alone signs at the right.
        offices = [[self._paragraph("PV Signature", ())]] * (len(block.signatories) == 1)
        for signatory in block.signatories:
            lines: list[Line] = [(Run(text=signatory.office, bold=True),)]
            lines += [(Run(text=signatory.name),)] if signatory.name else []
            offices.append([self._paragraph("PV Signature", line) for line in lines])
        room = [[self._paragraph("PV Signature", ())] for _ in offices]
        form = TableForm(
            style=None,
            title="Signatures",
            widths_cm=[self._width_cm / len(offices)] * len(offices),
            least_heights_cm=((1, _SIGNATURE_HEIGHT_CM),),
        )
        yield table([offices, room], form)
        yield self._paragraph("PV Note", ())

    def _stamp(self, block: StampSpace) -> Iterator[Any]:
        stamp_cm = block.width_mm / 10
        form = TableForm(
            style=None,
            title="Emplacement du tampon",
            widths_cm=[self._width_cm - stamp_cm, stamp_cm],
            least_heights_cm=((0, block.height_mm / 10),),
        )
        style = self._id("PV Note")
        beside = [paragraph(style, map(self._run, line), after=0) for line in block.beside]
        yield table([[beside or self._cell(()), self._cell(())]], form)
        yield self._paragraph("PV Note", ())
