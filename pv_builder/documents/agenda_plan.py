"""The plan of a hierarchical agenda: which part each item is in, and where a part begins."""

from pv_builder.blocks import Line, text
from pv_builder.language.typography import typeset
from pv_builder.law import wording
from pv_builder.meeting import AgendaPart, Item, Meeting


def parts_around(meeting: Meeting, item: Item) -> list[AgendaPart]:
    """Return the parts that an item is in, the widest first."""
    if not meeting.parts:
        return []
    mark = str(item.mark)
    around = (p for p in meeting.parts if mark.startswith(f"{p.mark.rstrip('.')}."))
    return sorted(around, key=lambda part: len(part.mark))


def parts_begun(meeting: Meeting, item: Item) -> list[tuple[int, AgendaPart]]:
    """Return the parts whose first item this one is, each with its depth from 1."""
    if not meeting.parts:
        return []
    position = meeting.items.index(item)
    before = {part for other in meeting.items[:position] for part in parts_around(meeting, other)}
    depths = enumerate(parts_around(meeting, item), start=1)
    return [(depth, part) for depth, part in depths if part not in before]


def part_number(part: AgendaPart) -> str:
    """Return the mark of a part as printed before its title: "I.", "I.2"."""
    return part.mark if "." in part.mark else f"{part.mark}."


def planned(meeting: Meeting) -> tuple[tuple[str, Line], ...]:
    """Return the lines of the agenda with their marks, parts in bold above their items."""
    lines: list[tuple[str, Line]] = []
    for item in meeting.items:
        lines += [
            (part_number(part), text(typeset(part.title), bold=True))
            for _, part in parts_begun(meeting, item)
        ]
        lines.append((wording.agenda_number(item.mark), text(typeset(item.title))))
    return tuple(lines)
