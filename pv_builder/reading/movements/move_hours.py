"""The hour told with an arrival or a departure.

It comes with the movement or some words later, once the chair has greeted or let go ("Bonsoir,
asseyez-vous. On en est au budget. Il est 20 h 12"). An hour that tells when, not what time it is
("un train à 20 heures", "vers 19 heures"), is none.
"""

from core.sounds import words
from pv_builder.meeting import MemberName
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.hours import Hour, is_told

_BEFORE = 10
_BESIDE = 14
_AFTER = 50
"""Tokens after the movement within which its hour is told, others only answering in between."""
_ABOUT = words("vers avant après jusqu jusque dès depuis entre de d ici pour")
_AT = words("à a")


def hour_of_move(scene: Scene, first: int, last: int, member: MemberName | None) -> Hour | None:
    """Return the hour told with the movement of a member in the tokens `first:last`.

    Of several, one that is told ("il est") comes before one said by itself, and the nearest after
    the movement before those in front of it.
    """
    near = scene.hours_in(max(0, first - _BEFORE), last + _AFTER)
    ranked = [
        (rank, hour.first < first, abs(hour.first - last), hour)
        for hour in near
        if (rank := _rank(scene, hour, last, member)) is not None
    ]
    return min(ranked, key=lambda told: told[:3])[3] if ranked else None


def _rank(scene: Scene, hour: Hour, last: int, member: MemberName | None) -> int | None:
    """Return how plainly an hour is that of a movement, 0 the plainest; None when it is none."""
    if hour.loose:
        return None
    tokens = scene.heard.tokens
    if is_told(tokens, hour):
        return 0
    before = tokens[hour.first - 1] if hour.first else None
    if before is None or before.comma or tokens[hour.first].opens:
        return 1
    voice = scene.voice(hour.first)
    of_his_own = voice is not None and voice[0] == member and before.text in _AT
    if before.text in _ABOUT or of_his_own or hour.first > last + _BESIDE:
        return None
    return 0 if tokens[last - 1].sentence == tokens[hour.first].sentence else 2
