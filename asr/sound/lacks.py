"""What a decoded file lacks: holes, damaged places, an end that is cut off."""

import logging
from dataclasses import dataclass

from asr.sound.decoding import Reader, Tracks
from asr.sound.timeline import Clock
from core.task import Notice, TaskContext
from core.timecode import Interval, merged

logger = logging.getLogger(__name__)

_TRUNCATED_S = 1.0
"""Less is rounding of the declared length, and holds no word worth a warning."""

_WORD_S = 0.3
"""A shorter hole holds no word; pauses of a microphone that sends nothing are as short."""

_ONE_PLACE_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """What one file lacks.

    Attributes:
        holes: seconds of the file in whose place silence stands, each long enough for a word; of
            length 0 where packets are damaged and the file has no times to tell how many.
        cut_s: seconds that it announces and has no sound for; 0 where that is only rounding.
    """

    holes: tuple[Interval, ...] = ()
    cut_s: float = 0.0


class Damage:
    """Notes where packets of a file could not be read or decoded.

    Of MP3 and AAC that is the only sign of the place: a reader finds the next packet and says
    nothing of those before it; where even the first of them decodes, nothing is noted.
    """

    def __init__(self, reader: Reader, tracks: Tracks) -> None:
        self._reader = reader
        self._tracks = tracks
        self._seen = 0
        self._faults: list[float] = []

    def look(self) -> None:
        """Note the packets that failed since the last frame that was placed."""
        if self._reader.faults > self._seen:
            self._faults.append(self._tracks.clock.position_s)
            self._seen = self._reader.faults

    def places(self) -> list[Interval]:
        """Return where packets failed, as intervals of length 0.

        Not at the first, which is half a packet in MP3 and AAC that were cut, nor at the last.
        """
        end_s = self._tracks.clock.position_s - _TRUNCATED_S
        inside = [Interval(at_s, at_s) for at_s in self._faults if 0 < at_s < end_s]
        return [Interval(place.start, place.start) for place in merged(inside, _ONE_PLACE_S)]


def lacks_of(clock: Clock, declared: float | None, damage: Damage, ctx: TaskContext) -> Lacks:
    """Return and tell what a decoded file lacks.

    Args:
        clock: of its track that got farthest, at the end.
        declared: seconds of sound that the file announces, None when it does not.
        damage: looked at after every frame.
        ctx: gets "audio-truncated" and "audio-holes" with their `seconds`.
    """
    missing_s = 0.0 if declared is None else declared - clock.position_s
    is_cut = missing_s > _TRUNCATED_S
    if is_cut:
        ctx.emit(Notice(code="audio-truncated", facts={"seconds": round(missing_s, 1)}))
    holes_s = sum(hole.duration_s for hole in clock.holes)
    if holes_s > _TRUNCATED_S:
        ctx.emit(Notice(code="audio-holes", facts={"seconds": round(holes_s, 1)}))
    holes = [hole for hole in merged(clock.holes) if hole.duration_s >= _WORD_S]
    places = damage.places()
    logger.info("decoded %.1f s, %d damaged places", clock.position_s, len(places))
    return Lacks(
        holes=tuple(merged([*holes, *places], gap_s=_ONE_PLACE_S)) if places else tuple(holes),
        cut_s=round(missing_s, 3) if is_cut else 0.0,
    )
