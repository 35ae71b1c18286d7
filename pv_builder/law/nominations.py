"""Nominations between candidates: two rounds by absolute majority, a third by relative majority.

CGCT art. L. 2121-21, L. 2122-7, L. 5211-2.

Invariant: seats are filled one after another, each by rounds of its own: a round that follows the
election of somebody is the first one of the next seat.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pv_builder.law.majority import absolute_majority
from pv_builder.meeting import Civility, Item, NominationRound

ROUNDS_BY_ABSOLUTE_MAJORITY = 2
_BETWEEN = re.compile(r"\s*[,;\n]\s*(?:et\s+)?|\s+et\s+")
_CIVILITIES = tuple(f"{civility.value} " for civility in Civility)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRound:
    """A round at its place.

    Attributes:
        seat: that it is to fill, from 1.
        rank: of the round for this seat, from 1.
        is_last: no other round for this seat is known.
    """

    papers: NominationRound
    count: RoundCount
    seat: int
    rank: int
    is_last: bool = True


def counted_rounds(
    rounds: Sequence[NominationRound], births: Mapping[str, dt.date] | None = None
) -> tuple[CountedRound, ...]:
    """Return the rounds, counted, each with the seat that it is to fill."""
    counted: list[CountedRound] = []
    seat, rank = 1, 1
    for number, papers in enumerate(rounds, start=1):
        count = count_round(papers, rank, births)
        is_last = count.winner is not None or number == len(rounds)
        counted.append(
            CountedRound(papers=papers, count=count, seat=seat, rank=rank, is_last=is_last)
        )
        seat, rank = (seat, rank + 1) if count.winner is None else (seat + 1, 1)
    return tuple(counted)


def elected(
    rounds: Sequence[NominationRound], births: Mapping[str, dt.date] | None = None
) -> tuple[tuple[str, int], ...]:
    """Return whom the rounds elect with the voices of each, seat by seat.

    Nobody stands for a seat that is still open, or whose tie awaits the candidates' ages.
    """
    return tuple(
        (one.count.winner, dict(one.papers.votes)[one.count.winner])
        for one in counted_rounds(rounds, births)
        if one.count.winner is not None
    )


def nominees(item: Item) -> tuple[str, ...]:
    """Return who is named on an item: the only candidates, else whom its rounds elect."""
    if item.sole_candidate:
        return sole_candidates(item.sole_candidate)
    return tuple(name for name, _ in elected(item.rounds))


def sole_candidates(stated: str) -> tuple[str, ...]:
    """Return the only candidates, one a seat: "M. A, Mme B et M. C" are three, a list is one."""
    names = tuple(filter(None, (name.strip() for name in _BETWEEN.split(stated))))
    is_people = all(name.startswith(_CIVILITIES) for name in names)
    return names if is_people and names else (stated,)


def is_nomination(item: Item) -> bool:
    """Whether an item names somebody, by rounds or without a vote."""
    return bool(item.rounds or item.sole_candidate)


def is_completed(item: Item) -> bool:
    """Whether every seat that was voted on is filled."""
    counted = counted_rounds(item.rounds)
    return bool(nominees(item)) and (not counted or counted[-1].count.winner is not None)


def _eldest(names: Sequence[str], births: Mapping[str, dt.date]) -> str | None:
    """Return the eldest; None while it cannot be told: a date is missing, or two are the same."""
    if len(names) == 1:
        return names[0]
    if not names or any(name not in births for name in names):
        return None
    first, second = sorted(names, key=lambda name: births[name])[:2]
    return None if births[first] == births[second] else first
