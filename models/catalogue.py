"""The models that Greffier knows: what they are for, where they come from, how to recognise them.

The catalogue is part of the source. This module reads it; it knows nothing of disks or networks.

Invariants:
- Model ids and file paths are safe as names on every system: relative, no `..`, no drive.
- Every source of a model gives every file that the model needs; sources may differ in their files.
- Files that come from wheels always have a known SHA-256.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import ClassVar, Literal

from core.jsonio import from_json
from models.errors import ModelUnknown

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")


class ModelKind(StrEnum):
    """What a model does."""

    RECOGNITION = "recognition"
    SEGMENTATION = "segmentation"
    EMBEDDING = "embedding"
    DIARIZATION = "diarization"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """One file of a model.

    Attributes:
        path: in the model's folder, with forward slashes.
        size_bytes: exact where `sha256` is known, otherwise the largest size accepted.
        sha256: published hash, or None: recorded at the first install, checked from then on.
        origin: where the source keeps it: members of its wheels, joined in this order, or one
            path in its repository; empty when it is `path`.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    path: str
    size_bytes: int
    sha256: str | None = None
    origin: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(self.path, holds=all(_NAME.fullmatch(part) for part in self.path.split("/")))
        _require(self.path, holds=self.size_bytes >= 0)
        _require(self.path, holds=self.sha256 is None or _SHA256.fullmatch(self.sha256) is not None)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the source keeps the file, in the order to join."""
        return self.origin or (self.path,)

    def accepts_size(self, size_bytes: int) -> bool:
        """Whether a file of this size can be this one."""
        if self.sha256 is None:
            return 0 < size_bytes <= self.size_bytes
        return size_bytes == self.size_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """A wheel of the Python package index that carries data for us; nothing of it is imported.

    Attributes:
        name: of the project.
        version: exact.
        sha256: of the wheel itself.
        size_bytes: of the wheel itself.
        python_version: such as "311" for a compiled wheel, None for a pure one.
        platforms: tags of a compiled wheel; any system's serves, since only its data is taken.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: str
    version: str
    sha256: str
    size_bytes: int
    python_version: str | None = None
    platforms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(self.name, holds=_NAME.fullmatch(self.name) is not None)
        _require(self.name, holds=_SHA256.fullmatch(self.sha256) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelSource:
    """A set of wheels that carries a model."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    wheels: tuple[Wheel, ...]
    files: tuple[ModelFile, ...]

    def __post_init__(self) -> None:
        _check_files(self.id, self.files)
        _require(self.id, holds=all(file.sha256 for file in self.files))

    @property
    def reference(self) -> str:
        """What identifies the bytes of this source for good."""
        return "+".join(wheel.sha256 for wheel in self.wheels)

    @property
    def download_bytes(self) -> int:
        """How much comes over the network."""
        return sum(wheel.size_bytes for wheel in self.wheels)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSource:
    """A repository of the Hugging Face Hub at one revision (a full commit hash)."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    repository: str
    revision: str
    files: tuple[ModelFile, ...]

    def __post_init__(self) -> None:
        _check_files(self.id, self.files)
        _require(self.id, holds=_COMMIT.fullmatch(self.revision) is not None)
        _require(self.id, holds=all(len(file.places) == 1 for file in self.files))

    @property
    def reference(self) -> str:
        """What identifies the bytes of this source for good."""
        return f"{self.repository}@{self.revision}"

    @property
    def download_bytes(self) -> int:
        """How much comes over the network, at most."""
        return sum(file.size_bytes for file in self.files)


Source = WheelSource | HubSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """A model of the catalogue.

    Attributes:
        id: name of its folder and of `--model`.
        kind: what it does.
        name: as its publisher calls it.
        usage: in French, what it is good for and what it costs.
        licence: SPDX identifier.
        languages: codes, or "multi".
        memory_bytes: what the process needs to run it.
        relative_speed: 1.0 is whisper-base on the same processor.
        quality: order of preference within its kind, the highest is the best.
        default: whether it belongs to the set installed with the program.
        main_file: the weights that name the model in a transcript's provenance.
        sources: equivalent ones, the preferred first.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    kind: ModelKind
    name: str
    usage: str
    licence: str
    languages: tuple[str, ...]
    memory_bytes: int
    relative_speed: float
    quality: int
    main_file: str
    sources: tuple[Source, ...]
    default: bool = False

    def __post_init__(self) -> None:
        _require(self.id, holds=_NAME.fullmatch(self.id) is not None)
        _require(self.id, holds=bool(self.sources))
        for source in self.sources:
            _require(self.id, holds=any(file.path == self.main_file for file in source.files))

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """The files that its preferred source gives."""
        return self.sources[0].files

    @property
    def wheels(self) -> tuple[Wheel, ...]:
        """The wheels of all its sources."""
        return tuple(w for s in self.sources if isinstance(s, WheelSource) for w in s.wheels)

    @property
    def installed_bytes(self) -> int:
        """Room that it takes on the disk, at most."""
        return sum(file.size_bytes for file in self.files)

    @property
    def download_bytes(self) -> int:
        """How much an install brings over the network, at most."""
        return self.sources[0].download_bytes

    @property
    def has_published_hashes(self) -> bool:
        """Whether every file is known beforehand; otherwise the first install is trusted."""
        return all(file.sha256 is not None for source in self.sources for file in source.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All models that Greffier knows, in the order to show them."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    schema_version: Literal[1]
    models: tuple[ModelEntry, ...]

    def __post_init__(self) -> None:
        _require("models", holds=len({model.id for model in self.models}) == len(self.models))

    def entry(self, model_id: str) -> ModelEntry:
        """Return the model of this name.

        Raises:
            ModelUnknown: when there is none.
        """
        for model in self.models:
            if model.id == model_id:
                return model
        raise ModelUnknown(model_id=model_id)

    def of_kind(self, kind: ModelKind) -> tuple[ModelEntry, ...]:
        """Return the models that do this, the best first."""
        found = (model for model in self.models if model.kind is kind)
        return tuple(sorted(found, key=lambda model: -model.quality))

    @property
    def defaults(self) -> tuple[ModelEntry, ...]:
        """The models that are installed with the program."""
        return tuple(model for model in self.models if model.default)


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue that belongs to this version of the program."""
    text = resources.files("models").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return parse_catalogue(text)


def parse_catalogue(toml: str) -> Catalogue:
    """Return the catalogue that a TOML text describes.

    Raises:
        core.jsonio.JsonInvalid: when it does not have the form of a catalogue.
        tomllib.TOMLDecodeError: when it is not TOML.
    """
    return from_json(Catalogue, json.dumps(tomllib.loads(toml)), Path("catalogue.toml"))


def _check_files(source_id: str, files: Iterable[ModelFile]) -> None:
    paths = [file.path.lower() for file in files]  # Windows and macOS ignore case
    _require(source_id, holds=bool(paths) and len(set(paths)) == len(paths))


def _require(what: str, *, holds: bool) -> None:
    if not holds:
        message = f"not a valid entry of the catalogue: {what}"
        raise ValueError(message)
