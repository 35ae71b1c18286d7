"""The hours of opening and closing, and the date of the next session.

Invariants:
- The convened hour only tells morning from evening: it is never taken for the hour of opening.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.sounds import likeness, sound_of, words
from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.hours import Hour, is_told, minutes_of, settled, written

_NEAR = 30
_BESIDE = 12
_HALF_TOLD = 0.5
_EARLIEST_MIN = -30
_LATEST_MIN = 60
_LOOSE_REACH = 4
_AROUND = 4
_FAR_SCORE = 0.5
_DOUBTFUL = 0.5
_LAST_WORDS = 40
_LAST_WORDS_SCORE = 0.6
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS = words("lundi mardi mercredi jeudi vendredi samedi dimanche")
_MONTH_SOUNDS = tuple((month, sound_of(month)) for month in _MONTHS)
_MONTH_LIKENESS = 0.75
_LONGEST_MONTH = 31
_DATE_WITHIN = 18
_DAY_MIN = 24 * 60
_LONGEST_MIN = 9 * 60
_EXACTLY = words("à pile précise précises tapante tapantes passée passées")
_LONGER_MIN = 90
"""A session may be suspended, or recorded from its second half on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact that was read, and why it is believed."""

    value: str
    evidence: Evidence
    alerts: tuple[Alert, ...] = ()


def opening_hour(scene: Scene, last: int) -> Told | None:
    """Return the hour at which the session was said to open, in the tokens before `last`."""
    convened = minutes_of(scene.seance.hour) if scene.seance.hour else None
    events = scene.cues.of(Cue.OPENING, last=last)
    best: tuple[float, Hour, int] | None = None
    for hour in scene.hours_in(0, last):
        minutes = settled(hour, convened)
        if minutes is None:
            continue
        score = _opening_score(scene, hour, [e.first for e in events])
        if convened is not None and not _EARLIEST_MIN <= minutes - convened <= _LATEST_MIN:
            score *= _FAR_SCORE
        elif score == 0.0 and convened is not None and is_told(scene.heard.tokens, hour):
            score = _HALF_TOLD  # said before the first item, and likely
        if score > 0 and (best is None or score > best[0]):
            best = (score, hour, minutes)
    if best is None:
        return None
    score, hour, minutes = best
    too_early = convened is not None and minutes < convened  # no session opens before its hour
    if score <= _HALF_TOLD or too_early:
        hour = replace(hour, doubtful=True)
    score *= _DOUBTFUL if hour.doubtful else 1.0
    evidence = scene.evidence(facts.OPENED_AT, "opening.hour", score, (hour.first, hour.last))
    return Told(value=written(minutes), evidence=evidence, alerts=_doubts(scene, hour, "opening"))


def _opening_score(scene: Scene, hour: Hour, openings: Sequence[int]) -> float:
    """Return how sure it is that an hour is that of the opening; 0 when nothing says so."""
    if hour.loose:
        return 0.0
    tokens = scene.heard.tokens
    near = [at for at in openings if abs(hour.first - at) <= _NEAR]
    if is_told(scene.heard.tokens, hour):
        return 1.0 if near else 0.6 if hour.first < 4 * _NEAR else 0.0
    if _stands_alone(scene, hour):
        return 0.9 if near else 0.6 if hour.first < 2 * _NEAR else 0.0
    if any(tokens[at].sentence == tokens[hour.first].sentence for at in near):
        return 0.9
    beside = any(abs(hour.first - at) <= _BESIDE for at in openings)
    return _HALF_TOLD if beside and _is_half_told(scene, hour) else 0.0


def _is_half_told(scene: Scene, hour: Hour) -> bool:
    """Whether "il" stands before the hour, and one word that may be "est": "il a 18 heures"."""
    before = scene.heard.tokens[max(0, hour.first - 2) : hour.first]
    return any(token.sound == sound_of("il") for token in before)


def closing_hour(scene: Scene, first: int, opened_at: str | None) -> Told | None:
    """Return the hour at which the session was said to close, in the tokens from `first` on."""
    earliest = scene.seance.hour or opened_at
    not_before = minutes_of(earliest) if earliest else None
    best: tuple[float, Hour, int] | None = None
    closings = scene.cues.of(Cue.CLOSING, first=first)
    for hour in scene.hours_in(first, scene.end):
        near = min((abs(hour.first - e.first) for e in closings), default=None)
        minutes = settled(hour, not_before)
        if near is None or near > _NEAR or minutes is None:
            continue
        if hour.loose and not any(0 <= hour.first - e.last <= _LOOSE_REACH for e in closings):
            continue
        score = 1.0 - near / (4 * _NEAR)
        if best is None or score >= best[0]:
            best = (score, hour, minutes)
    best = best or _last_told(scene, first, not_before)
    if best is None:
        return None
    score, hour, minutes = best
    score *= _DOUBTFUL if hour.doubtful else 1.0
    evidence = scene.evidence(facts.CLOSED_AT, "closing.hour", score, (hour.first, hour.last))
    alerts = _doubts(scene, hour, "closing")
    if not alerts and earliest:
        alerts = tuple(_too_late(scene, hour, minutes - minutes_of(opened_at or earliest)))
    return Told(value=written(minutes), evidence=evidence, alerts=alerts)


def _too_late(scene: Scene, hour: Hour, lasted_min: int) -> Iterator[Alert]:
    """Yield an alert where a session would have lasted much longer than its recording."""
    recorded_min = scene.heard.tokens[-1].end / 60
    if lasted_min % _DAY_MIN > recorded_min + _LONGER_MIN:
        text = (
            "L'heure de levée entendue est bien plus tardive que la durée de l'enregistrement ne "
            "le laisse attendre. Écoutez le passage et vérifiez l'heure."
        )
        yield Alert(
            code="closing-hour-doubtful",
            severity=Severity.WARNING,
            text=text,
            excerpts=(scene.interval(hour.first, min(hour.last + _AROUND, scene.end)),),
        )


def _doubts(scene: Scene, hour: Hour, what: str) -> tuple[Alert, ...]:
    """Return the alert for an hour whose minutes may not have been understood."""
    if not hour.doubtful:
        return ()
    moment = "d'ouverture" if what == "opening" else "de levée"
    text = (
        f"L'heure {moment} n'a peut-être pas été comprise entièrement. "
        "Écoutez le passage et vérifiez les minutes."
    )
    return (
        Alert(
            code=f"{what}-hour-doubtful",
            severity=Severity.WARNING,
            text=text,
            excerpts=(scene.interval(hour.first, min(hour.last + _AROUND, scene.end)),),
        ),
    )


def _last_told(scene: Scene, first: int, not_before: int | None) -> tuple[float, Hour, int] | None:
    """Return the hour told in the last words, where the closing itself was not understood."""
    last_words = scene.hours_in(max(first, scene.end - _LAST_WORDS), scene.end)
    moves = scene.cues.of(Cue.DEPARTURE, Cue.ARRIVAL, Cue.I_LEAVE, first=first)
    for hour in reversed(last_words):
        of_a_move = any(abs(hour.first - move.first) <= _NEAR for move in moves)
        minutes = settled(hour, not_before)
        told = is_told(scene.heard.tokens, hour) or _stands_alone(scene, hour)
        if minutes is None or (not_before is not None and _is_too_long(minutes - not_before)):
            continue
        if told and not of_a_move:
            return _LAST_WORDS_SCORE, hour, minutes
    return None


def _is_too_long(lasted_min: int) -> bool:
    """Whether no session lasts so long: an hour before the opening counts as the next day's."""
    return lasted_min % _DAY_MIN > _LONGEST_MIN


