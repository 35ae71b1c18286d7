"""One deliberation, or the extract of it that is certified and sent to the prefecture.

CGCT art. L. 2121-23, R. 2121-9. The fields and their order follow the house style; the text of the
act is the authority's (`house.ActText`), figures and names are the meeting's. Room is left for the
stamp of the prefecture, and nothing is printed in it.
"""

import datetime as dt

from core.folding import fold
from pv_builder.blocks import (
    Block,
    Document,
    FactTable,
    Heading,
    Line,
    ListBlock,
    Paragraph,
    ParagraphRole,
    Run,
    Signatory,
    SignatureBlock,
    StampSpace,
    VoteTable,
    text,
)
from pv_builder.documents import act_wording
from pv_builder.documents.draft_presence import member_named
from pv_builder.documents.draft_votes_apart import VotesApart
from pv_builder.documents.export_scdl import session_number
from pv_builder.documents.house import ActText, Authority, HouseStyle, Layout
from pv_builder.documents.marks import Marker
from pv_builder.language.typography import NBSP, counted, long_date, number, short_date, typeset
from pv_builder.law import vote_wording, wording
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.presence import at_vote, seats, state_at
from pv_builder.law.quorum import quorum_at
from pv_builder.law.voters import not_taking_part, voters_at
from pv_builder.law.wording import UNKNOWN
from pv_builder.meeting import BallotMode, Item, Meeting, Member, MemberName, Outcome


def deliberation(
    meeting: Meeting,
    item: Item,
    act: ActText,
    house: HouseStyle,
    authority: Authority | None = None,
    *,
    exposed: tuple[Paragraph, ...] = (),
) -> Document:
    """Return a deliberation, or its extract, as the house prints it.

    Args:
        meeting: the session.
        item: the item of the agenda that it decides.
        act: its text; what is missing is printed as to be completed.
        house: the order of the fields and the look of names and figures.
        authority: what is printed of the authority.
        exposed: proposed for the exposé where the act has none; marked as such.
    """
    parts = _Parts(meeting, item, act, house, authority or Authority())
    parts.exposed = exposed
    blocks = parts.extract() if house.layout is Layout.EXTRACT else parts.deliberation()
    title = f"Délibération {parts.number}"
    return Document(
        title=f"{title} – {typeset(item.title)}",
        author=meeting.collectivite,
        running=f"{meeting.collectivite} – délibération {parts.number}",
        head="Projet de délibération",
        written_at=dt.datetime.combine(meeting.date, dt.time(), tzinfo=dt.UTC),
        blocks=tuple(blocks),
    )


