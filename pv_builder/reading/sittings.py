"""When the session was suspended, and what was examined in closed session (huis clos).

Invariants:
- A suspension that nobody is heard to end is kept only when it was declared, not asked for.
"""

from dataclasses import dataclass

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.meeting import Item, Suspension
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import Event
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.hours import minutes_of, settled, written

_HOUR_WITHIN = 14
_LEAST_S = 1.0
_DOORS_CLOSED_WITHIN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDoors:
    """Whether an item was examined in closed session, and what to ask about it."""

    closed: bool
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """The suspensions at their place in the recording, why they are believed, what is in doubt."""

    suspensions: tuple[Suspension, ...]
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


def read_suspensions(scene: Scene, begun: str | None) -> Pauses:
    """Return the suspensions declared, with the hours said.

    One that nobody is heard to end has no end: what follows is not left out of the minutes, and
    an alert asks where the session went on.

    Args:
        scene: the session.
        begun: the hour that those said must follow, None when none is known.
    """
    tokens = scene.heard.tokens
    found: list[Suspension] = []
    evidence: list[Evidence] = []
    alerts: list[Alert] = []
    edge = 0
    for event in scene.cues.of(Cue.SUSPENDED):
        if event.first < edge:
            continue
        resumed = scene.cues.of(Cue.RESUMED, first=event.last)
        end = next(
            (e for e in resumed if tokens[e.first].start - tokens[event.first].start > _LEAST_S),
            None,
        )
        edge = end.last if end is not None else scene.end
        pause = Suspension(
            start_s=tokens[event.first].start,
            end_s=tokens[end.first].start if end is not None else None,
            start_hour=_hour(scene, event, begun),
            end_hour=_hour(scene, end, begun) if end is not None else None,
        )
        found.append(pause)
        spans = [(e.first, e.last) for e in (event, end) if e is not None]
        score = min(e.score for e in (event, end) if e is not None)
        key = facts.suspension(pause.start_s)
        evidence.append(scene.evidence(key, "sittings.suspended", score, *spans))
        if end is None:
            alerts.append(_unended(scene, event))
    return Pauses(suspensions=tuple(found), evidence=tuple(evidence), alerts=tuple(alerts))


def _unended(scene: Scene, event: Event) -> Alert:
    text = (
        "La séance a été suspendue, mais sa reprise n'a pas été entendue. Écoutez la suite et "
        "indiquez quand elle a repris : ce qui se dit pendant une suspension n'est pas au "
        "procès-verbal."
    )
    return Alert(
        code="suspension-unended",
        severity=Severity.WARNING,
        text=text,
        excerpts=(scene.interval(event.first, event.last),),
    )


def _hour(scene: Scene, event: Event, begun: str | None) -> str | None:
    hours = scene.hours_in(max(0, event.first - _HOUR_WITHIN), event.last + _HOUR_WITHIN)
    nearest = min(hours, key=lambda hour: abs(hour.first - event.last), default=None)
    if nearest is None:
        return None
    minutes = settled(nearest, minutes_of(begun) if begun else None)
    return written(minutes) if minutes is not None else None


def read_closed_doors(scene: Scene, item: Item, first: int, last: int) -> ClosedDoors:
    """Return whether an item, discussed in the tokens `first:last`, was behind closed doors.

    The words alone do not close the doors (somebody may only wish it): the public leaves, or the
    session is said to be public again.
    """
    said = scene.cues.of(Cue.CLOSED_DOORS, first=first, last=last)
    if not said:
        return ClosedDoors(closed=False)
    until = max(last, said[-1].last + _DOORS_CLOSED_WITHIN)
    begin = said[0].first
    # "La séance reste publique" is no return to the public: it refuses the closed session.
    refused = scene.cues.of(Cue.DOORS_REFUSED, first=begin, last=until)
    signs = (Cue.DOORS_CLOSE,) if refused else (Cue.DOORS_CLOSE, Cue.DOORS_OPEN, Cue.DOORS_DECIDED)
    if scene.cues.of(*signs, first=begin, last=until):
        return ClosedDoors(closed=True)
    text = "Le huis clos a été évoqué. Écoutez le passage et indiquez s'il a été décidé."
    alert = Alert(
        code="closed-session-doubtful",
        severity=Severity.WARNING,
        text=text,
        item=item.mark,
        excerpts=(scene.interval(said[0].first, said[0].last),),
    )
    return ClosedDoors(closed=False, alerts=(alert,))