def _stands_alone(scene: Scene, hour: Hour) -> bool:
    """Whether an hour is said by itself: "Allez, 21 heures 48, rentrez bien", not beside a day."""
    heard = scene.heard
    tokens = heard.tokens
    start, end = heard.sentence_start(hour.first), heard.sentence_end(hour.last - 1)
    if any(token.text in _DAYS or token.text in _MONTHS for token in tokens[start:end]):
        return False
    before = tokens[hour.first - 1] if hour.first > start else None
    begins = before is None or before.comma or before.filler
    ends = tokens[hour.last - 1].comma or (hour.last < end and tokens[hour.last].text in _EXACTLY)
    return begins and ends and not hour.loose


def next_session(scene: Scene, first: int) -> Told | None:
    """Return the date said for the next session ("28 mai", "10 décembre à 09:30")."""
    for event in reversed(scene.cues.of(Cue.NEXT_SESSION, first=first)):
        for at in range(event.first, min(event.last + _DATE_WITHIN, scene.end - 1)):
            date = _date_at(scene, at)
            if date is not None:
                text, last, score = date
                evidence = scene.evidence(
                    facts.NEXT_SESSION, "next.date", score * event.score, (event.first, last)
                )
                return Told(value=text, evidence=evidence)
    return None


def _date_at(scene: Scene, at: int) -> tuple[str, int, float] | None:
    """Return (date as written, position after, likeness) of the date said at a token."""
    tokens = scene.heard.tokens
    day = tokens[at].value or tokens[at].rank
    if day is None or not 1 <= day <= _LONGEST_MONTH or not tokens[at + 1].sound:
        return None
    sound = tokens[at + 1].sound
    month, score = max(
        ((name, likeness(sound, key)) for name, key in _MONTH_SOUNDS), key=lambda pair: pair[1]
    )
    if score < _MONTH_LIKENESS:
        return None
    text = f"{'1er' if day == 1 else day} {month}"
    last = at + 2
    if at > 0 and tokens[at - 1].text in _DAYS:
        text = f"{tokens[at - 1].text} {text}"
    hours = scene.hours_in(last, last + 4)
    if hours:
        text += f" à {written(hours[0].minutes)}"
        last = hours[0].last
    return text, last, score
