"""Marks put over what is heard: they place items and movements, and contradictions become alerts.

A person presses the key some seconds after the words: where the same thing is heard near its mark,
the place of the words is kept, and the mark confirms it.

Invariants:
- What was marked stands; whatever is heard otherwise is told, never silently preferred.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.timecode import Interval
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, FactKey, Severity, Status
from pv_builder.facts import ItemField
from pv_builder.language.typography import hour as in_print
from pv_builder.marks import MarkedItem, MarkedMove, MarkedSpan, Marks
from pv_builder.meeting import (
    Attendance,
    BallotMode,
    Item,
    Meeting,
    MemberName,
    MovementKind,
    Suspension,
)
from pv_builder.minutes import Minutes
from pv_builder.reading.agenda.items import Opened
from pv_builder.reading.movements.heard_moves import HeardMove
from pv_builder.reading.presence.attendance import OpeningState
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.hours import minutes_of, written

RULE = "board.mark"
_NEAR_S = 60.0
"""Farther apart, the words and the mark cannot be of one moment. Chosen, not measured."""

_BEFORE_S = 4.0
"""The number and part of the title are heard before the key is pressed. Chosen, not measured."""

_SAME_MOVE_S = 180.0
_AROUND_S = 8.0
_HOURS_APART = 5


def marked_items(
    scene: Scene, opened: Sequence[Opened], marks: Marks
) -> tuple[list[Opened], tuple[Alert, ...]]:
    """Return where the items are opened, those that were marked at their marks; with alerts."""
    if not marks.items or not scene.end:
        return list(opened), ()
    printed = {str(entry.mark): entry.mark for entry in scene.seance.agenda}
    first: dict[str, MarkedItem] = {}
    for mark in marks.items:
        if mark.item in printed:
            first.setdefault(mark.item, mark)
    alerts: list[Alert] = []
    placed = [one for one in opened if str(one.mark) not in first]
    taken = {one.at for one in placed}
    heard = {str(one.mark): one for one in opened}
    for mark in first.values():
        known = heard.get(mark.item)
        near = known is not None and abs(_second(scene, known.at) - mark.at_s) <= _NEAR_S
        at = known.at if known is not None and near else _place(scene, mark.at_s)
        if known is not None and not near and known.in_order:
            alerts.append(_elsewhere(scene, mark, known))
        while at in taken and at + 1 < scene.end:
            at += 1
        taken.add(at)
        placed.append(Opened(mark=printed[mark.item], at=at, score=1.0))
    return sorted(placed, key=lambda one: one.at), tuple(alerts)


def _second(scene: Scene, at: int) -> float:
    return scene.heard.tokens[at].start


def _token_at(scene: Scene, second: float) -> int:
    """Return the first token from a second on, the last one after the end."""
    at = bisect_left(scene.heard.tokens, second, key=lambda token: token.start)
    return max(0, min(at, scene.end - 1))


def _place(scene: Scene, mark_s: float) -> int:
    """Return the beginning of a sentence nearest to where the words of a mark may be."""
    about = _token_at(scene, max(0.0, mark_s - _BEFORE_S))
    following = scene.heard.sentence_end(about)
    near = (scene.heard.sentence_start(about), min(following, max(0, scene.end - 1)))
    return min(near, key=lambda at: abs(_second(scene, at) - (mark_s - _BEFORE_S)))


def _elsewhere(scene: Scene, mark: MarkedItem, known: Opened) -> Alert:
    text = (
        f"Point ouvert {_at(mark.hour)} d'après votre repère, mais annoncé ailleurs "
        "d'après l'enregistrement. Le repère est retenu ; écoutez les deux passages."
    )
    return Alert(
        code="item-marked-elsewhere",
        severity=Severity.WARNING,
        text=text,
        item=known.mark,
        excerpts=(_around(mark.at_s), scene.interval(known.at, min(known.at + 10, scene.end))),
    )


def _at(hour: str | None) -> str:
    return f"à {in_print(hour)}" if hour else "ici"


def _around(second: float) -> Interval:
    return Interval(max(0.0, second - _AROUND_S), second + _AROUND_S)


def marked_moves(scene: Scene, moves: Sequence[HeardMove], marks: Marks) -> list[HeardMove]:
    """Return the movements, those that were marked first of all, in the order of the session.

    What is heard near a mark of the same kind, of this member or of nobody in particular, tells the
    hour and the pouvoir left behind.
    """
    if not scene.end:
        return list(moves)
    left = list(moves)
    result: list[HeardMove] = []
    for mark in marks.moves:
        same = [move for move in left if _is_told(scene, move, mark)]
        told = min(same, key=lambda m: abs(_second(scene, m.first) - mark.at_s), default=None)
        if told is not None:
            left.remove(told)
            result.append(replace(told, member=mark.member, score=1.0, is_marked=True))
            continue
        at = _token_at(scene, mark.at_s)
        move = HeardMove(
            kind=mark.kind, member=mark.member, score=1.0, first=at, last=at + 1, is_marked=True
        )
        result.append(move)
    return sorted([*left, *result], key=lambda move: move.first)


def _is_told(scene: Scene, move: HeardMove, mark: MarkedMove) -> bool:
    same = move.kind is mark.kind and move.member in {mark.member, None}
    return same and abs(_second(scene, move.first) - mark.at_s) <= _SAME_MOVE_S


def marked_opening(scene: Scene, state: OpeningState, marks: Marks) -> OpeningState:
    """Return the state at the opening as the marks say it: who arrives later was not there."""
    stated = {s.member.name for s in scene.seance.members if s.attendance}
    first: dict[MemberName, MarkedMove] = {}
    for mark in marks.moves:
        first.setdefault(mark.member, mark)
    follows = {
        name: Attendance.ABSENT if mark.kind is MovementKind.ARRIVAL else Attendance.PRESENT
        for name, mark in first.items()
        if name not in stated and name in scene.names
    }
    heard = dict(state.attendance)
    told = {one.fact: one for one in state.evidence}
    for name, attendance in list(follows.items()):
        was = heard.get(name)
        if attendance is Attendance.ABSENT and was is Attendance.EXCUSED:
            del follows[name]  # excused and come after all: still not there at the opening
    order = [member.name for member in scene.seance.roll]
    states = heard | follows
    confirmed = {facts.attendance(name): _confirmed(name, first) for name in follows}
    alerts = [
        _against_roll(mark, told[facts.attendance(name)])
        for name, mark in first.items()
        if name in follows
        and heard.get(name, follows[name]) is not follows[name]
        and _is_sure(told.get(facts.attendance(name)))
    ]
    return replace(
        state,
        attendance=tuple((name, states[name]) for name in order if name in states),
        evidence=(
            *(one for one in state.evidence if one.fact not in confirmed),
            *confirmed.values(),
        ),
        alerts=(*state.alerts, *alerts),
        late=state.late - {name for name, mark in first.items()},
    )


_SURE = 0.7


def _is_sure(told: Evidence | None) -> bool:
    return told is not None and (told.score or 0.0) >= _SURE and bool(told.excerpts)


def _confirmed(name: MemberName, first: Mapping[MemberName, MarkedMove]) -> Evidence:
    return Evidence(
        fact=facts.attendance(name),
        status=Status.CONFIRMED,
        rule=RULE,
        excerpts=(_around(first[name].at_s),),
    )


def _against_roll(mark: MarkedMove, told: Evidence) -> Alert:
    what = "l'arrivée" if mark.kind is MovementKind.ARRIVAL else "le départ"
    heard = "présent" if mark.kind is MovementKind.ARRIVAL else "absent"
    text = (
        f"Vous avez marqué {what} de {mark.member} {_at(mark.hour)}, alors que ce membre est "
        f"entendu {heard} à l'ouverture. Le repère est retenu ; écoutez l'appel."
    )
    return Alert(
        code="movement-marked-against-roll",
        severity=Severity.WARNING,
        text=text,
        excerpts=(*told.excerpts, _around(mark.at_s)),
    )


def marked_suspensions(
    heard: Sequence[Suspension], marks: Marks
) -> tuple[tuple[Suspension, ...], tuple[Alert, ...]]:
    """Return the suspensions: those marked, then those only heard; with alerts of other hours."""
    kept = list(heard)
    result: list[Suspension] = []
    alerts: list[Alert] = []
    for mark in marks.suspensions:
        same = next((one for one in kept if _meets(one, mark)), None)
        if same is not None:
            kept.remove(same)
            alerts += _other_hours(mark, same)
        result.append(
            Suspension(
                start_s=same.start_s if same is not None else mark.start_s,
                end_s=mark.end_s if mark.end_s is not None or same is None else same.end_s,
                start_hour=mark.start_hour,
                end_hour=mark.end_hour if mark.end_hour or same is None else same.end_hour,
            )
        )
    return tuple(sorted([*result, *kept], key=lambda one: one.start_s)), tuple(alerts)


def _meets(one: Suspension, mark: MarkedSpan) -> bool:
    if abs(one.start_s - mark.start_s) <= _SAME_MOVE_S:
        return True
    ends = (one.end_s or one.start_s, mark.end_s or mark.start_s)
    return one.start_s <= ends[1] and mark.start_s <= ends[0]


def _other_hours(mark: MarkedSpan, heard: Suspension) -> Iterator[Alert]:
    for marked, said, what, second in (
        (mark.start_hour, heard.start_hour, "suspendue", mark.start_s),
        (mark.end_hour, heard.end_hour, "reprise", mark.end_s or mark.start_s),
    ):
        if _is_other(marked, said):
            text = (
                f"Séance {what} à {in_print(marked or '')} d'après votre repère, à "
                f"{in_print(said or '')} d'après ce qui est dit. Le repère est retenu ; écoutez."
            )
            yield Alert(
                code="suspension-hour-marked",
                severity=Severity.WARNING,
                text=text,
                excerpts=(_around(second),),
            )


def _is_other(marked: str | None, said: str | None) -> bool:
    if marked is None or said is None:
        return False
    return abs(minutes_of(marked) - minutes_of(said)) > _HOURS_APART


@dataclass(frozen=True, slots=True, kw_only=True)
class _Overlay:
    """The marks over finished minutes."""

    marks: Marks
    end_s: float

    def keys(self) -> set[FactKey]:
        """Return the facts that a person marked."""
        starts = (facts.item(mark.item, ItemField.START) for mark in self.marks.items)
        moves = (facts.movement(move.kind, move.member) for move in self.marks.moves)
        return {*starts, *moves}

    def item(self, item: Item) -> Item:
        """Return an item, in closed session when that was marked."""
        if item.start_s is None:
            return item
        end_s = item.end_s if item.end_s is not None else self.end_s
        closed = any(
            span.start < end_s and item.start_s <= max(span.end, span.start)
            for span in self.marks.closed_until(self.end_s)
        )
        return replace(item, closed_session=item.closed_session or closed)


def with_marks(minutes: Minutes, marks: Marks, end_s: float) -> Minutes:
    """Return the minutes with the hours, the closed sessions and the confirmations of the marks.

    Args:
        minutes: read with the items and movements of the marks already in their places.
        marks: of the session.
        end_s: end of the recording.
    """
    overlay = _Overlay(marks=marks, end_s=end_s)
    meeting, alerts = _with_hours(minutes.meeting, marks)
    meeting = replace(meeting, items=tuple(overlay.item(item) for item in meeting.items))
    keys = overlay.keys()
    evidence = tuple(
        replace(one, status=Status.CONFIRMED, rule=RULE) if one.fact in keys else one
        for one in minutes.evidence
    )
    return replace(
        minutes,
        meeting=meeting,
        evidence=evidence,
        alerts=(*minutes.alerts, *alerts, *_unheard_votes(meeting, marks)),
    )


def _with_hours(meeting: Meeting, marks: Marks) -> tuple[Meeting, tuple[Alert, ...]]:
    """Return the meeting with the hours at which movements were marked; with alerts."""
    alerts: list[Alert] = []
    left = list(marks.moves)
    movements = []
    for movement in meeting.movements:
        mark = next(
            (m for m in left if (m.kind, m.member) == (movement.kind, movement.member)), None
        )
        if mark is None or mark.hour is None:
            movements.append(movement)
            continue
        left.remove(mark)
        if _is_other(mark.hour, movement.hour):
            alerts.append(_other_hour(mark, movement.hour or ""))
        hour = written(minutes_of(mark.hour))
        movements.append(replace(movement, hour=hour))
    return replace(meeting, movements=tuple(movements)), tuple(alerts)


def _other_hour(mark: MarkedMove, said: str) -> Alert:
    what = "Arrivée" if mark.kind is MovementKind.ARRIVAL else "Départ"
    text = (
        f"{what} de {mark.member} : à {in_print(mark.hour or '')} d'après votre repère, à "
        f"{in_print(said)} d'après ce qui est dit. Le repère est retenu ; écoutez."
    )
    return Alert(
        code="movement-hour-marked",
        severity=Severity.WARNING,
        text=text,
        excerpts=(_around(mark.at_s),),
    )


def _unheard_votes(meeting: Meeting, marks: Marks) -> Iterator[Alert]:
    """Yield an alert for each item marked as put to the vote of which no vote was heard."""
    told: set[str] = set()
    for mark in marks.votes:
        item = next((one for one in meeting.items if str(one.mark) == mark.item), None)
        unheard = item is not None and (item.ballot is None or item.ballot.mode is BallotMode.NONE)
        if item is None or not unheard or mark.item in told:
            continue
        told.add(mark.item)
        text = (
            f"Vous avez marqué un vote {_at(mark.hour)}, mais aucun n'a été "
            "entendu. Écoutez le passage et indiquez le résultat."
        )
        yield Alert(
            code="vote-marked-unheard",
            severity=Severity.WARNING,
            text=text,
            item=item.mark,
            excerpts=(_around(mark.at_s),),
        )
