"""Whether this machine is ready: each check says what it found and what to do, in French."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from asr.hardware import available_bytes, memory_bytes, usable_cores
from core.errors import AppError
from core.files import free_bytes
from desktop.session.french.messages import message_of, size_text
from desktop.session.machine.administration import Administration, administration
from models.catalogue import ModelKind
from models.store import Store
from pv_builder.language.typography import counted

_LITTLE_MEMORY_BYTES = 4 << 30
_LITTLE_ROOM_BYTES = 5 << 30
"""A three-hour session at 48 kHz is 1 GB; its copy, its work files and its documents as much."""


class Verdict(StrEnum):
    """How a check ended."""

    GOOD = "bon"
    LIMITED = "limite"
    FAULT = "défaut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one check found.

    Attributes:
        subject: what was looked at.
        finding: what was found.
        advice: what to do; empty when all is well.
    """

    subject: str
    verdict: Verdict
    finding: str
    advice: str = ""


def diagnose(store: Store, folder: Path, gpu: Callable[[], bool]) -> list[Check]:
    """Return every check of this machine.

    Args:
        store: the models.
        folder: where sessions would be kept.
        gpu: whether a graphics card works; it may take seconds.
    """
    return [
        _processor(),
        _graphics_card(gpu),
        _memory(),
        _room(folder),
        _sound("Microphone", "input"),
        _sound("Sortie son", "output"),
        *_models(store),
        *_administration(administration()),
    ]


def _administration(known: Administration) -> list[Check]:
    """Return what is wrong with the administrator's file; nothing where there is no file."""
    subject = "Réglages de l'ordinateur"
    if known.faults:
        return [
            Check(
                subject=subject,
                verdict=Verdict.LIMITED,
                finding=" ".join(known.faults),
                advice=f"Corrigez « {known.path} » ; ces lignes sont ignorées.",
            )
        ]
    count = len(known.values) + (known.models_folder is not None)
    finding = counted(count, "valeur fixée", "valeurs fixées")
    return [Check(subject=subject, verdict=Verdict.GOOD, finding=finding)] if count else []


def _processor() -> Check:
    cores = usable_cores()
    finding = f"{cores} cœur{'s' if cores > 1 else ''} de calcul"
    if cores > 1:
        return Check(subject="Processeur", verdict=Verdict.GOOD, finding=finding)
    return Check(
        subject="Processeur",
        verdict=Verdict.LIMITED,
        finding=finding,
        advice="La transcription sera lente : laissez l'ordinateur travailler la nuit.",
    )


def _graphics_card(gpu: Callable[[], bool]) -> Check:
    if gpu():
        return Check(
            subject="Carte graphique", verdict=Verdict.GOOD, finding="utilisable pour transcrire"
        )
    return Check(
        subject="Carte graphique",
        verdict=Verdict.GOOD,
        finding="aucune utilisable ; le processeur suffit",
    )


def _memory() -> Check:
    finding = f"{size_text(memory_bytes())}, dont {size_text(available_bytes())} libres"
    if available_bytes() >= _LITTLE_MEMORY_BYTES:
        return Check(subject="Mémoire", verdict=Verdict.GOOD, finding=finding)
    return Check(
        subject="Mémoire",
        verdict=Verdict.LIMITED,
        finding=finding,
        advice="Fermez les autres programmes avant une longue séance.",
    )


def _room(folder: Path) -> Check:
    free = free_bytes(folder)
    finding = f"{size_text(free)} libres"
    if free >= _LITTLE_ROOM_BYTES:
        return Check(subject="Disque", verdict=Verdict.GOOD, finding=finding)
    return Check(
        subject="Disque",
        verdict=Verdict.FAULT,
        finding=finding,
        advice="Libérez au moins 5 Go avant d'enregistrer ou de traiter une séance.",
    )


def _sound(subject: str, direction: str) -> Check:
    try:
        import sounddevice  # noqa: PLC0415 - PortAudio may be missing, which is one of the findings

        devices = [d["name"] for d in sounddevice.query_devices() if d[f"max_{direction}_channels"]]
    except (ImportError, OSError):
        return Check(
            subject=subject,
            verdict=Verdict.FAULT,
            finding="le composant de son PortAudio manque",
            advice="Installez PortAudio (sous Debian : sudo apt-get install libportaudio2).",
        )
    if devices:
        return Check(subject=subject, verdict=Verdict.GOOD, finding=", ".join(devices[:3]))
    return Check(
        subject=subject,
        verdict=Verdict.LIMITED,
        finding="aucun appareil trouvé",
        advice="Branchez-le et relancez ; l'import d'un enregistrement fonctionne sans.",
    )


def _models(store: Store) -> list[Check]:
    checks = [_model(store, entry.id) for entry in store.catalogue.models if entry.default]
    if store.best_installed(ModelKind.RECOGNITION, memory_bytes()) is None:
        checks.append(
            Check(
                subject="Transcription",
                verdict=Verdict.FAULT,
                finding="aucun modèle installé ne tient dans la mémoire",
                advice="Exécutez : greffier models install.",
            )
        )
    return checks


def _model(store: Store, model_id: str) -> Check:
    subject = f"Modèle {model_id}"
    try:
        store.path_of(model_id)
    except AppError as error:
        message = message_of(error)
        return Check(
            subject=subject,
            verdict=Verdict.FAULT,
            finding=message.sentence,
            advice=message.advice,
        )
    return Check(subject=subject, verdict=Verdict.GOOD, finding="installé et intact")
