"""Nominations between candidates: two rounds by absolute majority, a third by relative majority.

CGCT art. L. 2121-21, L. 2122-7, L. 5211-2; lists in proportion: art. D. 1411-3, D. 1411-4.

Invariants:
- Seats are filled one after another, each by rounds of its own: a round that follows the election
  of somebody is the first one of the next seat. Papers with several names fill theirs together.
- A seat for which only the age of equal candidates decides stays open until that is stated.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pv_builder.law.majority import absolute_majority
from pv_builder.meeting import (
    Civility,
    Item,
)
from pv_builder.papers import NominationRound, PaperForm

ROUNDS_BY_ABSOLUTE_MAJORITY = 2
_BETWEEN = re.compile(r"\s*[,;\n]\s*(?:et\s+)?|\s+et\s+")
_CIVILITIES = tuple(f"{civility.value} " for civility in Civility)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCount:
    """One round, counted.

    Attributes:
        papers: found in the urn (votants).
        cast: votes cast, blank and void papers left out: papers, however many names each carries.
        majority: absolute majority of the votes cast.
        winners: who is elected by this round, most votes first; lists that take a seat.
        leaders: candidates with most votes, in the order given.
        tied: candidates equal for a seat, whose age decides and is not known.
        shares: seats of each list, where they are shared in proportion.
        open_seats: that this round leaves open.
    """

    papers: int
    cast: int
    majority: int
    winners: tuple[str, ...]
    leaders: tuple[str, ...]
    tied: tuple[str, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    open_seats: int = 0

    @property
    def winner(self) -> str | None:
        """Who is elected, or first of them; None when nobody is yet."""
        return self.winners[0] if self.winners else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """Who takes seats for sure, in order, and who is equal for the last ones."""

    sure: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


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
    most = max((votes for _, votes in ballot.votes), default=0)
    cast = votes_cast(ballot)
    majority = absolute_majority(cast)
    shares: tuple[tuple[str, int], ...] = ()
    if ballot.form is PaperForm.PROPORTIONAL:
        shares, tied = _shared(ballot, births or {})
        winners = tuple(name for name, seats in shares if seats)
        taken = sum(seats for _, seats in shares)
    else:
        least = majority if number <= ROUNDS_BY_ABSOLUTE_MAJORITY else 1
        ranked = sorted(
            (one for one in ballot.votes if one[1] >= max(1, least)), key=lambda one: -one[1]
        )
        chosen = _first(ranked, ballot, ballot.seats, births or {})
        winners, tied, taken = chosen.sure, chosen.tied, len(chosen.sure)
    return RoundCount(
        papers=cast + ballot.blank + ballot.void,
        cast=cast,
        majority=majority,
        winners=winners,
        leaders=tuple(name for name, votes in ballot.votes if votes == most > 0),
        tied=tied,
        shares=shares,
        open_seats=ballot.seats - taken,
    )


def votes_cast(ballot: NominationRound) -> int:
    """Return the papers that name somebody; votes tell it where each paper carries one name."""
    if ballot.form is PaperForm.SEVERAL_NAMES:
        return ballot.valid or 0
    return sum(votes for _, votes in ballot.votes)


def _first(
    ranked: Sequence[tuple[str, int]],
    ballot: NominationRound,
    seats: int,
    births: Mapping[str, dt.date],
) -> _Chosen:
    """Return who takes so many seats: most votes first, the eldest of equals for the last one."""
    if len(ranked) <= seats or ranked[seats][1] < ranked[seats - 1][1]:
        return _Chosen(sure=tuple(name for name, _ in ranked[:seats]))
    cut = ranked[seats - 1][1]
    sure = tuple(name for name, votes in ranked if votes > cut)
    equal = tuple(name for name, votes in ranked if votes == cut)
    elder = ballot.eldest if ballot.eldest in equal else _eldest(equal, births)
    if elder is None or seats - len(sure) > 1:
        return _Chosen(sure=sure, tied=equal)
    return _Chosen(sure=(*sure, elder))


def _shared(
    ballot: NominationRound, births: Mapping[str, dt.date]
) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Return the seats of each list, and the lists equal for the last one.

    CGCT art. D. 1411-3: in proportion, the seats left to the largest remainders. Art. D. 1411-4: on
    equal remainders to the list with more votes, then to the eldest candidate.
    """
    cast = votes_cast(ballot)
    if not cast:
        return (), ()
    quotients = {name: divmod(votes * ballot.seats, cast) for name, votes in ballot.votes}
    seats = {name: whole for name, (whole, _) in quotients.items()}
    left = ballot.seats - sum(seats.values())
    # A remainder is below `cast`, which no number of votes exceeds: votes only part equal ones.
    rank = {name: quotients[name][1] * (cast + 1) + votes for name, votes in ballot.votes}
    ranked = sorted(rank.items(), key=lambda one: -one[1])
    chosen = _first(ranked, ballot, left, births) if left else _Chosen()
    for name in chosen.sure:
        seats[name] += 1
    return tuple(seats.items()), chosen.tied


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
        is_last = not count.open_seats or number == len(rounds)
        counted.append(
            CountedRound(papers=papers, count=count, seat=seat, rank=rank, is_last=is_last)
        )
        seat, rank = (seat, rank + 1) if count.open_seats else (seat + papers.seats, 1)
    return tuple(counted)


def elected(
    rounds: Sequence[NominationRound], births: Mapping[str, dt.date] | None = None
) -> tuple[tuple[str, int], ...]:
    """Return whom the rounds elect with the voices of each, seat by seat.

    Nobody stands for a seat that is still open, or whose tie awaits the candidates' ages.
    """
    return tuple(
        (winner, dict(one.papers.votes)[winner])
        for one in counted_rounds(rounds, births)
        for winner in one.count.winners
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
    return bool(nominees(item)) and (not counted or not counted[-1].count.open_seats)


def _eldest(names: Sequence[str], births: Mapping[str, dt.date]) -> str | None:
    """Return the eldest; None while it cannot be told: a date is missing, or two are the same."""
    if len(names) == 1:
        return names[0]
    if not names or any(name not in births for name in names):
        return None
    first, second = sorted(names, key=lambda name: births[name])[:2]
    return None if births[first] == births[second] else first
