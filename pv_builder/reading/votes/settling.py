"""From what was said of a vote to the ballot of an item: which numbers stand, which are in doubt.

Counts, names and the announced result are compared with those who may vote. Numbers that agree
stand; where they do not, the best heard stand with a low score and an alert says so.

Invariants:
- A count is never invented: it was said, follows from names, from silence after a question, or
  from the other numbers of the same vote.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence
from pv_builder.facts import ItemField
from pv_builder.law.voters import voters_at
from pv_builder.meeting import Announced, Ballot, BallotMode, Choice, Item, Meeting, Outcome
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.named_votes import NamedVote
from pv_builder.reading.votes.said_votes import HeardVote
from pv_builder.reading.votes.vote_case import VoteCase
from pv_builder.reading.votes.vote_counts import Count
from pv_builder.reading.votes.vote_doubts import doubts, papers_alerts, remainder_alerts, vote_alert
from pv_builder.reading.votes.vote_guesses import Guess, best_pair
from pv_builder.reading.votes.vote_readings import better_reading
from pv_builder.reading.votes.vote_round import Round
from pv_builder.reading.votes.vote_words import is_for_both, says_proxy

_SAID = 0.9
_DEDUCED = 0.6
_CASTING_WITHIN = 25
_TWICE_WITHIN = 8
_DOES_NOT_ADD_UP = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A ballot, why it is believed and what is doubtful in it."""

    ballot: Ballot | None
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


def settle(scene: Scene, meeting: Meeting, item: Item, vote: HeardVote) -> Settled:
    """Return the ballot of an item whose voters are already known in `meeting`."""
    final = vote.final or vote.talked
    if final is None or vote.mode in {None, BallotMode.NONE}:
        return Settled(ballot=None)
    case = better_reading(
        VoteCase(
            scene=scene,
            meeting=meeting,
            item=item,
            vote=vote,
            final=final,
            voters=voters_at(meeting, item),
        )
    )
    if vote.mode is BallotMode.SECRET:
        return _secret(case)
    return _public(case) if vote.mode is BallotMode.PUBLIC and vote.named else _open(case)


def _open(case: VoteCase) -> Settled:
    final = case.final
    against, abstentions = best_pair(case)
    ballot = Ballot(
        mode=case.vote.mode or BallotMode.ORDINARY,
        against=against.value if against else None,
        abstentions=abstentions.value if abstentions else None,
        against_names=final.against.names if final.against else (),
        abstention_names=final.abstentions.names if final.abstentions else (),
        chair_choice=_casting_vote(case),
        announced=_announced(final),
    )
    evidence = [
        *_number_evidence(case, ItemField.AGAINST, against, final.against),
        *_number_evidence(case, ItemField.ABSTENTIONS, abstentions, final.abstentions),
        *_names_evidence(case, ItemField.AGAINST_NAMES, final.against),
        *_names_evidence(case, ItemField.ABSTENTION_NAMES, final.abstentions),
        *_general_evidence(case),
    ]
    alerts = doubts(case, ballot, against, abstentions)
    return Settled(ballot=ballot, evidence=tuple(evidence), alerts=alerts)


def _public(case: VoteCase) -> Settled:
    """Return a public ballot: the choice of each voter, which gives the numbers."""
    named = [*case.vote.named, *_of_givers(case)]
    ballot = Ballot(
        mode=BallotMode.PUBLIC,
        voters_by_name=tuple((vote.member, vote.choice) for vote in named),
        against_names=tuple(v.member for v in named if v.choice is Choice.AGAINST),
        abstention_names=tuple(v.member for v in named if v.choice is Choice.ABSTENTION),
        announced=_announced(case.final),
    )
    spans = [(vote.first, vote.last) for vote in named]
    score = min(vote.score for vote in named)
    mark = case.item.mark
    evidence = [
        case.scene.evidence(facts.item(mark, field), "votes.called_by_name", score, *spans)
        for field in (ItemField.AGAINST_NAMES, ItemField.ABSTENTION_NAMES)
    ]
    alerts: list[Alert] = []
    heads = case.voters.heads if case.voters is not None else len(named)
    if len(named) < heads:
        text = (
            f"Scrutin public : {len(named)} votes ont été entendus pour {heads} votants. "
            "Écoutez l'appel et complétez (CGCT, art. L. 2121-21)."
        )
        alerts.append(vote_alert(case, "public-ballot-incomplete", text))
    return Settled(
        ballot=ballot, evidence=(*evidence, *_general_evidence(case)), alerts=tuple(alerts)
    )


def _of_givers(case: VoteCase) -> Iterator[NamedVote]:
    """Yield the votes of givers who were not called, where the holder said that he answers twice.

    "Pour, avec le pouvoir, pour aussi", "pour, deux fois".
    """
    called = {vote.member: vote for vote in case.vote.named}
    for proxy in case.voters.proxies if case.voters is not None else ():
        vote = called.get(proxy.holder)
        if vote is None or proxy.giver in called:
            continue
        following = case.scene.mentions_in(vote.first + 1, vote.last + _TWICE_WITHIN)
        others = (m.first for m in following if m.member not in {proxy.giver, proxy.holder})
        said = case.scene.heard.tokens[vote.last : next(others, vote.last + _TWICE_WITHIN)]
        if says_proxy(said) or is_for_both(said):
            yield replace(vote, member=proxy.giver)


