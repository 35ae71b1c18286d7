"""The rules that differ from one kind of assembly to another, as data.

`rules_of` answers for a kind of assembly, `rules_for` for one meeting: statutes of an open
syndicate and the local law of Alsace-Moselle included. Nothing is computed here.

Invariants:
- None is "no text decides, or none was read": it must be asked, and nothing is concluded from it.
- Each rule stands beside the article that alerts and minutes cite.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from core.folding import fold
from pv_builder.meeting import Assembly, Meeting, QuorumRule

MAJORITY = QuorumRule()
"""More than half of the members in office: the quorum of the CGCT."""

_TWO_THIRDS = QuorumRule(numerator=2, denominator=3, strict=False)
_PRESENT_OR_REPRESENTED = QuorumRule(counts_proxies=True)
_COMMITTEE = "commission permanente"
_REMOTE = "visio"

LARGE_COMMUNE = 3500
"""Inhabitants from which L. 2121-12 replaces L. 2121-11 for the notice."""

_LOCAL_LAW = frozenset({"57", "67", "68"})
"""Departments of Alsace-Moselle, whose communes follow L. 2541-1 and following."""


class Publication(StrEnum):
    """How the acts of an assembly are published."""

    ELECTRONIC = "electronic"
    CHOSEN_IF_SMALL = "chosen-if-small"
    """Below `LARGE_COMMUNE` inhabitants posted, on paper or electronic, as was deliberated."""
    CHOSEN = "chosen"
    """Posted, on paper or electronic, as was deliberated; else electronic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyRules:
    """The rules of one kind of assembly.

    Attributes:
        executive: folded title of whoever the accounts are about ("maire", "president").
        minutes_article: content of the procès-verbal.
        quorum: share of the members in office that must be present.
        quorum_fails_article: what happens without it.
        second_notice_days: clear days before the session of a second convocation.
        meets_again_by_right: three days later and without a convocation, where the quorum failed.
        committee_quorum: of the permanent committee; None where there is none.
        election_quorum: for the election of the president; None where it is that of any session.
        proxies_per_holder: pouvoirs that one member may hold.
        proxy_sessions: consecutive sessions that a pouvoir may serve; 1 is "that one only".
        has_substitutes: whether the law or the statutes may provide substitutes.
        public_ballot_share: 4 for "a quarter of the members present".
        secret_ballot_share: 3 for "a third of the members present".
        casting_vote: whether the vote of whoever presides decides a tie of an open ballot.
        casting_in_secret: whether the text read leaves it that in a secret ballot too.
        closed_session_requesters: members who may ask for a closed session, beside the chair.
        notice_days: clear days between convocation and session.
        notice_days_large: the same for communes of `LARGE_COMMUNE` inhabitants and more.
        urgent_notice_days: clear days when the convocation is urgent.
        may_be_remote: whether the assembly may sit by videoconference.
        secretary_is_member: whether the secretary must be chosen among the members.
        list_article: list of the deliberations examined.
        publication: how acts are published.
    """

    assembly: Assembly
    executive: str = "president"
    minutes_article: str | None
    quorum: QuorumRule | None = MAJORITY
    quorum_article: str
    quorum_fails_article: str
    second_notice_days: int | None = 3
    meets_again_by_right: bool = False
    committee_quorum: QuorumRule | None = None
    committee_article: str | None = None
    election_quorum: QuorumRule | None = None
    election_article: str | None = None
    proxies_per_holder: int | None = 1
    proxy_sessions: int | None = 3
    proxy_article: str
    has_substitutes: bool | None = None
    public_ballot_share: int | None = 4
    secret_ballot_share: int | None = 3
    ballot_article: str
    casting_vote: bool | None = True
    casting_in_secret: bool = False
    casting_article: str
    closed_session_requesters: int | None = 5
    closed_session_article: str
    notice_days: int | None = 5
    notice_days_large: int | None = None
    urgent_notice_days: int | None = 1
    notice_article: str
    may_be_remote: bool | None = None
    remote_article: str | None = None
    secretary_is_member: bool = True
    list_article: str | None = "CGCT, art. L. 2121-25"
    publication: Publication = Publication.ELECTRONIC
    publication_article: str = "CGCT, art. L. 2131-1 et R. 2131-1"


