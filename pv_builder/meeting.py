"""A council meeting as data: plain values, no evidence, nothing computed.

What was heard or ticked is stored here; every number that the minutes print (quorum, voters,
votes in favour, majority) is computed from it by `pv_builder.law.quorum` and
`pv_builder.law.majority`.

Invariants:
- A member is named everywhere by `Member.name`, printed "M. Sébastien Masson".
- Unknown is None, never a guess.
- Hours are "HH:MM".
- Presence changes at a `Moment`: before an item is opened, or during its debate before its vote.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from core.timecode import Interval
from pv_builder.papers import NominationRound

MemberName = NewType("MemberName", str)
ItemMark = int | str
"""Number of an agenda item as printed: 3, or a hierarchical mark such as "I.2.A.3"."""


class Assembly(StrEnum):
    """Kind of assembly, which decides the rules (`pv_builder.law.assemblies`)."""

    COMMUNE = "commune"
    EPCI = "epci"
    SYNDICAT = "syndicat"
    SYNDICAT_OUVERT = "syndicat_ouvert"
    DEPARTEMENT = "departement"
    REGION = "region"
    CCAS = "ccas"


class Civility(StrEnum):
    """How a member is addressed; decides agreement in French."""

    M = "M."
    MME = "Mme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the assembly in office (or the substitute who sits for one).

    Attributes:
        weight: votes carried (voix); 1 but in some syndicates.
        substitute_for: the member whose seat this substitute takes when present.
    """

    civility: Civility
    given_name: str
    family_name: str
    function: str = ""
    weight: int = 1
    group: str | None = None
    commune: str | None = None
    substitute_for: MemberName | None = None

    @property
    def name(self) -> MemberName:
        """The printed name, which also identifies the member."""
        # Asked for 56,000 times in drafting 210 items: five times faster than a formatted string.
        return MemberName(" ".join((self.civility, self.given_name, self.family_name)))


class Attendance(StrEnum):
    """State of a member at the opening."""

    PRESENT = "present"
    EXCUSED = "excuse"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in the order of the session.

    Attributes:
        item: mark of the item; None for the time before the first one is opened.
        during: False before the item is opened, True once its debate is open but its vote is not
            taken: a departure then leaves the item's quorum but changes its voters.
        after: True once the item is dealt with; needed after the last one only, since what
            comes after an item comes before the next.
    """

    item: ItemMark | None = None
    during: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A pouvoir: `giver` (mandant) is represented by `holder` (mandataire).

    Attributes:
        begin: from when; the opening by default.
        end: when it ended (the giver arrived, it was revoked); None if it lasts.
    """

    giver: MemberName
    holder: MemberName
    begin: Moment = field(default_factory=Moment)
    end: Moment | None = None


class MovementKind(StrEnum):
    """Coming or going in mid-session."""

    ARRIVAL = "arrivee"
    DEPARTURE = "depart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A member who arrives or leaves; a proxy left behind is a `Proxy` that begins then."""

    kind: MovementKind
    member: MemberName
    moment: Moment
    hour: str | None = None


class BallotMode(StrEnum):
    """How the assembly voted on an item."""

    ORDINARY = "ordinaire"
    PUBLIC = "public"
    SECRET = "secret"  # noqa: S105 - a way of voting, not a password
    NONE = "sans vote"


class Outcome(StrEnum):
    """What became of an item."""

    ADOPTED = "adopté"
    REJECTED = "rejeté"
    NOTED = "prend acte"
    POSTPONED = "ajourné"
    WITHDRAWN = "retiré"


class ItemKind(StrEnum):
    """What the law treats apart: the accounts (L. 2121-14, L. 1612-12) and nominations."""

    ORDINARY = "ordinaire"
    ACCOUNTS = "compte"
    NOMINATION = "nomination"
    INFORMATION = "information"


