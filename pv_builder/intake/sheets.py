"""Tables out of CSV, Excel and OpenDocument spreadsheets: rows of texts, one after another.

Values only: a macro is not run, a formula gives the value that was last computed or nothing.
"""

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

import openpyxl
from odfdo import Document, Element

from pv_builder.intake.packages import check_package
from pv_builder.intake.source import Kind, Source, library_faults
from pv_builder.intake.texts import decoded

MAX_COLUMNS: Final = 60
"""The widest file of the Répertoire national des élus has 17."""

MAX_SHEET_ROWS: Final = 100_000
"""Rows of a spreadsheet that are looked at; a text file has no such bound, it is streamed."""

MAX_CELL: Final = 2000
"""Characters of a cell that are kept."""

NO_VALUE: Final = "\N{SYMBOL FOR SUBSTITUTE}"
"""Stands for a formula whose value the file does not hold."""

_Item = TypeVar("_Item")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DELIMITERS = ";\t,|"
_DELIMITER_LINES = 30
_DELIMITER_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file, from 1, and its cells as text, ends trimmed."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of a file.

    Attributes:
        name: of the sheet, "" in a text file.
        rows: read once, lazily.
        doubts: French sentences about the file as a whole.
    """

    name: str
    rows: Iterator[Row]
    doubts: tuple[str, ...] = ()


def sheets_of(source: Source, kind: Kind) -> Iterator[Sheet]:
    """Yield the tables of a file; each must be read before the next.

    Raises:
        ImportRefused: at once or while rows are read.
    """
    match kind:
        case Kind.XLSX:
            yield from _excel_sheets(source)
        case Kind.ODS:
            yield from _open_sheets(source)
        case _:
            text = decoded(source)
            yield Sheet(name="", rows=_csv_rows(source, text.text), doubts=text.doubts)


def delimiter_of(text: str) -> str | None:
    """Return the sign that parts the columns of a text, None when it is no table.

    The one that cuts the most lines into the same number of columns.
    """
    sample = [line for line in text[:_DELIMITER_SAMPLE].splitlines() if line.strip()]
    lines = sample[:_DELIMITER_LINES]
    scores = {sign: _regularity(lines, sign) for sign in _DELIMITERS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] > 0 else None


def _regularity(lines: Sequence[str], sign: str) -> float:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=sign) if cells]
    except csv.Error:
        return 0.0
    cut = [width for width in widths if width > 1]
    if len(cut) < max(2, len(widths) * 0.6):
        return 0.0
    usual = max(set(cut), key=cut.count)
    # A comma also stands inside names and functions: among equals the more regular sign wins.
    return cut.count(usual) / len(widths) + min(usual, 10) / 100


def _csv_rows(source: Source, text: str) -> Iterator[Row]:
    # Line by line: a buffer of the whole text would take four bytes for each letter.
    lines = (found[0] for found in _LINE.finditer(text))
    reader = csv.reader(lines, delimiter=delimiter_of(text) or ";")
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise source.refused("file-damaged") from error
        if cells is None:
            return
        # Half a million rows come this way: texts only, so no other type is looked for.
        yield Row(start, tuple([cell[:MAX_CELL].strip() for cell in cells[:MAX_COLUMNS]]))


def _trimmed(cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_text(cell) for cell in cells[:MAX_COLUMNS])


def _text(value: object) -> str:
    """Return a value as a person reads it: 3, not 3.0; 26/03/2026."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    return str(value)[:MAX_CELL].strip()


# ------------------------------------------------------------------------------------- Excel


def _excel_sheets(source: Source) -> Iterator[Sheet]:
    check_package(source, Kind.XLSX)
    with library_faults(source), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that are not read: drawings, validations
        values = _workbook(source, computed=True)
        formulas = _workbook(source, computed=False)
        for name in values.sheetnames:
            rows = _excel_rows(source, values[name], formulas[name])
            yield Sheet(name=name, rows=rows)


def _workbook(source: Source, *, computed: bool) -> Any:
    return openpyxl.load_workbook(
        io.BytesIO(source.content), read_only=True, data_only=computed, keep_links=False
    )


def _excel_rows(source: Source, values: Any, formulas: Any) -> Iterator[Row]:
    """Yield the rows of a worksheet; chart sheets have none."""
    if not hasattr(values, "iter_rows"):
        return
    with library_faults(source):
        bounds = {"max_col": MAX_COLUMNS, "max_row": MAX_SHEET_ROWS, "values_only": True}
        both = zip(values.iter_rows(**bounds), formulas.iter_rows(**bounds), strict=False)
        for number, (row, written) in enumerate(_quietly(both), start=1):
            if any(cell is not None for cell in row) or any(map(_is_formula, written)):
                cells = [
                    NO_VALUE if value is None and _is_formula(formula) else value
                    for value, formula in zip(row, written, strict=False)
                ]
                yield Row(number, _trimmed(cells))


def _quietly(rows: Iterator[_Item]) -> Iterator[_Item]:
    """Yield what an iterator gives without openpyxl's warnings of odd dates and styles."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            item = next(rows, None)
        if item is None:
            return
        yield item


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=") and len(value) > 1


# ------------------------------------------------------------------------------ OpenDocument


def _open_sheets(source: Source) -> Iterator[Sheet]:
    check_package(source, Kind.ODS)
    with library_faults(source):
        tables = Document(io.BytesIO(source.content)).body.get_elements("descendant::table:table")
        for table in tables:
            name = str(table.get_attribute("table:name") or "")
            yield Sheet(name=name, rows=_open_rows(source, table))


def _open_rows(source: Source, table: Element) -> Iterator[Row]:
    with library_faults(source):
        number = 1
        for row in table.get_elements("descendant::table:table-row"):
            cells = _open_cells(row)
            if any(cells):
                yield Row(number, cells)
            # A row of which a million are announced is one: what repeats is the empty end.
            number += _repeats(row, "table:number-rows-repeated")
            if number > MAX_SHEET_ROWS:
                return


def _open_cells(row: Element) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.get_elements("table:table-cell|table:covered-table-cell"):
        times = min(_repeats(cell, "table:number-columns-repeated"), MAX_COLUMNS - len(cells))
        cells.extend([_open_text(cell)] * times)
        if len(cells) >= MAX_COLUMNS:
            break
    return tuple(cells)


def _open_text(cell: Element) -> str:
    paragraphs = islice(cell.get_elements("text:p"), 20)
    text = " ".join(paragraph.text_recursive for paragraph in paragraphs)
    if not text.strip() and cell.get_attribute("table:formula"):
        return NO_VALUE
    return _text(text)


def _repeats(element: Element, attribute: str) -> int:
    value = element.get_attribute(attribute)
    return max(1, int(str(value))) if value and str(value).isdecimal() else 1