_COMMUNE = AssemblyRules(
    assembly=Assembly.COMMUNE,
    executive="maire",
    minutes_article="CGCT, art. L. 2121-15",
    quorum_article="CGCT, art. L. 2121-17",
    quorum_fails_article="CGCT, art. L. 2121-17",
    proxy_article="CGCT, art. L. 2121-20",
    has_substitutes=False,
    ballot_article="CGCT, art. L. 2121-21",
    casting_article="CGCT, art. L. 2121-20",
    closed_session_requesters=3,
    closed_session_article="CGCT, art. L. 2121-18",
    notice_days=3,
    notice_days_large=5,
    notice_article="CGCT, art. L. 2121-11 et L. 2121-12",
    may_be_remote=False,
    publication=Publication.CHOSEN_IF_SMALL,
)

_EPCI = replace(
    _COMMUNE,
    assembly=Assembly.EPCI,
    executive="president",
    minutes_article="CGCT, art. L. 2121-15 et L. 5211-1",
    quorum_article="CGCT, art. L. 2121-17 et L. 5211-1",
    quorum_fails_article="CGCT, art. L. 2121-17 et L. 5211-1",
    proxy_article="CGCT, art. L. 2121-20 et L. 5211-1",
    has_substitutes=True,
    ballot_article="CGCT, art. L. 2121-21 et L. 5211-1",
    casting_article="CGCT, art. L. 2121-20 et L. 5211-1",
    closed_session_requesters=5,
    closed_session_article="CGCT, art. L. 5211-11",
    notice_days=5,
    notice_days_large=None,
    notice_article="CGCT, art. L. 2121-12 et L. 5211-1",
    may_be_remote=True,
    remote_article="CGCT, art. L. 5211-11-1",
    publication=Publication.ELECTRONIC,
)

_OPEN_SYNDICATE = AssemblyRules(
    assembly=Assembly.SYNDICAT_OUVERT,
    minutes_article=None,
    quorum=None,
    quorum_article="statuts du syndicat",
    quorum_fails_article="statuts du syndicat",
    second_notice_days=None,
    proxies_per_holder=None,
    proxy_sessions=None,
    proxy_article="statuts du syndicat",
    public_ballot_share=None,
    secret_ballot_share=None,
    ballot_article="statuts du syndicat",
    casting_vote=None,
    casting_article="statuts du syndicat",
    closed_session_requesters=None,
    closed_session_article="statuts du syndicat",
    notice_days=None,
    urgent_notice_days=None,
    notice_article="statuts du syndicat",
    list_article=None,
    publication_article="CGCT, art. L. 5721-4 et L. 3131-1",
)

_DEPARTEMENT = AssemblyRules(
    assembly=Assembly.DEPARTEMENT,
    minutes_article="CGCT, art. L. 3121-13",
    quorum_article="CGCT, art. L. 3121-14",
    quorum_fails_article="CGCT, art. L. 3121-14",
    second_notice_days=None,
    meets_again_by_right=True,
    committee_quorum=_PRESENT_OR_REPRESENTED,
    committee_article="CGCT, art. L. 3121-14-1",
    election_quorum=_TWO_THIRDS,
    election_article="CGCT, art. L. 3122-1",
    proxy_sessions=1,
    proxy_article="CGCT, art. L. 3121-16",
    has_substitutes=False,
    public_ballot_share=6,
    secret_ballot_share=None,
    ballot_article="CGCT, art. L. 3121-15",
    casting_article="CGCT, art. L. 3121-15",
    closed_session_article="CGCT, art. L. 3121-11",
    # Twelve days for the reports, which stand for the notice: L. 3121-19.
    notice_days=12,
    notice_article="CGCT, art. L. 3121-19",
    may_be_remote=True,
    remote_article="CGCT, art. L. 3121-9-1",
    list_article=None,
    publication_article="CGCT, art. L. 3131-1 et R. 3131-2",
)

_REGION = replace(
    _DEPARTEMENT,
    assembly=Assembly.REGION,
    minutes_article="CGCT, art. L. 4132-12",
    quorum_article="CGCT, art. L. 4132-13",
    quorum_fails_article="CGCT, art. L. 4132-13",
    committee_article="CGCT, art. L. 4132-13-1",
    election_article="CGCT, art. L. 4133-1",
    proxy_article="CGCT, art. L. 4132-15",
    ballot_article="CGCT, art. L. 4132-14",
    casting_article="CGCT, art. L. 4132-14",
    closed_session_article="CGCT, art. L. 4132-10",
    notice_article="CGCT, art. L. 4132-18",
    remote_article="CGCT, art. L. 4132-9-1",
    publication_article="CGCT, art. L. 4141-1",
)

