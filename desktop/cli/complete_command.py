"""`greffier complete`: fill what a recording lacks from another device's recording of the room."""

import datetime as dt
from pathlib import Path

import click

from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.cli.progress import terminal_context
from desktop.session.dossier import open_dossier
from desktop.session.errors import OptionInvalid
from desktop.session.recording.completion import complete_recording, completed_line
from desktop.session.requests import require_files

_path = click.Path(path_type=Path)


@click.command("complete", cls=FrenchCommand)
@click.argument("other", type=_path, metavar="ENREGISTREMENT")
@click.option("--out", type=_path, required=True, metavar="DOSSIER", help="Dossier de la séance.")
@click.option(
    "--at",
    "hour",
    metavar="19:42:10",
    help="Heure de la première seconde de cet enregistrement, s'il n'a aucun passage commun avec "
    "celui de la séance.",
)
def complete_session(other: Path, out: Path, hour: str | None) -> int:
    """Combler ce qui manque avec l'enregistrement d'un autre appareil."""
    require_files(out, other)
    with terminal_context(as_json=False) as ctx, open_dossier(out) as dossier:
        done = complete_recording(dossier, other, _hour(hour), ctx)
    click.echo(completed_line(done))
    return ExitCode.DONE


def _hour(text: str | None) -> dt.time | None:
    try:
        return None if text is None else dt.time.fromisoformat(text)
    except ValueError as error:
        allowed = "une heure telle que 19:42:10"
        raise OptionInvalid(option="--at", value=text, allowed=allowed) from error
