"""Stable names of the facts of a meeting, which evidence and confirmations refer to.

A name does not depend on positions in lists: an item added, or a movement found later, leaves the
names of the other facts, and so what a person confirmed, as they were.
"""

from enum import StrEnum

from pv_builder.evidence import FactKey
from pv_builder.meeting import ItemMark, MemberName, MovementKind

FIRST_VOICE = "rapporteur.first_voice"
"""Rule of an evidence: the rapporteur was not announced, the first one to speak is proposed."""
CHAIR = FactKey("chair")
SECRETARY = FactKey("secretary")
OPENED_AT = FactKey("opened_at")
CLOSED_AT = FactKey("closed_at")
NEXT_SESSION = FactKey("next_session")


class ItemField(StrEnum):
    """The facts of an agenda item."""

    START = "start"
    RAPPORTEUR = "rapporteur"
    CHAIR = "chair"
    SPEAKERS = "speakers"
    NOT_PARTICIPATING = "not_participating"
    INTERESTED_BY_LAW = "interested_by_law"
    MODE = "mode"
    AGAINST = "against"
    ABSTENTIONS = "abstentions"
    IN_FAVOUR = "in_favour"
    AGAINST_NAMES = "against_names"
    ABSTENTION_NAMES = "abstention_names"
    REQUESTED_BY = "requested_by"
    CHAIR_CHOICE = "chair_choice"
    OUTCOME = "outcome"
    CLOSED_SESSION_BALLOT = "closed_session_ballot"
    SOLE_CANDIDATE = "sole_candidate"


def attendance(member: MemberName) -> FactKey:
    """Return the name of a member's state at the opening."""
    return FactKey(f"attendance/{member}")


def proxy(giver: MemberName) -> FactKey:
    """Return the name of a member's proxy."""
    return FactKey(f"proxy/{giver}")


def movement(kind: MovementKind, member: MemberName) -> FactKey:
    """Return the name of an arrival or a departure."""
    return FactKey(f"movement/{kind}/{member}")


def suspension(start_s: float) -> FactKey:
    """Return the name of the suspension that begins at a second of the recording."""
    return FactKey(f"suspension/{round(start_s)}")


def item(mark: ItemMark, field: ItemField) -> FactKey:
    """Return the name of a fact of an agenda item."""
    return FactKey(f"item/{mark}/{field}")


def amendment(mark: ItemMark, number: int) -> FactKey:
    """Return the name of an amendment to an agenda item."""
    return FactKey(f"amendment/{mark}/{number}")


def nomination_round(mark: ItemMark, number: int) -> FactKey:
    """Return the name of a round of the nomination made on an agenda item."""
    return FactKey(f"round/{mark}/{number}")
