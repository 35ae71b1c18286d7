"""What the checks look at: the meeting, what the rules compute from it, where facts come from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.timecode import Interval
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, FactKey, Severity, Status
from pv_builder.facts import ItemField
from pv_builder.law.assemblies import AssemblyRules, rules_for
from pv_builder.law.majority import VoteCount, count_votes
from pv_builder.law.presence import Presence, at_opening, at_vote, state_at
from pv_builder.law.quorum import QuorumState, quorum_at
from pv_builder.law.voters import Voters, voters_at
from pv_builder.meeting import BallotMode, Item, Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One meeting to check.

    Attributes:
        opening: who is there at the roll call.
        evidence: by fact.
    """

    meeting: Meeting
    rules: AssemblyRules
    opening: Presence
    evidence: dict[FactKey, Evidence]

    def excerpts(self, keys: Iterable[FactKey]) -> tuple[Interval, ...]:
        """Return the seconds to listen to for some facts, in order, each once."""
        found = {x for key in keys if key in self.evidence for x in self.evidence[key].excerpts}
        return tuple(sorted(found))

    def is_confirmed(self, key: FactKey) -> bool:
        """Whether a person has agreed to a fact found in the recording."""
        return key in self.evidence and self.evidence[key].status is Status.CONFIRMED

    def alert(
        self, code: str, severity: Severity, text: str, keys: Iterable[FactKey] = ()
    ) -> Alert:
        """Return an alert about the session."""
        return Alert(code=code, severity=severity, text=text, excerpts=self.excerpts(keys))

    def blocking(self, code: str, text: str, *keys: FactKey) -> Alert:
        """Return an alert about the session that refuses the final document."""
        return self.alert(code, Severity.BLOCKING, text, keys)

    def warning(self, code: str, text: str, *keys: FactKey) -> Alert:
        """Return an alert about the session that a person should look at."""
        return self.alert(code, Severity.WARNING, text, keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCase:
    """One item to check.

    Attributes:
        state: who is there when the item is put to the vote.
        voters: None while somebody's presence is unknown.
        count: None without a vote that can be counted.
    """

    case: Case
    item: Item
    quorum: QuorumState
    state: Presence
    voters: Voters | None
    count: VoteCount | None

    @property
    def is_voted(self) -> bool:
        """Whether the item was put to the vote."""
        return self.item.ballot is not None and self.item.ballot.mode is not BallotMode.NONE

    def key(self, field: ItemField) -> FactKey:
        """Return the name of a fact of this item."""
        return facts.item(self.item.mark, field)

    def is_confirmed(self, *fields: ItemField) -> bool:
        """Whether a person has agreed to one of these facts."""
        return any(self.case.is_confirmed(self.key(field)) for field in fields)

    def blocking(self, code: str, text: str, *fields: ItemField) -> Alert:
        """Return an alert about this item that refuses the final document."""
        return self._alert(code, Severity.BLOCKING, text, fields)

    def warning(self, code: str, text: str, *fields: ItemField) -> Alert:
        """Return an alert about this item that a person should look at."""
        return self._alert(code, Severity.WARNING, text, fields)

    def _alert(
        self, code: str, severity: Severity, text: str, fields: tuple[ItemField, ...]
    ) -> Alert:
        """Return an alert; without evidence of its own it points to the item's beginning."""
        excerpts = self.case.excerpts(map(self.key, fields))
        if not excerpts:
            excerpts = self.case.excerpts([self.key(ItemField.START)])
        return Alert(
            code=code, severity=severity, text=text, item=self.item.mark, excerpts=excerpts
        )


Check = Callable[[Case], Iterator[Alert]]
ItemCheck = Callable[[ItemCase], Iterator[Alert]]


def case_of(meeting: Meeting, evidence: Iterable[Evidence]) -> Case:
    """Return a meeting ready to be checked."""
    return Case(
        meeting=meeting,
        rules=rules_for(meeting),
        opening=at_opening(meeting),
        evidence={one.fact: one for one in evidence},
    )


def item_cases(case: Case) -> tuple[ItemCase, ...]:
    """Return the items of a meeting ready to be checked, in the order of the agenda."""
    return tuple(
        ItemCase(
            case=case,
            item=item,
            quorum=quorum_at(case.meeting, item),
            state=state_at(case.meeting, at_vote(item)),
            voters=voters_at(case.meeting, item),
            count=count_votes(case.meeting, item),
        )
        for item in case.meeting.items
    )
