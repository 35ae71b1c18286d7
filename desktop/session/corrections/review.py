"""How far the checking of a session has got."""

from dataclasses import dataclass

from core.transcript import MemberStatus
from desktop.session.corrections.corrections import Corrected, is_decided
from pv_builder.evidence import Status
from pv_builder.minutes import Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How far the checking of a session has got.

    Attributes:
        doubts: doubtful stretches of words left.
        unnamed: turns whose speaker is only proposed or unknown.
        facts: facts found and not decided.
        reviewed: turns marked as read, of `turns`.
    """

    doubts: int
    unnamed: int
    facts: int
    reviewed: int
    turns: int


def review_of(corrected: Corrected, minutes: Minutes | None) -> Review:
    """Return how far the checking has got."""
    turns = corrected.transcript.turns
    evidence = minutes.evidence if minutes else ()
    return Review(
        doubts=sum(len(turn.doubts) for turn in turns),
        unnamed=sum(
            1
            for turn in turns
            if turn.member_status is not MemberStatus.CONFIRMED and not is_decided(corrected, turn)
        ),
        facts=sum(1 for one in evidence if one.status is Status.PROPOSED),
        reviewed=len(corrected.reviewed),
        turns=len(turns),
    )
