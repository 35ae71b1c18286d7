"""Keep the machine awake while it records: no sleep, no screen lock, no lid switch where it can be.

Invariants:
- It never fails: a machine that refuses goes on recording, and `is_held` says so.
- Whatever is held is let go when this process ends, however it ends.
"""

import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence

logger = logging.getLogger(__name__)

_HOLDERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "linux": (
        (
            "systemd-inhibit",
            "--what=sleep:idle:handle-lid-switch",
            "--who=Greffier",
            "--why=Enregistrement d'une séance",
            "--mode=block",
            "cat",
        ),
        # GNOME locks the screen by its own count of idleness, which logind does not see.
        ("gnome-session-inhibit", "--inhibit", "idle:suspend", "cat"),
        ("kde-inhibit", "--power", "--screenSaver", "cat"),
    ),
    "darwin": (("caffeinate", "-d", "-i", "-s", "cat"),),
}
"""Programs that hold the machine awake as long as `cat` runs, and `cat` runs as long as we do: it
reads from a pipe that the system closes when this process ends."""

_SETTLE_S = 0.3

_ES_CONTINUOUS = 0x80000000
_ES_SYSTEM_REQUIRED = 0x00000001
_ES_DISPLAY_REQUIRED = 0x00000002


class Wakefulness:
    """Holds the machine awake from its making to `release`."""

    def __init__(self) -> None:
        self._holders = [_started(command) for command in _HOLDERS.get(sys.platform, ())]
        self._windows = _WindowsHolder() if sys.platform == "win32" else None

    @property
    def is_held(self) -> bool:
        """Whether at least one way of keeping the machine awake is in force."""
        running = any(holder is not None and holder.poll() is None for holder in self._holders)
        return running or (self._windows is not None and self._windows.is_held)

    def release(self) -> None:
        """Let the machine sleep again."""
        for holder in filter(None, self._holders):
            _stop(holder)
        if self._windows is not None:
            self._windows.release()


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes] | None":
    """Return the running program, None when the machine has none or it refuses."""
    path = shutil.which(command[0])
    if path is None:
        return None
    try:
        holder = subprocess.Popen(  # noqa: S603 - a fixed command, found by its full path
            [path, *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal must not reach it
        )
    except OSError as error:
        logger.info("%s does not start: %s", command[0], type(error).__name__)
        return None
    try:
        holder.wait(_SETTLE_S)
    except subprocess.TimeoutExpired:
        return holder
    logger.info("%s refuses", command[0])
    _stop(holder)
    return None


def _stop(holder: "subprocess.Popen[bytes]") -> None:
    assert holder.stdin is not None  # noqa: S101 - it was started with a pipe
    holder.stdin.close()
    try:
        holder.wait(2)
    except subprocess.TimeoutExpired:
        holder.kill()
        holder.wait()


class _WindowsHolder:
    """Windows ties the request to a thread: one waits until the release."""

    def __init__(self) -> None:
        self.is_held = False
        self._asked = threading.Event()
        self._release = threading.Event()
        self._thread = threading.Thread(target=self._hold, name="awake", daemon=True)
        self._thread.start()
        self._asked.wait(2)

    def release(self) -> None:
        """End the request."""
        self._release.set()
        self._thread.join(2)

    def _hold(self) -> None:
        self.is_held = _set_execution_state(
            _ES_CONTINUOUS | _ES_SYSTEM_REQUIRED | _ES_DISPLAY_REQUIRED
        )
        self._asked.set()
        self._release.wait()
        _set_execution_state(_ES_CONTINUOUS)
        self.is_held = False


def _set_execution_state(flags: int) -> bool:
    """Ask Windows; whether it agreed."""
    import ctypes  # noqa: PLC0415 - only Windows has this function

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown to checkers elsewhere
    return bool(kernel.SetThreadExecutionState(ctypes.c_uint(flags)))
