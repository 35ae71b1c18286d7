"""The votes of the items: from what was heard of each to the meeting with its ballots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.facts import ItemField
from pv_builder.law.nominations import is_nomination
from pv_builder.meeting import Ballot, BallotMode, Item, ItemMark, Meeting, Outcome
from pv_builder.reading.movements.heard_moves import Stretch
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.item_amendments import read_amendments
from pv_builder.reading.votes.item_closed_session import read_closed_session
from pv_builder.reading.votes.item_nomination import read_nomination
from pv_builder.reading.votes.said_votes import HeardVote
from pv_builder.reading.votes.settling import settle

_RANGE_WITHIN = 14
_NUMBER_WITHIN = 10
_ENDS_WITHIN = 40
"""Words that may follow the postponement of an item before the next one: who arrives, thanks."""
_DEBATED = 60
"""Words between two votes with a debate of their own: the shortest item of the samples has 57."""
_THAT_WE = ("qu", "on")
_PUT_OFF = frozenset({Outcome.POSTPONED, Outcome.WITHDRAWN})


@dataclass(slots=True)
class _Votes:
    """Items as they are voted on, with evidence and alerts."""

    items: dict[ItemMark, Item]
    evidence: list[Evidence] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class VotedItems:
    """The items with their ballots or outcomes, why they are believed and what is in doubt."""

    items: tuple[Item, ...]
    evidence: tuple[Evidence, ...]
    alerts: tuple[Alert, ...]


def read_votes(scene: Scene, meeting: Meeting, stretches: Sequence[Stretch]) -> VotedItems:
    """Return the items of the meeting, in their order, with what was decided."""
    votes = _Votes({item.mark: item for item in meeting.items})
    for stretch in stretches:
        _vote(scene, meeting, stretch, votes)
    for stretch in stretches:
        _vote_of_several(scene, stretch, votes)
    opened = {stretch.item.mark for stretch in stretches}
    for item in meeting.items:
        if item.mark not in opened:
            _never_opened(scene, item, votes)
        elif _is_open(votes.items[item.mark]):
            votes.alerts.append(_no_result(item))
    return VotedItems(
        items=tuple(votes.items[item.mark] for item in meeting.items),
        evidence=tuple(votes.evidence),
        alerts=tuple(votes.alerts),
    )


def _is_open(item: Item) -> bool:
    """Whether nothing tells what became of an item."""
    return item.ballot is None and item.outcome is None and not is_nomination(item)


def _vote(scene: Scene, meeting: Meeting, stretch: Stretch, votes: _Votes) -> None:
    item, vote = votes.items[stretch.item.mark], stretch.vote
    moved = read_amendments(scene, meeting, item, vote.rounds)
    doors = read_closed_session(scene, meeting, item, vote.rounds)
    item = replace(item, amendments=moved.amendments, closed_session_ballot=doors.ballot)
    votes.items[item.mark] = item
    for apart in (moved, doors):
        votes.evidence += apart.evidence
        votes.alerts += apart.alerts
    named = read_nomination(scene, meeting, item, stretch)
    if is_nomination(named.item):
        votes.items[item.mark] = replace(named.item, ballot=_ballot_of_nomination(scene, stretch))
        votes.evidence += named.evidence
        votes.alerts += named.alerts
        return
    if vote.mode is BallotMode.NONE:
        key = facts.item(item.mark, ItemField.OUTCOME)
        votes.evidence.append(scene.evidence(key, "votes.no_vote", vote.score, vote.span))
        votes.items[item.mark] = replace(item, outcome=vote.outcome)
        if _is_unsettled(scene, stretch):
            votes.alerts.append(_put_off(scene, item, vote))
        return
    settled = settle(scene, meeting, item, vote)
    votes.items[item.mark] = replace(item, ballot=settled.ballot)
    votes.evidence += settled.evidence
    votes.alerts += settled.alerts
    votes.alerts += _of_two(scene, item, vote)


def _of_two(scene: Scene, item: Item, vote: HeardVote) -> list[Alert]:
    """Return the alert that two votes far apart were decided, one of them maybe on another item."""
    decided = [one for one in vote.rounds if one.outcome and one.asked and not one.is_apart]
    for one, other in pairwise(decided):
        again = scene.cues.of(Cue.AGAIN, first=one.first, last=other.last)
        if other.first - one.last > _DEBATED and not again:
            text = (
                "Deux votes ont été entendus pour ce point : le dernier est proposé. L'autre est "
                "peut-être celui d'un point dont l'appel n'a pas été compris. Écoutez-les."
            )
            spans = ((one.first, one.last), (other.first, other.last))
            return [scene.alert("vote-of-another-item", text, *spans, item=item.mark)]
    return []


def _ballot_of_nomination(scene: Scene, stretch: Stretch) -> Ballot | None:
    """Return the ballot of a nomination made by show of hands; papers need none (L. 2121-21)."""
    asked = scene.cues.of(Cue.SECRET, Cue.SHOW_OF_HANDS, first=stretch.first, last=stretch.last)
    by_hands = bool(asked) and asked[-1].cue is Cue.SHOW_OF_HANDS
    return Ballot(mode=BallotMode.ORDINARY) if by_hands else None


def _is_unsettled(scene: Scene, stretch: Stretch) -> bool:
    """Whether an item that was put off may not have been, or one noted was voted on paper.

    It is voted all the same, spoken of for long after, or only somebody's wish: "(je ne voudrais
    pas) qu'on le reporte encore".
    """
    vote = stretch.vote
    if vote.outcome not in _PUT_OFF:
        return bool(scene.cues.of(Cue.SECRET, first=stretch.first, last=vote.span[0]))
    before = scene.heard.tokens[max(0, vote.span[0] - len(_THAT_WE)) : vote.span[0]]
    wished = tuple(token.text for token in before) == _THAT_WE
    voted = any(one.asked for one in vote.rounds)
    return wished or voted or stretch.last - vote.span[1] > _ENDS_WITHIN


def _vote_of_several(scene: Scene, stretch: Stretch, votes: _Votes) -> None:
    """Give one ballot to every item that was voted "en bloc", where it has none of its own."""
    for event in scene.cues.of(Cue.GROUPED, first=stretch.first, last=stretch.last):
        marks = _marks_near(scene, event)
        ballot = _ballot_of(votes.items, [stretch.item.mark, *marks])
        for mark in marks:
            item = votes.items.get(mark)
            if item is None or ballot is None or item.ballot is not None or item.outcome:
                continue
            votes.items[mark] = replace(item, ballot=ballot)
            span = (event.first, event.last)
            for name in (ItemField.MODE, ItemField.AGAINST, ItemField.ABSTENTIONS):
                key = facts.item(mark, name)
                votes.evidence.append(scene.evidence(key, "votes.grouped", event.score, span))
            votes.alerts.append(_grouped(scene, item, event))


def _marks_near(scene: Scene, event: Event) -> Sequence[int]:
    """Return the items that "les points 7 à 11" or "les points 2 et 3" names beside an event."""
    first, last = event.first - _RANGE_WITHIN, event.last + _RANGE_WITHIN
    for found in scene.cues.of(Cue.ITEM_RANGE, first=max(0, first), last=last):
        begin, end = found.number_in("from"), found.number_in("to")
        if begin is not None and end is not None and begin < end:
            return range(begin, end + 1)
    return ()


def _ballot_of(items: Mapping[ItemMark, Item], marks: Sequence[ItemMark]) -> Ballot | None:
    ballots = [items[mark].ballot for mark in marks if mark in items]
    return next((ballot for ballot in ballots if ballot is not None), None)


def _never_opened(scene: Scene, item: Item, votes: _Votes) -> None:
    """Say what became of an item that was not opened: taken off by its number, or not heard."""
    for event in scene.cues.of(Cue.WITHDRAWN, Cue.POSTPONED):
        first = max(0, event.first - _NUMBER_WITHIN)
        near = scene.cues.of(Cue.ITEM_NUMBER, first=first, last=event.last + _NUMBER_WITHIN)
        if any(number.number == item.mark for number in near):
            outcome = Outcome.WITHDRAWN if event.cue is Cue.WITHDRAWN else Outcome.POSTPONED
            votes.items[item.mark] = replace(item, outcome=outcome)
            key = facts.item(item.mark, ItemField.OUTCOME)
            span = (first, event.last)
            votes.evidence.append(scene.evidence(key, "agenda.taken_off", event.score, span))
            return
    votes.alerts.append(_not_found(item))


def _grouped(scene: Scene, item: Item, event: Event) -> Alert:
    return Alert(
        code="vote-grouped",
        severity=Severity.WARNING,
        text=("Point voté avec d'autres. Vérifiez que personne ne s'y est opposé pour ce point."),
        item=item.mark,
        excerpts=(scene.interval(event.first, event.last),),
    )


def _put_off(scene: Scene, item: Item, vote: HeardVote) -> Alert:
    return Alert(
        code="outcome-doubtful",
        severity=Severity.WARNING,
        text=(
            f"Point noté « {vote.outcome} », mais l'assemblée en a encore parlé ou voté ensuite. "
            "Écoutez le passage et gardez ce qui a été décidé."
        ),
        item=item.mark,
        excerpts=tuple(
            scene.interval(*span)
            for span in sorted({vote.span, *((one.first, one.last) for one in vote.rounds)})
        ),
    )


def _not_found(item: Item) -> Alert:
    return Alert(
        code="item-not-found",
        severity=Severity.WARNING,
        text=(
            "Point non retrouvé dans l'enregistrement. "
            "Indiquez où il commence, ou ce qu'il est devenu."
        ),
        item=item.mark,
    )


def _no_result(item: Item) -> Alert:
    return Alert(
        code="outcome-unknown",
        severity=Severity.WARNING,
        text=("Aucun vote ni « prend acte » n'a été entendu. Indiquez ce qui a été décidé."),
        item=item.mark,
    )
