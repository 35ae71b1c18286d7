"""The program once it is loaded: the window without a command, the command line with one.

A session's archive instead of a command opens in the window: what a double click on it asks.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from desktop.cli.exit_codes import ExitCode
from desktop.session.keeping.session_archive import SUFFIX
from desktop.session.machine import logs, paths
from desktop.session.machine.administration import use_models_folder

_NO_WINDOW = (
    "La fenêtre ne peut pas s'ouvrir : il manque PySide6 ou une bibliothèque d'affichage. "
    "Relancez packaging/run.py, ou utilisez une commande : greffier --help."
)


def run(arguments: Sequence[str]) -> NoReturn:
    """Run the command given, or show the window; exit with the code of the contract."""
    use_models_folder(os.environ)
    archive = archive_of(arguments)
    try:
        if arguments and archive is None:
            _run_command()
        logs.set_up(paths.log_folder())
        sys.exit(_show_window(archive))
    except KeyboardInterrupt:
        sys.exit(ExitCode.STOPPED)


def archive_of(arguments: Sequence[str]) -> Path | None:
    """Return the session's archive that is all that was asked for, None when it is a command."""
    path = Path(arguments[0]) if len(arguments) == 1 else None
    return path if path is not None and path.suffix.lower() == SUFFIX else None


def _run_command() -> NoReturn:
    from desktop.cli.main import main  # noqa: PLC0415 - not for the window

    _let_interrupts_be_handled()
    main()


def _show_window(archive: Path | None) -> int:
    try:
        from desktop.ui.app import run as show  # noqa: PLC0415 - the command line works without Qt
    except ImportError:
        print(_NO_WINDOW, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return ExitCode.FAILED
    _let_interrupts_be_handled()
    return show(archive)


def _let_interrupts_be_handled() -> None:
    """Let Ctrl-C raise again: from here on there is work to keep before the end."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
