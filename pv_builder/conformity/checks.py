"""The conformity of the minutes: mandatory mentions, contradictions, traps of the law.

Every contradiction between what was said and what is computed becomes an alert, never a silent
correction. Each check is a small function that cites its article, in one of the `checks_*`
modules; this one runs them all.

Invariants:
- Checks look at structured facts and compute nothing of their own: the rules do.
- An alert says in French what is wrong, under which article, and what to do.
- What a person confirmed is not doubted again, but a breach of law stays one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pv_builder.conformity import ballots as checks_ballots
from pv_builder.conformity import presence as checks_presence
from pv_builder.conformity import session as checks_session
from pv_builder.conformity import social_aid as checks_social_aid
from pv_builder.conformity import votes as checks_votes
from pv_builder.conformity.case import Check, ItemCheck, case_of, item_cases
from pv_builder.evidence import Alert, Evidence
from pv_builder.meeting import Meeting

CHECKS: tuple[Check, ...] = (*checks_session.CHECKS, *checks_presence.CHECKS)
ITEM_CHECKS: tuple[ItemCheck, ...] = (
    *checks_presence.ITEM_CHECKS,
    *checks_ballots.ITEM_CHECKS,
    *checks_votes.ITEM_CHECKS,
    *checks_social_aid.ITEM_CHECKS,
)


_OF_UNOPENED = frozenset({"outcome-unknown", "report-missing"})
"""What need not be said as well of an item that was not found at all."""


_ONCE = frozenset(
    {
        "secretary-missing", "chair-missing", "opening-hour-missing", "closing-hour-missing",
        "presence-count-differs",
    }
)  # fmt: skip
"""Alerts on the session that have one cause; others are told of each member."""


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


def with_rules(told: Sequence[Alert], checked: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return all alerts, one for each cause.

    Where a reader told what a rule finds as well, the rule's article and gravity stand, with the
    reader's seconds to listen to.

    Args:
        told: by the readers.
        checked: by the rules.
    """
    heard = {_cause(alert): alert.excerpts for alert in told}
    missing = {alert.item for alert in told if alert.code == "item-not-found"}
    found = [a for a in checked if not (a.item in missing and a.code in _OF_UNOPENED)]
    causes = {_cause(alert) for alert in found}
    return (
        *(alert for alert in told if _cause(alert) not in causes),
        *(replace(alert, excerpts=heard.get(_cause(alert)) or alert.excerpts) for alert in found),
    )


def rechecked_alerts(
    alerts: Sequence[Alert], before: Iterable[Alert], now: Iterable[Alert]
) -> tuple[Alert, ...]:
    """Return the alerts after a person's decisions: those of the rules as they stand now.

    Args:
        alerts: as they were read.
        before: of the rules, when they were read.
        now: of the rules, with the decisions.
    """
    standing = tuple(now)
    settled = {_cause(alert) for alert in before} - {_cause(alert) for alert in standing}
    left = [alert for alert in alerts if _cause(alert) not in settled]
    return with_rules(left, standing)


def _cause(alert: Alert) -> tuple[str, str | int | None]:
    """Return what an alert is about: its item, the session once, else its own words."""
    once = alert.item is not None or alert.code in _ONCE
    return alert.code, alert.item if once else alert.text
