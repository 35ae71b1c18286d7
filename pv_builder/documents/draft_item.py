"""One item of the agenda: its discussion, its vote, and what must be checked in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pv_builder import facts
from pv_builder.act_texts import ActTexts
from pv_builder.blocks import (
    Block,
    Heading,
    Inline,
    Line,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    Run,
    VoteTable,
    text,
)
from pv_builder.conformity.concerns import Concern, concerns
from pv_builder.documents.agenda_plan import part_number, parts_around, parts_begun
from pv_builder.documents.budget_blocks import budget_blocks
from pv_builder.documents.closed_session import closed_sentence
from pv_builder.documents.draft_votes_apart import VotesApart, to_complete
from pv_builder.documents.house import MODERN, HouseStyle
from pv_builder.documents.marks import Marker, listening_times, with_mark
from pv_builder.documents.pv_json import proxy_left_by
from pv_builder.evidence import Alert
from pv_builder.facts import ItemField
from pv_builder.language.typography import NBSP, number, typeset
from pv_builder.law import vote_wording, wording
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.nominations import is_nomination
from pv_builder.law.voters import not_taking_part
from pv_builder.meeting import (
    AgendaPart,
    Ballot,
    BallotMode,
    Choice,
    Item,
    Meeting,
    MemberName,
    Movement,
)

_DEEPEST = 3
"""Levels of headings that the styles have."""
_VOTE_FIELDS = (
    ItemField.MODE,
    ItemField.AGAINST,
    ItemField.ABSTENTIONS,
    ItemField.IN_FAVOUR,
    ItemField.AGAINST_NAMES,
    ItemField.ABSTENTION_NAMES,
    ItemField.OUTCOME,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDrafter:
    """Writes the items of one meeting."""

    meeting: Meeting
    marks: Marker
    alerts: tuple[Alert, ...]
    house: HouseStyle = MODERN
    texts: ActTexts = field(default_factory=ActTexts)

    def blocks(self, item: Item, said: Sequence[Block]) -> tuple[Block, ...]:
        """Return an item from its heading to its result, with the movements at their place.

        The parts of the agenda that it is the first one of are headed before it.
        """
        title = Run(text=wording.numbered_title(item), start_s=item.start_s)
        depth = len(parts_around(self.meeting, item))
        return (
            *(_part_heading(level, part) for level, part in parts_begun(self.meeting, item)),
            *self._before(item),
            Heading(level=min(_DEEPEST, depth + 1), line=(title,)),
            *self._circumstances(item),
            *said,
            *budget_blocks(self.texts.of(item).budgets),
            *self._during(item),
            *self._result(item),
            *self._warnings(item),
        )

    @property
    def _apart(self) -> VotesApart:
        return VotesApart(meeting=self.meeting, marks=self.marks, house=self.house)

    def movement(self, move: Movement) -> Paragraph:
        """Return the paragraph of an arrival or a departure."""
        key = facts.movement(move.kind, move.member)
        sentence = wording.movement(move, proxy_left_by(self.meeting, move))
        line: Line = (self.marks.run(sentence, key),)
        return Paragraph(line=with_mark(line, self.marks.mark(key)), role=ParagraphRole.MOVEMENT)

    def leaving(self) -> list[Block]:
        """Return the movements after the last item, or at a point that is not on the agenda."""
        placed = {None, *(item.mark for item in self.meeting.items)}
        return [
            self.movement(move)
            for move in self.meeting.movements
            if move.moment.after or move.moment.item not in placed
        ]

    def _before(self, item: Item) -> list[Block]:
        """Return the movements before an item is opened, the first one's from the opening on."""
        is_first = item.mark == self.meeting.items[0].mark
        return [
            self.movement(move)
            for move in self.meeting.movements
            if not (move.moment.during or move.moment.after)
            and (move.moment.item == item.mark or (is_first and move.moment.item is None))
        ]

    def _during(self, item: Item) -> list[Block]:
        return [
            self.movement(move)
            for move in self.meeting.movements
            if move.moment.during and move.moment.item == item.mark
        ]

    def _fact(self, item: Item, content: str, *fields: ItemField) -> Line:
        """Return a text that states facts of an item, marked where one is not confirmed."""
        keys = [facts.item(item.mark, field) for field in fields]
        return with_mark((self.marks.run(content, *keys),), self.marks.mark(*keys))

    def _circumstances(self, item: Item) -> list[Block]:
        """Return what is said of an item before its discussion."""
        blocks: list[Block] = []
        if item.added:
            blocks.append(_introduction(text("Point ajouté à l’ordre du jour en séance.")))
        blocks += self._apart.closed_session_vote(item)
        closed = closed_sentence(self.meeting, item)
        if closed:
            blocks.append(_introduction(text(closed)))
        if item.rapporteur:
            line = self._fact(item, wording.printed(item.rapporteur), ItemField.RAPPORTEUR)
            office = wording.agreed(item.rapporteur, "Rapporteur", "Rapporteure")
            label = Run(text=f"{office}{NBSP}: ", bold=True)
            blocks.append(_introduction((label, *line)))
        if item.chair and item.chair != self.meeting.chair:
            sentence = wording.chair_changed(item.chair)
            blocks.append(_introduction(self._fact(item, sentence, ItemField.CHAIR)))
        return blocks

    def _result(self, item: Item) -> list[Block]:
        """Return how an item ended: its vote, what became of it, or that it is unknown.

        Its amendments come first; the rounds of a nomination stand for its vote.
        """
        blocks: list[Block] = self._apart.amendments(item)
        withdrawn = not_taking_part(self.meeting, item) if item.ballot else item.not_participating
        if withdrawn:
            sentence = vote_wording.taking_no_part(withdrawn)
            blocks.append(Paragraph(line=self._fact(item, sentence, ItemField.NOT_PARTICIPATING)))
        if is_nomination(item):
            return [*blocks, *self._apart.nomination(item)]
        if item.ballot is not None and item.ballot.mode is not BallotMode.NONE:
            return [*blocks, *self._vote(item, item.ballot)]
        sentence_or_none = item.outcome and vote_wording.without_vote(item.outcome, self.meeting)
        if sentence_or_none:
            line = self._fact(item, sentence_or_none, ItemField.OUTCOME)
            return [*blocks, Paragraph(line=line, role=ParagraphRole.DECISION)]
        return [*blocks, to_complete("Aucun vote n'a été relevé sur ce point : issue à compléter.")]

    def _vote(self, item: Item, ballot: Ballot) -> list[Block]:
        count = count_votes(self.meeting, item)
        how = vote_wording.ballot_mode(ballot.mode, ballot.requested_by)
        blocks: list[Block] = []
        if how:
            blocks.append(Paragraph(line=self._fact(item, how, ItemField.MODE)))
        if count is None:
            lost = "Le résultat de ce vote ne peut pas être établi : nombres à compléter."
            return [*blocks, to_complete(lost)]
        sentence = vote_wording.decision(count, item, self.meeting)
        # One mark for the whole vote, after its decision: the same seconds tell all of it.
        # What was adopted is amended or not: the amendments are facts of the decision too.
        amended = [facts.amendment(item.mark, one.number) for one in item.amendments]
        fields = (facts.item(item.mark, field) for field in _VOTE_FIELDS)
        mark = self.marks.mark(*fields, *amended)
        table = VoteTable(
            figures=_figures(count, ballot, weighted=self._is_weighted, proposed=mark is not None),
            caption=typeset(f"Vote du {wording.item_mark(item.mark)}"),
            mark=None if sentence else mark,
            as_lines=self.house.votes_as_lines,
        )
        blocks += [table, *self._names(item, ballot)]
        if sentence is None:
            tie = "Partage égal des voix : préciser le vote du président de séance."
            return [*blocks, to_complete(tie)]
        outcome = self.marks.run(sentence, facts.item(item.mark, ItemField.OUTCOME), *amended)
        decision = Paragraph(line=with_mark((outcome,), mark), role=ParagraphRole.DECISION)
        return [*blocks, decision]

    @property
    def _is_weighted(self) -> bool:
        return any(member.weight != 1 for member in self.meeting.members)

    def _names(self, item: Item, ballot: Ballot) -> list[Block]:
        """Return who voted how: every voter of a public ballot, nobody of a secret one."""
        if ballot.mode is BallotMode.SECRET:
            return []
        groups: list[tuple[str, Sequence[MemberName], ItemField]] = [
            ("Contre", ballot.against_names, ItemField.AGAINST_NAMES),
            ("Abstention", ballot.abstention_names, ItemField.ABSTENTION_NAMES),
        ]
        if ballot.voters_by_name:
            groups = [
                ("Ont voté pour", _who(ballot, Choice.IN_FAVOUR), ItemField.MODE),
                ("Ont voté contre", _who(ballot, Choice.AGAINST), ItemField.MODE),
                ("Se sont abstenus", _who(ballot, Choice.ABSTENTION), ItemField.MODE),
            ]
        return [
            Paragraph(line=(self._named(item, vote_wording.named_voters(label, names), field),))
            for label, names, field in groups
            if names
        ]

    def _named(self, item: Item, voters: str, field: ItemField) -> Run:
        return self.marks.run(f"{voters}.", facts.item(item.mark, field))

    def _warnings(self, item: Item) -> list[Block]:
        """Return the alerts of an item as one framed warning, each with where to listen."""
        told = concerns(alert for alert in self.alerts if alert.item == item.mark)
        lines = tuple(map(concern_line, told))
        return [Notice(kind=NoticeKind.CHECK, lines=lines)] if lines else []


