"""The French of an import's preview: what was understood, what is doubtful, what was left.

One sentence or row each; the command line prints them, the window shows them.
"""

from collections.abc import Sequence

from pv_builder.convocation.convocation import Convocation
from pv_builder.language.typography import counted, day, hour, short_date
from pv_builder.meeting import Member
from pv_builder.roster.columns import Column, Role
from pv_builder.roster.merging import ChangeKind, MergedRoll, RollChange
from pv_builder.roster.rolls import RollPreview

ROLE_NAMES: dict[Role, str] = {
    Role.CIVILITY: "Civilité",
    Role.GIVEN_NAME: "Prénom",
    Role.FAMILY_NAME: "Nom",
    Role.FULL_NAME: "Nom et prénom",
    Role.FUNCTION: "Fonction",
    Role.GROUP: "Groupe",
    Role.WEIGHT: "Voix",
    Role.COMMUNE: "Commune",
    Role.SUBSTITUTE_FOR: "Suppléant de",
    Role.SUBSTITUTE: "Suppléant (nom)",
    Role.STANDING: "Titulaire ou suppléant",
    Role.BODY: "Collectivité",
    Role.IGNORED: "Ne pas reprendre",
}


def column_line(column: Column) -> str:
    """Return a column as one line: its number, its heading, its role and its doubt."""
    heading = f" « {column.header} »" if column.header else ""
    line = f"Colonne {column.index + 1}{heading} : {ROLE_NAMES[column.role]}"
    return f"{line}. À vérifier : {column.reason}." if column.is_doubtful else f"{line}."


def member_line(member: Member) -> str:
    """Return a member as one line, with what is printed of him."""
    parts = [member.function, member.group or "", member.commune or ""]
    parts += [counted(member.weight, "voix", "voix")] if member.weight != 1 else []
    parts += [f"suppléant de {member.substitute_for}"] if member.substitute_for else []
    told = ", ".join(part for part in parts if part)
    return f"{member.name}, {told}" if told else member.name


def doubt_lines(preview: RollPreview) -> tuple[str, ...]:
    """Return everything doubtful in a roll, in the order of the file."""
    whole = (f"{doubt[0].upper()}{doubt[1:]}" for doubt in preview.doubts)
    return (*whole, *(doubt.sentence for doubt in preview.line_doubts))


def change_line(change: RollChange) -> str:
    """Return a change of the roll as one line."""
    if change.kind is ChangeKind.CAME:
        return f"Arrive : {member_line(change.member)}"
    if change.kind is ChangeKind.LEFT:
        return f"Part : {member_line(change.member)}"
    before = member_line(change.before) if change.before else ""
    return f"Change : {before} → {member_line(change.member)}"


def merge_summary(merged: MergedRoll) -> str:
    """Return how the roll changes, in one sentence."""
    total = counted(len(merged.members), "membre")
    if not merged.changes:
        return f"{total}."
    kinds = [change.kind for change in merged.changes]
    came, left = kinds.count(ChangeKind.CAME), kinds.count(ChangeKind.LEFT)
    changed = kinds.count(ChangeKind.CHANGED)
    parts = [
        counted(came, "arrivée") if came else "",
        counted(left, "départ") if left else "",
        counted(changed, "modification") if changed else "",
    ]
    return f"{total} : {', '.join(part for part in parts if part)}."


def convocation_lines(convocation: Convocation) -> tuple[str, ...]:
    """Return what a convocation says of its session, one line each."""
    days = convocation.notice_days
    found: Sequence[tuple[str, str]] = (
        ("Séance", day(convocation.date) if convocation.date else ""),
        ("Heure", hour(convocation.hour) if convocation.hour else ""),
        ("Lieu", convocation.place or ""),
        ("Date de convocation", short_date(convocation.sent) if convocation.sent else ""),
        ("Délai", counted(days, "jour franc", "jours francs") if days is not None else ""),
        ("Séance précédente", convocation.previous or ""),
    )
    return tuple(f"{label} : {value or 'non indiqué'}" for label, value in found)


def item_lines(convocation: Convocation) -> tuple[str, ...]:
    """Return the points of the agenda, one line each."""
    return tuple(
        f"{entry.mark}. {entry.title}"
        + (f" (rapporteur : {entry.rapporteur})" if entry.rapporteur else "")
        for entry in convocation.agenda
    )
