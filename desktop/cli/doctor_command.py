"""`greffier doctor`: is this machine ready, and what to do where it is not."""

from pathlib import Path

import click

from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.session.machine.diagnosis import Check, Verdict, diagnose
from desktop.session.recognition import graphics_card_works
from models.provided import user_store

_SIGNS = {Verdict.GOOD: "[ OK ]", Verdict.LIMITED: "[ !! ]", Verdict.FAULT: "[NON ]"}


@click.command(cls=FrenchCommand)
def doctor() -> int:
    """Vérifier que cet ordinateur est prêt et dire quoi faire."""
    store = user_store()
    checks = diagnose(store, Path.cwd(), lambda: graphics_card_works(store))
    for check in checks:
        click.echo(line_of(check))
    faults = any(check.verdict is Verdict.FAULT for check in checks)
    return ExitCode.FAILED if faults else ExitCode.DONE


def line_of(check: Check) -> str:
    """Return a check as printed, its advice on the next line."""
    line = f"{_SIGNS[check.verdict]} {check.subject} : {check.finding}"
    return f"{line}\n       {check.advice}" if check.advice else line
