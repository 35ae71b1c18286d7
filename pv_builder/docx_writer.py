"""Blocks appended to an open Word file, each with the style that is named for it."""

from typing import Any, assert_never

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from pv_builder.blocks import (
    AttendanceList,
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
    Run,
    SignatureBlock,
    StampSpace,
    Table,
    VoteTable,
)
from pv_builder.docx_parts import (
    describe_table,
    has_no_header,
    keep_row_whole,
    repeat_header,
    set_height,
    set_widths,
    start_at_margin,
)
from pv_builder.marks import mark_text

_STYLES = {
    ParagraphRole.BODY: "Normal",
    ParagraphRole.ENTITY: "PV Collectivité",
    ParagraphRole.TITLE: "Title",
    ParagraphRole.SUBTITLE: "Subtitle",
    ParagraphRole.LABEL: "PV Libellé",
    ParagraphRole.SPEECH: "PV Intervention",
    ParagraphRole.DECISION: "PV Décision",
    ParagraphRole.MOVEMENT: "PV Mouvement",
    ParagraphRole.NOTE: "PV Note",
    ParagraphRole.CLOSING: "PV Clôture",
}
_NOTICE_STYLES = {NoticeKind.DRAFT: "PV Mention", NoticeKind.CHECK: "PV Alerte"}
_LABEL_SHARE = 0.36
_SIGNATURE_HEIGHT_TWIPS = 1700
_TWIPS_PER_MM = 56.7


class DocxWriter:
    """Appends blocks to an open Word file; one method for each kind of block."""

    def __init__(self, file: Any) -> None:
        self._file = file
        section = file.sections[0]
        width = section.page_width - section.left_margin - section.right_margin
        self._width_cm = width / Cm(1)

    def write(self, block: Block) -> None:  # noqa: C901, PLR0912 - one branch for each block
        """Append one block."""
        match block:
            case Heading():
                self._paragraph(f"Heading {block.level}", block.line)
            case Paragraph():
                self._paragraph(_STYLES[block.role], block.line)
            case ListBlock():
                self._list(block)
            case AttendanceList():
                self._attendance(block)
            case FactTable():
                self._facts(block)
            case VoteTable():
                self._vote(block)
            case Table():
                self._table(block)
            case Notice():
                for line in block.lines:
                    self._paragraph(_NOTICE_STYLES[block.kind], line)
            case SignatureBlock():
                self._signatures(block)
            case StampSpace():
                self._stamp(block)
            case PageBreak():
                self._file.add_page_break()
            case _:
                assert_never(block)

    def _paragraph(self, style: str, line: Line) -> Any:
        paragraph = self._file.add_paragraph(style=style)
        self._fill(paragraph, line)
        return paragraph

    def _fill(self, paragraph: Any, line: Line) -> None:
        for inline in line:
            if isinstance(inline, CheckMark):
                paragraph.add_run(f" {mark_text(inline)}", style="PV Repère")
            else:
                self._run(paragraph, inline)

    def _run(self, paragraph: Any, run: Run) -> None:
        made = paragraph.add_run(run.text)
        if run.proposed:
            made.style = self._file.styles["PV À vérifier"]
        made.bold, made.italic = run.bold or None, run.italic or None

    def _list(self, block: ListBlock) -> None:
        if not block.marks:
            for line in block.lines:
                self._paragraph("List Bullet", line)
        for mark, line in zip(block.marks, block.lines, strict=bool(block.marks)):
            self._paragraph("PV Ordre du jour", (Run(text=f"{mark}\t"), *line))

    def _attendance(self, block: AttendanceList) -> None:
        mark: Line = (block.mark,) if block.mark else ()
        self._paragraph("PV Libellé", (Run(text=block.label), *mark))
        separated: list[Run | CheckMark] = []
        for person in block.people:
            separated += [*person, Run(text=", ")]
        self._paragraph("Normal", (*separated[:-1], Run(text=".")))

    def _facts(self, block: FactTable) -> None:
        table = self._new_table(len(block.rows), 2, block.caption)
        for row, (label, value) in zip(table.rows, block.rows, strict=True):
            self._cell(row.cells[0], (Run(text=label, bold=True),))
            self._cell(row.cells[1], value)
        has_no_header(table)
        shares = (_LABEL_SHARE, 1 - _LABEL_SHARE)
        self._close_table(table, shares)

    def _vote(self, block: VoteTable) -> None:
        if block.as_lines:
            for label, value in block.figures:
                self._paragraph("PV Vote", (Run(text=f"{label}\u00a0: "), *value))
            return
        table = self._new_table(2, len(block.figures), block.caption)
        repeat_header(table.rows[0])
        for column, (label, value) in enumerate(block.figures):
            self._cell(table.rows[0].cells[column], (Run(text=label),), centred=True)
            self._cell(table.rows[1].cells[column], value, centred=True)
        self._close_table(table, (1 / len(block.figures),) * len(block.figures), block.mark)

    def _table(self, block: Table) -> None:
        table = self._new_table(len(block.rows) + 1, len(block.header), block.caption)
        repeat_header(table.rows[0])
        for cell, title in zip(table.rows[0].cells, block.header, strict=True):
            self._cell(cell, (Run(text=title),))
        for row, values in zip(table.rows[1:], block.rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                self._cell(cell, value)
        self._close_table(table, block.widths)

    def _signatures(self, block: SignatureBlock) -> None:
        table = self._new_table(2, len(block.signatories), "Signatures", style="Normal Table")
        for column, signatory in enumerate(block.signatories):
            cell = table.rows[0].cells[column]
            office = (Run(text=signatory.office, bold=True),)
            self._fill(_styled(cell, "PV Signature", self._file), office)
            if signatory.name:
                named = cell.add_paragraph(style="PV Signature")
                self._fill(named, (Run(text=signatory.name),))
        set_height(table.rows[1], _SIGNATURE_HEIGHT_TWIPS)
        self._close_table(table, (1 / len(block.signatories),) * len(block.signatories))

    def _stamp(self, block: StampSpace) -> None:
        table = self._new_table(1, 1, "Emplacement du tampon", style="Normal Table")
        table.alignment = WD_TABLE_ALIGNMENT.RIGHT
        set_height(table.rows[0], round(block.height_mm * _TWIPS_PER_MM))
        set_widths(table, (block.width_mm / 10,))

    def _new_table(self, rows: int, columns: int, title: str, style: str = "PV Tableau") -> Any:
        table = self._file.add_table(rows=rows, cols=columns)
        table.style = self._file.styles[style]
        describe_table(table, title)
        start_at_margin(table)
        for row in table.rows:
            keep_row_whole(row)
        return table

    def _cell(self, cell: Any, line: Line, *, centred: bool = False) -> None:
        paragraph = _styled(cell, "PV Cellule", self._file)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._fill(paragraph, line)

    def _close_table(
        self, table: Any, shares: tuple[float, ...], mark: CheckMark | None = None
    ) -> None:
        """Set the widths and write the paragraph that keeps a table off the next one."""
        set_widths(table, tuple(share * self._width_cm for share in shares))
        self._paragraph("PV Note", (mark,) if mark else ())


def _styled(cell: Any, style: str, file: Any) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.style = file.styles[style]
    return paragraph
