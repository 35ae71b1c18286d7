"""The vote that was talked through, as a round that the numbers can be settled from.

Invariant: nothing here was announced by a formula: what is told leaves `outcome` to the numbers.
"""

from collections.abc import Iterable

from pv_builder.reading.votes.talk_state import Talk, Told
from pv_builder.reading.votes.vote_counts import Count
from pv_builder.reading.votes.vote_round import Round
from pv_builder.reading.votes.vote_words import Side

_SCORE = 0.8


def talked_round(talks: Iterable[Talk]) -> Round | None:
    """Return the last vote that was talked through and is the item's, None without one."""
    rounds = [_round(talk) for talk in talks if not talk.amendment and _is_vote(talk)]
    return rounds[-1] if rounds else None


def _is_vote(talk: Talk) -> bool:
    """Whether somebody was asked, or more than one thing was told."""
    if talk.everybody or any(told.asked for told in talk.sides.values()):
        return True
    answered = [side for side, told in talk.sides.items() if told.is_answered]
    return Side.IN_FAVOUR in answered or len(answered) > 1 or talk.decided


def _round(talk: Talk) -> Round:
    sides = talk.sides
    opposed = (sides[Side.AGAINST], sides[Side.ABSTENTION])
    agreed = talk.everybody and not any(told.names or told.numbers for told in opposed)
    in_favour = sides[Side.IN_FAVOUR]
    rest = talk.everybody or talk.rest
    return Round(
        first=talk.first,
        last=max(talk.last, talk.first + 1),
        asked=any(told.asked for told in sides.values()),
        asked_until=talk.first,
        against=None if agreed else _count(sides[Side.AGAINST], rest=rest),
        abstentions=None if agreed else _count(sides[Side.ABSTENTION], rest=rest),
        in_favour=_count(in_favour) if in_favour.numbers else None,
        unanimous=agreed,
        result_score=_SCORE,
        unanswered=True,
        asked_sides=frozenset(side for side, told in sides.items() if told.asked),
    )


def _count(told: Told, *, rest: bool = False) -> Count | None:
    """Return what was told of a side; nobody is on it where all the rest are in favour."""
    if not told.is_answered:
        return Count(value=0, score=_SCORE, first=told.first, last=told.last) if rest else None
    zero = 0 if told.none and not (told.names or told.groups or told.alike) else None
    return Count(
        value=told.numbers[-1] if told.numbers else zero,
        names=tuple(dict.fromkeys(told.names)),
        score=_SCORE,
        first=told.first,
        last=max(told.last, told.first + 1),
        groups=tuple(dict.fromkeys(told.groups)),
        alike=tuple(dict.fromkeys(told.alike)),
        instead=tuple(dict.fromkeys(told.instead)),
    )
