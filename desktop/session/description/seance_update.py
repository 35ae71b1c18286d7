"""Change a `seance.toml` in place: what a person wrote elsewhere in it, and his comments, stay.

Pure: texts in, texts out.

Invariant: a comment or a key goes only with the member or the item that it stands under.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any, Final

import tomlkit
from tomlkit.container import OutOfOrderTableProxy
from tomlkit.items import AoT, Array, InlineTable, Table

from core.folding import fold
from desktop.session.description.following import AgendaChange, places_of, reread, titles_of
from desktop.session.description.seance_file import (
    Value,
    entry_values,
    member_values,
    part_values,
    statutes_values,
    top_values,
    wishes_values,
)
from pv_builder.meeting import AgendaPart, MemberName
from pv_builder.roster.act_texts import ACTS
from pv_builder.roster.merging import RollChange
from pv_builder.roster.wishes import BY_ITEM
from pv_builder.seance import AgendaEntry, Seance, StatedMember

STATUTES: Final = "statuts"
WISHES: Final = "documents"
MEMBERS: Final = "membres"
PARTS: Final = "parties"
AGENDA: Final = "ordre_du_jour"
HISTORY: Final = "changements"
_ORDER: Final = (MEMBERS, PARTS, AGENDA, HISTORY)
_TO_CHECK = "# à vérifier : "


def seance_toml(seance: Seance) -> str:
    """Return a session as the text of a new file."""
    return with_seance("", seance)


def with_seance(
    text: str, seance: Seance, renamed: Iterable[tuple[MemberName, MemberName]] = ()
) -> str:
    """Return the file stating another session: what stays keeps its comments.

    Args:
        text: of the file as it is, "" for a new one.
        seance: what it is to state.
        renamed: old and new name of members that are named otherwise.
    """
    file = _Parts(text)
    _update(file.top, top_values(seance))
    file.put(STATUTES, statutes_values(seance.statutes) if seance.statutes else None)
    _put_wishes_of_items(file, seance.agenda)
    file.put(WISHES, wishes_values(seance.wishes))
    _put_roll(file, seance.members, {}, renamed)
    _put_agenda(file, seance.agenda, seance.parts)
    return file.text()


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
    _put_roll(file, members, doubts or {})
    return file.text()


def with_agenda(
    text: str,
    entries: Sequence[AgendaEntry],
    parts: Iterable[AgendaPart],
    top: Mapping[str, Value],
) -> str:
    """Return the file with this agenda and these values at its top; None changes nothing.

    What it says of single items follows them by their titles (`following`).
    """
    file = _Parts(text)
    _put_wishes_of_items(file, entries)
    _update(file.top, {key: value for key, value in top.items() if value is not None})
    _put_agenda(file, entries, parts)
    return file.text()


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
    file.put_blocks(HISTORY, blocks)
    return file.text()


class _Parts:
    """A file taken apart: the keys at its top, and its tables in the order they are written."""

    def __init__(self, text: str) -> None:
        self.top = tomlkit.parse(text)
        found = {name: _gathered(item) for name, item in self.top.items()}
        self._items: dict[str, Table | AoT | list[str]] = {
            name: item for name, item in found.items() if isinstance(item, Table | AoT)
        }
        for name in self._items:
            self.top.pop(name)

    def tables(self, name: str) -> list[Table]:
        """Return the repetitions of a table."""
        found = self._items.get(name)
        return list(found) if isinstance(found, AoT) else []

    def table(self, name: str) -> Table | None:
        """Return a table that does not repeat, None without it."""
        found = self._items.get(name)
        return found if isinstance(found, Table) else None

    def put(self, name: str, values: Mapping[str, Value] | None) -> None:
        """Make a table that does not repeat say this; without any value it is left out."""
        table = _updated(self.table(name), values or {})
        if values is None or not table:
            self._items.pop(name, None)
        else:
            self._items[name] = table

    def put_blocks(self, name: str, blocks: list[str]) -> None:
        """Put these blocks in place of a repeated table."""
        self._items[name] = blocks

    def text(self) -> str:
        """Return the file as it stands."""
        others = [name for name in self._items if name not in _ORDER]
        parts = [tomlkit.dumps(self.top).strip("\n")]
        for name in (*others, *(known for known in _ORDER if known in self._items)):
            parts += self._blocks(name)
        return "\n\n".join(part for part in parts if part) + "\n"

    def _blocks(self, name: str) -> list[str]:
        item = self._items[name]
        if isinstance(item, AoT):
            return [_block(name, table) for table in item]
        return item if isinstance(item, list) else [tomlkit.dumps({name: item}).strip("\n")]


def _put_roll(
    file: _Parts,
    members: Sequence[StatedMember],
    doubts: Mapping[str, Sequence[str]],
    renamed: Iterable[tuple[MemberName, MemberName]] = (),
) -> None:
    now = {_bare(old): _bare(new) for old, new in renamed}
    tables = ((_key(table), table) for table in file.tables(MEMBERS))
    known = {now.get(key, key): table for key, table in tables}
    blocks = []
    for stated in members:
        table = _updated(known.get(_bare(stated.member.name)), member_values(stated))
        notes = doubts.get(stated.member.name, ())
        blocks.append(
            "\n".join([_block(MEMBERS, table), *(f"{_TO_CHECK}{note}" for note in notes)])
        )
    file.put_blocks(MEMBERS, blocks)


def _put_agenda(file: _Parts, entries: Sequence[AgendaEntry], parts: Iterable[AgendaPart]) -> None:
    known = {_title(table): table for table in file.tables(PARTS)}
    headings = [
        _block(PARTS, _updated(known.get(fold(part.title)), part_values(part))) for part in parts
    ]
    items = [
        _block(AGENDA, _updated(table, entry_values(entry)))
        for entry, table in zip(entries, _tables_of(entries, file.tables(AGENDA)), strict=True)
    ]
    file.put_blocks(PARTS, headings)
    file.put_blocks(AGENDA, items)


def _put_wishes_of_items(file: _Parts, entries: Sequence[AgendaEntry]) -> None:
    """Put what is asked for single items under their new numbers."""
    documents, after = file.table(WISHES), titles_of(entries)
    before = {str(item.get("numero")): str(item.get("titre", "")) for item in file.tables(AGENDA)}
    if documents is None or before == after:
        return
    change = reread(before, after)
    acts, styles = documents.get(ACTS), documents.get(BY_ITEM)
    if isinstance(acts, Mapping):
        found = ((mark, _gathered(act)) for mark, act in acts.items())
        tables = {mark: table for mark, table in found if isinstance(table, Table)}
        if len(tables) == len(
            acts
        ):  # a text that is no table stays: whoever reads the file tells it
            documents.remove(ACTS)
            documents.append(ACTS, _acts_moved(tables, change))
    if isinstance(styles, Mapping):
        kept = {change.kept[mark]: told for mark, told in styles.items() if mark in change.kept}
        _update(documents, {BY_ITEM: kept})


def _acts_moved(tables: Mapping[str, Table], change: AgendaChange) -> Table:
    """Return the texts of acts under their new numbers, each with its comments."""
    written = {mark: str(table.get("titre", "")) for mark, table in tables.items()}
    moved = tomlkit.table(is_super_table=True)
    for mark, place in places_of(written, change).items():
        moved.append(place.mark, _updated(tables[mark], {"titre": place.title or None}))
    return moved


def _gathered(item: object) -> object:
    """Return what stands apart in the file, or all on one line, as tables below headings."""
    if isinstance(item, Array) and item and all(isinstance(one, InlineTable) for one in item):
        blocks = tomlkit.aot()
        blocks.extend(map(_whole, item))
        return blocks
    return _whole(item) if isinstance(item, OutOfOrderTableProxy | InlineTable) else item


def _whole(item: Mapping[str, object]) -> Table:
    whole = tomlkit.table()
    for key, value in item.items():
        whole.append(key, _whole(value) if isinstance(value, OutOfOrderTableProxy) else value)
    return whole


def _block(name: str, table: Table) -> str:
    """Return one repetition of a table as text."""
    array = tomlkit.aot()
    array.append(table)
    document = tomlkit.document()
    document.append(name, array)
    return tomlkit.dumps(document).strip("\n")


def _key(table: Mapping[str, object]) -> str:
    return fold(f"{table.get('prenom', '')} {table.get('nom', '')}")


def _bare(name: MemberName) -> str:
    """Return a printed name without its civility, as `_key` has it."""
    return fold(name.partition(" ")[2])


def _title(table: Mapping[str, object]) -> str:
    return fold(str(table.get("titre", "")))


def _tables_of(items: Sequence[AgendaEntry], tables: Sequence[Table]) -> list[Table | None]:
    """Return the table each item stands in: the one of its title, else of its number."""
    by_title = {_title(table): table for table in tables}
    found = [by_title.pop(fold(item.title), None) for item in items]
    by_mark = {str(table.get("numero")): table for table in by_title.values()}
    return [
        table if table is not None else by_mark.pop(str(item.mark), None)
        for item, table in zip(items, found, strict=True)
    ]


def _updated(table: Table | None, values: Mapping[str, Value]) -> Table:
    """Return a table with these values; None removes a key that this program knows."""
    made = table if table is not None else tomlkit.table()
    _update(made, values)
    return made


def _update(made: MutableMapping[str, Any], values: Mapping[str, Value]) -> None:
    for key, value in values.items():
        if value is None or value == {}:
            made.pop(key, None)
        elif isinstance(value, Mapping):
            inner = made.get(key)
            gone = dict.fromkeys(inner or (), None)
            made[key] = _updated(inner if isinstance(inner, Table) else None, {**gone, **value})
        elif made.get(key) != value:
            # An enumeration's value is written as the text that it is.
            made[key] = str(value) if isinstance(value, str) else value
