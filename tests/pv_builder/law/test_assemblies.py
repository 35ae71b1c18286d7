import pytest

from pv_builder.law.assemblies import follows_local_law, rules_for, rules_of
from pv_builder.law.proxies import within_limit
from pv_builder.meeting import Assembly, Proxy, QuorumRule, Statutes
from tests.helpers.meetings import a_meeting, name


@pytest.mark.parametrize("assembly", Assembly)
def test_every_kind_of_assembly_has_its_rules(assembly: Assembly) -> None:
    assert rules_of(assembly).assembly is assembly


@pytest.mark.parametrize(
    ("assembly", "public", "secret", "requesters", "notice"),
    [
        (Assembly.COMMUNE, 4, 3, 3, 3),
        (Assembly.EPCI, 4, 3, 5, 5),
        (Assembly.SYNDICAT, 4, 3, 5, 5),
        (Assembly.SYNDICAT_OUVERT, None, None, None, None),
        (Assembly.DEPARTEMENT, 6, None, 5, 12),
        (Assembly.REGION, 6, None, 5, 12),
        (Assembly.CCAS, None, 3, None, 3),
    ],
)
def test_requests_and_notices_differ(
    assembly: Assembly,
    public: int | None,
    secret: int | None,
    requesters: int | None,
    notice: int | None,
) -> None:
    rules = rules_of(assembly)
    assert (rules.public_ballot_share, rules.secret_ballot_share) == (public, secret)
    assert (rules.closed_session_requesters, rules.notice_days) == (requesters, notice)


def test_an_open_syndicate_without_statutes_has_no_rule_of_its_own() -> None:
    rules = rules_for(a_meeting(assembly=Assembly.SYNDICAT_OUVERT))
    assert (rules.quorum, rules.proxies_per_holder, rules.casting_vote) == (None, None, None)


def test_the_statutes_of_an_open_syndicate_are_its_rules() -> None:
    statutes = Statutes(quorum=QuorumRule(), proxies_per_holder=2, casting_vote=True, notice_days=8)
    rules = rules_for(a_meeting(assembly=Assembly.SYNDICAT_OUVERT, statutes=statutes))
    assert (rules.quorum, rules.proxies_per_holder) == (QuorumRule(), 2)
    assert (rules.casting_vote, rules.notice_days) == (True, 8)


def test_statutes_change_nothing_where_the_law_decides() -> None:
    statutes = Statutes(proxies_per_holder=9)
    assert rules_for(a_meeting(statutes=statutes)) == rules_of(Assembly.COMMUNE)


@pytest.mark.parametrize(
    ("department", "assembly", "local"),
    [
        ("67", Assembly.COMMUNE, True),
        ("057", Assembly.COMMUNE, True),
        ("68", Assembly.EPCI, False),
        ("27", Assembly.COMMUNE, False),
        (None, Assembly.COMMUNE, False),
    ],
)
def test_the_local_law_is_that_of_the_communes_of_alsace_moselle(
    department: str | None, assembly: Assembly, local: bool
) -> None:
    meeting = a_meeting(department=department, assembly=assembly)
    assert follows_local_law(meeting) is local
    assert rules_for(meeting).secretary_is_member is not local


def test_without_a_known_limit_every_proxy_counts() -> None:
    given = [Proxy(giver=name(f"G{n}"), holder=name(who)) for n, who in enumerate("AAB")]
    assert within_limit(given, None) == tuple(given)
    assert within_limit(given, 1) == (given[0], given[2])
