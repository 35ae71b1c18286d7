"""Cells of a CSV that a spreadsheet takes for text, never for a formula.

A title "=HYPERLINK(...)" that somebody said or typed would run when the file is opened (OWASP, CSV
injection): an apostrophe before it makes it text, and spreadsheets do not show it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from pv_builder.documents.safe_text import safe_text

Cell = str | int | float | None

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_GUARD: Final = "'"
_PASSED_OVER: Final = f"{_GUARD} \u00a0\u202f"
"""A text that begins with an apostrophe before a sign is guarded too: it comes back as it was."""


def guarded(cell: Cell) -> str | int | float:
    """Return a cell with an apostrophe where its text could be taken for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(_PASSED_OVER).startswith(_STARTS):
        return f"{_GUARD}{cell}"
    return cell


def excel_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as French Excel opens it: semicolons, UTF-8 with a mark, guarded cells."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return safe_text(buffer.getvalue()).encode("utf-8-sig")
