"""What a person decided about the facts, put over what was read.

Facts are read again whenever the transcript changes; a decision stays and wins over whatever is
read next. The form of a corrected value follows the fact (`pv_builder.facts`):

    chair, secretary, opened_at, closed_at, next_session    text
    attendance/NAME     "present", "excuse" or "absent"
    proxy/NAME          the holder's name
    movement/KIND/NAME  (mark of the item, "during" or "", "HH:MM" or "")
    item/MARK/FIELD     number, text or names, as the field of the item
    amendments, rounds of a nomination, the vote on a closed session    see `vote_facts`

Invariants:
- A rejected fact is unknown: removed or None, never another guess.
- Every fact that a person decided has an evidence that says so, with the excerpts it was found by.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from desktop.session.corrections.edits import DecideFact, FactValue
from desktop.session.corrections.vote_facts import (
    AMENDMENT,
    ROUND,
    amendment_of,
    closed_session_of,
    round_of,
    with_amendment,
    with_closed_session,
    with_round,
)
from pv_builder.evidence import Evidence, FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.meeting import (
    Attendance,
    Ballot,
    BallotMode,
    Choice,
    Item,
    ItemMark,
    Meeting,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Outcome,
    Proxy,
)
from pv_builder.minutes import Minutes

T = TypeVar("T")

BY_HAND = "person"
"""Rule of a fact that no machine found."""

_TEXTS = frozenset({"chair", "secretary", "opened_at", "closed_at", "next_session"})
_BALLOT_FIELDS = frozenset(
    {
        ItemField.AGAINST,
        ItemField.ABSTENTIONS,
        ItemField.IN_FAVOUR,
        ItemField.AGAINST_NAMES,
        ItemField.ABSTENTION_NAMES,
        ItemField.REQUESTED_BY,
        ItemField.CHAIR_CHOICE,
    }
)


def decided(minutes: Minutes, decisions: Mapping[FactKey, DecideFact]) -> Minutes:
    """Return the minutes with a person's decisions in them; alerts are left as they are."""
    meeting = minutes.meeting
    for decision in decisions.values():
        if decision.status is Status.REJECTED:
            meeting = with_fact(meeting, decision.fact, None)
        elif decision.corrected:
            meeting = with_fact(meeting, decision.fact, decision.value)
    evidence = _with_statuses(minutes.evidence, decisions)
    return replace(minutes, meeting=meeting, evidence=evidence)


def _with_statuses(
    evidence: Iterable[Evidence], decisions: Mapping[FactKey, DecideFact]
) -> tuple[Evidence, ...]:
    found = [
        replace(one, status=decisions[one.fact].status) if one.fact in decisions else one
        for one in evidence
    ]
    known = {one.fact for one in found}
    added = (
        Evidence(fact=fact, status=decision.status, rule=BY_HAND)
        for fact, decision in decisions.items()
        if fact not in known
    )
    return (*found, *added)


def with_fact(meeting: Meeting, fact: FactKey, value: FactValue) -> Meeting:
    """Return the meeting with one fact set; None makes it unknown.

    A fact of a member or an item that is not there any more changes nothing.
    """
    family, _, rest = fact.partition("/")
    if fact in _TEXTS:
        return _with_field(meeting, fact, _text(value))
    setter = _SETTERS.get(family)
    return meeting if setter is None else setter(meeting, rest, value)


def value_of(meeting: Meeting, fact: FactKey) -> FactValue:
    """Return what a fact is now, in the form that `with_fact` takes; None when unknown."""
    family, _, rest = fact.partition("/")
    if fact in _TEXTS:
        return cast("str | None", getattr(meeting, fact))
    getter = _GETTERS.get(family)
    return None if getter is None else getter(meeting, rest)


def _attendance_of(meeting: Meeting, name: str) -> FactValue:
    return dict(meeting.attendance).get(MemberName(name))


def _proxy_of(meeting: Meeting, giver: str) -> FactValue:
    return next((p.holder for p in meeting.proxies if p.giver == giver), None)


def _movement_of(meeting: Meeting, rest: str) -> FactValue:
    kind, _, name = rest.partition("/")
    for movement in meeting.movements:
        if (movement.kind, movement.member) == (kind, name):
            moment = movement.moment
            mark = "" if moment.item is None else str(moment.item)
            return mark, "during" if moment.during else "", movement.hour or ""
    return None


def _item_of(meeting: Meeting, rest: str) -> FactValue:
    mark, _, field = rest.rpartition("/")
    item = next((item for item in meeting.items if str(item.mark) == mark), None)
    if item is None:
        return None
    if field == ItemField.START:
        return item.start_s
    if field == ItemField.MODE:
        return None if item.ballot is None else item.ballot.mode
    if field == ItemField.CLOSED_SESSION_BALLOT:
        return closed_session_of(item)
    holder = item.ballot if field in _BALLOT_FIELDS else item
    return None if holder is None else cast("FactValue", getattr(holder, field))


