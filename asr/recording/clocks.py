"""Two clocks: seconds that pass whatever happens, and the hour on the wall.

Sound is placed on the first: it goes on while the machine sleeps, nobody can set it, and it reads
the same in every process. The second gives the minutes their hours, and a person or a time server
may set it back in the middle of a session.
"""

import datetime as dt
import sys
import time
from typing import Protocol


class Clocks(Protocol):
    """What time it is; a test has its own."""

    def elapsed_s(self) -> float:
        """Return seconds since some fixed moment, sleep included, the same in every process."""

    def wall(self) -> dt.datetime:
        """Return the date and hour, with its time zone."""


class SystemClocks:
    """The clocks of this machine."""

    def elapsed_s(self) -> float:
        """Return seconds since the machine started, sleep included."""
        return elapsed_s()

    def wall(self) -> dt.datetime:
        """Return the local date and hour."""
        return dt.datetime.now().astimezone()


def elapsed_s() -> float:
    """Return seconds since the machine started, sleep included, the same in every process.

    Python's `time.monotonic` stops during sleep on Linux and macOS. The performance counter of
    Windows and the macOS clock of this name do not.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.perf_counter()
