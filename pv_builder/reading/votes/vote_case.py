"""One vote with all that is needed to settle it: what was said, who may vote."""

from dataclasses import dataclass

from pv_builder.law.voters import Voters
from pv_builder.meeting import Item, Meeting
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.said_votes import HeardVote
from pv_builder.reading.votes.vote_round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCase:
    """One vote of one item.

    Attributes:
        final: the vote that counts.
        voters: None while somebody's presence is unknown.
    """

    scene: Scene
    meeting: Meeting
    item: Item
    vote: HeardVote
    final: Round
    voters: Voters | None

    @property
    def total(self) -> int | None:
        """The votes (voix) of those who may vote."""
        return self.voters.weight if self.voters is not None else None

    @property
    def weighted(self) -> bool:
        """Whether members carry several votes: counts said may then be heads or voix."""
        return any(member.weight != 1 for member in self.meeting.members)
