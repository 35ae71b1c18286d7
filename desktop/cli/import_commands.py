"""The commands that take over what a town hall has: roll, agenda."""

import datetime as dt
import sys
from pathlib import Path

import click

from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.session.errors import OptionInvalid
from desktop.session.imports import texts
from desktop.session.imports.importing import (
    merge_preview,
    missing_of,
    notice_alerts,
    roll_of,
    write_convocation,
    write_roll,
)
from pv_builder.conformity.act_texts import act_text_alerts
from pv_builder.convocation.convocation import Convocation, read_convocation
from pv_builder.intake.source import MAX_TEXT_BYTES, Source, checked, read_source
from pv_builder.language.typography import counted
from pv_builder.roster.columns import Role
from pv_builder.roster.merging import MergedRoll
from pv_builder.roster.rolls import RollOptions, RollPreview, read_roll
from pv_builder.roster.seance_toml import read_seance

_path = click.Path(path_type=Path)
_STDIN = Path("-")
_SHOWN_BODIES = 20
_SHOWN_FAULTS = 40


@click.command(cls=FrenchCommand)
@click.argument("file", type=_path, metavar="FICHIER")
@click.option("--out", type=_path, metavar="SEANCE.TOML", help="Fichier de séance à compléter.")
@click.option(
    "--columns",
    metavar="LISTE",
    default="",
    help="Rôle des colonnes, par exemple 1=nom,2=prenom,4=ignorer.",
)
@click.option("--body", metavar="NOM", help="Collectivité à reprendre parmi plusieurs.")
@click.option("--sheet", metavar="NOM", help="Feuille du classeur à lire.")
@click.option("--add", is_flag=True, help="Ajouter aux membres actuels au lieu de les remplacer.")
def roll(
    file: Path, out: Path | None, columns: str, body: str | None, sheet: str | None, *, add: bool
) -> int:
    """Reprendre la liste des membres : CSV, Excel, ODS, Word, PDF, vCard, RNE ou texte (-)."""
    options = RollOptions(columns=_roles(columns), body=body, sheet=sheet)
    preview = read_roll(_source(file), options)
    _show_roll(preview)
    if not preview.read:
        return ExitCode.USAGE
    if out is not None:
        merged = merge_preview(out, preview, replaces=not add)
        write_roll(out, preview, merged, _today())
        _show_merge(merged, out)
    return ExitCode.DONE


@click.command(cls=FrenchCommand)
@click.argument("file", type=_path, metavar="FICHIER")
@click.option("--seance", type=_path, metavar="SEANCE.TOML", help="Fichier de séance à compléter.")
def agenda(file: Path, seance: Path | None) -> int:
    """Reprendre une convocation : ordre du jour, date, heure, lieu (Word, ODT, PDF, texte ou -)."""
    members = [stated.member for stated in roll_of(seance)] if seance else []
    convocation = read_convocation(_source(file), members)
    _show_convocation(convocation)
    if not convocation.agenda:
        return ExitCode.USAGE
    if seance is not None:
        write_convocation(seance, convocation)
        click.echo(f"Ordre du jour repris dans « {seance} ».")
        if not _tell_missing(seance):
            stated = read_seance(seance)
            texts_left = act_text_alerts(stated.wishes.texts, stated.agenda)
            for told in (*notice_alerts(stated), *(alert.text for alert in texts_left)):
                click.echo(told, err=True)
    return ExitCode.DONE


def _source(file: Path) -> Source:
    """Return the file, or what is typed or piped in for "-"."""
    if file != _STDIN:
        return read_source(file)
    return checked(Source(name="", content=sys.stdin.buffer.read(MAX_TEXT_BYTES)))


def _roles(text: str) -> dict[int, Role]:
    """Return the roles that `--columns` gives, by index from 0."""
    roles: dict[int, Role] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        number, _, name = part.partition("=")
        if not number.strip().isdecimal() or name.strip() not in set(Role):
            raise OptionInvalid(option="--columns", value=part, allowed=", ".join(Role))
        roles[int(number) - 1] = Role(name.strip())
    return roles


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def _show_roll(preview: RollPreview) -> None:
    for column in preview.columns:
        if column.role is not Role.IGNORED or column.is_doubtful:
            click.echo(texts.column_line(column))
    for member in preview.members:
        click.echo(f"- {texts.member_line(member)}")
    click.echo(f"{counted(len(preview.read), 'membre')}.")
    for doubt in texts.doubt_lines(preview):
        click.echo(f"À vérifier. {doubt}", err=True)
    for fault in preview.faults[:_SHOWN_FAULTS]:
        click.echo(fault.sentence, err=True)
    if len(preview.faults) > _SHOWN_FAULTS:
        click.echo(f"… et {len(preview.faults) - _SHOWN_FAULTS} autres lignes.", err=True)
    for name in preview.bodies[:_SHOWN_BODIES]:
        click.echo(f'  --body "{name}"', err=True)
    if len(preview.bodies) > _SHOWN_BODIES:
        click.echo(f"  … et {len(preview.bodies) - _SHOWN_BODIES} autres.", err=True)


def _show_merge(merged: MergedRoll, out: Path) -> None:
    for change in merged.changes:
        click.echo(texts.change_line(change))
    for doubt in merged.doubts:
        click.echo(f"À vérifier. {doubt[:1].upper()}{doubt[1:]}", err=True)
    click.echo(f"{texts.merge_summary(merged)} Liste reprise dans « {out} ».")
    _tell_missing(out)


def _tell_missing(path: Path) -> bool:
    """Tell what a session file still lacks; whether it lacks something."""
    missing = missing_of(path)
    if missing:
        click.echo("Il reste à compléter ce fichier avant de traiter la séance :", err=True)
    for sentence in missing:
        click.echo(f"  {sentence}", err=True)
    return bool(missing)


def _show_convocation(convocation: Convocation) -> None:
    for line in texts.convocation_lines(convocation):
        click.echo(line)
    for line in texts.item_lines(convocation):
        click.echo(f"- {line}")
    click.echo(f"{counted(len(convocation.agenda), 'point')}.")
    for doubt in convocation.doubts:
        click.echo(f"À vérifier. {doubt.sentence}", err=True)
    for fault in convocation.faults:
        click.echo(fault.sentence, err=True)
