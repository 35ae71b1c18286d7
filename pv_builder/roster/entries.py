"""Read the `[[membres]]` and the `[[ordre_du_jour]]` of `seance.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.folding import fold
from pv_builder.meeting import AgendaPart, Attendance, Civility, Member, MemberName
from pv_builder.roster import messages as say
from pv_builder.roster.fields import Fields
from pv_builder.seance import AgendaEntry, StatedMember

MEMBER_KEYS = (
    "civilite",
    "prenom",
    "nom",
    "fonction",
    "voix",
    "groupe",
    "presence",
    "pouvoir_a",
    "suppleant_de",
    "commune",
)
AGENDA_KEYS = ("numero", "titre", "rapporteur")
PART_KEYS = ("numero", "titre")
MAX_VOTES = 10_000

_CIVILITIES: Mapping[str, Civility] = {
    "m": Civility.M,
    "monsieur": Civility.M,
    "mme.": Civility.MME,
    "madame": Civility.MME,
}
_ATTENDANCES: Mapping[str, Attendance] = {
    "presente": Attendance.PRESENT,
    "absente": Attendance.ABSENT,
    "excusee": Attendance.EXCUSED,
    "absent excuse": Attendance.EXCUSED,
    "absente excusee": Attendance.EXCUSED,
}


def read_members(tables: Sequence[Fields]) -> tuple[StatedMember, ...]:
    """Return the members, in order; those that hold a fault are left out where they must be."""
    read = [(table, stated) for table in tables if (stated := _member(table)) is not None]
    _check_doubles(read)
    named = _by_folded_name([stated.member.name for _, stated in read])
    linked = [(table, _linked(table, stated, named)) for table, stated in read]
    _check_substitutes(linked)
    return tuple(stated for _, stated in linked)


def read_agenda(tables: Sequence[Fields], roll: Sequence[MemberName]) -> tuple[AgendaEntry, ...]:
    """Return the items of the agenda, in order; an agenda may be empty."""
    named = _by_folded_name(roll)
    lines: dict[str, int | None] = {}
    entries = []
    for table in tables:
        mark, title = table.mark("numero"), table.text("titre", required=True)
        if mark is None or title is None:
            continue
        if str(mark) in lines:
            table.fault("numero", say.double_mark(str(mark), lines[str(mark)]))
        lines.setdefault(str(mark), table.line("numero"))
        rapporteur = _outsider_or_member(table, "rapporteur", named)
        entries.append(AgendaEntry(mark=mark, title=title, rapporteur=rapporteur))
    return tuple(entries)


def read_parts(tables: Sequence[Fields]) -> tuple[AgendaPart, ...]:
    """Return the parts of a hierarchical agenda, in order."""
    read = ((table.mark("numero"), table.text("titre", required=True)) for table in tables)
    return tuple(
        AgendaPart(mark=str(mark), title=title)
        for mark, title in read
        if mark is not None and title is not None
    )


def _member(table: Fields) -> StatedMember | None:
    civility = table.choice("civilite", Civility, _CIVILITIES, required=True)
    given_name = table.text("prenom", required=True)
    family_name = table.text("nom", required=True)
    weight = table.integer("voix", least=1, most=MAX_VOTES)
    attendance = table.choice("presence", Attendance, _ATTENDANCES)
    if civility is None or given_name is None or family_name is None:
        return None
    member = Member(
        civility=civility,
        given_name=given_name,
        family_name=family_name,
        function=table.text("fonction") or "",
        weight=weight or 1,
        group=table.text("groupe"),
        commune=table.text("commune"),
    )
    return StatedMember(member=member, attendance=attendance)


def _check_doubles(read: Sequence[tuple[Fields, StatedMember]]) -> None:
    lines: dict[str, int | None] = {}
    for table, stated in read:
        key = fold(stated.member.name)
        if key in lines:
            table.fault("nom", say.double_member(stated.member.name, lines[key]))
        lines.setdefault(key, table.line("nom"))


def _by_folded_name(names: Sequence[MemberName]) -> dict[str, MemberName]:
    """Return the names by their folded form, and by that without civility where one has it."""
    bare: dict[str, list[MemberName]] = {}
    for name in names:
        _, _, rest = fold(name).partition(" ")
        bare.setdefault(rest, []).append(name)
    named = {form: found[0] for form, found in bare.items() if len(found) == 1}
    return named | {fold(name): name for name in names}


def _match(value: str, named: Mapping[str, MemberName]) -> MemberName | None:
    """Return the member that a name means, case, accents and length of the civility set aside."""
    first, _, rest = fold(value).partition(" ")
    if first in _CIVILITIES:
        return named.get(f"{fold(_CIVILITIES[first])} {rest}")
    return named.get(f"{first} {rest}".strip())


def _linked(table: Fields, stated: StatedMember, named: Mapping[str, MemberName]) -> StatedMember:
    """Return a member with the names that he refers to, found on the roll."""
    holder = _on_roll(table, "pouvoir_a", named)
    titular = _outsider_or_member(table, "suppleant_de", named)
    for key, name in (("pouvoir_a", holder), ("suppleant_de", titular)):
        if name == stated.member.name:
            table.fault(key, say.own_name(key))
    member = replace(stated.member, substitute_for=titular)
    return replace(stated, member=member, proxy_to=holder)


def _check_substitutes(read: Sequence[tuple[Fields, StatedMember]]) -> None:
    """Add a fault where a substitute replaces a substitute: nobody would hold the seat."""
    substitutes = {one.member.name for _, one in read if one.member.substitute_for}
    for table, stated in read:
        titular = stated.member.substitute_for
        if titular in substitutes and titular != stated.member.name:
            table.fault("suppleant_de", say.substitute_of_substitute(titular))


def _on_roll(table: Fields, key: str, named: Mapping[str, MemberName]) -> MemberName | None:
    """Return the member that a name means; one who is not on the roll is a fault."""
    value = table.text(key)
    if value is None:
        return None
    found = _match(value, named)
    if found is None:
        table.fault(key, say.unknown_member(key, value, named.values()))
    return found


def _outsider_or_member(
    table: Fields, key: str, named: Mapping[str, MemberName]
) -> MemberName | None:
    """Return the member that a name means, or the name itself when it is like no member's.

    An official may report on an item, and a substitute may stand on the roll in place of the
    member he replaces; a name that is nearly a member's is a slip.
    """
    value = table.text(key)
    if value is None:
        return None
    found = _match(value, named)
    if found is None and say.nearest(value, named.values(), say.NAMES_LIKE):
        table.fault(key, say.unknown_member(key, value, named.values()))
    return found or MemberName(value)
