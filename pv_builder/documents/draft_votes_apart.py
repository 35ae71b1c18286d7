"""The votes of an item other than its own: on a closed session, on amendments, in a nomination.

CGCT art. L. 2121-18 (closed session), L. 2121-20 (amendments), L. 2121-21 (nominations).

Invariants:
- Every number is counted by the rules; what cannot be counted is to be completed.
- Papers are printed as totals: a nomination names candidates, never voters.
"""

from dataclasses import dataclass

from pv_builder import facts
from pv_builder.blocks import (
    Block,
    ListBlock,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    Run,
    VoteTable,
    text,
)
from pv_builder.documents.house import HouseStyle
from pv_builder.documents.marks import Marker, with_mark
from pv_builder.evidence import FactKey
from pv_builder.facts import ItemField
from pv_builder.language.typography import NBSP, number, typeset
from pv_builder.law import nomination_wording, vote_wording, wording
from pv_builder.law.amendments import put_to_vote
from pv_builder.law.assemblies import rules_for
from pv_builder.law.ballots import count_closed_session
from pv_builder.law.majority import count_votes
from pv_builder.law.nominations import (
    ROUNDS_BY_ABSOLUTE_MAJORITY,
    CountedRound,
    RoundCount,
    counted_rounds,
    sole_candidates,
)
from pv_builder.meeting import (
    Amendment,
    Ballot,
    BallotMode,
    Item,
    Meeting,
)
from pv_builder.papers import NominationRound, PaperForm


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesApart:
    """Writes those votes for the items of one meeting."""

    meeting: Meeting
    marks: Marker
    house: HouseStyle

    def closed_session_vote(self, item: Item) -> list[Block]:
        """Return who asked for the closed session and what was voted, nothing without a vote."""
        ballot = item.closed_session_ballot
        if ballot is None:
            return []
        key = facts.item(item.mark, ItemField.CLOSED_SESSION_BALLOT)
        blocks: list[Block] = []
        if not ballot.requested_by:
            blocks.append(to_complete("Qui a demandé le huis clos n'est pas noté : à compléter."))
        asked = vote_wording.closed_session_asked(ballot.requested_by)
        counted_vote = count_closed_session(self.meeting, item)
        if counted_vote is None:
            lost = "Le résultat du vote sur le huis clos ne peut pas être établi : à compléter."
            return [self._said(asked, key), *blocks, to_complete(lost)]
        decided = vote_wording.closed_session_decision(counted_vote, item, self.meeting)
        return [self._said(f"{asked} {decided}", key), *blocks]

    def amendments(self, item: Item) -> list[Block]:
        """Return each amendment with its result, in order."""
        several = len(item.amendments) > 1
        return [
            block
            for rank, amendment in enumerate(item.amendments, start=1)
            for block in self._amendment(item, amendment, rank if several else None)
        ]

    def _amendment(self, item: Item, amendment: Amendment, rank: int | None) -> list[Block]:
        key = facts.amendment(item.mark, amendment.number)
        moved = self._said(vote_wording.amendment_moved(amendment, rank), key)
        voted = put_to_vote(self.meeting, item, amendment)
        count = count_votes(self.meeting, voted)
        sentence = count and vote_wording.amendment_decision(count, voted, self.meeting)
        blocks: list[Block] = [moved, *self._ballot(amendment.ballot, key)]
        if not sentence:
            lost = "Le résultat du vote sur cet amendement ne peut pas être établi : à compléter."
            return [*blocks, to_complete(lost)]
        return [*blocks, self._said(sentence, key, ParagraphRole.DECISION)]

    def _ballot(self, ballot: Ballot | None, key: FactKey) -> list[Block]:
        """Return how an amendment was voted and who opposed it, nobody in a secret ballot."""
        if ballot is None:
            return []
        how = vote_wording.ballot_mode(ballot.mode, ballot.requested_by)
        lines = [how] if how else []
        if ballot.mode is not BallotMode.SECRET:
            groups = (("Contre", ballot.against_names), ("Abstention", ballot.abstention_names))
            lines += [f"{vote_wording.named_voters(label, n)}." for label, n in groups if n]
        return [Paragraph(line=(self.marks.run(line, key),)) for line in lines]

    def nomination(self, item: Item) -> list[Block]:
        """Return each round of a nomination, or that its only candidate is named at once."""
        if item.sole_candidate:
            key = facts.item(item.mark, ItemField.SOLE_CANDIDATE)
            article = rules_for(self.meeting).ballot_article
            names = sole_candidates(item.sole_candidate)
            sentence = nomination_wording.sole_candidacy(names, article)
            return [self._said(sentence, key, ParagraphRole.DECISION)]
        # Papers are a secret ballot; where the assembly chose another one, the ballot says so.
        ballot = item.ballot or Ballot(mode=BallotMode.SECRET)
        how = vote_wording.ballot_mode(ballot.mode, ballot.requested_by)
        blocks: list[Block] = [Paragraph(line=text(how))] if how else []
        rounds = counted_rounds(item.rounds)
        has_several = any(one.seat > 1 for one in rounds)
        for one in rounds:
            title = nomination_wording.round_title(one.rank, one.seat if has_several else None)
            blocks += self._round(item, one, title)
        return blocks

    def _round(self, item: Item, one: CountedRound, title: str) -> list[Block]:
        papers, count, rank = one.papers, one.count, one.rank
        key = facts.nomination_round(item.mark, papers.number)
        proposed = self.marks.is_proposed(key)
        table = VoteTable(
            figures=tuple(
                (label, (Run(text=number(value), proposed=proposed),))
                for label, value in round_figures(papers, count, rank)
            ),
            caption=typeset(f"{title} du {wording.item_mark(item.mark)}"),
            as_lines=self.house.votes_as_lines,
        )
        voices = ListBlock(
            lines=tuple(
                (self.marks.run(typeset(nomination_wording.votes_obtained(name, votes)), key),)
                for name, votes in papers.votes
            )
        )
        head = Paragraph(line=text(f"{title}{NBSP}:"), role=ParagraphRole.LABEL)
        result = nomination_wording.round_result(papers, count, rank, is_last=one.is_last)
        blocks: list[Block] = [head, table, voices]
        if result is not None:
            blocks.append(self._said(result, key, ParagraphRole.DECISION))
        if tie := nomination_wording.tie_told(papers, count):
            blocks.append(to_complete(tie))
        elif one.is_last and count.open_seats:
            nobody = "Personne n'est élu" if count.winner is None else "Il reste des sièges"
            blocks.append(to_complete(f"{nobody} : ajouter le tour suivant."))
        return blocks

    def _said(
        self, sentence: str, key: FactKey, role: ParagraphRole = ParagraphRole.BODY
    ) -> Paragraph:
        line = (self.marks.run(sentence, key),)
        return Paragraph(line=with_mark(line, self.marks.mark(key)), role=role)


def round_figures(
    papers: NominationRound, count: RoundCount, rank: int
) -> tuple[tuple[str, int], ...]:
    """Return the numbers of a round; no absolute majority where another rule elects."""
    figures = (
        *((("Sièges à pourvoir", papers.seats),) if papers.seats > 1 else ()),
        ("Votants", count.papers),
        ("Blancs", papers.blank),
        ("Nuls", papers.void),
        ("Suffrages exprimés", count.cast),
    )
    if rank > ROUNDS_BY_ABSOLUTE_MAJORITY or papers.form is PaperForm.PROPORTIONAL:
        return figures
    return (*figures, ("Majorité absolue", count.majority))


def to_complete(message: str) -> Notice:
    """Return the framed request to complete what is not known."""
    return Notice(kind=NoticeKind.CHECK, lines=(text(typeset(message)),))
