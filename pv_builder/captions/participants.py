"""Lists of participants: the CSV files of Teams, Zoom, Webex and Google Meet.

They differ in delimiter (Teams writes UTF-16 with tabs), language and in what stands before the
table; all have a header row with a column of names. Teams adds a second table of comings and
goings below, in which everybody comes again: the names are the same, the times wider.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from core.folding import fold
from core.plaintext import cleaned
from pv_builder.captions.spans import Attendance, Participant, Tool

_DELIMITERS = "\t;,"
_NAMES = frozenset(
    {
        "name",
        "full name",
        "display name",
        "user name",
        "attendee name",
        "participant name",
        "participant",
        "name (original name)",
        "nom",
        "nom complet",
        "nom d'affichage",
        "nom d'utilisateur",
        "nom du participant",
        "nom de l'utilisateur",
        "nom (nom d'origine)",
        "nom (nom original)",
    }
)
_FIRST = frozenset({"first name", "prenom"})
_LAST = frozenset({"last name", "nom de famille", "nom", "surname"})
_JOINED = ("join", "arriv", "jonction", "entree", "rejoint", "acces", "timestamp", "horodat")
_LEFT = ("leave", "left", "exit", "depart", "sortie", "quitt", "timestamp", "horodat")
_LENGTH = ("dur", "minut")
_TOOLS = (
    (Tool.ZOOM, ("original name", "nom d'origine", "nom original", "guest", "invite")),
    (Tool.WEBEX, ("attendee", "network joined")),
    (Tool.TEAMS, ("upn", "last leave", "user action", "dernier depart", "derniere sortie")),
    (Tool.MEET, ("time exited",)),
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm])?")

_MOST_ROWS = 20_000
"""Comings and goings of a thousand people; the rest is left out and counted as one fault."""
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Which columns of a table mean what; `names` are joined with a space."""

    tool: Tool
    names: tuple[int, ...]
    joined: int | None
    left: int | None


def read_participants(text: str) -> Attendance | None:
    """Return the list of participants of a CSV file, None when it has no column of names."""
    tables = [_table(text, delimiter) for delimiter in _DELIMITERS]
    rows, at, columns = max(tables, key=_width)
    if columns is None:
        return None
    people: dict[str, Participant] = {}
    faults = 0
    for row in rows[at + 1 :]:
        if len(row) < 2 or _columns(row) is not None:  # noqa: PLR2004 - a title or a second header
            continue
        found = _participant(row, columns)
        if found is None:
            faults += 1
        else:
            people[found.label] = _joined(people.get(found.label), found)
    if len(rows) > _MOST_ROWS:
        faults += 1
    if not people:
        return None
    return Attendance(tool=columns.tool, participants=tuple(people.values()), faults=faults)


_Table = tuple[list[list[str]], int, _Columns | None]


def _table(text: str, delimiter: str) -> _Table:
    """Return the rows of a text, where the header is, and what its columns mean."""
    rows = list(islice(_rows(text, delimiter), _MOST_ROWS + 1))
    for at, row in enumerate(rows):
        if len(row) > 1 and (columns := _columns(row)) is not None:
            return rows, at, columns
    return rows, len(rows), None


def _width(table: _Table) -> int:
    rows, at, columns = table
    return 0 if columns is None else len(rows[at])


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows up to the first that cannot be read: an open quote takes in all the rest."""
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        for row in reader:
            yield [cell.strip() for cell in row]
    except csv.Error:
        return


def _columns(row: Sequence[str]) -> _Columns | None:
    """Return what the columns of a header row mean, None when it is no header."""
    heads = [fold(cell) for cell in row]
    first = next((at for at, head in enumerate(heads) if head in _FIRST), None)
    last = next((at for at, head in enumerate(heads) if head in _LAST), None)
    whole = next((at for at, head in enumerate(heads) if head in _NAMES), None)
    if first is not None and last is not None:
        names: tuple[int, ...] = (first, last)
    elif whole is not None:
        names = (whole,)
    else:
        return None
    joined = _column(heads, _JOINED)
    if len(heads) - heads.count("") < 2 and joined is None:  # noqa: PLR2004
        return None
    return _Columns(tool=_tool(heads), names=names, joined=joined, left=_column(heads, _LEFT))


def _column(heads: Sequence[str], marks: Sequence[str]) -> int | None:
    """Return the first column whose title has one of the marks and is no duration."""
    for at, head in enumerate(heads):
        if any(mark in head for mark in marks) and not any(word in head for word in _LENGTH):
            return at
    return None


def _tool(heads: Sequence[str]) -> Tool:
    text = " | ".join(heads)
    return next((tool for tool, marks in _TOOLS if any(mark in text for mark in marks)), Tool.OTHER)


def _participant(row: Sequence[str], columns: _Columns) -> Participant | None:
    """Return a row as a participant, None when it has no name."""
    label = cleaned(" ".join(_cell(row, at) for at in columns.names))
    if not any(c.isalnum() for c in label) or len(label) > _LONGEST_NAME:
        return None
    return Participant(
        label=label,
        joined_s=_clock(_cell(row, columns.joined)),
        left_s=_clock(_cell(row, columns.left)),
    )


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _clock(text: str) -> float | None:
    """Return the seconds from midnight of "26/03/2026 18:31:05" or "3/26/26, 6:31:05 PM"."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    half = (found[4] or "").lower()
    if half:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    return float(hours * 3600 + minutes * 60 + seconds)


def _joined(known: Participant | None, found: Participant) -> Participant:
    """Return the same participant seen twice: from the first coming to the last going."""
    if known is None:
        return found
    joined = [s for s in (known.joined_s, found.joined_s) if s is not None]
    left = [s for s in (known.left_s, found.left_s) if s is not None]
    return Participant(
        label=found.label,
        joined_s=min(joined, default=None),
        left_s=max(left, default=None),
    )
