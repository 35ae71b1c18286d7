"""What Greffier says to a person: errors, notices and steps, by code, in French.

The only module where an error becomes a sentence. Each message says what happened, what was kept
where something could have been lost, and what to do. A test walks every `AppError` and demands
its message.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.errors import AppError, Fact
from core.task import Notice


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads about a fault.

    Attributes:
        title: a few words, for a dialog.
        sentence: what happened.
        advice: what to do.
    """

    title: str
    sentence: str
    advice: str

    @property
    def line(self) -> str:
        """The message on one line, for the command line."""
        return f"{self.sentence} {self.advice}"


_OUR_FAULT: Final = Message(
    "Erreur inattendue",
    "Greffier a rencontré une erreur inattendue ; ce qui était enregistré est conservé.",
    "Relancez l'opération ; si l'erreur revient, transmettez le journal à votre assistance.",
)

_ERRORS: Final[dict[str, Message]] = {
    "disk-full": Message(
        "Disque plein",
        "Il manque de la place sur le disque de « {path} » : {needed_bytes} nécessaires, "
        "{free_bytes} libres.",
        "Libérez de la place ou choisissez un autre disque, puis relancez : rien n'est perdu.",
    ),
    "folder-not-writable": Message(
        "Dossier protégé",
        "Impossible d'écrire dans « {path} ».",
        "Choisissez un dossier où vous avez le droit d'écrire.",
    ),
    "file-damaged": Message(
        "Fichier abîmé",
        "Le fichier « {path} » est illisible ; il a été mis de côté sous « {kept_as} ».",
        "Relancez l'opération pour le refaire.",
    ),
    "timecode-invalid": Message(
        "Heure illisible",
        "« {text} » n'est pas une durée.",
        "Écrivez-la sous la forme 1:02:03.",
    ),
    "json-invalid": Message(
        "Fichier mal formé",
        "Le fichier « {path} » n'a pas la forme attendue (endroit : {where}).",
        "Rétablissez une version correcte du fichier ou relancez la transcription.",
    ),
    "dossier-locked": Message(
        "Dossier occupé",
        "Un autre Greffier travaille déjà dans « {path} ».",
        "Attendez qu'il ait fini ou choisissez un autre dossier.",
    ),
    "dossier-of-other-recording": Message(
        "Dossier déjà utilisé",
        "Le dossier « {path} » contient déjà le travail d'un autre enregistrement.",
        "Choisissez un autre dossier : rien n'y a été modifié.",
    ),
    "file-missing": Message(
        "Fichier introuvable",
        "Le fichier « {path} » n'existe pas.",
        "Vérifiez son nom et son emplacement.",
    ),
    "option-invalid": Message(
        "Option incorrecte",
        "L'option {option} ne peut pas valoir « {value} ».",
        "Valeurs possibles : {allowed}.",
    ),
    "diarization-unavailable": Message(
        "Voix non distinguées",
        "La distinction des voix n'est pas installée.",
        "Relancez avec --no-diarization, ou installez Greffier avec ses composants de voix.",
    ),
}

_NOTICES: Final[dict[str, str]] = {
    "output-kept": "« {name} » avait été modifié : l'ancienne version est conservée sous "
    "« {kept_as} ».",
}

_STEPS: Final[dict[str, str]] = {
    "files.hash": "Vérification des fichiers",
}


def message_of(error: AppError) -> Message:
    """Return what a person reads about an error."""
    form = _ERRORS.get(error.code, _OUR_FAULT)
    facts = {name: _shown(name, value) for name, value in error.facts.items()}
    return Message(form.title, form.sentence.format(**facts), form.advice.format(**facts))


def unexpected() -> Message:
    """Return what a person reads about a fault of Greffier's own."""
    return _OUR_FAULT


def has_message(code: str) -> bool:
    """Whether an error of this code has its own message."""
    return code in _ERRORS


def notice_text(notice: Notice) -> str | None:
    """Return the sentence of a notice, None if it is not for people."""
    form = _NOTICES.get(notice.code)
    return None if form is None else form.format(**_all_shown(notice.facts))


def step_name(code: str) -> str:
    """Return the name of a step as shown beside its progress."""
    return _STEPS.get(code, "Travail en cours")


def _all_shown(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: _shown(name, value) for name, value in facts.items()}


def _shown(name: str, value: Fact) -> str:
    if name.endswith("_bytes") and isinstance(value, int | float):
        return size_text(value)
    if name.endswith("_s") and isinstance(value, int | float):
        return f"{value:.0f} s"
    return "" if value is None else str(value)


def size_text(size_bytes: float) -> str:
    """Return a size as people read it: "1,4 Go", "145 Mo"."""
    for unit, bytes_per_unit in (("Go", 1e9), ("Mo", 1e6)):
        if size_bytes >= bytes_per_unit:
            number = size_bytes / bytes_per_unit
            digits = 1 if unit == "Go" else 0
            return f"{number:.{digits}f}".replace(".", ",") + f"\u00a0{unit}"
    return "moins de 1\u00a0Mo"