def _with_field(fact_holder: T, field: str, value: object) -> T:
    """Return a dataclass with the field of this name set."""
    changes: dict[str, Any] = {str(field): value}
    return cast("T", replace(cast("Any", fact_holder), **changes))


def _attendance(meeting: Meeting, name: str, value: FactValue) -> Meeting:
    left = {member: state for member, state in meeting.attendance if member != name}
    if value is not None:
        left[MemberName(name)] = Attendance(str(value))
    order = [member.name for member in meeting.members]
    return replace(meeting, attendance=tuple((n, left[n]) for n in order if n in left))


def _proxy(meeting: Meeting, giver: str, value: FactValue) -> Meeting:
    old = [proxy for proxy in meeting.proxies if proxy.giver == giver]
    kept = tuple(proxy for proxy in meeting.proxies if proxy.giver != giver)
    if value is None:
        return replace(meeting, proxies=kept)
    holder = MemberName(str(value))
    new = replace(old[0], holder=holder) if old else Proxy(giver=MemberName(giver), holder=holder)
    return replace(meeting, proxies=(*kept, new))


def _movement(meeting: Meeting, rest: str, value: FactValue) -> Meeting:
    kind, _, name = rest.partition("/")
    kept = tuple(m for m in meeting.movements if (m.kind, m.member) != (kind, name))
    if not isinstance(value, Sequence) or isinstance(value, str):
        return replace(meeting, movements=kept)
    mark, phase, hour = value
    new = Movement(
        kind=MovementKind(kind),
        member=MemberName(name),
        moment=Moment(item=_mark(meeting, mark), during=phase == "during"),
        hour=hour or None,
    )
    return replace(meeting, movements=(*kept, new))


def _mark(meeting: Meeting, text: str) -> ItemMark | None:
    """Return the mark of the item printed so, None when there is none."""
    return next((item.mark for item in meeting.items if str(item.mark) == text), None)


def _item(meeting: Meeting, rest: str, value: FactValue) -> Meeting:
    mark, _, field = rest.rpartition("/")
    items = tuple(
        _with_item_fact(item, ItemField(field), value) if str(item.mark) == mark else item
        for item in meeting.items
    )
    return replace(meeting, items=items)


def _with_item_fact(item: Item, field: ItemField, value: FactValue) -> Item:
    if field in _BALLOT_FIELDS:
        known = _of_ballot(field, value)
        return replace(item, ballot=_with_field(item.ballot or Ballot(), field, known))
    if field is ItemField.MODE:
        return replace(item, ballot=_with_mode(item.ballot, value))
    if field is ItemField.CLOSED_SESSION_BALLOT:
        return with_closed_session(item, value)
    return _with_field(item, "start_s" if field is ItemField.START else field, _own(field, value))


def _of_ballot(field: ItemField, value: FactValue) -> object:
    """Return the value of a field of a ballot, in the type of that field."""
    if field is ItemField.CHAIR_CHOICE:
        return None if value is None else Choice(str(value))
    is_names = field.endswith("names") or field is ItemField.REQUESTED_BY
    return names_of(value) if is_names else value


def _own(field: ItemField, value: FactValue) -> object:
    """Return the value of a field that an item itself has, in the type of that field."""
    if field in {ItemField.SPEAKERS, ItemField.NOT_PARTICIPATING, ItemField.INTERESTED_BY_LAW}:
        return names_of(value)
    if value is None:
        return None
    if field is ItemField.START:
        return float(cast("float", value))
    return Outcome(str(value)) if field is ItemField.OUTCOME else str(value)


def _with_mode(ballot: Ballot | None, value: FactValue) -> Ballot | None:
    if value is None or value == BallotMode.NONE:
        return None
    return replace(ballot or Ballot(), mode=BallotMode(str(value)))


def names_of(value: FactValue) -> tuple[MemberName, ...]:
    """Return a value that holds names, as names."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(MemberName(name) for name in value)


def _text(value: FactValue) -> str | None:
    return None if value is None else str(value)


_GETTERS: dict[str, Callable[[Meeting, str], FactValue]] = {
    "attendance": _attendance_of,
    "proxy": _proxy_of,
    "movement": _movement_of,
    "item": _item_of,
    AMENDMENT: amendment_of,
    ROUND: round_of,
}
_SETTERS: dict[str, Callable[[Meeting, str, FactValue], Meeting]] = {
    "attendance": _attendance,
    "proxy": _proxy,
    "movement": _movement,
    "item": _item,
    AMENDMENT: with_amendment,
    ROUND: with_round,
}
