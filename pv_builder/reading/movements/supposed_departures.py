"""Departures told by the pouvoir that is left, where the words for leaving were not understood.

"Madame Vial nauus quitte à 19 h 22, pouvoir à Monsieur Moulin": whoever is there, is named beside
an hour and gives a pouvoir leaves: only who cannot sit gives one (CGCT, art. L. 2121-20).

Invariants:
- Only members who are there leave so, and only where the holder of the pouvoir is named.
- Such a departure is supposed: an alert asks to check it.
"""

from collections.abc import Collection, Iterator, Sequence

from core.sounds import words
from pv_builder.meeting import MemberName, MovementKind
from pv_builder.reading.movements.heard_moves import HeardMove, Stretch, half_heard_proxy
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import has_word
from pv_builder.reading.words.hours import Hour
from pv_builder.reading.words.names import Mention

_NAMED_BEFORE = 12
_NAMED_AFTER = 4
_SAME_MOVE = 60
_SUPPOSED = 0.5
_SPOKEN_TO = words("je j moi mon tu vous note notez marque marquez")
"""The name is then of whoever is spoken to: "Francis, je dois partir", "Sabrina, vous notez"."""


def with_departures(
    scene: Scene,
    there: Collection[MemberName],
    moves: Sequence[HeardMove],
    stretches: Sequence[Stretch],
) -> list[HeardMove]:
    """Return the movements with the departures that only an hour and a pouvoir tell.

    Args:
        scene: the session.
        there: members who were there at the opening.
        moves: as they were understood.
        stretches: the items, in the order they were opened.
    """
    came = {move.member for move in moves if move.kind is MovementKind.ARRIVAL}
    present = {*there, *came}
    left: list[HeardMove] = []
    for move in _told(scene, stretches):
        around = [m for m in (*moves, *left) if abs(m.first - move.first) <= _SAME_MOVE]
        told = any(m.member is not None and m.kind is MovementKind.DEPARTURE for m in around)
        if move.member in present and not told:
            left.append(move)
    return sorted([*moves, *left], key=lambda move: move.first)


def _told(scene: Scene, stretches: Sequence[Stretch]) -> Iterator[HeardMove]:
    first = stretches[0].first if stretches else scene.end
    for hour in scene.hours_in(first, scene.end):
        who = _named_beside(scene, hour)
        if hour.loose or who is None:
            continue
        proxy = half_heard_proxy(scene, who.last, hour.last, who.member)
        if proxy is None or proxy.holder is None:
            continue
        told = scene.heard.tokens[min(who.first, hour.first) : proxy.last]
        if not has_word(told, _SPOKEN_TO):
            yield HeardMove(
                kind=MovementKind.DEPARTURE,
                member=who.member,
                score=_SUPPOSED * who.score,
                first=min(who.first, hour.first),
                last=max(hour.last, proxy.last),
                hour=hour,
                proxy=proxy,
                is_supposed=True,
            )


def _named_beside(scene: Scene, hour: Hour) -> Mention | None:
    """Return the member named just before an hour, or else just after it, by the same voice."""
    voice = scene.heard.turn_of(hour.first).speaker
    near = [
        mention
        for mention in scene.mentions_in(
            max(0, hour.first - _NAMED_BEFORE), hour.last + _NAMED_AFTER
        )
        if mention.member is not None and scene.heard.turn_of(mention.first).speaker == voice
    ]
    before = [mention for mention in near if mention.first < hour.first]
    return before[-1] if before else next(iter(near), None)