class Choice(StrEnum):
    """A vote that a member casts."""

    IN_FAVOUR = "pour"
    AGAINST = "contre"
    ABSTENTION = "abstention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The result as the chair said it: compared with the computed one, never printed."""

    in_favour: int | None = None
    against: int | None = None
    abstentions: int | None = None
    unanimous: bool | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A vote as observed; counts are voix when members carry weights.

    Attributes:
        against: voices against; None when not heard.
        abstentions: abstentions (in a secret ballot: blank papers); None when not heard.
        in_favour: only where it is counted (secret ballot); None in a show of hands, where it
            is what remains.
        void: void papers of a secret ballot.
        against_names, abstention_names: by name where said; empty in a secret ballot.
        voters_by_name: choice of every voter in a public ballot.
        requested_by: members who asked for this kind of ballot.
        chair_choice: how the chair voted, which decides a tie (L. 2121-20).
        announced: the result as said aloud.
    """

    mode: BallotMode = BallotMode.ORDINARY
    against: int | None = None
    abstentions: int | None = None
    in_favour: int | None = None
    void: int = 0
    against_names: tuple[MemberName, ...] = ()
    abstention_names: tuple[MemberName, ...] = ()
    voters_by_name: tuple[tuple[MemberName, Choice], ...] = ()
    requested_by: tuple[MemberName, ...] = ()
    chair_choice: Choice | None = None
    announced: Announced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A change moved in session and voted on before its item.

    Attributes:
        text: what it changes, empty when unknown.
        ballot: None when no vote on it is known.
        number: what the amendment is referred to by, whatever others come or go.
    """

    text: str
    author: MemberName | None = None
    ballot: Ballot | None = None
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A point of the agenda and what became of it.

    Attributes:
        start_s: second of the recording where it is opened; None when not found.
        end_s: second where the next one begins or the session closes.
        chair: who presides this item when it is not the chair of the session.
        not_participating: members who take no part (déport), or the chair who withdraws for the
            vote of the accounts.
        interested_by_law: those of them who sit on another body by law (L. 1111-6 II), who leave
            the base of the quorum too.
        speakers: members heard in the debate other than rapporteur and chair, in order.
        outcome: for an item without a ballot; with one it is computed.
        closed_session: examined à huis clos.
        added: put on the agenda in session.
        closed_session_ballot: the vote that decided the closed session, with who asked for it.
        rounds: of a nomination between candidates, in order.
        sole_candidate: the only candidate or list, whose nomination takes effect without a vote.
        amendments: moved on this item, in order.
    """

    mark: ItemMark
    title: str
    kind: ItemKind = ItemKind.ORDINARY
    rapporteur: MemberName | None = None
    start_s: float | None = None
    end_s: float | None = None
    chair: MemberName | None = None
    not_participating: tuple[MemberName, ...] = ()
    interested_by_law: tuple[MemberName, ...] = ()
    speakers: tuple[MemberName, ...] = ()
    ballot: Ballot | None = None
    outcome: Outcome | None = None
    closed_session: bool = False
    added: bool = False
    closed_session_ballot: Ballot | None = None
    rounds: tuple[NominationRound, ...] = ()
    sole_candidate: str | None = None
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPart:
    """A part of a hierarchical agenda: the items whose marks begin with its own.

    Attributes:
        mark: such as "I.2", which has the item "I.2.A.3" in it.
    """

    mark: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """The session was suspended; hours where they were said."""

    start_s: float
    end_s: float | None = None
    start_hour: str | None = None
    end_hour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """Which share of the assembly must be there.

    Attributes:
        numerator: of the share.
        denominator: of the share.
        strict: more than the share; False for "at least".
        in_votes: counted in voix instead of heads.
        counts_proxies: members represented count too; the CGCT never lets them.
    """

    numerator: int = 1
    denominator: int = 2
    strict: bool = True
    in_votes: bool = False
    counts_proxies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statutes:
    """What the statutes of an open syndicate say, where no text decides for it.

    None is "not stated": the rule is unknown, must be asked, and nothing is concluded from it.

    Attributes:
        quorum: the share that must be there.
        proxies_per_holder: pouvoirs that one delegate may hold.
        casting_vote: whether the chair's vote decides a tie.
        public_ballot_share: 4 for "at the request of a quarter of those present".
        secret_ballot_share: 3 for "at the request of a third of those present".
        closed_session_requesters: members who may ask for a closed session.
        notice_days: clear days of notice.
    """

    quorum: QuorumRule | None = None
    proxies_per_holder: int | None = None
    casting_vote: bool | None = None
    public_ballot_share: int | None = None
    secret_ballot_share: int | None = None
    closed_session_requesters: int | None = None
    notice_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One session of an assembly.

    Attributes:
        collectivite: printed name of the authority ("Commune de Saint-Aubin-sur-Vère").
        body: printed name of the assembly ("conseil municipal").
        attendance: state at the opening, by member; a member missing from it is unknown. A late
            member is absent until the arrival.
        items: in the order of the agenda.
        second_convocation: convened again after the quorum failed (L. 2121-17).
        predecessor_accounts: the accounts voted are wholly those of a former maire or president,
            so that the one in office presides and votes (L. 2121-14).
        urgent: convened under the urgency procedure (L. 2121-11, L. 2121-12).
        siret: 14 digits of the authority.
        department: code of the department ("27", "2A", "974"); decides local law.
        population: inhabitants of the commune.
        statutes: of an open syndicate.
        closed_passages: of the recording, said à huis clos, as a person marked them.
        parts: of a hierarchical agenda, in order; empty for a plain one.
        attending: who attends without being a member, as it is printed.
        present_said: how many were said to be present when the quorum was found.
    """

    collectivite: str
    body: str
    assembly: Assembly
    date: dt.date
    place: str | None = None
    convened_hour: str | None = None
    convened_on: dt.date | None = None
    previous_session: str | None = None
    second_convocation: bool = False
    opened_at: str | None = None
    closed_at: str | None = None
    chair: MemberName | None = None
    secretary: MemberName | None = None
    members: tuple[Member, ...]
    attendance: tuple[tuple[MemberName, Attendance], ...] = ()
    proxies: tuple[Proxy, ...] = ()
    movements: tuple[Movement, ...] = ()
    items: tuple[Item, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    next_session: str | None = None
    urgent: bool = False
    siret: str | None = None
    department: str | None = None
    population: int | None = None
    statutes: Statutes | None = None
    closed_passages: tuple[Interval, ...] = ()
    parts: tuple[AgendaPart, ...] = ()
    attending: str | None = None
    present_said: int | None = None
    predecessor_accounts: bool = False
