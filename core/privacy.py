"""What a process writes is its owner's alone, and no copy of its memory is asked for.

Libraries write files too (sound, archives): the mask sees to all of them. A crash may leave the
memory, and with it what was said, in a core file (POSIX) or in a report that Windows keeps or sends
(Windows Error Reporting). Child processes inherit all of it. Linux does not apply the limit where
it pipes core files into a program: systemd-coredump heeds it all the same, others may not.
"""

import contextlib
import os
import sys

_OTHERS = 0o077
_NO_CRITICAL_ERROR_BOX = 0x0001
_NO_FAULT_REPORT = 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX of SetErrorMode: the fault ends the process."""


def keep_to_owner() -> None:
    """Let others read nothing that this process and its children write, nor their memory."""
    os.umask(_OTHERS)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        ctypes.windll.kernel32.SetErrorMode(_NO_CRITICAL_ERROR_BOX | _NO_FAULT_REPORT)
        return
    import resource  # noqa: PLC0415 - POSIX only

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
