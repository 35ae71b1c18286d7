"""`greffier` and `python -m desktop`: the window without a command, the command line with one.

A session's archive instead of a command opens in the window: what a double click on it asks.
"""

import core.offline  # isort: skip  # noqa: F401 - before any library that would use the network

import os
import sys
from multiprocessing import freeze_support
from pathlib import Path

from desktop.cli.exit_codes import ExitCode
from desktop.session.machine import logs, paths

_NO_WINDOW = (
    "La fenêtre ne peut pas s'ouvrir : il manque PySide6 ou une bibliothèque d'affichage. "
    "Relancez packaging/run.py, ou utilisez une commande : greffier --help."
)


def main() -> None:
    """Run the command given, or show the window; exit with the code of the contract."""
    try:
        _run()
    except KeyboardInterrupt:  # Ctrl-C while it still starts, which takes seconds on a busy machine
        sys.exit(ExitCode.STOPPED)


def _run() -> None:
    freeze_support()
    from desktop.session.machine.administration import (  # noqa: PLC0415 - not in children
        use_models_folder,
    )

    use_models_folder(os.environ)
    archive = archive_of(sys.argv[1:])
    if len(sys.argv) > 1 and archive is None:
        from desktop.cli.main import main as run_command  # noqa: PLC0415 - not for the window

        run_command()
    logs.set_up(paths.log_folder())
    sys.exit(_show_window(archive))


def archive_of(arguments: list[str]) -> Path | None:
    """Return the session's archive that is all that was asked for, None when it is a command."""
    from desktop.session.keeping.session_archive import SUFFIX  # noqa: PLC0415 - not in children

    path = Path(arguments[0]) if len(arguments) == 1 else None
    return path if path is not None and path.suffix.lower() == SUFFIX else None


def _show_window(archive: Path | None) -> int:
    try:
        from desktop.ui.app import run  # noqa: PLC0415 - the command line works without Qt
    except ImportError:
        print(_NO_WINDOW, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return ExitCode.FAILED
    return run(archive)


if __name__ == "__main__":
    main()
