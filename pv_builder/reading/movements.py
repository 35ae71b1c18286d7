"""Members who arrive or leave in mid-session, with the hour said and the pouvoir left behind.

Invariants:
- A movement has a member: one whose name was not recognised becomes an alert.
- A member arrives only if he was not there, and leaves only if he was.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.meeting import (
    Attendance,
    Item,
    ItemKind,
    Meeting,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Proxy,
)
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.heard_proxies import HeardProxy, heard_proxies
from pv_builder.reading.hours import Hour, minutes_of, settled, written
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes import HeardVote

_WITHDRAWS_WITHIN = 25
_HOUR_AFTER = 14
_HOUR_BEFORE = 10
_PROXY_AFTER = 16
_SAME_MOVE = 60
_DAY_MIN = 24 * 60
_LATEST_OPENING_MIN = 5 * 60
_BETWEEN_ITEMS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardMove:
    """An arrival or a departure said in the tokens `first:last`.

    Attributes:
        member: None when the name was not recognised.
        hour: as said; None when none was.
        proxy: the pouvoir left behind, of a departure; without a holder when the name was not
            recognised.
        is_marked: a person marked it while the session was recorded.
        is_supposed: that somebody arrives was not understood (`supposed_arrivals`).
    """

    kind: MovementKind
    member: MemberName | None
    score: float
    first: int
    last: int
    hour: Hour | None = None
    proxy: HeardProxy | None = None
    is_marked: bool = False
    is_supposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """An item of the agenda, the tokens in which it is discussed and what was said of its vote."""

    item: Item
    first: int
    last: int
    vote: HeardVote

    @property
    def decided_at(self) -> int:
        """Position after the vote, or after what ends the item; close to its end otherwise."""
        return self.vote.span[1] or max(self.first, self.last - _BETWEEN_ITEMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The meeting with its movements, why they are believed and what is wrong with others."""

    meeting: Meeting
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What one movement heard adds to the session."""

    movement: Movement | None = None
    proxy: Proxy | None = None
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


def heard_moves(scene: Scene, stretches: Sequence[Stretch]) -> list[HeardMove]:
    """Return the arrivals and departures said once the roll was called, in order.

    A member who withdraws from one item, or the chair during the accounts, does not leave.
    """
    moves: list[HeardMove] = []
    first_item = stretches[0].first if stretches else scene.end
    for move in _found(scene):
        announced = move.first < first_item and move.hour is None
        if announced or _withdraws(scene, move, stretches):
            continue
        same = [
            m
            for m in moves
            if m.kind is move.kind and m.member == move.member and move.first - m.last <= _SAME_MOVE
        ]
        if same:
            moves[moves.index(same[-1])] = _fuller(same[-1], move)
        else:
            moves.append(move)
    return moves


def _withdraws(scene: Scene, move: HeardMove, stretches: Sequence[Stretch]) -> bool:
    if move.kind is MovementKind.ARRIVAL:
        return False
    about = scene.cues.of(
        Cue.NO_PART,
        first=max(0, move.first - _WITHDRAWS_WITHIN),
        last=move.last + _WITHDRAWS_WITHIN,
    )
    accounts = any(
        s.first <= move.first < s.last and s.item.kind is ItemKind.ACCOUNTS for s in stretches
    )
    return bool(about) or (accounts and move.member in {scene.executive, None})


def _fuller(one: HeardMove, other: HeardMove) -> HeardMove:
    """Return the telling of one movement that says more: an hour, a pouvoir."""
    return max(one, other, key=lambda m: (m.hour is not None, m.proxy is not None, m.score))


def _found(scene: Scene) -> Iterator[HeardMove]:
    for event in scene.cues.of(Cue.ARRIVAL, Cue.DEPARTURE, Cue.I_LEAVE):
        if event.cue is Cue.I_LEAVE:
            yield from _first_person(scene, event)
            continue
        mention = scene.said_of(event)
        if mention is not None and not _of_speaker(scene, event):
            kind = MovementKind.ARRIVAL if event.cue is Cue.ARRIVAL else MovementKind.DEPARTURE
            yield _move(scene, event, kind, mention.member, mention.score)


def _of_speaker(scene: Scene, event: Event) -> bool:
    """Whether it is the speaker who goes: "je laisse la place à Madame X et je quitte la salle"."""
    return any(token.text == "je" for token in scene.heard.tokens[event.first : event.last])


def _first_person(scene: Scene, event: Event) -> Iterator[HeardMove]:
    """Yield the departure of whoever says "je dois vous laisser": known by the voice only."""
    speaker = scene.speaker(event.first)
    known = scene.heard.turn_of(event.first).member is not None
    if speaker is not None and known:
        yield _move(scene, event, MovementKind.DEPARTURE, *speaker)
    else:
        yield _move(scene, event, MovementKind.DEPARTURE, None, 0.0)


def _move(
    scene: Scene,
    event: Event,
    kind: MovementKind,
    member: MemberName | None,
    score: float,
) -> HeardMove:
    hour = _hour_near(scene, event)
    proxy = _proxy_left(scene, event, member) if kind is MovementKind.DEPARTURE else None
    ends = [event.last, *(part.last for part in (hour, proxy) if part is not None)]
    return HeardMove(
        kind=kind,
        member=member,
        score=score * event.score,
        first=event.first,
        last=max(ends),
        hour=hour,
        proxy=proxy,
    )


def _hour_near(scene: Scene, event: Event) -> Hour | None:
    """Return the hour said with a movement: after it, else just before ("il est 19 h 12")."""
    after = scene.hours_in(event.first, event.last + _HOUR_AFTER)
    before = scene.hours_in(max(0, event.first - _HOUR_BEFORE), event.first)
    near = [hour for hour in (*after[:1], *before[-1:]) if not hour.loose]
    return near[0] if near else None


def _proxy_left(scene: Scene, event: Event, member: MemberName | None) -> HeardProxy | None:
    """Return the pouvoir that whoever leaves gives in the same breath."""
    said = heard_proxies(scene, event.first, event.last + _PROXY_AFTER)
    own = [proxy for proxy in said if proxy.giver == member]
    return max(own, key=lambda proxy: proxy.holder is not None, default=None)


def with_moves(
    scene: Scene,
    meeting: Meeting,
    moves: Sequence[HeardMove],
    stretches: Sequence[Stretch],
    late: Collection[MemberName],
) -> Moved:
    """Return the meeting with the movements that fit who was there.

    Args:
        scene: the session.
        meeting: with the state at the opening.
        moves: as heard.
        stretches: the items, in the order they were opened.
        late: members announced as coming later.
    """
    steps = list(_steps(scene, meeting, moves, stretches))
    movements = tuple(step.movement for step in steps if step.movement is not None)
    left = tuple(step.proxy for step in steps if step.proxy is not None)
    arrived = {move.member for move in movements if move.kind is MovementKind.ARRIVAL}
    missed = map(_never_arrived, sorted(set(late) - arrived))
    return Moved(
        meeting=replace(meeting, movements=movements, proxies=(*meeting.proxies, *left)),
        evidence=tuple(chain.from_iterable(step.evidence for step in steps)),
        alerts=(*chain.from_iterable(step.alerts for step in steps), *missed),
    )


def _steps(
    scene: Scene, meeting: Meeting, moves: Sequence[HeardMove], stretches: Sequence[Stretch]
) -> Iterator[_Step]:
    """Yield what each movement heard adds, in order: who is there changes with each that fits."""
    there = {name for name, state in meeting.attendance if state is Attendance.PRESENT}
    for move in moves:
        arrives = move.kind is MovementKind.ARRIVAL
        if move.member is None:
            yield _Step(alerts=(_unknown(scene, move),))
        elif (move.member in there) is not arrives:
            there.symmetric_difference_update({move.member})
            yield _fitting(scene, meeting, move, move.member, _moment(move.first, stretches))
        elif not arrives or move.hour is not None or move.is_marked:
            yield _Step(alerts=(_impossible(scene, move),))


def _fitting(
    scene: Scene, meeting: Meeting, move: HeardMove, member: MemberName, moment: Moment
) -> _Step:
    """Return the movement of a member who was not, or was, there before."""
    hour = _hour(meeting, move)
    key = facts.movement(move.kind, member)
    said = scene.evidence(key, "movements.said", move.score, (move.first, move.last))
    left = _left(scene, move, member, moment)
    return _Step(
        movement=Movement(kind=move.kind, member=member, moment=moment, hour=hour),
        proxy=left.proxy,
        evidence=(said, *left.evidence),
        alerts=(*_doubts(scene, move), *left.alerts),
    )


def _doubts(scene: Scene, move: HeardMove) -> Iterator[Alert]:
    """Yield what is to be checked in a movement that fits."""
    if move.is_supposed:
        yield _supposed(scene, move)
    if move.hour is None or move.hour.doubtful:
        yield _hour_doubtful(scene, move)


def _left(scene: Scene, move: HeardMove, giver: MemberName, begin: Moment) -> _Step:
    """Return the pouvoir that goes with a departure, nothing where none was given."""
    given = move.proxy
    if given is None:
        return _Step()
    if given.holder is None:
        return _Step(alerts=(_holder_unknown(scene, move),))
    span = (given.first, given.last)
    said = scene.evidence(facts.proxy(giver), "proxies.left", given.score, span)
    return _Step(proxy=Proxy(giver=giver, holder=given.holder, begin=begin), evidence=(said,))


def _moment(at: int, stretches: Sequence[Stretch]) -> Moment:
    """Return where in the order of the session a token stands.

    Between the vote of an item and the next one counts as before the next one.
    """
    for place, stretch in enumerate(stretches):
        if at < stretch.first:
            return Moment(item=stretch.item.mark) if place else Moment()
        if at < min(stretch.decided_at, stretch.last):
            return Moment(item=stretch.item.mark, during=True)
    return Moment(item=stretches[-1].item.mark, after=True) if stretches else Moment()


def _hour(meeting: Meeting, move: HeardMove) -> str | None:
    """Return the hour of a movement as written, between the opening and the closing."""
    if move.hour is None:
        return None
    minutes = settled(move.hour, _begun(meeting))
    return None if minutes is None else written(minutes)


def _begun(meeting: Meeting) -> int | None:
    """Return the minutes of the hour that movements follow: of the opening, where it is likely.

    An opening long after the convened hour is misheard ("00 h 05"): evening would become morning.
    """
    convened = minutes_of(meeting.convened_hour) if meeting.convened_hour else None
    opened = minutes_of(meeting.opened_at) if meeting.opened_at else None
    if opened is None or convened is None:
        return convened if opened is None else opened
    return opened if (opened - convened) % _DAY_MIN <= _LATEST_OPENING_MIN else convened


def _unknown(scene: Scene, move: HeardMove) -> Alert:
    what = "L'arrivée" if move.kind is MovementKind.ARRIVAL else "Le départ"
    text = (
        f"{what} d'un membre a été entendu sans que son nom soit reconnu. "
        "Écoutez le passage et indiquez-le."
    )
    return _alert(scene, "movement-unknown", text, move)


def _hour_doubtful(scene: Scene, move: HeardMove) -> Alert:
    what = "d'arrivée" if move.kind is MovementKind.ARRIVAL else "de départ"
    if move.hour is None:
        text = (
            f"L'heure {what} de {move.member} n'a pas été entendue. "
            "Écoutez le passage et indiquez-la."
        )
        return _alert(scene, "movement-hour-missing", text, move)
    text = (
        f"L'heure {what} de {move.member} n'a peut-être pas été comprise entièrement. "
        "Écoutez le passage et vérifiez les minutes."
    )
    return _alert(scene, "movement-hour-doubtful", text, move)


def _supposed(scene: Scene, move: HeardMove) -> Alert:
    text = (
        f"{move.member}, dont le retard a été annoncé, est nommé à côté d'une heure : son arrivée "
        "est supposée. Écoutez le passage et vérifiez."
    )
    return _alert(scene, "movement-supposed", text, move)


def _holder_unknown(scene: Scene, move: HeardMove) -> Alert:
    text = (
        f"{move.member} laisse un pouvoir en partant, mais le nom de qui le reçoit n'a pas été "
        "reconnu. Écoutez le passage et complétez (CGCT, art. L. 2121-20)."
    )
    return _alert(scene, "proxy-name-unknown", text, move)


def _impossible(scene: Scene, move: HeardMove) -> Alert:
    arrives = move.kind is MovementKind.ARRIVAL
    what = "L'arrivée" if arrives else "Le départ"
    why = "était déjà noté présent" if arrives else "n'était pas noté présent"
    told = f"{'marqué' if move.is_marked else 'entendu'}{'e' if arrives else ''}"
    text = (
        f"{what} de {move.member} a été {told}, alors que ce membre {why}. "
        "Écoutez le passage et corrigez la présence ou le mouvement."
    )
    return _alert(scene, "movement-impossible", text, move)


def _never_arrived(member: MemberName) -> Alert:
    text = (
        f"Le retard de {member} a été annoncé, mais son arrivée n'a pas été entendue. "
        "Indiquez quand ce membre est arrivé, ou qu'il n'est pas venu."
    )
    return Alert(code="late-never-arrived", severity=Severity.WARNING, text=text)


def _alert(scene: Scene, code: str, text: str, move: HeardMove) -> Alert:
    return Alert(
        code=code,
        severity=Severity.WARNING,
        text=text,
        excerpts=(scene.interval(move.first, move.last),),
    )