def _casting_vote(case: VoteCase) -> Choice | None:
    """Return how the chair voted, where that vote is said to decide a tie (L. 2121-20)."""
    first, last = case.final.first, case.final.last + _CASTING_WITHIN
    said = case.scene.cues.of(Cue.CASTING, first=max(0, first - _CASTING_WITHIN), last=last)
    if not said or case.final.outcome is None:
        return None
    return Choice.IN_FAVOUR if case.final.outcome is Outcome.ADOPTED else Choice.AGAINST


def _announced(final: Round) -> Announced:
    said_against = final.announced_against or final.against
    said_abstentions = final.announced_abstentions or final.abstentions
    return Announced(
        in_favour=final.in_favour.value if final.in_favour else None,
        against=said_against.value if said_against else None,
        abstentions=said_abstentions.value if said_abstentions else None,
        unanimous=True if final.unanimous else False if final.majority else None,
        outcome=final.outcome,
    )


def _number_evidence(
    case: VoteCase, field: ItemField, guess: Guess | None, said: Count | None
) -> Iterator[Evidence]:
    if guess is None:
        return
    span = (said.first, said.last) if said is not None and said.last else case.vote.span
    score = guess.score * _agreement(case, guess)
    yield case.scene.evidence(facts.item(case.item.mark, field), guess.rule, score, span)


def _agreement(case: VoteCase, guess: Guess) -> float:
    """Return how far the announced votes in favour leave room for a number."""
    said, total = case.final.in_favour, case.total
    if said is None or said.value is None or total is None:
        return 1.0
    return 1.0 if guess.value + said.value <= total else _DOES_NOT_ADD_UP


def _names_evidence(case: VoteCase, field: ItemField, said: Count | None) -> Iterator[Evidence]:
    if said is None or not said.names:
        return
    matches = said.value is None or said.value == len(said.names) or case.weighted
    score = said.score if matches and not said.unnamed else said.score * _DOES_NOT_ADD_UP
    span = (said.first, said.last)
    yield case.scene.evidence(facts.item(case.item.mark, field), "votes.names", score, span)


def _general_evidence(case: VoteCase) -> Iterator[Evidence]:
    mark, vote = case.item.mark, case.vote
    span = vote.mode_at or vote.span
    yield case.scene.evidence(facts.item(mark, ItemField.MODE), "votes.mode", vote.score, span)
    if case.final.outcome is not None:
        yield case.scene.evidence(
            facts.item(mark, ItemField.OUTCOME), "votes.announced_result", vote.score, vote.span
        )


def _secret(case: VoteCase) -> Settled:
    """Return a secret ballot: papers in favour, against, blank and void."""
    final, vote = case.final, case.vote
    void = vote.void.value if vote.void is not None and vote.void.value else 0
    known = {
        ItemField.IN_FAVOUR: final.in_favour.value if final.in_favour else None,
        ItemField.AGAINST: final.against.value if final.against else None,
        ItemField.ABSTENTIONS: vote.blank.value if vote.blank else None,
    }
    papers = _papers(case, void + sum(number or 0 for number in known.values()))
    deduced = _remainder(known, void, papers)
    numbers = known | deduced
    ballot = Ballot(
        mode=BallotMode.SECRET,
        in_favour=numbers[ItemField.IN_FAVOUR],
        against=numbers[ItemField.AGAINST],
        abstentions=numbers[ItemField.ABSTENTIONS],
        void=void,
        announced=replace(_announced(final), abstentions=known[ItemField.ABSTENTIONS]),
    )
    evidence = [
        case.scene.evidence(
            facts.item(case.item.mark, field),
            "votes.remainder" if field in deduced else "votes.papers",
            _DEDUCED if field in deduced else _SAID,
            vote.span,
        )
        for field, number in numbers.items()
        if number is not None
    ]
    alerts = (*papers_alerts(case, numbers, void, papers), *remainder_alerts(case, deduced))
    return Settled(
        ballot=ballot, evidence=(*evidence, *_general_evidence(case)), alerts=tuple(alerts)
    )


def _papers(case: VoteCase, counted: int) -> int | None:
    """Return how many votes the papers carry: as said, where it can be, else those who vote."""
    said = case.vote.papers
    if said is None or said < counted or case.weighted:
        return case.total
    return said


def _remainder(
    known: dict[ItemField, int | None], void: int, papers: int | None
) -> dict[ItemField, int | None]:
    """Return the one number that was not heard, as what the others leave of the papers."""
    missing = [field for field, number in known.items() if number is None]
    if papers is None or len(missing) != 1:
        return {}
    left = papers - void - sum(number or 0 for number in known.values())
    return {missing[0]: left} if left >= 0 else {}
