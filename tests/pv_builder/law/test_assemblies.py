from dataclasses import asdict

import pytest

from pv_builder.law.assemblies import Publication, follows_local_law, rules_for, rules_of
from pv_builder.law.proxies import within_limit
from pv_builder.meeting import Assembly, Proxy, QuorumRule, Statutes
from tests.helpers.meetings import a_meeting, name


@pytest.mark.parametrize("assembly", Assembly)
def test_every_kind_of_assembly_has_its_rules(assembly: Assembly) -> None:
    assert rules_of(assembly).assembly is assembly


TABLE = {
    "quorum": (*3 * ("1/2",), None, "1/2", "1/2", "1/2"),
    "committee_quorum": (*4 * (None,), "1/2 with proxies", "1/2 with proxies", None),
    "election_quorum": (*4 * (None,), "2/3", "2/3", None),
    "meets_again_by_right": (*4 * (False,), True, True, False),
    "second_notice_days": (3, 3, 3, None, None, None, 3),
    "proxies_per_holder": (1, 1, 1, None, 1, 1, 1),
    "proxy_sessions": (3, 3, 3, None, 1, 1, None),
    "has_substitutes": (False, True, None, None, False, False, None),
    "public_ballot_share": (4, 4, 4, None, 6, 6, None),
    "secret_ballot_share": (3, 3, 3, None, None, None, 3),
    "casting_vote": (True, True, True, None, True, True, True),
    "casting_in_secret": (*6 * (False,), True),
    "closed_session_requesters": (3, 5, 5, None, 5, 5, None),
    "notice_days": (3, 5, 5, None, 12, 12, 3),
    "notice_days_large": (5, *6 * (None,)),
    "urgent_notice_days": (1, 1, 1, None, 1, 1, None),
    "may_be_remote": (False, True, True, None, True, True, None),
    "publication": (
        Publication.CHOSEN_IF_SMALL, Publication.ELECTRONIC, Publication.CHOSEN,
        *3 * (Publication.ELECTRONIC,), Publication.CHOSEN,
    ),
}  # fmt: skip
"""Of a commune, an EPCI, a syndicate, an open one, a department, a region, a CCAS."""


@pytest.mark.parametrize("rule", TABLE)
def test_every_parameter_of_every_assembly_is_in_the_table(rule: str) -> None:
    found = [getattr(rules_of(assembly), rule) for assembly in Assembly]
    if rule.endswith("quorum"):
        found = [share(one) for one in found]
    assert tuple(found) == TABLE[rule]


def share(rule: QuorumRule | None) -> str | None:
    if rule is None:
        return None
    assert rule.strict is (rule.denominator == 2)
    return f"{rule.numerator}/{rule.denominator}" + " with proxies" * rule.counts_proxies


@pytest.mark.parametrize("assembly", Assembly)
def test_every_rule_stands_beside_its_article(assembly: Assembly) -> None:
    stated = asdict(rules_of(assembly))
    articles = {key: value for key, value in stated.items() if key.endswith("_article") and value}
    is_own = assembly in {Assembly.SYNDICAT_OUVERT, Assembly.CCAS}
    assert articles
    assert is_own or all("art." in article for article in articles.values())


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
