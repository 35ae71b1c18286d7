"""The command for those who draft for many town halls: a folder of sessions."""

from pathlib import Path
from typing import Any

import click

from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.cli.progress import terminal_context
from desktop.cli.session_commands import (
    draft_options,
    draft_request,
    recognition_options,
    recognition_request,
)
from desktop.session.batch import (
    REPORT,
    BatchResult,
    BatchState,
    Runner,
    process_batch,
    sessions_in,
    side_by_side,
)
from desktop.session.cluster import on_cluster

_path = click.Path(path_type=Path)
_MOST_AT_ONCE = 64


@click.command(cls=FrenchCommand)
@click.argument("folder", type=_path, metavar="DOSSIER")
@click.option("--out", type=_path, required=True, metavar="DOSSIER", help="Dossier des résultats.")
@click.option(
    "--jobs",
    type=click.IntRange(1, _MOST_AT_ONCE),
    default=1,
    metavar="N",
    help="Séances traitées en même temps sur cette machine.",
)
@click.option(
    "--scheduler",
    metavar="ADRESSE",
    help="Ordonnanceur Dask de votre réseau, par exemple tcp://10.0.0.5:8786.",
)
@recognition_options
@draft_options
def batch(folder: Path, out: Path, **options: Any) -> int:
    """Traiter beaucoup de séances : un sous-dossier chacune, avec son seance.toml et son son."""
    sessions = sessions_in(folder, out)
    with terminal_context(as_json=False) as ctx:
        results = process_batch(sessions, _runner(options), out / REPORT, ctx)
    for result in results:
        click.echo(_line(result))
    failed = sum(result.state is not BatchState.DONE for result in results)
    click.echo(f"Séances traitées : {len(results) - failed} sur {len(sessions)}.")
    click.echo(f"Le compte rendu du lot est dans « {out / REPORT} ».")
    return ExitCode.FAILED if failed else ExitCode.DONE


def _runner(options: dict[str, Any]) -> Runner:
    asked = recognition_request(options), draft_request(options)
    if options["scheduler"]:
        return on_cluster(options["scheduler"], *asked)
    return side_by_side(options["jobs"], *asked)


def _line(result: BatchResult) -> str:
    if result.state is BatchState.DONE:
        return f"{result.name} : {result.state}, {result.alerts} alertes."
    return f"{result.name} : {result.state}. {result.sentence}".rstrip()
