"""What a person must be told while it is recorded: too loud, silent, disk filling, clock set.

State machines fed with measures; each answers with the notices that are due, once per occurrence.
They look at nothing themselves: the recorder gives them levels, bytes and clocks.
"""

import datetime as dt
from collections import deque

from asr.recording.levels import Level
from core.task import Notice

_SILENT_DBFS = -70.0
"""Below the noise of any live microphone in a room: an open laptop microphone gives -65 dBFS or
more in an empty office, a muted one under -85."""

_SILENT_S = 20.0
_MUTED_S = 5.0
"""Digital silence: no live microphone gives it for even one second."""

_WEAK_DBFS = -48.0
_WEAK_S = 60.0
_CLIPPED_SECONDS = 3
_CLIPPING_WINDOW = 10
_AGAIN_S = 120.0
"""A notice of clipping is not repeated sooner."""

_LEFT_MINUTES = (5, 15, 60)
_REARM = 1.5
_HOUR_SET_S = 2.0
_BATTERY_PERCENT = (5, 10, 20)


class SoundWatch:
    """Watches the level of one track.

    Args:
        track: its number, for the notices.

    Attributes:
        may_be_silent: whether silence calls for nothing: what this computer plays.
    """

    def __init__(self, track: int) -> None:
        self.may_be_silent = False
        self._track = track
        self._silent_s = 0.0
        self._muted_s = 0.0
        self._is_silent = False
        self._clipped: deque[bool] = deque(maxlen=_CLIPPING_WINDOW)
        self._since_clipping_s = _AGAIN_S
        self._loudest: deque[float] = deque(maxlen=int(_WEAK_S))
        self._is_weak = False

    def heard(self, level: Level, seconds: float) -> list[Notice]:
        """Return what a stretch of sound of about a second calls for."""
        found = self._clipping(level, seconds)
        if self.may_be_silent:
            return found
        return [*self._silence(level, seconds), *found, *self._weakness(level)]

    def _silence(self, level: Level, seconds: float) -> list[Notice]:
        if level.rms_dbfs > _SILENT_DBFS:
            lasted_s, self._silent_s, self._muted_s = self._silent_s, 0.0, 0.0
            if not self._is_silent:
                return []
            self._is_silent = False
            return [self._notice("recording-sound-back", seconds=round(lasted_s))]
        self._silent_s += seconds
        self._muted_s = self._muted_s + seconds if level.is_nothing else 0.0
        if self._is_silent or (self._silent_s < _SILENT_S and self._muted_s < _MUTED_S):
            return []
        self._is_silent = True
        muted = self._muted_s >= _MUTED_S
        return [self._notice("recording-muted" if muted else "recording-silent")]

    def _clipping(self, level: Level, seconds: float) -> list[Notice]:
        self._since_clipping_s += seconds
        self._clipped.append(level.clipped > 0)
        if sum(self._clipped) < _CLIPPED_SECONDS or self._since_clipping_s < _AGAIN_S:
            return []
        self._since_clipping_s = 0.0
        self._clipped.clear()
        return [self._notice("recording-clipping")]

    def _weakness(self, level: Level) -> list[Notice]:
        self._loudest.append(level.rms_dbfs)
        weak = len(self._loudest) == self._loudest.maxlen and max(self._loudest) < _WEAK_DBFS
        before, self._is_weak = self._is_weak, weak
        return [self._notice("recording-weak")] if weak and not (before or self._is_silent) else []

    def _notice(self, code: str, **facts: int) -> Notice:
        return Notice(code=code, facts={"track": self._track, **facts})


class SpaceWatch:
    """Watches the room left on the disk."""

    def __init__(self) -> None:
        self._warned = max(_LEFT_MINUTES) + 1

    def looked(self, free_bytes: int, bytes_per_s: float) -> list[Notice]:
        """Return a notice each time a threshold of minutes left is crossed downwards."""
        minutes = minutes_left(free_bytes, bytes_per_s)
        crossed = [m for m in _LEFT_MINUTES if minutes < m < self._warned]
        if crossed:
            self._warned = crossed[0]
            return [Notice(code="recording-space-low", facts={"minutes": int(minutes)})]
        if minutes > self._warned * _REARM:
            self._warned = max(_LEFT_MINUTES) + 1
        return []


class HourWatch:
    """Watches whether somebody sets the clock on the wall."""

    def __init__(self) -> None:
        self._offset_s: float | None = None

    def looked(self, elapsed_s: float, wall: dt.datetime) -> list[Notice]:
        """Return a notice when the hour jumped; a time server's small steps are followed."""
        offset_s = wall.timestamp() - elapsed_s
        before, self._offset_s = self._offset_s, offset_s
        if before is None or abs(offset_s - before) < _HOUR_SET_S:
            return []
        return [Notice(code="recording-hour-set", facts={"seconds": round(offset_s - before)})]


class BatteryWatch:
    """Watches the battery while it feeds the machine."""

    def __init__(self) -> None:
        self._warned = 101

    def looked(self, percent: float, *, plugged: bool) -> list[Notice]:
        """Return a notice when the mains is missing at the start, then as the charge falls."""
        if plugged:
            self._warned = 101
            return []
        crossed = [p for p in (*_BATTERY_PERCENT, 100) if percent <= p < self._warned]
        if not crossed:
            return []
        self._warned = crossed[0]
        return [Notice(code="recording-on-battery", facts={"percent": round(percent)})]


def minutes_left(free_bytes: int, bytes_per_s: float) -> float:
    """Return the minutes of recording for which there is room."""
    return free_bytes / bytes_per_s / 60 if bytes_per_s > 0 else float("inf")
