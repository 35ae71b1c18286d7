"""Arrivals told in words that were not understood: a member who is late, named beside an hour.

Invariants:
- Only members announced as late arrive so, once each, and an alert asks to check it.
"""

from collections.abc import Collection, Iterator, Sequence

from pv_builder.meeting import MemberName, MovementKind
from pv_builder.reading.hours import Hour
from pv_builder.reading.movements import HeardMove, Stretch
from pv_builder.reading.names import Mention
from pv_builder.reading.scene import Scene

_HOUR_WITHIN = 8
_SUPPOSED = 0.5
_NOT_YET = frozenset({"pas", "sera", "viendra", "arrivera", "rejoindra", "absent", "absente"})
"""Behind the name in its sentence: "Monsieur Moulin n'est toujours pas là"."""


def supposed_arrivals(
    scene: Scene,
    late: Collection[MemberName],
    moves: Sequence[HeardMove],
    stretches: Sequence[Stretch],
) -> Iterator[HeardMove]:
    """Yield the arrival of each late member who is named beside an hour between two decisions.

    Args:
        scene: the session.
        late: members announced as coming later.
        moves: as they were understood.
        stretches: the items, in the order they were opened.
    """
    arrived = {move.member for move in moves if move.kind is MovementKind.ARRIVAL}
    for name in sorted(set(late) - arrived):
        move = next(_beside_an_hour(scene, name, stretches), None)
        if move is not None:
            yield move


def _beside_an_hour(
    scene: Scene, name: MemberName, stretches: Sequence[Stretch]
) -> Iterator[HeardMove]:
    first = stretches[0].first if stretches else scene.end
    for mention in scene.mentions_in(first, scene.end):
        if mention.member != name or not mention.firm or _is_still_away(scene, mention):
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


def _is_still_away(scene: Scene, mention: Mention) -> bool:
    end = scene.heard.sentence_end(mention.first)
    return any(token.text in _NOT_YET for token in scene.heard.tokens[mention.last : end])


def _is_debated(at: int, stretches: Sequence[Stretch]) -> bool:
    """Whether an item is still discussed: what is told of hours then may be of the matter."""
    return any(one.first <= at < min(one.decided_at, one.last) for one in stretches)
