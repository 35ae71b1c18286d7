"""A session stated in tables: rows of texts to a roll and an agenda, and what is wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.session.description.following import (
    AgendaChange,
    reread,
    titles_of,
    with_agenda_changed,
)
from desktop.session.description.seance_update import seance_toml
from pv_builder.meeting import Attendance, Civility, ItemMark, Member, MemberName
from pv_builder.roster.fields import Fault
from pv_builder.roster.seance_toml import MAX_BYTES, parse_seance
from pv_builder.seance import AgendaEntry, Seance, StatedMember

ROLL_COLUMNS = ("civilite", "prenom", "nom", "fonction", "groupe", "commune", "voix")

_MOST_BYTES = MAX_BYTES * 9 // 10
"""Room is left for the comments of a file written by hand."""
_TOO_LONG = (
    "Les textes de cette séance sont trop longs pour son fichier. Joignez les longues annexes à "
    "l'acte une fois imprimé."
)
Renamed = tuple[tuple[MemberName, MemberName], ...]
Renumbered = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollFault:
    """A row that is no member: its number from 1, and what it lacks."""

    row: int
    lacks: str


def roll_rows(seance: Seance) -> list[tuple[str, ...]]:
    """Return the roll as rows of `ROLL_COLUMNS`."""
    return [
        (
            member.civility.value,
            member.given_name,
            member.family_name,
            member.function,
            member.group or "",
            member.commune or "",
            str(member.weight),
        )
        for member in seance.roll
    ]


def roll_faults(rows: Sequence[Sequence[str]]) -> list[RollFault]:
    """Return what keeps rows from being a roll."""
    faults = []
    names: set[str] = set()
    for number, row in enumerate(rows, start=1):
        civility, given, family, *_, weight = row
        if _civility(civility) is None:
            faults.append(RollFault(row=number, lacks="civilite"))
        elif not given or not family:
            faults.append(RollFault(row=number, lacks="nom"))
        elif not weight.isdecimal() or int(weight) < 1:
            faults.append(RollFault(row=number, lacks="voix"))
        elif f"{given} {family}" in names:
            faults.append(RollFault(row=number, lacks="double"))
        names.add(f"{given} {family}")
    return faults


def with_roll(
    seance: Seance, rows: Sequence[Sequence[str]], origins: Sequence[str]
) -> tuple[Seance, Renamed]:
    """Return the session with another roll, and who is named otherwise.

    Args:
        seance: as stated until now.
        rows: of `ROLL_COLUMNS`, without faults.
        origins: the name each row had, "" for a new member.
    """
    known = {stated.member.name: stated for stated in seance.members}
    members = []
    renamed: list[tuple[MemberName, MemberName]] = []
    for row, origin in zip(rows, origins, strict=True):
        old = known.get(MemberName(origin))
        member = _member(row, old.member if old else None)
        members.append(replace(old, member=member) if old else StatedMember(member=member))
        if old is not None and old.member.name != member.name:
            renamed.append((old.member.name, member.name))
    names = dict(renamed)
    return (
        replace(
            seance,
            members=tuple(_with_names(stated, names) for stated in members),
            agenda=tuple(
                replace(entry, rapporteur=names.get(entry.rapporteur, entry.rapporteur))
                if entry.rapporteur
                else entry
                for entry in seance.agenda
            ),
        ),
        tuple(renamed),
    )


def _with_names(stated: StatedMember, names: dict[MemberName, MemberName]) -> StatedMember:
    holder, seat = stated.proxy_to, stated.member.substitute_for
    return replace(
        stated,
        proxy_to=names.get(holder, holder) if holder else None,
        member=replace(stated.member, substitute_for=names.get(seat, seat) if seat else None),
    )


def _civility(text: str) -> Civility | None:
    folded = text.strip().lower().rstrip(".")
    if folded in {"m", "mr", "monsieur"}:
        return Civility.M
    return Civility.MME if folded in {"mme", "madame"} else None


def _member(row: Sequence[str], old: Member | None) -> Member:
    civility, given, family, function, group, commune, weight = row
    return Member(
        civility=_civility(civility) or Civility.M,
        given_name=given,
        family_name=family,
        function=function,
        group=group or None,
        commune=commune or None,
        weight=int(weight),
        substitute_for=old.substitute_for if old else None,
    )


def agenda_rows(seance: Seance) -> list[tuple[str, str, str]]:
    """Return the agenda as rows: mark, title, rapporteur."""
    return [(str(entry.mark), entry.title, entry.rapporteur or "") for entry in seance.agenda]


def with_agenda(
    seance: Seance, rows: Sequence[Sequence[str]], origins: Sequence[str]
) -> tuple[Seance, Renumbered]:
    """Return the session with another agenda, and the items that bear another mark.

    Args:
        seance: as stated until now.
        rows: mark, title, rapporteur.
        origins: the mark each row had, "" for a new item.
    """
    entries = tuple(
        AgendaEntry(
            mark=_mark(mark),
            title=title,
            rapporteur=MemberName(rapporteur) if rapporteur else None,
        )
        for mark, title, rapporteur in rows
    )
    renumbered = tuple(
        (origin, row[0])
        for row, origin in zip(rows, origins, strict=True)
        if origin not in {"", row[0]}
    )
    change = AgendaChange(
        before=titles_of(seance.agenda),
        after=titles_of(entries),
        kept={origin: row[0] for row, origin in zip(rows, origins, strict=True) if origin},
    )
    wishes = with_agenda_changed(seance.wishes, change)
    return replace(seance, agenda=entries, wishes=wishes), renumbered


def rows_reread(
    known: Sequence[Sequence[str]], origins: Sequence[str], found: Sequence[Sequence[str]]
) -> tuple[list[Sequence[str]], list[str]]:
    """Return the rows of an agenda with those of a convocation, and the mark each had.

    An item that was there already, by its title, stays itself under its new number; what the
    convocation does not name stays below. Without a title in common its items are further ones.

    Args:
        known: mark, title, rapporteur.
        origins: the mark each of these had, "" for a new item.
        found: in the convocation, as `known`.
    """
    stated = {origin: row[1] for row, origin in zip(known, origins, strict=True) if origin}
    kept = reread(stated, {row[0]: row[1] for row in found}).kept
    if not kept:
        return [*known, *found], [*origins, *("" for _ in found)]
    before = {now: origin for origin, now in kept.items()}
    left = [(row, o) for row, o in zip(known, origins, strict=True) if o not in kept]
    return (
        [*found, *(row for row, _ in left)],
        [*(before.get(row[0], "") for row in found), *(origin for _, origin in left)],
    )


def numbered(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return agenda rows numbered 1, 2, 3... where they are plain numbers."""
    if not all(row[0].isdecimal() or not row[0] for row in rows):
        return [tuple(row) for row in rows]
    return [(str(number), *row[1:]) for number, row in enumerate(rows, start=1)]


def _mark(text: str) -> ItemMark:
    return int(text) if text.isdecimal() else text


def seance_faults(seance: Seance) -> list[str]:
    """Return what keeps a session from being used, in French."""
    faults: list[Fault] = []
    written = seance_toml(seance).encode()
    if len(written) > _MOST_BYTES:
        return [_TOO_LONG]
    parse_seance(written, faults)
    return [fault.text for fault in faults]


def with_stated(seance: Seance, name: MemberName, value: str | None, *, is_proxy: bool) -> Seance:
    """Return the session with a member's attendance, or proxy holder, stated beforehand."""

    def stated(one: StatedMember) -> StatedMember:
        if one.member.name != name:
            return one
        if is_proxy:
            return replace(one, proxy_to=MemberName(value) if value else None)
        return replace(one, attendance=Attendance(value) if value else None)

    return replace(seance, members=tuple(stated(one) for one in seance.members))