def _part_heading(level: int, part: AgendaPart) -> Heading:
    return Heading(
        level=min(_DEEPEST, level), line=text(f"{part_number(part)} {typeset(part.title)}")
    )


def concern_line(concern: Concern) -> Line:
    """Return what is to be checked as one line: what is wrong and where to listen."""
    times = ", ".join(listening_times(concern.excerpts))
    where: tuple[Inline, ...] = (
        (Run(text=f" {typeset(f'(réécouter : {times})')}"),) if times else ()
    )
    return (Run(text=f"À vérifier{NBSP}: ", bold=True), Run(text=typeset(concern.text)), *where)


def _introduction(line: Line) -> Paragraph:
    return Paragraph(line=line, role=ParagraphRole.INTRODUCTION)


def _who(ballot: Ballot, choice: Choice) -> list[MemberName]:
    return [name for name, made in ballot.voters_by_name if made is choice]


def _figures(
    count: VoteCount, ballot: Ballot, *, weighted: bool, proposed: bool
) -> tuple[tuple[str, Line], ...]:
    """Return the columns of a vote table; voters are heads, the rest voix where they differ."""
    secret = ballot.mode is BallotMode.SECRET
    unit = " (voix)" if weighted else ""
    columns = [("Votants", count.voters)]
    if weighted:
        columns.append(("Voix des votants", count.voters_weight))
    columns += [
        (f"Pour{unit}", count.in_favour),
        (f"Contre{unit}", count.against),
        ("Blancs" if secret else f"Abstentions{unit}", count.abstentions),
    ]
    if secret:
        columns.append(("Nuls", count.void))
    if count.refusals:
        columns.append(("Refus de vote", count.refusals))
    columns += [("Suffrages exprimés", count.cast), ("Majorité absolue", count.majority)]
    return tuple((label, (Run(text=number(value), proposed=proposed),)) for label, value in columns)
