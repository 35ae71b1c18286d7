"""What an administrator set for every user of this machine: defaults, and what nobody may change.

    reglages.toml, in the system's folder for all users (GREFFIER_REGLAGES names another file)

    dossier_des_modeles = "/srv/greffier/modeles"
    calcul = "cpu"
    conservation_mois = 6
    verrouille = ["conservation_mois"]

A user's own choice comes before a default, and after what is locked. The window and the commands
read the same file.

Invariant: whatever the file holds, the program starts: a line that does not fit is left out, and
`greffier doctor` names it.
"""

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import platformdirs

from asr.hardware import DeviceWish
from desktop.session.requests import DraftRequest
from models.store import ROOT_VARIABLE
from pv_builder.wishes import DiscussionStyle, DocumentWishes

MODELS: Final = "dossier_des_modeles"
LOCKED: Final = "verrouille"
_MOST_MONTHS = 120
_MOST_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the file: the preference it sets, what it must be, and how to say that."""

    preference: str
    fits: Callable[[object], bool]
    expected: str


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _one_of(kind: type[StrEnum]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in set(kind)


def _is_months(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_MONTHS


_KEYS: Final[Mapping[str, _Key]] = MappingProxyType(
    {
        MODELS: _Key("", _is_text, "un dossier entre guillemets"),
        "dossier_des_seances": _Key("sessions_folder", _is_text, "un dossier entre guillemets"),
        "modele_de_transcription": _Key("model", _is_text, "le nom d'un modèle entre guillemets"),
        "calcul": _Key("device", _one_of(DeviceWish), '"auto", "cpu" ou "cuda"'),
        "conservation_mois": _Key("retention_months", _is_months, "un nombre de mois, de 0 à 120"),
        "modele_de_document": _Key(
            "template", _is_text, "une présentation ou un fichier .docx entre guillemets"
        ),
        "debats": _Key("style", _one_of(DiscussionStyle), '"integral", "indirect" ou "synthese"'),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """What the file of this machine says.

    Attributes:
        path: where the file is looked for.
        models_folder: where models lie; None where the file does not say.
        values: preferences by the name of their field.
        locked: fields that a user may not change; `MODELS` for the folder of the models.
        faults: French sentences about lines that were left out.
    """

    path: Path
    models_folder: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()

    @property
    def wishes(self) -> DocumentWishes:
        """How documents look where neither a person nor the session says."""
        style = self.values.get("style")
        return DocumentWishes(
            template=self.values.get("template"),
            style=DiscussionStyle(style) if style else None,
        )


def administration_file() -> Path:
    """Return where the file of this machine is looked for, whether it is there or not."""
    chosen = os.environ.get("GREFFIER_REGLAGES")
    folder = platformdirs.site_config_path("greffier", appauthor=False)
    return Path(chosen) if chosen else folder / "reglages.toml"


def administration() -> Administration:
    """Return what the administrator of this machine set; nothing where there is no such file."""
    path = administration_file()
    try:
        with path.open("rb") as file:
            data = tomllib.loads(file.read(_MOST_BYTES).decode("utf-8-sig"))
    except FileNotFoundError:
        return Administration(path=path)
    except OSError:
        return Administration(path=path, faults=("Le fichier ne peut pas être lu.",))
    except (ValueError, RecursionError):
        return Administration(path=path, faults=("Le fichier n'est pas du TOML en UTF-8.",))
    return _administration(path, data)


def _administration(path: Path, data: Mapping[str, Any]) -> Administration:
    good = {key: data[key] for key, known in _KEYS.items() if key in data and known.fits(data[key])}
    locked = data.get(LOCKED, [])
    names = locked if isinstance(locked, list) else []
    known = [name for name in names if name in good]
    return Administration(
        path=path,
        models_folder=good.get(MODELS),
        values={_KEYS[key].preference: value for key, value in good.items() if key != MODELS},
        locked=frozenset(_KEYS[name].preference or MODELS for name in known),
        faults=tuple(_faults(data, names)),
    )


def _faults(data: Mapping[str, Any], locked: list[object]) -> Iterator[str]:
    for key, value in data.items():
        if key == LOCKED:
            continue
        if key not in _KEYS:
            yield f"La clé « {key} » n'existe pas."
        elif not _KEYS[key].fits(value):
            yield f"« {key} » doit être {_KEYS[key].expected}."
    for name in locked:
        if name not in data:
            yield f"« {name} » est verrouillé sans valeur : donnez-la."


def use_models_folder(environ: MutableMapping[str, str]) -> None:
    """Look for models where the administrator says, unless the user's environment says otherwise.

    Processes begun from this one inherit it.
    """
    known = administration()
    if known.models_folder and (MODELS in known.locked or ROOT_VARIABLE not in environ):
        environ[ROOT_VARIABLE] = known.models_folder


def usual_draft() -> DraftRequest:
    """Return how documents are drafted on this machine where nothing else is asked."""
    return DraftRequest(usual=administration().wishes)
