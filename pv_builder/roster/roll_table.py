"""Members out of a table: headings found, columns guessed or given, one row after another.

The national register of elected members (Répertoire national des élus, data.gouv.fr, files of the
conseillers municipaux and of the conseillers communautaires) is one such table of 480,000 rows: its
columns "Libellé de la commune" or "Libellé de l'EPCI", "Nom de l'élu", "Prénom de l'élu", "Code
sexe" and "Libellé de la fonction" are read, what else it tells of people is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from core.folding import fold
from pv_builder.intake.sheets import NO_VALUE, Row
from pv_builder.meeting import Civility
from pv_builder.roster import roll_messages as say
from pv_builder.roster.bodies import Bodies
from pv_builder.roster.columns import (
    Certainty,
    Column,
    Role,
    guess_columns,
    header_key,
    is_header,
    order_of,
)
from pv_builder.roster.fields import Fault
from pv_builder.roster.people import (
    Order,
    Person,
    civility_of,
    printed_function,
    printed_name,
    read_person,
)
from pv_builder.roster.roll_members import Extra, Reading, clean_cell, weight_of

_SAMPLE_ROWS = 60
_HEADER_ROWS = 15
_SUBSTITUTES = frozenset({"s", "suppleant", "suppleante", "suppl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """What a person said about a table: roles of columns by index, and the authority wanted."""

    columns: Mapping[int, Role] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """What a table gave; `bodies` are the authorities to choose from."""

    columns: tuple[Column, ...]
    reading: Reading
    bodies: tuple[str, ...] = ()
    is_register: bool = False


def read_table(rows: Iterable[Row], options: TableOptions) -> TableReading:
    """Return the members of a table, read row by row."""
    all_rows = iter(rows)
    first = list(islice((row for row in all_rows if not row.is_empty), _SAMPLE_ROWS))
    at = next((i for i, row in enumerate(first[:_HEADER_ROWS]) if is_header(row.cells)), None)
    header = first[at].cells if at is not None else None
    body_rows = first[at + 1 :] if at is not None else first
    guessed = guess_columns(header, [row.cells for row in body_rows])
    columns = _as_told(guessed, options.columns)
    table = _Table(columns, [row.cells for row in body_rows])
    reading = Reading()
    if not table.has_names:
        reading.faults.append(Fault(line=None, text=say.no_name_column()))
        return TableReading(columns=columns, reading=reading)
    reading.doubts.extend(table.doubts)
    bodies = Bodies(options.body)
    for row in chain(body_rows, all_rows):
        if row.is_empty or row.cells == header or not bodies.takes(table.body(row)):
            continue
        if reading.is_full:
            reading.stop()
            break
        table.read(row, reading)
    return TableReading(
        columns=columns,
        reading=bodies.settled(reading),
        bodies=bodies.choices,
        is_register=table.is_register,
    )


def _as_told(columns: Sequence[Column], told: Mapping[int, Role]) -> tuple[Column, ...]:
    """Return the columns as a person said; a role given to one column is taken from others."""
    given = set(told.values()) - {Role.IGNORED}
    named = {column.index for column in columns}
    return tuple(
        replace(column, role=told[column.index], certainty=Certainty.SURE, reason="")
        if column.index in told and column.index in named
        else replace(column, role=Role.IGNORED, certainty=Certainty.SURE, reason="")
        if column.role in given
        else column
        for column in columns
    )


class _Table:
    """Reads rows by the roles of their columns."""

    def __init__(self, columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> None:
        self.at: dict[Role, int] = {
            column.role: column.index for column in columns if column.role is not Role.IGNORED
        }
        self.doubts: list[str] = []
        self._order: Order | None = None
        headers = {header_key(column.header) for column in columns}
        self.is_register = {"nom de l'elu", "prenom de l'elu"} <= headers
        self._department = next(
            (c.index for c in columns if header_key(c.header) == "code du departement"), None
        )
        if Role.FULL_NAME in self.at:
            self._settle_order(columns, sample)

    @property
    def has_names(self) -> bool:
        """Whether a column gives names."""
        return Role.FULL_NAME in self.at or {Role.GIVEN_NAME, Role.FAMILY_NAME} <= self.at.keys()

    def _settle_order(self, columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> None:
        index = self.at[Role.FULL_NAME]
        header = next(column.header for column in columns if column.index == index)
        names = [row[index] for row in sample if index < len(row) and row[index]]
        self._order, is_settled = order_of(header, names)
        if self._order is not None and not is_settled:
            given_first = self._order is Order.GIVEN_FIRST
            self.doubts.append(say.order_supposed(header, given_first=given_first))

    def body(self, row: Row) -> str:
        """Return the authority of a row, with its department in the national register."""
        label = self._cell(row, Role.BODY)
        if label and self._department is not None and self._department < len(row.cells):
            return f"{label} ({row.cells[self._department]})"
        return label

    def _cell(self, row: Row, role: Role) -> str:
        index = self.at.get(role)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def read(self, row: Row, reading: Reading) -> None:
        """Add the member of a row, and its substitute where the row names one."""
        if any(NO_VALUE in self._cell(row, role) for role in self.at):
            reading.fault(row.line, say.no_value(" ".join(filter(None, row.cells))))
            return
        doubts: list[str] = []
        cells = {role: clean_cell(self._cell(row, role), doubts) for role in self.at}
        if self._is_title(row, cells):
            reading.doubts.append(say.title_row(" ".join(filter(None, row.cells))))
            return
        person = self._person(cells)
        if person is None:
            shown = " ".join(filter(None, row.cells))
            one_name = {Role.GIVEN_NAME, Role.FAMILY_NAME} <= self.at.keys()
            reading.fault(
                row.line, say.no_given_name(shown) if one_name else say.not_a_person(shown)
            )
            return
        extra = _extra(cells, doubts)
        if fold(cells.get(Role.STANDING, "")) in _SUBSTITUTES and not extra.substitute_for:
            reading.fault(
                row.line, say.substitute_of_nobody(f"{person.given_name} {person.family_name}")
            )
            return
        member = reading.add(row.line, person, extra)
        if member is not None and (named := cells.get(Role.SUBSTITUTE)):
            self._add_substitute(row.line, named, Extra(substitute_for=member.name), reading)

    def _add_substitute(self, line: int, text: str, extra: Extra, reading: Reading) -> None:
        person = read_person(text, self._order)
        if person is None:
            reading.fault(line, say.not_a_person(text))
        else:
            reading.add(line, person, extra)

    def _is_title(self, row: Row, cells: Mapping[Role, str]) -> bool:
        """Whether a row with one cell stands between members as a title, "Groupe majoritaire"."""
        filled = [cell for cell in row.cells if cell]
        return len(filled) == 1 and len(self.at) > 1 and self._person(cells) is None

    def _person(self, cells: Mapping[Role, str]) -> Person | None:
        civility = civility_of(cells.get(Role.CIVILITY, ""))
        if Role.FULL_NAME in self.at:
            person = read_person(cells[Role.FULL_NAME], self._order)
            return _with_civility(person, civility) if person else None
        given, family = cells[Role.GIVEN_NAME], cells[Role.FAMILY_NAME]
        if not given or not family or not (_has_letters(given) and _has_letters(family)):
            return None
        printed = printed_name(family, is_family=True)
        doubts = (
            []
            if printed.lower() == printed or not _has_particle(family)
            else [f"la particule de « {family} » est écrite « {printed} »."]
        )
        return Person(
            civility=civility,
            given_name=printed_name(given, is_family=False),
            family_name=printed,
            settled=True,
            doubts=tuple(doubts),
        )


def _has_particle(family: str) -> bool:
    """Whether a name in capitals begins with a particle, whose small letter is supposed."""
    return family.isupper() and family.lower().startswith(("de ", "du ", "des ", "d'", "d’"))


def _has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _with_civility(person: Person, civility: Civility | None) -> Person:
    return replace(person, civility=civility or person.civility)


def _extra(cells: Mapping[Role, str], doubts: list[str]) -> Extra:
    weight = weight_of(cells.get(Role.WEIGHT, ""), doubts)
    return Extra(
        function=printed_function(cells.get(Role.FUNCTION, "")),
        weight=weight,
        group=cells.get(Role.GROUP, ""),
        commune=cells.get(Role.COMMUNE, ""),
        substitute_for=cells.get(Role.SUBSTITUTE_FOR, ""),
        doubts=tuple(doubts),
    )
