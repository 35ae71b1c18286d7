"""A roll and an agenda as lines of text that a person may change, without losing what they mean.

A line that stands as it was shown is the member or point it was shown for, with voix, group,
substitute and hierarchical number; a line that was typed is read for what it says.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop.session.description.seance_file import agenda_of, members_of
from pv_builder.convocation.convocation import Convocation
from pv_builder.meeting import Member
from pv_builder.roster.merging import RollChange
from pv_builder.seance import AgendaEntry, Seance, StatedMember

_LONGEST_MEMBER = 160
"""Letters of the longest name and function that a member is printed with."""
_TITLES = re.compile(r"\b(?:M|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle)\b")
_MOST_TITLES = 2
"""A substitute is written with whom they stand for: "Mme X, suppléante de M. Y"."""


@dataclass(slots=True)
class DescribedLines:
    """What was shown as lines.

    Attributes:
        convocation: whose day of sending and headings go along with the agenda.
        changes: of the roll, for its history.
    """

    convocation: Convocation | None = None
    changes: tuple[RollChange, ...] = ()
    _members: dict[str, StatedMember] = field(default_factory=dict)
    _entries: dict[str, AgendaEntry] = field(default_factory=dict)

    def show_roll(self, members: Iterable[StatedMember]) -> str:
        """Return a roll as text, one member a line."""
        lines = {_member_line(stated.member): stated for stated in members}
        self._members |= lines
        return "\n".join(lines)

    def show_agenda(self, entries: Iterable[AgendaEntry]) -> str:
        """Return an agenda as text, one point a line."""
        lines = {f"{entry.mark}. {entry.title}": entry for entry in entries}
        self._entries |= lines
        return "\n".join(lines)

    def members(self, text: str) -> tuple[tuple[StatedMember, ...], tuple[str, ...]]:
        """Return the members of a text, and the lines that are no member."""
        members: list[StatedMember] = []
        strangers: list[str] = []
        for line in filter(None, (line.strip() for line in text.splitlines())):
            if line in self._members:
                members.append(self._members[line])
                continue
            typed, unknown = members_of(line)
            members += typed
            strangers += unknown
        return tuple(members), tuple(strangers)

    def crowded(self, text: str) -> tuple[str, ...]:
        """Return the lines typed that hold several members: a list pasted without its line ends."""
        lines = filter(None, (line.strip() for line in text.splitlines()))
        return tuple(line for line in lines if line not in self._members and _is_crowded(line))

    def agenda(self, text: str) -> tuple[AgendaEntry, ...]:
        """Return the points of a text; those typed are numbered by their place."""
        entries: list[AgendaEntry] = []
        taken = {str(entry.mark) for entry in self._shown(text)}
        for line in filter(None, (line.strip() for line in text.splitlines())):
            if line in self._entries:
                entries.append(self._entries[line])
                continue
            mark = len(entries) + 1
            while str(mark) in taken:
                mark += 1
            for typed in agenda_of(line):
                taken.add(str(mark))
                entries.append(replace(typed, mark=mark))
        return tuple(entries)

    def _shown(self, text: str) -> Sequence[AgendaEntry]:
        lines = (line.strip() for line in text.splitlines())
        return [self._entries[line] for line in lines if line in self._entries]

    def completed(self, seance: Seance) -> Seance:
        """Return a session with what its convocation says beside the lines."""
        said = self.convocation
        if said is None:
            return seance
        marks = {str(entry.mark) for entry in seance.agenda}
        parts = tuple(
            part for part in said.parts if any(mark.startswith(f"{part.mark}.") for mark in marks)
        )
        return replace(
            seance,
            convened_on=said.sent,
            previous_session=said.previous,
            parts=parts,
        )


def _is_crowded(line: str) -> bool:
    return len(line) > _LONGEST_MEMBER or len(_TITLES.findall(line)) > _MOST_TITLES


def _member_line(member: Member) -> str:
    return f"{member.name}, {member.function}" if member.function else member.name
