"""The numbers that a vote may have, each with how well it was heard; the pair that agrees best.

Invariant: a guess was said, follows from names, from silence after a question, or from the other
numbers of the same vote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pv_builder.law.voters import weight_of
from pv_builder.meeting import MemberName
from pv_builder.reading.votes.vote_case import VoteCase
from pv_builder.reading.votes.vote_counts import Count
from pv_builder.reading.votes.vote_words import Side

_NAMED = 0.95
_SAID = 0.9
_HEADS_SAID = 0.5
_WITH_PROXY = 0.7
_UNANIMOUS = 0.95
_SILENCE = 0.75
_DEDUCED = 0.6
_EXPLICIT = 0.6
_TOLD = frozenset({"votes.names", "votes.said_count", "votes.announced_count"})
_ADDS_UP = 0.5
_DOES_NOT_ADD_UP = 0.6


@dataclass(frozen=True, slots=True)
class Guess:
    """A possible number; `rule` says where it comes from."""

    value: int
    score: float
    rule: str


def best_pair(case: VoteCase) -> tuple[Guess | None, Guess | None]:
    """Return the votes against and the abstentions that agree best with all that was said."""
    final = case.final
    against = _guesses(case, final.against, final.announced_against)
    abstentions = _guesses(case, final.abstentions, final.announced_abstentions)
    against, abstentions = _with_remainders(case, against, abstentions)
    if not against or not abstentions:
        return _top(against), _top(abstentions)
    pairs = product(against, abstentions)
    return max(pairs, key=lambda pair: _pair_score(case, *pair))


def _top(guesses: Sequence[Guess]) -> Guess | None:
    return max(guesses, key=lambda g: g.score, default=None)


def _pair_score(case: VoteCase, against: Guess, abstentions: Guess) -> float:
    score = against.score + abstentions.score
    said, total = case.final.in_favour, case.total
    if total is None:
        return score
    rest = total - against.value - abstentions.value
    if rest < 0:
        return score - 1.0
    if case.final.majority and against.value + abstentions.value == 0:
        score -= _DOES_NOT_ADD_UP
    if said is not None and said.value is not None:
        score += _ADDS_UP if rest == said.value else -_DOES_NOT_ADD_UP
    return score


def _guesses(case: VoteCase, said: Count | None, announced: Count | None) -> list[Guess]:
    """Return the numbers that a count may mean, in votes (voix)."""
    if said is None or (said.value is None and not said.names and case.final.unanimous):
        return list(_from_silence(case))
    found: list[Guess] = []
    weighted = case.weighted
    told_more = case.final.unanswered and (said.value or 0) > len(said.names)
    if said.names and not said.unnamed and not told_more:
        own = weight_of(case.meeting, said.names)
        found.append(Guess(own, _NAMED, "votes.names"))
        represented = with_proxies(case, said.names)
        if represented != own and (weighted or (said.value or 0) > len(said.names)):
            found.append(Guess(represented, _WITH_PROXY, "votes.names_and_proxies"))
    for count, rule in ((said, "votes.said_count"), (announced, "votes.announced_count")):
        if count is None or count.value is None:
            continue
        heads = weighted and rule == "votes.said_count" and count.value > 0
        found.append(Guess(count.value, (_HEADS_SAID if heads else _SAID) * count.score, rule))
    return found


def _from_silence(case: VoteCase) -> Iterator[Guess]:
    """Yield 0 where a question was asked and nobody is said to have answered it."""
    final = case.final
    if final.unanimous:
        yield Guess(0, _UNANIMOUS * final.result_score, "votes.unanimity")
    elif final.asked and final.outcome is not None:
        answered = final.against or final.abstentions
        if answered is not None or not final.majority:
            yield Guess(0, _SILENCE * final.result_score, "votes.silence")
    elif final.unanswered and (final.asked or final.in_favour is not None):
        yield Guess(0, _SILENCE * final.result_score, "votes.silence")


def _with_remainders(
    case: VoteCase, against: list[Guess], abstentions: list[Guess]
) -> tuple[list[Guess], list[Guess]]:
    """Return the guesses with those that the votes in favour leave for each other.

    A number that was said, or that follows from names, is never replaced by what is left.
    """
    said, total = case.final.in_favour, case.total
    if said is None or said.value is None or total is None or case.final.unanimous:
        return against, abstentions
    left = total - said.value

    def remainders(side: Side, own: list[Guess], others: list[Guess]) -> list[Guess]:
        if side in case.final.asked_sides:
            return []
        count = case.final.against if side is Side.AGAINST else case.final.abstentions
        least = 1 if count is not None else 0  # somebody did vote so, whose number was not heard
        if any(guess.score >= _EXPLICIT and guess.rule in _TOLD for guess in own):
            return []
        return [
            Guess(left - other.value, _DEDUCED * other.score, "votes.remainder")
            for other in others
            if least <= left - other.value
        ]

    return (
        against + remainders(Side.AGAINST, against, abstentions),
        abstentions + remainders(Side.ABSTENTION, abstentions, against),
    )


def with_proxies(case: VoteCase, names: Sequence[MemberName]) -> int:
    """Return the votes of some members and of those whose pouvoirs they hold."""
    proxies = case.voters.proxies if case.voters is not None else ()
    givers = [p.giver for p in proxies if p.holder in names and p.giver not in names]
    return weight_of(case.meeting, [*names, *givers])
