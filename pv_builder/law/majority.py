"""The result of a vote: votes cast, majority, casting vote, and the wording they allow.

CGCT art. L. 2121-20 (majority of votes cast, casting vote), L. 2121-21 (secret ballot), L. 1612-12
(accounts). Not for nominations between candidates: `pv_builder.law.nominations`.

Invariants:
- In favour, against, abstentions, void papers and refusals add up to the votes of the voters.
- Abstentions, blank and void papers are not votes cast.
- The casting vote adds no vote: it decides a tie.
- A number that was neither heard nor follows from the others makes the whole count None.
"""

from dataclasses import dataclass
from enum import StrEnum

from pv_builder.law.assemblies import rules_for
from pv_builder.law.voters import Voters, voters_at, weight_of
from pv_builder.meeting import Ballot, BallotMode, Choice, Item, ItemKind, Meeting, Outcome


class Wording(StrEnum):
    """The formula that a result allows; `pv_builder.law.wording` writes it in French."""

    UNANIMOUS = "unanimite"
    UNANIMOUS_OF_CAST = "unanimite_exprimes"
    UNANIMOUS_OF_VOTERS = "unanimite_votants"
    MAJORITY = "majorite"
    CASTING_VOTE = "voix_preponderante"
    TIE = "partage"
    NO_MAJORITY_AGAINST = "arrete_pas_de_majorite_contre"
    MAJORITY_AGAINST = "majorite_contre"
    NO_VOTE_CAST = "aucun_suffrage"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """A vote counted.

    `present` and `voters` are heads; all else is in votes (voix), which differ from heads where
    members carry weights.

    Attributes:
        present: members physically present who take part (without those who withdraw).
        voters: those who vote (votants), members represented included.
        voters_weight: their votes.
        not_participating_weight: votes of those present or represented who take no part.
        refusals: votes of voters found in none of the numbers said (refus de vote); they weigh
            as abstentions.
        cast: votes cast (suffrages exprimés), in favour or against.
        majority: absolute majority of the votes cast.
        outcome: None in a tie which the chair's vote decides and that vote is not known.
        wording: None in the same case.
    """

    present: int
    voters: int
    voters_weight: int
    not_participating_weight: int
    in_favour: int
    against: int
    abstentions: int
    void: int
    refusals: int
    cast: int
    majority: int
    outcome: Outcome | None
    wording: Wording | None

    @property
    def unanimous(self) -> bool:
        """Whether every voter voted in favour."""
        return 0 < self.in_favour == self.voters_weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the votes (voix) of those who vote divide."""

    in_favour: int
    against: int
    abstentions: int
    void: int = 0
    refusals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRules:
    """What decides a vote beside its numbers.

    Attributes:
        chair_choice: how whoever presides the item voted; None if unknown.
        casting_vote: whether that decides a tie; None if no known rule says.
        casting_in_secret: whether it does in a secret ballot too.
    """

    kind: ItemKind = ItemKind.ORDINARY
    mode: BallotMode = BallotMode.ORDINARY
    chair_choice: Choice | None = None
    casting_vote: bool | None = True
    casting_in_secret: bool = False


def absolute_majority(votes: int) -> int:
    """Return the smallest number that is more than half."""
    return votes // 2 + 1


def count_votes(meeting: Meeting, item: Item) -> VoteCount | None:
    """Return the vote of an item, counted; None without a ballot or with an unknown number."""
    return None if item.ballot is None else count_ballot(meeting, item, item.ballot)


def count_ballot(meeting: Meeting, item: Item, ballot: Ballot) -> VoteCount | None:
    """Return a ballot of an item (its own or an amendment's), counted; None when it cannot be.

    It cannot while somebody's presence is unknown, while a number is neither heard nor follows
    from the others, and when the numbers exceed those who vote (an alert says so).
    """
    voters = voters_at(meeting, item)
    if voters is None or ballot.mode is BallotMode.NONE:
        return None
    tally = tally_of(meeting, ballot, voters)
    if tally is None:
        return None
    law = rules_for(meeting)
    rules = VoteRules(
        kind=item.kind,
        mode=ballot.mode,
        chair_choice=_chair_choice(meeting, item, ballot),
        casting_vote=law.casting_vote,
        casting_in_secret=law.casting_in_secret,
    )
    return _count(voters, tally, rules)


def tally_of(meeting: Meeting, ballot: Ballot, voters: Voters) -> Tally | None:
    """Return how the votes divide, or None when a number is unknown or they do not fit.

    A show of hands asks who is against and who abstains: what remains is in favour. Where every
    voter is accounted for by the numbers known, the others are 0.
    """
    against, abstentions, in_favour = _heard(meeting, ballot, voters)
    if in_favour is None and against is not None and abstentions is not None:
        in_favour = voters.weight - against - abstentions - ballot.void
    parts = (in_favour, against, abstentions)
    known = [number for number in parts if number is not None]
    left = voters.weight - sum(known) - ballot.void
    if left < 0 or min(known, default=0) < 0 or (left > 0 and None in parts):
        return None
    return Tally(
        in_favour=in_favour or 0,
        against=against or 0,
        abstentions=abstentions or 0,
        void=ballot.void,
        refusals=left,
    )


def _heard(
    meeting: Meeting, ballot: Ballot, voters: Voters
) -> tuple[int | None, int | None, int | None]:
    """Return against, abstentions, in favour: the numbers said, else those of a public ballot.

    A public ballot is counted from its names once every voter is named.
    """
    numbers = (ballot.against, ballot.abstentions, ballot.in_favour)
    named = {name for name, _ in ballot.voters_by_name}
    if ballot.mode is not BallotMode.PUBLIC or named != set(voters.names):
        return numbers
    choices = (Choice.AGAINST, Choice.ABSTENTION, Choice.IN_FAVOUR)
    of_names = tuple(
        weight_of(meeting, [name for name, choice in ballot.voters_by_name if choice is wanted])
        for wanted in choices
    )
    against, abstentions, in_favour = (
        number if number is not None else votes
        for number, votes in zip(numbers, of_names, strict=True)
    )
    return against, abstentions, in_favour


def _chair_choice(meeting: Meeting, item: Item, ballot: Ballot) -> Choice | None:
    """Return how whoever presides voted: as stated, as named, or in favour by elimination.

    By elimination only where every vote against and every abstention has a name.
    """
    chair = item.chair or meeting.chair
    if ballot.chair_choice is not None or chair is None:
        return ballot.chair_choice
    named = dict(ballot.voters_by_name)
    named |= dict.fromkeys(ballot.against_names, Choice.AGAINST)
    named |= dict.fromkeys(ballot.abstention_names, Choice.ABSTENTION)
    if chair in named:
        return named[chair]
    all_named = (
        weight_of(meeting, ballot.against_names) == ballot.against
        and weight_of(meeting, ballot.abstention_names) == ballot.abstentions
    )
    return Choice.IN_FAVOUR if all_named else None


def _count(voters: Voters, tally: Tally, rules: VoteRules) -> VoteCount:
    outcome, wording = decide(tally, rules, withdrawn=voters.withdrawn_weight)
    cast = tally.in_favour + tally.against
    return VoteCount(
        present=len(voters.present),
        voters=voters.heads,
        voters_weight=voters.weight,
        not_participating_weight=voters.withdrawn_weight,
        in_favour=tally.in_favour,
        against=tally.against,
        abstentions=tally.abstentions,
        void=tally.void,
        refusals=tally.refusals,
        cast=cast,
        majority=absolute_majority(cast),
        outcome=outcome,
        wording=wording,
    )


Decision = tuple[Outcome | None, Wording | None]


def decide(tally: Tally, rules: VoteRules, *, withdrawn: int = 0) -> Decision:
    """Return what the votes decide and how it may be worded.

    Args:
        tally: how the votes divide.
        rules: what decides beside the numbers.
        withdrawn: votes of those present or represented who take no part: a unanimity is then
            that of the voters.
    """
    if rules.kind is ItemKind.ACCOUNTS:
        return _accounts(tally)
    if tally.in_favour + tally.against == 0:
        return Outcome.REJECTED, Wording.NO_VOTE_CAST
    if tally.in_favour == tally.against:
        return _tie(rules)
    if tally.in_favour < tally.against:
        return Outcome.REJECTED, Wording.MAJORITY
    return Outcome.ADOPTED, _winning_wording(tally, withdrawn)


def _accounts(tally: Tally) -> Decision:
    """Return the fate of the accounts: voted unless a majority is against (L. 1612-12)."""
    if tally.against > tally.in_favour:
        return Outcome.REJECTED, Wording.MAJORITY_AGAINST
    return Outcome.ADOPTED, Wording.NO_MAJORITY_AGAINST


def _tie(rules: VoteRules) -> Decision:
    """Return what a tie decides.

    L. 2121-20: the vote of whoever presides is preponderant, but in a secret ballot (there the
    text is not adopted: Sénat, RM 80428) and in a nomination (there age decides: L. 2121-21). CASF
    art. R. 123-18 has no such exception for a secret ballot.
    """
    secret = rules.mode is BallotMode.SECRET and not rules.casting_in_secret
    if secret or rules.kind is ItemKind.NOMINATION or rules.casting_vote is False:
        return Outcome.REJECTED, Wording.TIE
    if rules.casting_vote is None or rules.chair_choice is None:
        return None, None
    if rules.chair_choice is Choice.ABSTENTION:
        return Outcome.REJECTED, Wording.TIE
    adopted = rules.chair_choice is Choice.IN_FAVOUR
    return Outcome.ADOPTED if adopted else Outcome.REJECTED, Wording.CASTING_VOTE


def _winning_wording(tally: Tally, withdrawn: int) -> Wording:
    if tally.against:
        return Wording.MAJORITY
    if tally.abstentions or tally.void or tally.refusals:
        return Wording.UNANIMOUS_OF_CAST
    return Wording.UNANIMOUS_OF_VOTERS if withdrawn else Wording.UNANIMOUS
