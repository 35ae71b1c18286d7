"""The command line: reads options, calls the workflow, tells the shell how it ended."""

import core.offline  # isort: skip  # noqa: F401 - before any library that would use the network

import logging
import sys
from typing import NoReturn

import click

from core.errors import AppError
from core.task import Cancelled
from desktop.cli.batch_command import batch
from desktop.cli.complete_command import complete_session
from desktop.cli.doctor_command import doctor
from desktop.cli.exchange_commands import archive, export, reopen
from desktop.cli.exit_codes import ExitCode, exit_code_of
from desktop.cli.french import FrenchGroup, usage_sentence
from desktop.cli.import_commands import agenda, roll
from desktop.cli.model_commands import models
from desktop.cli.record_command import record_session
from desktop.cli.session_commands import demo, draft, process, transcribe
from desktop.cli.trial_command import trial
from desktop.session.french.messages import message_of, unexpected
from desktop.session.machine import logs, paths

logger = logging.getLogger(__name__)


@click.group(cls=FrenchGroup, context_settings={"max_content_width": 100})
@click.version_option(
    package_name="greffier", message="Greffier %(version)s", help="Affiche la version."
)
def greffier() -> None:
    """Greffier : de l'enregistrement d'un conseil au projet de procès-verbal, hors ligne."""


COMMANDS = (
    *(process, transcribe, record_session, complete_session, draft, batch),
    *(roll, agenda, export, archive, reopen, models, doctor, trial, demo),
)
for command in COMMANDS:
    greffier.add_command(command)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run one command and exit with the code of the contract; never a traceback."""
    logs.set_up(paths.log_folder())
    sys.exit(_code_of_run(arguments))


def _code_of_run(arguments: list[str] | None) -> int:
    try:
        answer = greffier.main(arguments, prog_name="greffier", standalone_mode=False)
        return answer if isinstance(answer, int) else ExitCode.DONE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return ExitCode.DONE
    except click.ClickException as error:
        return _refuse(usage_sentence(error), ExitCode.USAGE)
    except (Cancelled, KeyboardInterrupt, click.Abort):
        return _refuse("Arrêté à votre demande ; le travail fait est conservé.", ExitCode.STOPPED)
    except AppError as error:
        logger.info("refused: %s", error)
        return _refuse(message_of(error).line, exit_code_of(error))
    except Exception:  # top of the command line: the log gets the traceback, the user a sentence
        logger.exception("unexpected error")
        return _refuse(unexpected().line, ExitCode.FAILED)


def _refuse(sentence: str, code: ExitCode) -> ExitCode:
    click.echo(sentence, err=True)
    return code
