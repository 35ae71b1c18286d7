"""One deliberation, or the extract of it that is certified and sent to the prefecture.

CGCT art. L. 2121-23, R. 2121-9. The fields and their order follow the house style; the text of the
act is the authority's (`act_texts.ActText`), figures and names are the meeting's. Room is left for
the stamp of the prefecture, and nothing is printed in it.
"""

import datetime as dt

from pv_builder.act_texts import ActText, Authority
from pv_builder.blocks import (
    Block,
    Document,
    Heading,
    Line,
    Paragraph,
    ParagraphRole,
    Signatory,
    SignatureBlock,
    StampSpace,
    text,
)
from pv_builder.documents import act_body, act_votes, act_wording
from pv_builder.documents.act_presence import ActPresence, labelled
from pv_builder.documents.budget_blocks import budget_blocks
from pv_builder.documents.draft_presence import member_named
from pv_builder.documents.draft_votes_apart import VotesApart
from pv_builder.documents.export_scdl import session_number
from pv_builder.documents.house import HouseStyle, Layout
from pv_builder.documents.marks import Marker
from pv_builder.language.typography import number, typeset
from pv_builder.law import wording
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.nominations import is_nomination
from pv_builder.law.quorum import quorum_at
from pv_builder.law.voters import voters_at
from pv_builder.law.wording import UNKNOWN
from pv_builder.meeting import Item, Meeting, Outcome


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
        self._presence = ActPresence(meeting, item, house)
        self._apart = VotesApart(meeting=meeting, marks=Marker({}), house=house)
        self._is_nomination = is_nomination(item)
        # The rounds of a nomination stand for its vote.
        self._count: VoteCount | None = None if self._is_nomination else count_votes(meeting, item)
        voters = voters_at(meeting, item) if self._is_nomination or self._count else None
        self._voters = number(voters.heads) if voters else UNKNOWN
        self._chair = member_named(meeting, item.chair or meeting.chair)
        self.number = act.number or session_number(meeting, item)
        self.exposed: tuple[Paragraph, ...] = ()

    def extract(self) -> list[Block]:
        """Return the fields in the order of an extract certified for the prefecture."""
        return [
            StampSpace(beside=self._beside_stamp()),
            _line(self._meeting.collectivite, ParagraphRole.ENTITY),
            _line("EXTRAIT DU PROCÈS-VERBAL", ParagraphRole.TITLE),
            _line("DES DÉLIBÉRATIONS", ParagraphRole.SUBTITLE),
            _line(act_wording.titled_session(self._meeting).upper(), ParagraphRole.SUBTITLE),
            self._presence.counts(self._voters),
            _line(act_wording.opening(self._meeting, None, self._house)),
            *self._presence.present(),
            *self._presence.away(),
            *self._presence.proxies(),
            *self._presence.secretary(),
            labelled("Objet", typeset(self._item.title).upper()),
            *self._reasons(),
            *self._decision(),
            *act_votes.named(self._meeting, self._item),
            *self._closing(act_wording.EXTRACT_CLOSING),
            self._signature(with_secretary=False),
            *act_body.annexes(self._act.annexes),
        ]

    def deliberation(self) -> list[Block]:
        """Return the fields in the order of a deliberation with its table of votes."""
        body = wording.capitalised(typeset(self._meeting.body))
        day = act_wording.meeting_day(self._meeting.date, self._house)
        return [
            StampSpace(beside=(text(self._authority.tagline),) if self._authority.tagline else ()),
            _line(self._meeting.collectivite, ParagraphRole.ENTITY),
            _line(body, ParagraphRole.SUBTITLE),
            _line(f"Réunion du {day}", ParagraphRole.SUBTITLE),
            Heading(level=1, line=text(f"{self.number} — {typeset(self._item.title)}")),
            _line(act_wording.opening(self._meeting, self._chair, self._house)),
            *self._presence.present(),
            *self._presence.proxies(),
            labelled("Votants", self._voters),
            *self._presence.away(),
            *self._presence.secretary(),
            *self._presence.officials(),
            *self._quorum(),
            *self._reasons(),
            *self._decision(),
            *act_votes.result(self._meeting, self._item, self._count, self._house),
            *act_votes.named(self._meeting, self._item),
            *self._closing(act_wording.deliberation_closing(self._meeting, self._house)),
            self._signature(with_secretary=True),
            *act_body.annexes(self._act.annexes),
        ]

    def _beside_stamp(self) -> tuple[Line, ...]:
        """Return who certifies, the number and the territory, one a line, the parts spaced."""
        authority = self._authority
        territory = {
            "Département": authority.department,
            "Arrondissement": authority.arrondissement,
            "Canton": authority.canton,
        }
        certified = tuple(text(typeset(line)) for line in authority.certified_by)
        named = tuple(
            line
            for label, value in territory.items()
            if value
            for line in (text(label), text(typeset(value).upper(), bold=True))
        )
        return (
            *((*certified, ()) if certified else ()),
            text(self.number, bold=True),
            *(((), *named) if named else ()),
        )

    def _quorum(self) -> list[Block]:
        """Return the sentence of the quorum, only where it is computed true for this item."""
        state = quorum_at(self._meeting, self._item)
        sentence = wording.quorum_reached(state, self._meeting)
        return [_line(sentence)] if sentence else []

    def _reasons(self) -> list[Block]:
        budgets = budget_blocks(self._act.budgets)
        if not self._act.reasons:
            return [*(self.exposed or (act_body.to_complete("Exposé des motifs"),)), *budgets]
        return [*act_body.reasons(self._act.reasons), *budgets]

    def _decision(self) -> list[Block]:
        """Return the formula and the decisions; nothing is decided by what was not adopted."""
        before = self._apart.amendments(self._item)
        if self._is_nomination:
            before += self._apart.nomination(self._item)
        formula = act_wording.decides(self._meeting, self._count, self._item, self._house)
        return [*before, *self._decided(Paragraph(line=text(formula), role=ParagraphRole.DECISION))]

    def _decided(self, head: Paragraph) -> list[Block]:
        if self._count is not None and self._count.outcome is Outcome.REJECTED:
            return [head]
        if not self._act.decisions:
            return [head, act_body.to_complete("Dispositif")]
        return [head, act_body.decisions(self._act.decisions, self._house.bullet)]

    def _closing(self, formulas: tuple[str, ...]) -> list[Block]:
        signed = act_wording.signed(self._act.signed_on, self._authority.town, self._house)
        first, *rest = (text(typeset(formula), italic=True) for formula in formulas)
        return [
            Paragraph(line=first, role=ParagraphRole.CLOSING),
            *(Paragraph(line=line, role=ParagraphRole.LEAD) for line in rest),
            Paragraph(line=text(signed), role=ParagraphRole.CLOSING),
        ]

    def _signature(self, *, with_secretary: bool) -> SignatureBlock:
        """Return the room to sign: the executive alone certifies an extract.

        CGCT art. L. 2121-23: a deliberation is signed by the secretary too.
        """
        head = Signatory(
            office=wording.signing_office(self._chair),
            name=wording.printed(self._chair.name) if self._chair else None,
        )
        secretary = self._meeting.secretary
        second = Signatory(
            office=wording.signing_secretary(secretary),
            name=wording.printed(secretary) if secretary else None,
        )
        return SignatureBlock(signatories=(head, second) if with_secretary else (head,))


def _line(content: str, role: ParagraphRole = ParagraphRole.BODY) -> Paragraph:
    return Paragraph(line=text(typeset(content)), role=role)
