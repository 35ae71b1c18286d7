"""Moments of the recording as a clerk tells them: the hour when it is known, else the position."""

from dataclasses import dataclass

from core.timecode import format_timecode
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.hours import minutes_of, settled, written

_NEAR_TOKENS = 30
_OPENS_WITHIN_S = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When things are said.

    Attributes:
        zero_min: minutes since midnight at the first sample; None when no hour was heard.
    """

    zero_min: float | None = None

    def at(self, seconds: float) -> str:
        """Return "à 18:31" where the hour is known, else "à 00:12" of the recording."""
        if self.zero_min is None:
            stamp = format_timecode(seconds)
            return f"à {stamp.removeprefix('00:')} de l'enregistrement"
        return f"à {written(int(self.zero_min + seconds / 60))}"


def times(scene: Scene) -> Times:
    """Return the clock of a recording, set by the hour said at the opening."""
    convened = minutes_of(scene.seance.hour) if scene.seance.hour else None
    for event in scene.cues.of(Cue.OPENING):
        for hour in scene.hours_in(max(0, event.first - _NEAR_TOKENS), event.last + _NEAR_TOKENS):
            said_s = scene.heard.tokens[hour.first].start
            minutes = settled(hour, convened)
            if not hour.loose and minutes is not None and said_s <= _OPENS_WITHIN_S:
                return Times(zero_min=minutes - said_s / 60)
    return Times()
