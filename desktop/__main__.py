"""`greffier` and `python -m desktop`: Ctrl-C is answered from the first moment.

Loading the rest takes seconds on a busy machine. Nothing has begun by then, so an interruption ends
the program at once, whatever library is half loaded. The program itself is in `desktop.start`.
"""

import core.offline  # isort: skip  # noqa: F401 - before any library that would use the network

import os
import signal
import sys

from core.privacy import keep_to_owner
from desktop.cli.exit_codes import ExitCode

_STOPPED = "Arrêté à votre demande avant d'avoir commencé."


def main() -> None:
    """Run the command given, or show the window; exit with the code of the contract."""
    signal.signal(signal.SIGINT, _stop)
    keep_to_owner()
    from multiprocessing import freeze_support  # noqa: PLC0415 - once Ctrl-C is answered

    freeze_support()
    from desktop.start import run  # noqa: PLC0415 - as above, and not in frozen children

    run(sys.argv[1:])


def _stop(_signal: int, _frame: object) -> None:
    """End the program: an exception could be lost in a library that is being loaded."""
    if sys.stderr is not None:  # the window's program has none on Windows
        print(_STOPPED, file=sys.stderr, flush=True)  # noqa: T201 - nothing else is loaded
    os._exit(ExitCode.STOPPED)


if __name__ == "__main__":
    main()
