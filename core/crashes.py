"""No copy of the memory is written when a process crashes: it holds what was said.

POSIX systems may write a core file, Windows may keep or send a report with parts of the memory
(Windows Error Reporting). Child processes inherit both settings.
"""

import contextlib
import sys

_NO_CRITICAL_ERROR_BOX = 0x0001
_NO_FAULT_REPORT = 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX of SetErrorMode: the fault ends the process."""


def leave_no_memory() -> None:
    """Ask the system to write nothing of this process when it crashes, nor of its children."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        ctypes.windll.kernel32.SetErrorMode(_NO_CRITICAL_ERROR_BOX | _NO_FAULT_REPORT)
        return
    import resource  # noqa: PLC0415 - POSIX only

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
