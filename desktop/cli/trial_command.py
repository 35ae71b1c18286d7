"""`greffier trial`: how long a two-hour meeting takes on this machine."""

from typing import Any

import click

from asr.hardware import DeviceWish
from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.cli.progress import terminal_context
from desktop.session.machine.trial import try_machine
from desktop.session.requests import RecognitionRequest
from models.provided import user_store


@click.command(cls=FrenchCommand)
@click.option("--model", metavar="ID", help="Modèle à essayer ; par défaut, le meilleur installé.")
@click.option(
    "--device",
    type=click.Choice([wish.value for wish in DeviceWish]),
    default=DeviceWish.AUTO.value,
    help="Où calculer.",
)
@click.option("--json-progress", is_flag=True, help="Avancement en JSON, une ligne par événement.")
def trial(**options: Any) -> int:
    """Essayer cet ordinateur sur une minute de séance et dire combien dureront deux heures."""
    request = RecognitionRequest(model=options["model"], device=DeviceWish(options["device"]))
    with terminal_context(as_json=options["json_progress"]) as ctx:
        try_machine(request, user_store(ctx), ctx)
    return ExitCode.DONE