_CCAS = AssemblyRules(
    assembly=Assembly.CCAS,
    minutes_article=None,
    quorum_article="CASF, art. R. 123-17",
    quorum_fails_article="CASF, art. R. 123-16",
    proxy_sessions=None,
    proxy_article="CASF, art. R. 123-16",
    public_ballot_share=None,
    ballot_article="CASF, art. R. 123-18",
    casting_in_secret=True,
    casting_article="CASF, art. R. 123-18",
    closed_session_requesters=None,
    closed_session_article="règlement intérieur",
    notice_days=3,
    urgent_notice_days=None,
    notice_article="CASF, art. R. 123-16",
    list_article=None,
    publication=Publication.CHOSEN,
)

_RULES = {
    Assembly.COMMUNE: _COMMUNE,
    Assembly.EPCI: _EPCI,
    Assembly.SYNDICAT: replace(
        _EPCI, assembly=Assembly.SYNDICAT, has_substitutes=None, publication=Publication.CHOSEN
    ),
    Assembly.SYNDICAT_OUVERT: _OPEN_SYNDICATE,
    Assembly.DEPARTEMENT: _DEPARTEMENT,
    Assembly.REGION: _REGION,
    Assembly.CCAS: _CCAS,
}


def rules_of(assembly: Assembly) -> AssemblyRules:
    """Return the rules that the law gives to a kind of assembly."""
    return _RULES[assembly]


def rules_for(meeting: Meeting) -> AssemblyRules:
    """Return the rules of one meeting: law, local law, and statutes where the law is silent."""
    rules = rules_of(meeting.assembly)
    if meeting.assembly is Assembly.SYNDICAT_OUVERT:
        return _with_statutes(rules, meeting)
    if follows_local_law(meeting):
        return _with_local_law(rules)
    if rules.committee_quorum is not None and _COMMITTEE in fold(meeting.body):
        article = rules.committee_article or rules.quorum_article
        return replace(rules, quorum=rules.committee_quorum, quorum_article=article)
    return rules


def is_remote(meeting: Meeting) -> bool:
    """Whether a meeting sits by videoconference, where every vote is public (L. 5211-11-1)."""
    return _REMOTE in fold(meeting.place or "")


def is_published_online(meeting: Meeting) -> bool:
    """Whether the acts of a meeting can only be published online, whatever was deliberated.

    CGCT art. L. 2131-1. A commune whose population was not stated may be one that chooses.
    """
    how = rules_for(meeting).publication
    is_large = (meeting.population or 0) >= LARGE_COMMUNE
    return how is Publication.ELECTRONIC or (how is Publication.CHOSEN_IF_SMALL and is_large)


def follows_local_law(meeting: Meeting) -> bool:
    """Whether the communes' local law of Alsace-Moselle applies (L. 2541-1 and following)."""
    department = (meeting.department or "").removeprefix("0")
    return meeting.assembly is Assembly.COMMUNE and department in _LOCAL_LAW


def _with_statutes(rules: AssemblyRules, meeting: Meeting) -> AssemblyRules:
    """Return the rules of an open syndicate with what its statutes state."""
    statutes = meeting.statutes
    if statutes is None:
        return rules
    return replace(
        rules,
        quorum=statutes.quorum,
        proxies_per_holder=statutes.proxies_per_holder,
        casting_vote=statutes.casting_vote,
        public_ballot_share=statutes.public_ballot_share,
        secret_ballot_share=statutes.secret_ballot_share,
        closed_session_requesters=statutes.closed_session_requesters,
        notice_days=statutes.notice_days,
    )


def _with_local_law(rules: AssemblyRules) -> AssemblyRules:
    """Return the rules of a commune of Alsace-Moselle.

    L. 2541-1 sets L. 2121-10, -11, -15 and the second paragraph of L. 2121-17 aside; whether the
    list of L. 2121-15 binds these communes all the same is not settled, so their minutes carry
    it without citing it.
    """
    return replace(
        rules,
        minutes_article=None,
        quorum_fails_article="CGCT, art. L. 2541-4",
        notice_days=3,
        notice_days_large=None,
        urgent_notice_days=0,
        notice_article="CGCT, art. L. 2541-2",
        secretary_is_member=False,
    )
