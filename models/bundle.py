"""One file that carries models to a computer without a network, on a stick for instance.

A bundle is a zip archive without compression (weights do not compress, and what is not compressed
cannot swell): a manifest, then the files as `<model id>/<path>`. It is written whole or not at all,
and it is deterministic: the same models give the same bytes.
"""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar, Literal

from core.files import make_folder, require_space, whole_file
from core.jsonio import to_json
from core.task import TaskContext
from models.catalogue import ModelEntry
from models.errors import ModelDamaged
from models.progress import Tally
from models.store import Store
from models.verify import FaultKind, matching_source

MANIFEST_NAME = "greffier-models.json"
STEP = "models.bundle"

_BLOCK_BYTES = 1 << 20
_OVERHEAD_BYTES = 1 << 20  # manifest and archive records


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledFile:
    """A file of a model as the bundle carries it."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledModel:
    """A model in the bundle; `source_id` says which of the catalogue's sources its files equal."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    source_id: str
    files: tuple[BundledFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle carries."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    schema_version: Literal[1] = 1
    models: tuple[BundledModel, ...]

    @property
    def total_bytes(self) -> int:
        """Size of all files together."""
        return sum(file.size_bytes for model in self.models for file in model.files)


def bundle(ids: Sequence[str], store: Store, target: Path, ctx: TaskContext) -> Path:
    """Return `target`, now a bundle of these installed models; what was there is replaced.

    Raises:
        models.errors.ModelUnknown, models.errors.ModelMissing, ModelDamaged: as `Store.path_of`.
        core.errors.DiskFull, core.errors.FolderNotWritable: when the disk refuses.
        core.errors.FileTooLarge: when its file system does not allow a file of this size.
    """
    entries = [store.catalogue.entry(model_id) for model_id in dict.fromkeys(ids)]
    manifest = Manifest(models=tuple(_described(entry, store, ctx) for entry in entries))
    make_folder(target.parent)
    require_space(target, manifest.total_bytes + _OVERHEAD_BYTES)
    with whole_file(target, manifest.total_bytes) as out:
        _write(manifest, store, out, Tally(ctx, STEP, manifest.total_bytes))
    return target


def _described(entry: ModelEntry, store: Store, ctx: TaskContext) -> BundledModel:
    digests = store.digests_of(entry.id, ctx)
    folder = store.folder_of(entry)
    return BundledModel(
        id=entry.id,
        source_id=matching_source(entry, folder).id,
        files=tuple(_files(folder, digests)),
    )


def _files(folder: Path, digests: Mapping[str, str]) -> Iterator[BundledFile]:
    for path in sorted(digests):
        size_bytes = (folder / path).stat().st_size
        yield BundledFile(path=path, size_bytes=size_bytes, sha256=digests[path])


def _write(manifest: Manifest, store: Store, out: IO[bytes], tally: Tally) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST_NAME), to_json(manifest))
        for model in manifest.models:
            folder = store.folder_of(store.catalogue.entry(model.id))
            for file in model.files:
                info = zipfile.ZipInfo(f"{model.id}/{file.path}")
                with archive.open(info, "w", force_zip64=True) as member:
                    digest = _copy(folder / file.path, member, tally)
                if digest != file.sha256:
                    raise ModelDamaged(model_id=model.id, path=file.path, fault=FaultKind.HASH)


def _copy(path: Path, member: IO[bytes], tally: Tally) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            member.write(block)
            tally.advance(len(block))
    return digest.hexdigest()
