"""The commands that let a session travel: export, archive, reopen."""

from pathlib import Path

import click

from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.cli.progress import terminal_context
from desktop.session.errors import OptionInvalid
from desktop.session.exporting import EXPORTS, export_session
from desktop.session.french.messages import size_text
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.sealing import is_sealed
from desktop.session.keeping.session_archive import SUFFIX, archive_session
from desktop.session.requests import require_files

_path = click.Path(path_type=Path)
_json_option = click.option(
    "--json-progress", is_flag=True, help="Avancement en JSON, une ligne par événement."
)


_passphrase_option = click.option(
    "--passphrase-file",
    type=_path,
    metavar="FICHIER",
    help="Fichier dont la première ligne est la phrase de passe (sinon, elle est demandée).",
)


def _read_passphrase(file: Path | None, *, confirm: bool) -> str:
    """Return the passphrase out of a file, or as typed without being shown."""
    if file is not None:
        require_files(file)
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        return lines[0] if lines else ""
    asked: str = click.prompt(
        "Phrase de passe",
        hide_input=True,
        confirmation_prompt="La même phrase, pour confirmer" if confirm else False,
    )
    return asked


@click.command(cls=FrenchCommand)
@click.argument("folder", type=_path, metavar="DOSSIER")
@click.option(
    "--formats",
    metavar="LISTE",
    default="",
    help=f"Formats voulus, séparés par des virgules (d'office, tous) : {', '.join(EXPORTS)}.",
)
@click.option(
    "--out", type=_path, metavar="DOSSIER", help="Où écrire (d'office, « export » dans la séance)."
)
@_json_option
def export(folder: Path, formats: str, out: Path | None, *, json_progress: bool) -> int:
    """Écrire la transcription et les votes pour d'autres programmes, sans les huis clos."""
    names = [name.strip() for name in formats.split(",") if name.strip()]
    for name in names:
        if name not in EXPORTS:
            raise OptionInvalid(option="--formats", value=name, allowed=", ".join(EXPORTS))
    with terminal_context(as_json=json_progress) as ctx:
        paths = export_session(folder, names, out, ctx)
    for path in paths:
        click.echo(f"- {path.name}")
    click.echo(f"{len(paths)} fichiers écrits dans « {out or folder / 'export'} ».")
    return ExitCode.DONE


@click.command(cls=FrenchCommand)
@click.argument("folder", type=_path, metavar="DOSSIER")
@click.option("--out", type=_path, metavar="FICHIER", help="L'archive (d'office, près du dossier).")
@click.option("--sound", is_flag=True, help="Emporter aussi l'enregistrement.")
@click.option("--seal", is_flag=True, help="Chiffrer l'archive par une phrase de passe.")
@_passphrase_option
@_json_option
def archive(
    folder: Path,
    out: Path | None,
    passphrase_file: Path | None,
    *,
    sound: bool,
    seal: bool,
    json_progress: bool,
) -> int:
    """Mettre une séance dans un seul fichier, à ouvrir sur un autre ordinateur."""
    passphrase = None
    if seal or passphrase_file is not None:
        passphrase = _read_passphrase(passphrase_file, confirm=True)
    target = out or folder.resolve().with_name(f"{folder.resolve().name}{SUFFIX}")
    with terminal_context(as_json=json_progress) as ctx:
        manifest = archive_session(folder, target, ctx, with_sound=sound, passphrase=passphrase)
    size = size_text(target.stat().st_size)
    click.echo(f"{len(manifest.files)} fichiers dans « {target} » ({size}).")
    if not sound:
        click.echo("L'enregistrement n'y est pas : ajoutez --sound pour l'emporter.")
    if passphrase is not None:
        click.echo(
            "L'archive est chiffrée. Sans sa phrase de passe, personne ne pourra l'ouvrir, pas "
            "même l'assistance : gardez-la à l'abri, ailleurs que sur la clé."
        )
    else:
        click.echo(
            "L'archive contient le texte de tout ce qui a été dit, huis clos compris, et n'est pas "
            "chiffrée : ajoutez --seal si elle quitte la mairie."
        )
    return ExitCode.DONE


@click.command(cls=FrenchCommand)
@click.argument("file", type=_path, metavar="FICHIER")
@click.option("--out", type=_path, required=True, metavar="DOSSIER", help="Dossier à créer.")
@click.option("--salvage", is_flag=True, help="D'une archive abîmée, prendre ce qui est intact.")
@_passphrase_option
@_json_option
def reopen(
    file: Path, out: Path, passphrase_file: Path | None, *, salvage: bool, json_progress: bool
) -> int:
    """Ouvrir l'archive d'une séance, après en avoir vérifié chaque fichier."""
    require_files(file)
    passphrase = _read_passphrase(passphrase_file, confirm=False) if is_sealed(file) else None
    with terminal_context(as_json=json_progress) as ctx:
        reopened = reopen_archive(file, out, ctx, salvage=salvage, passphrase=passphrase)
    for name in reopened.damaged:
        click.echo(f"Abîmé ou manquant : {name}", err=True)
    click.echo(f"{len(reopened.files)} fichiers vérifiés dans « {out} ».")
    return ExitCode.DONE
