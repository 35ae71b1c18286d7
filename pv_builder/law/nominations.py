"""Nominations between candidates: two rounds by absolute majority, a third by relative majority.

CGCT art. L. 2121-21, L. 2122-7, L. 5211-2.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pv_builder.law.majority import absolute_majority
from pv_builder.meeting import Item, NominationRound

ROUNDS_BY_ABSOLUTE_MAJORITY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCount:
    """One round, counted.

    Attributes:
        papers: found in the urn (votants).
        cast: votes cast, blank and void papers left out.
        majority: absolute majority of the votes cast.
        winner: who is elected by this round; None when nobody is yet, or age is unknown.
        leaders: candidates with most votes, in the order given.
    """

    papers: int
    cast: int
    majority: int
    winner: str | None
    leaders: tuple[str, ...]


def count_round(
    ballot: NominationRound, number: int, births: Mapping[str, dt.date] | None = None
) -> RoundCount:
    """Return a round, counted.

    Args:
        ballot: the papers.
        number: of the round, from 1: the third and later take a relative majority.
        births: dates of birth of candidates; on equal votes in the third round the eldest wins,
            who may be stated with the round instead.
    """
    cast = sum(votes for _, votes in ballot.votes)
    most = max((votes for _, votes in ballot.votes), default=0)
    leaders = tuple(name for name, votes in ballot.votes if votes == most > 0)
    majority = absolute_majority(cast)
    if number <= ROUNDS_BY_ABSOLUTE_MAJORITY:
        winner = leaders[0] if most >= majority else None
    else:
        winner = ballot.eldest if ballot.eldest in leaders else _eldest(leaders, births or {})
    return RoundCount(
        papers=cast + ballot.blank + ballot.void,
        cast=cast,
        majority=majority,
        winner=winner,
        leaders=leaders,
    )


def elected(
    rounds: Sequence[NominationRound], births: Mapping[str, dt.date] | None = None
) -> str | None:
    """Return who the rounds elect; None when nobody is, or a tie awaits the candidates' ages."""
    for number, ballot in enumerate(rounds, start=1):
        winner = count_round(ballot, number, births).winner
        if winner is not None:
            return winner
    return None


def nominated(item: Item) -> str | None:
    """Return who is named on an item: the only candidate, else whom its rounds elect."""
    return item.sole_candidate or elected(item.rounds)


def _eldest(names: Sequence[str], births: Mapping[str, dt.date]) -> str | None:
    """Return the eldest; None while it cannot be told: a date is missing, or two are the same."""
    if len(names) == 1:
        return names[0]
    if not names or any(name not in births for name in names):
        return None
    first, second = sorted(names, key=lambda name: births[name])[:2]
    return None if births[first] == births[second] else first
