"""Who was there when an item was voted on, as an act lists it in the manner of its house."""

from collections.abc import Sequence

from core.folding import fold
from pv_builder.blocks import Block, FactTable, Line, ListBlock, Paragraph, ParagraphRole, Run, text
from pv_builder.documents import act_wording
from pv_builder.documents.act_body import to_complete
from pv_builder.documents.draft_presence import member_named
from pv_builder.documents.house import HouseStyle
from pv_builder.language.typography import NBSP, listed, number, short_date, typeset
from pv_builder.law import wording
from pv_builder.law.presence import at_vote, seats, state_at
from pv_builder.law.wording import UNKNOWN
from pv_builder.meeting import Attendance, Item, Meeting, Member, MemberName


class ActPresence:
    """The lists and counts of one act."""

    def __init__(self, meeting: Meeting, item: Item, house: HouseStyle) -> None:
        self._meeting, self._house = meeting, house
        self._chair = member_named(meeting, item.chair or meeting.chair)
        self._there = state_at(meeting, at_vote(item))

    def counts(self, voters: str) -> FactTable:
        """Return how many there are, were present and voted, and when they were convened."""
        convened = self._meeting.convened_on
        rows: list[tuple[str, Line]] = [
            ("Nombre de membres en exercice", text(number(len(seats(self._meeting))))),
            ("Nombre de présents", text(self._present_count())),
            ("Nombre de votants", text(voters)),
            ("Date de convocation", text(short_date(convened) if convened else UNKNOWN)),
        ]
        return FactTable(rows=tuple(rows), caption="Membres et convocation")

    def _present_count(self) -> str:
        return UNKNOWN if self._there.unknown else number(len(self._there.present))

    def present(self) -> list[Block]:
        """Return who is present, substitutes after the others."""
        return self._list("Étaient présents", self._members(self._there.present))

    def away(self) -> list[Block]:
        """Return who is away, those who gave a proxy among them where the house wants it."""
        givers = {proxy.giver for proxy in self._there.proxies}
        away = [
            member
            for member in self._meeting.members
            if member.name in seats(self._meeting)
            and not self._is_seated(member.name)
            and member.name not in self._there.unknown
            and (self._house.givers_among_absents or member.name not in givers)
        ]
        return [*self._list(self._away_label(away), away), *self._unknown()]

    def _unknown(self) -> list[Block]:
        """Return whom nobody said to be there or away: told apart, never as absent."""
        if not self._there.unknown:
            return []
        names = listed([wording.printed(name) for name in self._there.unknown])
        return [to_complete(f"Présence de {names}")]

    def _away_label(self, away: Sequence[Member]) -> str:
        """Return "Étaient absents", "excusés" or both, as they were stated."""
        states = {dict(self._meeting.attendance).get(member.name) for member in away}
        if states == {Attendance.EXCUSED}:
            return "Étaient absents excusés"
        return "Étaient absents et excusés" if Attendance.EXCUSED in states else "Étaient absents"

    def proxies(self) -> list[Block]:
        """Return the pouvoirs, one a line."""
        proxies = self._there.proxies
        if not proxies:
            return []
        lines = tuple(text(f"{wording.proxy_given(proxy)}.") for proxy in proxies)
        return [self._label("Pouvoirs", len(lines)), ListBlock(lines=lines)]

    def secretary(self) -> list[Block]:
        """Return who keeps the minutes."""
        secretary = self._meeting.secretary
        name = act_wording.civil(secretary, self._house) if secretary else UNKNOWN
        return [labelled(self._cased("Secrétaire de séance"), name)]

    def officials(self) -> list[Block]:
        """Return who attended without being a member, one a line."""
        officials = [one.strip(" .") for one in (self._meeting.attending or "").split(";")]
        lines = tuple(text(typeset(one)) for one in officials if one)
        if not lines:
            return []
        head = f"{self._cased('Assistaient à la séance')}{NBSP}:"
        return [Paragraph(line=text(head), role=ParagraphRole.LABEL), ListBlock(lines=lines)]

    def _is_seated(self, seat: MemberName) -> bool:
        """Whether a seat is occupied, by its holder or by a substitute."""
        seated = self._members(self._there.present)
        return any(seat in (member.name, member.substitute_for) for member in seated)

    def _members(self, names: tuple[MemberName, ...]) -> list[Member]:
        return [member for member in self._meeting.members if member.name in names]

    def _list(self, label: str, members: list[Member]) -> list[Block]:
        if not members:
            return []
        holders = [member for member in members if not member.substitute_for]
        if self._house.alphabetical:
            holders.sort(key=lambda member: (fold(member.family_name), fold(member.given_name)))
        lines: list[Line] = []
        if self._house.chair_first and self._chair in holders:
            holders.remove(self._chair)
            lines.append(self._chair_line(self._chair))
        lines += [text(typeset(f"{line}.")) for line in act_wording.people(holders, self._house)]
        lines += [text(self._substitute(member)) for member in members if member.substitute_for]
        return [self._label(label, len(members)), *(Paragraph(line=line) for line in lines)]

    def _chair_line(self, chair: Member) -> Line:
        named = act_wording.named(chair, self._house)
        function = wording.capitalised(typeset(chair.function))
        if not function:
            return text(f"{named}.")
        return (Run(text=f"{named}, "), Run(text=function, bold=True), Run(text="."))

    def _substitute(self, member: Member) -> str:
        seat = act_wording.civil(member.substitute_for or member.name, self._house)
        return typeset(f"{act_wording.named(member, self._house)} représentant {seat}.")

    def _label(self, label: str, count: int) -> Paragraph:
        told = f"{label} ({count})" if self._house.counts_in_labels else label
        return Paragraph(line=text(f"{self._cased(told)}{NBSP}:"), role=ParagraphRole.LABEL)

    def _cased(self, label: str) -> str:
        return label.upper() if self._house.capital_labels else label


def labelled(label: str, value: str) -> Paragraph:
    """Return a value after its label in bold."""
    return Paragraph(line=(Run(text=f"{label}{NBSP}: ", bold=True), Run(text=value)))
