"""One line of a document that a person brings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, or a row of a table.

    Attributes:
        number: of the line or paragraph in the document, from 1.
        text: as it stands, ends trimmed; the cells joined by tabs in a row of a table.
        mark: number that the program shows before it ("I.", "2)", "a."), "•" for a bullet, ""
            where there is none; in plain text it is part of `text`.
        level: depth in a list or among headings, from 0; None outside of both.
        indent: spaces before the text, in plain text.
        cells: of a row of a table; empty elsewhere.
        table: number of the table, from 1; 0 outside of one.
    """

    number: int
    text: str
    mark: str = ""
    level: int | None = None
    indent: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0
