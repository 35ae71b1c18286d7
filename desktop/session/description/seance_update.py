"""Change a `seance.toml` in place: what a person wrote elsewhere in it, and his comments, stay.

Pure: texts in, texts out. `description.seance_file` writes a whole new file instead.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import tomlkit
from tomlkit.items import AoT, Table

from core.folding import fold
from desktop.session.description.seance_file import Value, entry_values, member_values
from pv_builder.meeting import AgendaPart
from pv_builder.roster.merging import RollChange
from pv_builder.seance import AgendaEntry, StatedMember

MEMBERS: Final = "membres"
PARTS: Final = "parties"
AGENDA: Final = "ordre_du_jour"
HISTORY: Final = "changements"
_ORDER: Final = (MEMBERS, PARTS, AGENDA, HISTORY)
_TO_CHECK = "# à vérifier : "


def with_roll(
    text: str, members: Sequence[StatedMember], doubts: Mapping[str, Sequence[str]] | None = None
) -> str:
    """Return the file with this roll; members who stay keep their comments and further keys.

    Args:
        text: of the file as it is, "" for a new one.
        members: the whole roll.
        doubts: French sentences by printed name, written as comments under the member.
    """
    file = _Parts(text)
    known = {_key(table): table for table in file.tables(MEMBERS)}
    blocks = []
    for stated in members:
        key = fold(f"{stated.member.given_name} {stated.member.family_name}")
        table = _updated(known.get(key), member_values(stated))
        notes = (doubts or {}).get(stated.member.name, ())
        blocks.append(
            "\n".join([_block(MEMBERS, table), *(f"{_TO_CHECK}{note}" for note in notes)])
        )
    return file.with_blocks(MEMBERS, blocks)


def with_agenda(
    text: str,
    entries: Iterable[AgendaEntry],
    parts: Iterable[AgendaPart],
    top: Mapping[str, Value],
) -> str:
    """Return the file with this agenda and these values at its top; None changes nothing."""
    file = _Parts(text)
    for key, value in top.items():
        if value is not None:
            file.top[key] = _plain(value)
    headings = [
        _block(PARTS, _updated(None, {"numero": part.mark, "titre": part.title})) for part in parts
    ]
    blocks = [_block(AGENDA, _updated(None, entry_values(entry))) for entry in entries]
    return _Parts(file.with_blocks(PARTS, headings)).with_blocks(AGENDA, blocks)


def with_changes(text: str, changes: Sequence[RollChange], day: dt.date) -> str:
    """Return the history of a roll with these changes at its end."""
    file = _Parts(text)
    blocks = [_block(HISTORY, table) for table in file.tables(HISTORY)]
    for change in changes:
        before, after = change.before, change.after
        values: dict[str, Value] = {
            "date": day,
            "fait": change.kind,
            "membre": change.member.name,
            "fonction": change.member.function or None,
            "fonction_precedente": (before.function or None) if before and after else None,
        }
        blocks.append(_block(HISTORY, _updated(None, values)))
    return file.with_blocks(HISTORY, blocks)


class _Parts:
    """A file taken apart: the keys at its top, and its tables in the order they are written."""

    def __init__(self, text: str) -> None:
        self.top = tomlkit.parse(text)
        names = [name for name, item in self.top.items() if isinstance(item, Table | AoT)]
        self._items = {name: self.top.pop(name) for name in names}

    def tables(self, name: str) -> list[Table]:
        """Return the repetitions of a table."""
        found = self._items.get(name)
        return list(found) if isinstance(found, AoT) else []

    def with_blocks(self, name: str, blocks: Sequence[str]) -> str:
        """Return the file with these blocks in place of one repeated table."""
        others = [one for one in self._items if one not in {*_ORDER, name}]
        parts = [tomlkit.dumps(self.top).strip("\n")]
        for one in (*others, *(known for known in _ORDER if known in {*self._items, name})):
            kept = [_block(one, table) for table in self.tables(one)] or self._alone(one)
            parts += blocks if one == name else kept
        return "\n\n".join(part for part in parts if part) + "\n"

    def _alone(self, name: str) -> list[str]:
        """Return a table that does not repeat, such as the statutes."""
        return [tomlkit.dumps({name: self._items[name]}).strip("\n")] if name in self._items else []


def _block(name: str, table: Table) -> str:
    """Return one repetition of a table as text."""
    array = tomlkit.aot()
    array.append(table)
    document = tomlkit.document()
    document.append(name, array)
    return tomlkit.dumps(document).strip("\n")


def _key(table: Mapping[str, object]) -> str:
    return fold(f"{table.get('prenom', '')} {table.get('nom', '')}")


def _updated(table: Table | None, values: Mapping[str, Value]) -> Table:
    """Return a table with these values; None removes a key that this program knows."""
    made = table if table is not None else tomlkit.table()
    for key, value in values.items():
        if value is None:
            made.pop(key, None)
        elif made.get(key) != value:
            made[key] = _plain(value)
    return made


def _plain(value: Value) -> Value:
    """Return a value that tomlkit writes: an enumeration's as the text that it is."""
    return str(value) if isinstance(value, str) else value
