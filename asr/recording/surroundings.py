"""What threatens a recording from outside: the disk filling, the clock being set, the battery."""

from pathlib import Path

import psutil

from asr.recording.clocks import Clocks
from asr.recording.tape import Tape
from asr.recording.watch import BatteryWatch, HourWatch, SpaceWatch, minutes_left
from core.files import free_bytes
from core.task import Notice

_LOOK_S = 5.0


class Surroundings:
    """Looks every few seconds and tells what is due, on the writer's thread.

    Args:
        tape: tells the person recording.
        session: a folder on the disk to watch.
        clocks: to watch.

    Attributes:
        minutes_left: of recording, for which the disk has room; None before anything is heard.
    """

    def __init__(self, tape: Tape, session: Path, clocks: Clocks) -> None:
        self._tape = tape
        self._session = session
        self._clocks = clocks
        self._next_s = 0.0
        self._space = SpaceWatch()
        self._hour = HourWatch()
        self._battery = BatteryWatch()
        self.minutes_left: float | None = None

    def look(self) -> None:
        """Tell what is due."""
        if self._clocks.elapsed_s() < self._next_s and self.minutes_left is not None:
            return
        self._next_s = self._clocks.elapsed_s() + _LOOK_S
        notices = [
            *self._space_notices(),
            *self._hour.looked(self._clocks.elapsed_s(), self._clocks.wall()),
            *self._battery_notices(),
        ]
        for notice in notices:
            self._tape.tell(notice.code, **notice.facts)

    def _space_notices(self) -> list[Notice]:
        try:
            free = free_bytes(self._session)
        except OSError:
            return []  # the disk itself is gone: writing tells it
        if self._tape.bytes_per_s:
            self.minutes_left = minutes_left(free, self._tape.bytes_per_s)
            return self._space.looked(free, self._tape.bytes_per_s)
        return []

    def _battery_notices(self) -> list[Notice]:
        battery = psutil.sensors_battery()
        if battery is None:
            return []
        return self._battery.looked(battery.percent, plugged=battery.power_plugged is not False)
