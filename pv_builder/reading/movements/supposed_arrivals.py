"""Arrivals told by who was away and is there now, whatever the words.

A member who was away at the opening is greeted by name, or speaks: he has arrived. The chair tells
the hour some words later. A late member named beside an hour is supposed to have arrived even
where nothing else was understood.

Invariants:
- Only members who were away at the opening arrive so, once each.
- An arrival that nobody greeted is supposed: an alert asks to check it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pv_builder.meeting import MemberName, MovementKind
from pv_builder.reading.movements.arrival_signs import greetings, is_still_away, own_words
from pv_builder.reading.movements.heard_moves import HeardMove, Stretch, arrival
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.hours import Hour
from pv_builder.reading.words.names import Mention

_HOUR_WITHIN = 8
_SUPPOSED = 0.5
_ONE_SCENE = 80
"""Tokens between the greeting of a member and his own first words."""


def with_arrivals(
    scene: Scene,
    away: Collection[MemberName],
    late: Collection[MemberName],
    moves: Sequence[HeardMove],
    stretches: Sequence[Stretch],
) -> list[HeardMove]:
    """Return the movements with the arrival of each member who was away and is seen to be there.

    Args:
        scene: the session.
        away: members who were not there at the opening.
        late: those of them announced as coming later.
        moves: as they were understood.
        stretches: the items, in the order they were opened.
    """
    begin = _after_formalities(scene, stretches)
    result = list(moves)
    for name in sorted(away):
        told = [m for m in moves if m.kind is MovementKind.ARRIVAL and m.member == name]
        seen = _seen(scene, name, begin, is_late=name in late)
        if seen is None and not told and name in late:
            seen = next(_beside_an_hour(scene, name, stretches), None)
        if seen is None or any(move.is_marked for move in told):
            continue
        result = [move for move in result if move not in told]
        result.append(_together(seen, told))
    return sorted(result, key=lambda move: move.first)


def _together(seen: HeardMove, told: Sequence[HeardMove]) -> HeardMove:
    """Return one arrival of what was seen and what was told of it in known words."""
    if not told:
        return seen
    first = min([seen, *told], key=lambda move: move.first)
    hour = next((m.hour for m in (*told, seen) if m.hour is not None), None)
    last = max(first.last, hour.last if hour is not None else 0)
    return replace(first, hour=hour, last=last, is_supposed=False)


def _after_formalities(scene: Scene, stretches: Sequence[Stretch]) -> int:
    """Return where whoever is away may arrive: once the quorum is told, else the first item."""
    first = stretches[0].first if stretches else scene.end
    told = scene.cues.of(Cue.QUORUM, Cue.HEADCOUNT, last=first)
    return told[-1].last if told else first


def _seen(scene: Scene, name: MemberName, begin: int, *, is_late: bool) -> HeardMove | None:
    """Return the arrival of a member who is greeted or speaks, the hour told with it."""
    greeted = list(greetings(scene, name, begin, scene.end))
    spoken = list(own_words(scene, name, begin, is_late=is_late))
    signs = sorted([*greeted, *spoken], key=lambda sign: sign.first)
    if not spoken and not any(sign.is_greeting for sign in greeted):
        return None
    return arrival(scene, name, [s for s in signs if s.first - signs[0].first <= _ONE_SCENE])


def _beside_an_hour(
    scene: Scene, name: MemberName, stretches: Sequence[Stretch]
) -> Iterator[HeardMove]:
    first = stretches[0].first if stretches else scene.end
    for mention in scene.mentions_in(first, scene.end):
        if mention.member != name or not mention.firm or is_still_away(scene, mention):
            continue
        hour = _hour_of(scene, mention)
        if hour is not None and not _is_debated(mention.first, stretches):
            yield HeardMove(
                kind=MovementKind.ARRIVAL,
                member=name,
                score=_SUPPOSED * mention.score,
                first=min(mention.first, hour.first),
                last=max(mention.last, hour.last),
                hour=hour,
                is_supposed=True,
            )


def _hour_of(scene: Scene, mention: Mention) -> Hour | None:
    """Return the hour said with a name by the same voice, close to it."""
    tokens = scene.heard.tokens
    near = scene.hours_in(max(0, mention.first - _HOUR_WITHIN), mention.last + _HOUR_WITHIN)
    voice = scene.heard.turn_of(mention.first).speaker
    for hour in near:
        if not hour.loose and scene.heard.turns[tokens[hour.first].turn].speaker == voice:
            return hour
    return None


def _is_debated(at: int, stretches: Sequence[Stretch]) -> bool:
    """Whether an item is still discussed: what is told of hours then may be of the matter."""
    return any(one.first <= at < min(one.decided_at, one.last) for one in stretches)
