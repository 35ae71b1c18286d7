"""Legal dates: notice before a session, and what must be published after it and when.

No text says whether "one week" and "one month" are counted in clear days: the dates here are the
earliest reading, to be printed « au plus tard ».
"""

import calendar
import datetime as dt
from dataclasses import dataclass

from pv_builder.law.assemblies import LARGE_COMMUNE, AssemblyRules, rules_for
from pv_builder.meeting import Assembly, Meeting

_MONTHS_ONLINE = 2
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Clear days between convocation and session.

    Attributes:
        days: there were.
        needed: surely needed; None when no known rule says.
        needed_if_large: needed if the commune has 3,500 inhabitants or more, when that is unknown;
            None when it makes no difference.
    """

    days: int
    needed: int | None
    needed_if_large: int | None = None


def clear_days(sent: dt.date, meeting: dt.date) -> int:
    """Return the clear days between the sending of a convocation and the session.

    CGCT art. L. 2121-11, L. 2121-12: neither the day of sending nor that of the session counts;
    Saturdays, Sundays and holidays do.
    """
    return (meeting - sent).days - 1


def notice_for(meeting: Meeting, sent: dt.date) -> Notice:
    """Return the notice that a convocation sent on a day gives, and the notice needed.

    CGCT art. L. 2121-17: a second one, faute de quorum, has a delay of its own; departments and
    regions meet again by right, without any.
    """
    rules = rules_for(meeting)
    if meeting.second_convocation and not meeting.urgent:
        return Notice(days=clear_days(sent, meeting.date), needed=rules.second_notice_days)
    return notice_of(
        rules, sent, meeting.date, urgent=meeting.urgent, population=meeting.population
    )


def notice_of(
    rules: AssemblyRules, sent: dt.date, meeting: dt.date, *, urgent: bool, population: int | None
) -> Notice:
    """Return the notice given and the notice needed for a first convocation."""
    days = clear_days(sent, meeting)
    if urgent:
        return Notice(days=days, needed=rules.urgent_notice_days)
    large = rules.notice_days_large
    if large is None or population is None:
        return Notice(days=days, needed=rules.notice_days, needed_if_large=large)
    return Notice(days=days, needed=large if population >= LARGE_COMMUNE else rules.notice_days)


def list_due(session: dt.date) -> dt.date:
    """Return when the list of deliberations examined must be posted: a week after the session.

    CGCT art. L. 2121-25. After the session itself, not after the approval of its minutes.
    """
    return session + _WEEK


def minutes_due(approved: dt.date) -> dt.date:
    """Return when the minutes must be published: a week after the session that approved them.

    CGCT art. L. 2121-15.
    """
    return approved + _WEEK


def members_copy_due(since: dt.date, assembly: Assembly) -> dt.date | None:
    """Return when councillors who do not sit receive list or minutes; None where they need not.

    CGCT art. L. 5211-40-2 and L. 5711-1: a month after the session (list) or after the session
    that approved the minutes.
    """
    return months_after(since, 1) if assembly in {Assembly.EPCI, Assembly.SYNDICAT} else None


def online_until(posted: dt.date) -> dt.date:
    """Return until when an act put online must stay there at least: two months (R. 2131-1)."""
    return months_after(posted, _MONTHS_ONLINE)


def accounts_due(financial_year: int) -> dt.date:
    """Return when the accounts of a year must be voted: 30 June of the next (L. 1612-12)."""
    return dt.date(financial_year + 1, 6, 30)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last day when it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(day.day, last))
