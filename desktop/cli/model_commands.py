"""`greffier models ...`: what is installed, install, verify, and the USB stick."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import click

from asr.hardware import memory_bytes
from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchGroup
from desktop.cli.progress import terminal_context
from desktop.session.french.messages import size_text
from models.bundle import bundle as make_bundle
from models.catalogue import ModelEntry
from models.errors import ModelDamaged
from models.importing import import_models
from models.install import install as install_model
from models.provided import user_store
from models.store import State, Store, default_root, fits_memory

_STATES = {
    State.ABSENT: "absent",
    State.PARTIAL: "installation interrompue",
    State.FAULTY: "abîmé",
    State.READY: "installé",
}


@click.group(cls=FrenchGroup)
def models() -> None:
    """Gérer les modèles installés sur cet ordinateur."""


@models.command("list")
def list_models() -> int:
    """Montrer les modèles, leur état et à quoi chacun sert."""
    store = user_store()
    for entry in store.catalogue.models:
        click.echo(_description(entry, store.state_of(entry)))
    click.echo(f"Dossier des modèles : {store.root}")
    return ExitCode.DONE


@models.command("install")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--json-progress", is_flag=True, help="Avancement en JSON.")
def install(ids: tuple[str, ...], *, json_progress: bool) -> int:
    """Installer les modèles par défaut, ou ceux que vous nommez."""
    store = Store(default_root())  # not what came with the program: it may be damaged
    entries = [store.catalogue.entry(i) for i in ids] or list(store.catalogue.defaults)
    if not json_progress:
        click.echo(f"À installer : {_named(entries)}.")
    with terminal_context(as_json=json_progress) as ctx:
        for entry in entries:
            install_model(entry, store, ctx)
    click.echo(f"Modèles installés : {', '.join(entry.id for entry in entries)}.")
    return ExitCode.DONE


@models.command("verify")
@click.argument("ids", nargs=-1, metavar="[ID]...")
def verify(ids: tuple[str, ...]) -> int:
    """Relire chaque fichier des modèles installés et nommer ceux qui sont abîmés."""
    store = user_store()
    chosen = [store.catalogue.entry(i) for i in ids]
    entries = chosen or [e for e in store.catalogue.models if store.folder_of(e).is_dir()]
    with terminal_context(as_json=False) as ctx:
        faults = {e.id: store.faults_in(e, ctx, everything=True) for e in entries}
    for model_id, found in faults.items():
        state = ", ".join(f.path for f in found) if found else "intact"
        click.echo(f"{model_id} : {'fichiers abîmés : ' if found else ''}{state}")
    damaged = [model_id for model_id, found in faults.items() if found]
    if damaged:
        first = faults[damaged[0]][0]
        raise ModelDamaged(model_id=damaged[0], path=first.path, fault=first.kind)
    return ExitCode.DONE


@models.command("bundle")
@click.argument("target", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--model", "ids", multiple=True, metavar="ID", help="Modèle à emporter.")
def bundle(target: Path, ids: tuple[str, ...]) -> int:
    """Mettre des modèles installés dans un fichier pour une clé USB."""
    store = user_store()
    chosen = [store.catalogue.entry(i) for i in ids] or list(store.installed())
    click.echo(f"À emporter : {_named(chosen)}.")
    with terminal_context(as_json=False) as ctx:
        make_bundle([entry.id for entry in chosen], store, target, ctx)
    click.echo(f"« {target} » est écrit ({size_text(target.stat().st_size)}).")
    return ExitCode.DONE


@models.command("import")
@click.argument("source", type=click.Path(path_type=Path), metavar="DOSSIER_OU_FICHIER")
def import_(source: Path) -> int:
    """Installer des modèles depuis un dossier ou une clé USB, sans réseau."""
    with terminal_context(as_json=False) as ctx:
        imported = import_models(source, Store(default_root()), ctx)
    click.echo(f"Modèles importés : {', '.join(entry.id for entry in imported)}.")
    return ExitCode.DONE


def _named(entries: Sequence[ModelEntry]) -> str:
    """Return models with their size on the disk, and that of all."""
    each = [f"{entry.id} ({size_text(entry.installed_bytes)})" for entry in entries]
    total = size_text(sum(entry.installed_bytes for entry in entries))
    return f"{', '.join(each)} ; {total} en tout"


def _description(entry: ModelEntry, state: State) -> str:
    """Return what a clerk needs to choose: state, size, fit, use."""
    fits = "tient" if fits_memory(entry, memory_bytes()) else "ne tient pas"
    default = ", installé par défaut" if entry.default else ""
    use = textwrap.fill(entry.usage, 96, initial_indent="    ", subsequent_indent="    ")
    return (
        f"{entry.id} — {_STATES[state]}{default}\n{use}\n"
        f"    {size_text(entry.installed_bytes)} sur le disque ; "
        f"{size_text(entry.memory_bytes)} de mémoire ({fits} dans cet ordinateur) ; "
        f"licence {entry.licence}\n"
    )
