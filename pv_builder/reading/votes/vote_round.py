"""One vote, from the call to the result, as it was said."""

from dataclasses import dataclass

from pv_builder.meeting import Outcome
from pv_builder.reading.votes.vote_counts import Count
from pv_builder.reading.votes.vote_words import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One vote: from the call to the result.

    Attributes:
        first: first token of it.
        last: position after its last token.
        asked: whether "who is against" or "who abstains" was heard, or the vote was called.
        asked_until: position after the last of these questions.
        against: first count said of the votes against; None when none was.
        abstentions: the same.
        in_favour: the same.
        announced_against: count said with the result, when there is a second one.
        announced_abstentions: the same.
        unanimous: whether unanimity was announced.
        majority: whether a majority was announced.
        outcome: announced; None when no result was heard.
        amendment: whether it is about an amendment.
        closed_session: whether it is about sitting in closed session.
        asked_sides: those that the talk asks for one by one: silence is their answer.
        unanswered: whether who did not answer a question is silent though no result was heard.
    """

    first: int
    last: int
    asked: bool
    asked_until: int = 0
    against: Count | None = None
    abstentions: Count | None = None
    in_favour: Count | None = None
    announced_against: Count | None = None
    announced_abstentions: Count | None = None
    unanimous: bool = False
    majority: bool = False
    outcome: Outcome | None = None
    result_score: float = 0.0
    amendment: bool = False
    closed_session: bool = False
    unanswered: bool = False
    asked_sides: frozenset[Side] = frozenset()

    @property
    def is_apart(self) -> bool:
        """Whether it is about something else than the item."""
        return self.amendment or self.closed_session
