"""`greffier` and `python -m desktop`: the window without a command, the command line with one."""

import core.offline  # isort: skip  # noqa: F401 - before any library that would use the network

import sys
from multiprocessing import freeze_support

from desktop.cli.exit_codes import ExitCode
from desktop.session.machine import logs, paths

_NO_WINDOW = (
    "La fenêtre ne peut pas s'ouvrir : il manque PySide6 ou une bibliothèque d'affichage. "
    "Relancez packaging/run.py, ou utilisez une commande : greffier --help."
)


def main() -> None:
    """Run the command given, or show the window; exit with the code of the contract."""
    freeze_support()
    if len(sys.argv) > 1:
        from desktop.cli.main import main as run_command  # noqa: PLC0415 - not for the window

        run_command()
    logs.set_up(paths.log_folder())
    sys.exit(_show_window())


def _show_window() -> int:
    try:
        from desktop.ui.app import run  # noqa: PLC0415 - the command line works without Qt
    except ImportError:
        print(_NO_WINDOW, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return ExitCode.FAILED
    return run()


if __name__ == "__main__":
    main()
