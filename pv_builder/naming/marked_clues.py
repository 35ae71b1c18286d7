"""Clues from what a person marked: who was given the floor, and who was not there.

A mark is made by hand, some seconds off, and a neighbouring utterance may be meant: it weighs like
the plainest words, no more.
"""

from collections.abc import Iterator

from core.timecode import Interval, format_timecode
from pv_builder.naming.clues import AGAINST, RIGHT, Clue, ClueKind, odds_of
from pv_builder.naming.utterances import Utterance, Utterances
from pv_builder.reading.scene import Scene

_BEFORE_S = 10.0
_AFTER_S = 15.0
"""Between the key and the first word, either way. Chosen, not measured."""

_ON_THE_WAY_S = 60.0
"""Who comes or leaves may still be heard so near to the mark."""


def marked_clues(scene: Scene, spoken: Utterances, end_s: float) -> Iterator[Clue]:
    """Yield what the marks say about the speakers.

    Args:
        scene: with the marks.
        spoken: the utterances.
        end_s: end of the recording.
    """
    yield from _floors(scene, spoken)
    for member in sorted({move.member for move in scene.marks.moves} & scene.names):
        for away in scene.marks.away(member, end_s):
            for one in spoken.every:
                if _is_within(one.interval, away, end_s):
                    yield Clue(
                        kind=ClueKind.AWAY,
                        utterance=one.at,
                        voice=one.voice,
                        odds=((member, AGAINST[ClueKind.AWAY]),),
                        reason="n'était pas là à ce moment, d'après vos repères",
                        excerpts=(one.interval,),
                    )


def _floors(scene: Scene, spoken: Utterances) -> Iterator[Clue]:
    for floor in scene.marks.floors:
        near = [
            one
            for one in spoken.every
            if -_BEFORE_S <= one.interval.start - floor.at_s <= _AFTER_S and not one.answer
        ]
        if floor.member not in scene.names or not near:
            continue
        one = max(near, key=_length_s)
        odds = odds_of(RIGHT[ClueKind.FLOOR], len(scene.names))
        yield Clue(
            kind=ClueKind.STATED,
            utterance=one.at,
            voice=one.voice,
            odds=((floor.member, odds),),
            reason=f"a la parole d'après votre repère, à {format_timecode(floor.at_s)}",
            excerpts=(one.interval,),
        )


def _length_s(one: Utterance) -> float:
    return one.interval.duration_s


def _is_within(spoken: Interval, away: Interval, end_s: float) -> bool:
    """Whether something is said while a member is away, not just at the door."""
    begin_s = away.start + _ON_THE_WAY_S if away.start > 0 else 0.0
    last_s = away.end - _ON_THE_WAY_S if away.end < end_s else end_s
    return begin_s <= spoken.start and spoken.end <= last_s
