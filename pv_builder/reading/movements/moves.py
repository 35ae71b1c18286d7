"""Members who arrive or leave in mid-session, with the hour said and the pouvoir left behind.

Invariants:
- A movement has a member: one whose name was not recognised becomes an alert.
- A member arrives only if he was not there, and leaves only if he was.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from core.sounds import words
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence
from pv_builder.meeting import (
    Attendance,
    Meeting,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Proxy,
)
from pv_builder.reading.movements.heard_moves import HeardMove, Stretch
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.whole_phrases import best_by_sound
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.hours import minutes_of, settled, written
from pv_builder.reading.words.names import NameForm

_TO = words("à a au pour chez")
_GIVES = ("son pouvoir est", "avec un pouvoir", "donne pouvoir", "laisse pouvoir", "procuration à")
_GIVES_LIKENESS = 0.75


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
    missed = [_never_arrived(scene, member) for member in sorted(set(late) - arrived)]
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
            yield _fitting(scene, meeting, move, move.member, _moment(move, stretches))
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
    left = move.kind is MovementKind.DEPARTURE and move.proxy is None
    if left and (_names_another(scene, move) or _sounds_given(scene, move)):
        yield _maybe_left(scene, move)


def _sounds_given(scene: Scene, move: HeardMove) -> bool:
    """Whether what is said with a departure sounds like a pouvoir, and was not understood."""
    stop = scene.heard.sentence_end(move.last - 1)
    understood = scene.cues.of(Cue.PROXY_WORD, first=move.first, last=stop)
    heard = best_by_sound(scene.heard.tokens, _GIVES, move.first, stop, least=_GIVES_LIKENESS)
    return heard is not None and not understood


def _names_another(scene: Scene, move: HeardMove) -> bool:
    """Whether "à" and another name follow a departure in its sentence: a holder maybe."""
    stop = scene.heard.sentence_end(move.last - 1)
    others = scene.mentions_in(move.first + 1, stop)
    return any(
        m.firm
        and m.form is not NameForm.FUNCTION
        and m.member not in {None, move.member}
        and scene.heard.tokens[m.first - 1].text in _TO
        for m in others
    )


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


def _moment(move: HeardMove, stretches: Sequence[Stretch]) -> Moment:
    """Return where in the order of the session a movement stands.

    Between the vote of an item and the next one counts as before the next one; where the vote was
    not found, what is said with the movement may be all that is left of the item.
    """
    for place, stretch in enumerate(stretches):
        at = move.first if stretch.vote.span[1] else move.last
        if move.first < stretch.first:
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
    """Return the minutes of the hour that movements follow: convened, else heard at the opening.

    What was heard may be wrong ("21 h 07" for "19 h 07"), and evening would become morning.
    """
    begun = meeting.convened_hour or meeting.opened_at
    return minutes_of(begun) if begun else None


def _unknown(scene: Scene, move: HeardMove) -> Alert:
    what = "L'arrivée" if move.kind is MovementKind.ARRIVAL else "Le départ"
    text = (
        f"{what} d'un membre a été entendu sans que son nom soit reconnu. "
        "Écoutez le passage et indiquez-le."
    )
    return scene.alert("movement-unknown", text, (move.first, move.last))


def _hour_doubtful(scene: Scene, move: HeardMove) -> Alert:
    what = "d'arrivée" if move.kind is MovementKind.ARRIVAL else "de départ"
    if move.hour is None:
        text = (
            f"L'heure {what} de {move.member} n'a pas été entendue. "
            "Écoutez le passage et indiquez-la."
        )
        return scene.alert("movement-hour-missing", text, (move.first, move.last))
    text = (
        f"L'heure {what} de {move.member} n'a peut-être pas été comprise entièrement. "
        "Écoutez le passage et vérifiez les minutes."
    )
    return scene.alert("movement-hour-doubtful", text, (move.first, move.last))


def _supposed(scene: Scene, move: HeardMove) -> Alert:
    what, ending = ("L'arrivée", "e") if move.kind is MovementKind.ARRIVAL else ("Le départ", "")
    pronoun = "elle" if ending else "il"
    text = (
        f"{what} de {move.member} n'a pas été annoncé{ending} en clair : {pronoun} est "
        f"supposé{ending} d'après ce qui est dit. Écoutez le passage et vérifiez."
    )
    return scene.alert("movement-supposed", text, (move.first, move.last))


def _holder_unknown(scene: Scene, move: HeardMove) -> Alert:
    text = (
        f"{move.member} laisse un pouvoir en partant, mais le nom de qui le reçoit n'a pas été "
        "reconnu. Écoutez le passage et complétez (CGCT, art. L. 2121-20)."
    )
    return scene.alert("proxy-name-unknown", text, (move.first, move.last))


def _maybe_left(scene: Scene, move: HeardMove) -> Alert:
    text = (
        f"Un pouvoir a peut-être été laissé au départ de {move.member}, sans que les mots soient "
        "compris. Écoutez le passage (CGCT, art. L. 2121-20)."
    )
    return scene.alert("proxy-doubtful", text, (move.first, move.last))


def _impossible(scene: Scene, move: HeardMove) -> Alert:
    arrives = move.kind is MovementKind.ARRIVAL
    what = "L'arrivée" if arrives else "Le départ"
    why = "était déjà noté présent" if arrives else "n'était pas noté présent"
    told = f"{'marqué' if move.is_marked else 'entendu'}{'e' if arrives else ''}"
    text = (
        f"{what} de {move.member} a été {told}, alors que ce membre {why}. "
        "Écoutez le passage et corrigez la présence ou le mouvement."
    )
    return scene.alert("movement-impossible", text, (move.first, move.last))


def _never_arrived(scene: Scene, member: MemberName) -> Alert:
    text = (
        f"Le retard de {member} a été annoncé, mais son arrivée n'a pas été entendue. "
        "Indiquez quand ce membre est arrivé, ou qu'il n'est pas venu."
    )
    return scene.alert("late-never-arrived", text)
