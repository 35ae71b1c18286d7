"""The commands that work on a session: process, transcribe, draft, demo."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from asr.hardware import DeviceWish
from core.timecode import format_timecode
from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.cli.progress import terminal_context
from desktop.session import workflow
from desktop.session.documents.further_documents import FURTHER
from desktop.session.documents.writing import FINAL_STEM, FORMATS
from desktop.session.dossier import open_dossier
from desktop.session.errors import OptionInvalid
from desktop.session.imports.tracks import choice_of
from desktop.session.keeping.life import Step, read_life
from desktop.session.machine import paths
from desktop.session.machine.administration import administration, usual_draft
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles, VoiceBounds
from models.provided import user_store
from pv_builder.conformity.recording_told import heard_told
from pv_builder.documents.house import HOUSES
from pv_builder.evidence import Alert, blocking
from pv_builder.language.typography import counted
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle

_MOST_VOICES = 200
_voices = click.IntRange(1, _MOST_VOICES)
_path = click.Path(path_type=Path)


def _options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return one decorator that adds all of these options, in this order."""

    def add(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return add


recognition_options = _options(
    click.option("--model", metavar="ID", help="Modèle de reconnaissance (voir models list)."),
    click.option(
        "--device",
        type=click.Choice([wish.value for wish in DeviceWish]),
        help="Processeur ou carte graphique.",
    ),
    click.option("--speakers", type=_voices, metavar="N", help="Nombre exact d'intervenants."),
    click.option("--min-speakers", type=_voices, metavar="N", help="Au moins N intervenants."),
    click.option("--max-speakers", type=_voices, metavar="N", help="Au plus N intervenants."),
    click.option("--no-diarization", is_flag=True, help="Ne pas distinguer les voix."),
)

draft_options = _options(
    click.option(
        "--formats",
        metavar="LISTE",
        default="",
        help=f"Autres formats, séparés par des virgules : {', '.join(FORMATS)}.",
    ),
    click.option(
        "--documents",
        metavar="LISTE",
        default="",
        help=f"Autres documents, séparés par des virgules : {', '.join(FURTHER)}.",
    ),
    click.option(
        "--style",
        type=click.Choice([style.value for style in DiscussionStyle]),
        help="Façon de rapporter les débats ; sinon ce que dit la séance, ou indirect.",
    ),
    click.option(
        "--template",
        metavar="STYLE_OU_FICHIER",
        help=f"Présentation ({', '.join(HOUSES)}) ou modèle .docx de la mairie ; sinon ce que "
        "dit la séance.",
    ),
)

_final_options = _options(
    click.option(
        "--final",
        is_flag=True,
        help="Écrire aussi le procès-verbal définitif, refusé tant qu'il n'est pas arrêté ou qu'un "
        "point bloquant demeure.",
    ),
    click.option(
        "--approved-on",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="AAAA-MM-JJ",
        help="Le jour où le procès-verbal a été arrêté : il n'est plus écrit comme un projet.",
    ),
)

_tool_options = _options(
    click.option(
        "--transcript",
        "transcripts",
        type=_path,
        multiple=True,
        metavar="FICHIER",
        help="Sous-titrage de la visioconférence (.vtt, .srt, .sbv, .docx, .txt, .md, events.xml).",
    ),
    click.option(
        "--participants",
        type=_path,
        multiple=True,
        metavar="FICHIER",
        help="Liste des participants de la visioconférence (.csv).",
    ),
    click.option(
        "--tracks",
        metavar="PISTES",
        help="Pistes sonores à écouter : auto, tout, gauche, droite, 2, 1,3, ou 1=NOM,2=NOM quand "
        "chacune est le micro d'une personne.",
    ),
)

_out_option = click.option(
    "--out", type=_path, required=True, metavar="DOSSIER", help="Dossier des résultats."
)
_json_option = click.option(
    "--json-progress", is_flag=True, help="Avancement en JSON, une ligne par événement."
)


@click.command(cls=FrenchCommand)
@click.argument("media", nargs=-1, required=True, type=_path)
@click.option("--seance", type=_path, required=True, metavar="FICHIER", help="Le seance.toml.")
@_out_option
@_tool_options
@recognition_options
@draft_options
@_final_options
@_json_option
@click.option(
    "--keep-voices",
    is_flag=True,
    help="Garder l'empreinte des voix jusqu'à ce que le procès-verbal soit soumis, pour pouvoir "
    "séparer deux voix confondues.",
)
def process(media: tuple[Path, ...], seance: Path, out: Path, **options: Any) -> int:
    """Tout faire : de l'enregistrement au projet de procès-verbal.

    MEDIA : fichiers son ou vidéo, dossier ou archive .zip d'une visioconférence.
    """
    with terminal_context(as_json=options["json_progress"]) as ctx:
        minutes = workflow.process(
            _files(media, seance, out, options),
            recognition_request(options),
            draft_request(options),
            user_store(ctx),
            ctx,
        )
    return _report(minutes, out, final=options["final"])


@click.command(cls=FrenchCommand)
@click.argument("media", nargs=-1, required=True, type=_path)
@click.option("--seance", type=_path, metavar="FICHIER", help="Le seance.toml, pour les noms.")
@_out_option
@_tool_options
@recognition_options
@_json_option
def transcribe(media: tuple[Path, ...], seance: Path | None, out: Path, **options: Any) -> int:
    """Écrire ce qui a été dit : transcript.json, .txt, .srt et .vtt."""
    with terminal_context(as_json=options["json_progress"]) as ctx:
        transcript = workflow.transcribe_only(
            _files(media, seance, out, options),
            recognition_request(options),
            user_store(ctx),
            ctx,
        )
    if told := heard_told(transcript.audio, transcript.coverage):
        click.echo(told)
    click.echo(f"La transcription est dans « {out} ».")
    return ExitCode.DONE


@click.command(cls=FrenchCommand)
@click.argument("folder", type=_path, metavar="DOSSIER")
@draft_options
@_final_options
@_json_option
def draft(folder: Path, **options: Any) -> int:
    """Rédiger à nouveau d'après transcript.json et seance.toml, sans le son."""
    with terminal_context(as_json=options["json_progress"]) as ctx:
        minutes = workflow.draft_again(folder, draft_request(options), ctx)
    return _report(minutes, folder, final=options["final"])


@click.command(cls=FrenchCommand)
@click.option("--out", type=_path, default=Path("demo"), metavar="DOSSIER", help="Résultats.")
@_json_option
def demo(out: Path, *, json_progress: bool) -> int:
    """Essayer Greffier sur la séance d'exemple."""
    sample = paths.sample_folder()
    with terminal_context(as_json=json_progress) as ctx:
        minutes = workflow.process(
            SessionFiles(media=(sample / "audio.opus",), seance=sample / "seance.toml", out=out),
            RecognitionRequest(),
            usual_draft(),
            user_store(ctx),
            ctx,
        )
    return _report(minutes, out)


def _files(
    media: tuple[Path, ...], seance: Path | None, out: Path, options: dict[str, Any]
) -> SessionFiles:
    return SessionFiles(
        media=media,
        seance=seance,
        out=out,
        transcripts=options["transcripts"],
        participants=options["participants"],
        tracks=None if options["tracks"] is None else choice_of(options["tracks"]),
    )


def recognition_request(options: dict[str, Any]) -> RecognitionRequest:
    """Return what the recognition options ask for."""
    set_here = administration().values
    exact = options["speakers"]
    bounds = VoiceBounds(
        fewest=exact or options["min_speakers"], most=exact or options["max_speakers"]
    )
    return RecognitionRequest(
        model=options["model"] or set_here.get("model"),
        device=DeviceWish(options["device"] or set_here.get("device") or DeviceWish.AUTO),
        voices=None if options["no_diarization"] else bounds,
        keep_prints=options.get("keep_voices", False),
    )


def draft_request(options: dict[str, Any]) -> DraftRequest:
    """Return what the drafting options ask for. Raises `OptionInvalid` for an unknown name."""
    approved = options.get("approved_on")
    return replace(
        usual_draft(),
        formats=_names("--formats", options["formats"], FORMATS),
        documents=_names("--documents", options["documents"], FURTHER),
        style=DiscussionStyle(options["style"]) if options["style"] else None,
        template=_template(options["template"]),
        final=options.get("final", False),
        approved_on=approved.date() if approved else None,
    )


def _template(name: str | None) -> str | None:
    """Return the look that is asked for; a word that is no file is a slip of one of ours."""
    if name is None or name in HOUSES or Path(name).suffix or Path(name).exists():
        return name
    looks = ", ".join((*HOUSES, "ou un modèle .docx"))
    raise OptionInvalid(option="--template", value=name, allowed=looks)


def _names(option: str, value: str, known: Collection[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        if name not in known:
            raise OptionInvalid(option=option, value=name, allowed=", ".join(known))
    return names


def _report(minutes: Minutes, out: Path, *, final: bool = False) -> int:
    """Tell what was drafted and what is left to check; return the exit code."""
    faults = blocking(minutes.alerts)
    items = minutes.meeting.items
    found = sum(1 for item in items if item.start_s is not None)
    click.echo(f"Points de l'ordre du jour retrouvés : {found} sur {len(items)}.")
    click.echo(f"Faits proposés, à vérifier : {len(minutes.evidence)}.")
    click.echo(f"Alertes : {len(minutes.alerts)}, dont {counted(len(faults), 'bloquante')}.")
    click.echo(f"Le projet de procès-verbal est dans « {out / 'pv.docx'} ».")
    if not final:
        return ExitCode.DONE
    if faults:
        click.echo("Le procès-verbal définitif est refusé tant que ces points demeurent :")
        for alert in faults:
            click.echo(f"- {_fault_line(alert)}")
        return ExitCode.REFUSED
    if not _is_approved(out):
        click.echo(
            "Le procès-verbal définitif est refusé : il n'est pas encore arrêté. Une fois qu'il "
            "l'est, indiquez le jour : --approved-on AAAA-MM-JJ."
        )
        return ExitCode.REFUSED
    click.echo(f"Le procès-verbal définitif est dans « {out / f'{FINAL_STEM}.docx'} ».")
    return ExitCode.DONE


def _is_approved(folder: Path) -> bool:
    """Whether it is stated that the minutes of a session were approved."""
    with open_dossier(folder) as dossier:
        return read_life(dossier).on(Step.APPROVED) is not None


def _fault_line(alert: Alert) -> str:
    """Return a fault with its item and the place to listen to."""
    item = "" if alert.item is None else f"Point {alert.item} : "
    places = ", ".join(format_timecode(excerpt.start) for excerpt in alert.excerpts)
    return f"{item}{alert.text}" + (f" (à réécouter : {places})" if places else "")
