"""The conformity of the minutes: mandatory mentions, contradictions, traps of the law.

Every contradiction between what was said and what is computed becomes an alert, never a silent
correction. Each check is a small function that cites its article, in one of the `checks_*`
modules; this one runs them all.

Invariants:
- Checks look at structured facts and compute nothing of their own: the rules do.
- An alert says in French what is wrong, under which article, and what to do.
- What a person confirmed is not doubted again, but a breach of law stays one.
"""

from collections.abc import Iterable

from pv_builder.conformity import ballots as checks_ballots
from pv_builder.conformity import presence as checks_presence
from pv_builder.conformity import session as checks_session
from pv_builder.conformity import votes as checks_votes
from pv_builder.conformity.case import Check, ItemCheck, case_of, item_cases
from pv_builder.evidence import Alert, Evidence
from pv_builder.meeting import Meeting

CHECKS: tuple[Check, ...] = (*checks_session.CHECKS, *checks_presence.CHECKS)
ITEM_CHECKS: tuple[ItemCheck, ...] = (
    *checks_presence.ITEM_CHECKS,
    *checks_ballots.ITEM_CHECKS,
    *checks_votes.ITEM_CHECKS,
)


def check_meeting(meeting: Meeting, evidence: Iterable[Evidence] = ()) -> tuple[Alert, ...]:
    """Return what a person must look at: the session first, then each item in order.

    Args:
        meeting: the facts as they stand.
        evidence: where those that come from the recording do, for the seconds to listen to.
    """
    case = case_of(meeting, evidence)
    of_session = [alert for check in CHECKS for alert in check(case)]
    of_items = [alert for one in item_cases(case) for check in ITEM_CHECKS for alert in check(one)]
    return (*of_session, *of_items)