class _Parts:
    """The fields of an act, each a method, put in order by the two layouts."""

    def __init__(
        self, meeting: Meeting, item: Item, act: ActText, house: HouseStyle, authority: Authority
    ) -> None:
        self._meeting, self._item, self._act = meeting, item, act
        self._house, self._authority = house, authority
        self._apart = VotesApart(meeting=meeting, marks=Marker({}), house=house)
        self._is_nomination = bool(item.rounds or item.sole_candidate)
        # The rounds of a nomination stand for its vote.
        self._count: VoteCount | None = None if self._is_nomination else count_votes(meeting, item)
        voters = voters_at(meeting, item) if self._is_nomination or self._count else None
        self._voters = number(voters.heads) if voters else UNKNOWN
        self._chair = member_named(meeting, item.chair or meeting.chair)
        self._there = state_at(meeting, at_vote(item))
        self.number = act.number or session_number(meeting, item)
        self.exposed: tuple[Paragraph, ...] = ()

    def extract(self) -> list[Block]:
        """Return the fields in the order of an extract certified for the prefecture."""
        session = act_wording.titled_session(self._meeting)
        return [
            StampSpace(beside=(*self._certification(), *self._territory())),
            _line(self.number),
            _line(self._meeting.collectivite, ParagraphRole.ENTITY),
            _line("Extrait du procès-verbal des délibérations", ParagraphRole.TITLE),
            _line(session, ParagraphRole.SUBTITLE),
            self._counts(),
            _line(act_wording.opening(self._meeting, None, self._house)),
            *self._attendance(),
            *self._proxies(),
            *self._secretary(),
            _labelled("Objet", typeset(self._item.title).upper()),
            *self._reasons(),
            *self._decision(),
            *self._names(),
            *self._closing("Ainsi délibéré en séance. Pour extrait certifié conforme."),
            self._signature(),
        ]

    def deliberation(self) -> list[Block]:
        """Return the fields in the order of a deliberation with its table of votes."""
        body = wording.capitalised(typeset(self._meeting.body))
        return [
            StampSpace(beside=(text(self._authority.tagline),) if self._authority.tagline else ()),
            _line(self._meeting.collectivite, ParagraphRole.ENTITY),
            _line(body, ParagraphRole.SUBTITLE),
            _line(f"Réunion du {long_date(self._meeting.date)}", ParagraphRole.SUBTITLE),
            Heading(level=1, line=text(f"{self.number} — {typeset(self._item.title)}")),
            _line(act_wording.opening(self._meeting, self._chair, self._house)),
            *self._attendance(),
            *self._proxies(),
            _labelled("Votants", self._voters),
            *self._secretary(),
            *self._officials(),
            *self._quorum(),
            *self._reasons(),
            *self._decision(),
            *self._votes(),
            *self._names(),
            *self._closing("Fait et délibéré les jour, mois et an susdits. Pour extrait conforme."),
            self._signature(),
        ]

    def _certification(self) -> tuple[Line, ...]:
        return tuple(text(typeset(line)) for line in self._authority.certified_by)

    def _territory(self) -> tuple[Line, ...]:
        labels = {
            "Département": self._authority.department,
            "Arrondissement": self._authority.arrondissement,
            "Canton": self._authority.canton,
        }
        return tuple(
            text(f"{label}{NBSP}: {value.upper()}") for label, value in labels.items() if value
        )

    def _counts(self) -> FactTable:
        convened = self._meeting.convened_on
        rows: list[tuple[str, Line]] = [
            ("Nombre de membres en exercice", text(number(len(seats(self._meeting))))),
            ("Nombre de présents", text(number(len(self._there.present)))),
            ("Nombre de votants", text(self._voters)),
            ("Date de convocation", text(short_date(convened) if convened else UNKNOWN)),
        ]
        return FactTable(rows=tuple(rows), caption="Membres et convocation")

    def _attendance(self) -> list[Block]:
        """Return who is present and who is away when the item is voted on."""
        present = self._members(self._there.present)
        givers = {proxy.giver for proxy in self._there.proxies}
        away = [
            member
            for member in self._meeting.members
            if member.name in seats(self._meeting)
            and not self._is_seated(member.name)
            and (self._house.givers_among_absents or member.name not in givers)
        ]
        heading = "Étaient absents et excusés" if givers else "Étaient absents"
        return [*self._list("Étaient présents", present), *self._list(heading, away)]

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
        first: list[str] = []
        if self._house.chair_first and self._chair in holders:
            holders.remove(self._chair)
            first = [f"{act_wording.named(self._chair, self._house)}{wording.office(self._chair)}."]
        count = f" ({len(members)})" if self._house.counts_in_labels else ""
        lines = [*first, *(f"{line}." for line in act_wording.people(holders, self._house))]
        lines += [
            f"{act_wording.named(member, self._house)}, "
            "représentant "
            f"{act_wording.civil(member.substitute_for, self._house)}."
            for member in members
            if member.substitute_for
        ]
        head = Paragraph(line=text(f"{label}{count}{NBSP}:"), role=ParagraphRole.LABEL)
        return [head, *(_line(line) for line in lines)]

    def _proxies(self) -> list[Block]:
        proxies = self._there.proxies
        if not proxies:
            return []
        label = f"Pouvoirs ({len(proxies)})" if self._house.counts_in_labels else "Pouvoirs"
        lines = tuple(text(f"{wording.proxy_given(proxy)}.") for proxy in proxies)
        head = Paragraph(line=text(f"{label}{NBSP}:"), role=ParagraphRole.LABEL)
        return [head, ListBlock(lines=lines)]

    def _secretary(self) -> list[Block]:
        secretary = self._meeting.secretary
        name = act_wording.civil(secretary, self._house) if secretary else UNKNOWN
        return [_labelled("Secrétaire de séance", name)]

    def _officials(self) -> list[Block]:
        officials = self._authority.attending
        return [_line(act_wording.attending(officials))] if officials else []

    def _quorum(self) -> list[Block]:
        """Return the sentence of the quorum, only where it is computed true for this item."""
        state = quorum_at(self._meeting, self._item)
        sentence = wording.quorum_reached(state, self._meeting)
        return [_line(sentence)] if sentence else []

    def _reasons(self) -> list[Block]:
        if not self._act.reasons:
            return [*self.exposed] or [_to_complete("Exposé des motifs")]
        return [_line(reason) for reason in self._act.reasons]

    def _decision(self) -> list[Block]:
        """Return the formula and the decisions; nothing is decided by what was not adopted."""
        before = self._apart.amendments(self._item)
        if self._is_nomination:
            before += self._apart.nomination(self._item)
        formula = act_wording.decides(self._meeting, self._count, self._item)
        return [*before, *self._decided(Paragraph(line=text(formula), role=ParagraphRole.DECISION))]

    def _decided(self, head: Paragraph) -> list[Block]:
        if self._count is not None and self._count.outcome is Outcome.REJECTED:
            return [head]
        if not self._act.decisions:
            return [head, _to_complete("Dispositif")]
        return [head, ListBlock(lines=tuple(_decision_line(d) for d in self._act.decisions))]

    def _votes(self) -> list[Block]:
        count = self._count
        if count is None:
            return []
        figures = {
            "Date du vote": short_date(self._meeting.date),
            "Votants": number(count.voters),
            "Voix totales": number(count.voters_weight),
            "Voix exprimées": number(count.cast),
            "Non votés": number(count.refusals),
            **self._choices(count),
        }
        if not self._house.votes_as_lines and not count.refusals:
            # A column for nothing would leave no room for the words of the others.
            del figures["Non votés"]
        rows = tuple((label, text(value)) for label, value in figures.items())
        caption = typeset(f"Vote du {wording.item_mark(self._item.mark)}")
        return [VoteTable(figures=rows, caption=caption, as_lines=self._house.votes_as_lines)]

    def _choices(self, count: VoteCount) -> dict[str, str]:
        """Return the votes for each choice, numbered and in voix where they stand on lines."""
        choices = {
            "Pour": count.in_favour,
            "Contre": count.against,
            "Abstention": count.abstentions,
        }
        if not self._house.votes_as_lines:
            return {label: number(value) for label, value in choices.items()}
        return {
            f"{rank} — {label}": counted(value, "voix", "voix")
            for rank, (label, value) in enumerate(choices.items(), start=1)
        }

    def _names(self) -> list[Block]:
        """Return who takes no part, and who voted against or abstained where that may be said."""
        withdrawn = not_taking_part(self._meeting, self._item)
        blocks: list[Block] = [_line(vote_wording.taking_no_part(withdrawn))] if withdrawn else []
        ballot = self._item.ballot
        if ballot is None or ballot.mode is BallotMode.SECRET:
            return blocks
        for label, names in (
            ("Contre", ballot.against_names),
            ("Abstention", ballot.abstention_names),
        ):
            if names:
                blocks.append(_line(f"{vote_wording.named_voters(label, names)}."))
        return blocks

    def _closing(self, formula: str) -> list[Block]:
        signed = self._act.signed_on or "le ……………"
        where = f"{self._authority.town}, {signed}" if self._authority.town else signed
        return [
            Paragraph(line=text(typeset(formula), italic=True), role=ParagraphRole.CLOSING),
            _line(wording.capitalised(where), ParagraphRole.CLOSING),
        ]

    def _signature(self) -> SignatureBlock:
        head = Signatory(
            office=wording.signing_office(self._chair),
            name=wording.printed(self._chair.name) if self._chair else None,
        )
        secretary = self._meeting.secretary
        second = Signatory(
            office=wording.signing_secretary(secretary),
            name=wording.printed(secretary) if secretary else None,
        )
        return SignatureBlock(signatories=(head, second))


def _line(content: str, role: ParagraphRole = ParagraphRole.BODY) -> Paragraph:
    return Paragraph(line=text(typeset(content)), role=role)


def _labelled(label: str, value: str) -> Paragraph:
    return Paragraph(line=(Run(text=f"{label}{NBSP}: ", bold=True), Run(text=value)))


def _to_complete(what: str) -> Paragraph:
    content = typeset(f"[{what} : {UNKNOWN}]")
    return Paragraph(line=(Run(text=content, italic=True, proposed=True),))


def _decision_line(decision: str) -> Line:
    """Return a decision with its verb in bold."""
    verb, _, rest = typeset(decision).partition(" ")
    return (Run(text=verb, bold=True), Run(text=f" {rest}"))
