import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.law.assemblies import rules_for, rules_of
from pv_builder.law.deadlines import (
    Notice,
    accounts_due,
    clear_days,
    list_due,
    members_copy_due,
    minutes_due,
    months_after,
    notice_for,
    notice_of,
    online_until,
)
from pv_builder.meeting import Assembly
from tests.helpers.meetings import a_meeting

SESSION = dt.date(2026, 11, 16)


def test_the_published_examples_hold() -> None:
    approved = dt.date(2026, 12, 14)
    assert list_due(SESSION) == dt.date(2026, 11, 23)
    assert minutes_due(approved) == dt.date(2026, 12, 21)
    assert members_copy_due(SESSION, Assembly.EPCI) == dt.date(2026, 12, 16)
    assert members_copy_due(approved, Assembly.SYNDICAT) == dt.date(2027, 1, 14)
    assert online_until(dt.date(2026, 11, 20)) == dt.date(2027, 1, 20)
    assert accounts_due(2026) == dt.date(2027, 6, 30)


def test_a_commune_owes_no_copy_to_councillors_who_do_not_sit() -> None:
    assert members_copy_due(SESSION, Assembly.COMMUNE) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-16", 1, "2026-12-16"),
    ],
)
def test_a_month_ends_on_its_last_day_at_the_latest(day: str, months: int, later: str) -> None:
    found = months_after(dt.date.fromisoformat(day), months)
    assert found == dt.date.fromisoformat(later)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 60))
def test_as_many_clear_days_as_days_in_between(sent: dt.date, days: int) -> None:
    assert clear_days(sent, sent + dt.timedelta(days=days)) == days - 1


@pytest.mark.parametrize(
    ("assembly", "population", "urgent", "needed", "if_large"),
    [
        (Assembly.COMMUNE, 900, False, 3, None),
        (Assembly.COMMUNE, 3500, False, 5, None),
        (Assembly.COMMUNE, None, False, 3, 5),
        (Assembly.COMMUNE, 3500, True, 1, None),
        (Assembly.EPCI, None, False, 5, None),
        (Assembly.SYNDICAT_OUVERT, None, False, None, None),
        (Assembly.DEPARTEMENT, None, False, 12, None),
        (Assembly.CCAS, None, True, None, None),
    ],
)
def test_the_notice_needed_follows_the_assembly(
    assembly: Assembly,
    population: int | None,
    urgent: bool,
    needed: int | None,
    if_large: int | None,
) -> None:
    sent = SESSION - dt.timedelta(days=5)
    notice = notice_of(rules_of(assembly), sent, SESSION, urgent=urgent, population=population)
    assert notice == Notice(days=4, needed=needed, needed_if_large=if_large)


@pytest.mark.parametrize(
    ("assembly", "urgent", "needed"),
    [
        (Assembly.COMMUNE, False, 3),
        (Assembly.EPCI, False, 3),
        (Assembly.EPCI, True, 1),
        (Assembly.DEPARTEMENT, False, None),
        (Assembly.SYNDICAT_OUVERT, False, None),
    ],
)
def test_a_second_convocation_has_a_delay_of_its_own(
    assembly: Assembly, urgent: bool, needed: int | None
) -> None:
    meeting = a_meeting(
        assembly=assembly, date=SESSION, second_convocation=True, urgent=urgent, population=9000
    )
    notice = notice_for(meeting, SESSION - dt.timedelta(days=4))
    assert notice == Notice(days=3, needed=needed)


def test_in_alsace_moselle_an_urgent_notice_may_be_sent_the_day_before() -> None:
    rules = rules_for(a_meeting(department="57"))
    sent = SESSION - dt.timedelta(days=1)
    notice = notice_of(rules, sent, SESSION, urgent=True, population=None)
    assert (notice.days, notice.needed) == (0, 0)
