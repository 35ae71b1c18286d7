"""Bring models from a stick or a share: from a bundle, or from a folder of model folders.

What is imported is untrusted. Invariants:
- Names in the archive or folder never become paths: only files that the catalogue names are read,
  and they are written under the catalogue's names.
- Every size is checked before a byte is copied, every hash before anything is visible.
- No model of an import becomes visible before all of them are verified, and what was installed
  before is not lost.
"""

import shutil
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from core.files import faults_of, make_folder, require_space
from core.jsonio import JsonInvalid, from_json
from core.task import TaskContext
from models.bundle import MANIFEST_NAME, BundledFile, BundledModel, Manifest
from models.catalogue import Catalogue, ModelEntry, ModelFile, Source
from models.errors import BundleDamaged, BundleRefused, ModelDamaged, NoModelFound
from models.progress import Tally
from models.store import State, Store
from models.verify import FaultKind, file_faults, matching_source

STEP = "models.import"

_BLOCK_BYTES = 1 << 20
_MARGIN_BYTES = 256 << 20
_MANIFEST_LIMIT_BYTES = 1 << 20
_BROKEN = (
    *(zipfile.BadZipFile, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),  # zipfile's, on odd records
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """A model that a bundle or folder seems to hold.

    Attributes:
        entry: which model.
        source: which of its sources the files should equal.
        open: gives a file's content, as untrusted as its name.
        promised: hashes that a bundle gives.
    """

    entry: ModelEntry
    source: Source
    open: Callable[[ModelFile], IO[bytes]]
    promised: Mapping[str, str] = field(default_factory=dict)


def import_models(origin: Path, store: Store, ctx: TaskContext) -> tuple[ModelEntry, ...]:
    """Return the models that a bundle or a folder holds, all installed now.

    A folder may be a model's own or contain some; a model's folder is known by its name or, where
    the hashes are published, by its files, as any program downloads them. Models that are ready
    already are left as they are.

    Raises:
        NoModelFound: when it holds no model of the catalogue.
        models.errors.ModelUnknown: when a bundle holds a model that the catalogue does not know.
        ModelDamaged: when a file is not the published one; nothing was imported.
        BundleDamaged, BundleRefused: when a bundle cannot be read or is none of ours.
        core.errors.DiskFull, core.errors.FolderNotWritable: when the store's disk refuses.
        models.errors.StoreBusy: when another Greffier is changing the store.
    """
    with store.locked(), _offers(origin, store.catalogue) as offers:
        wanted = [o for o in offers if store.state_of(o.entry, ctx) is not State.READY]
        shutil.rmtree(store.import_area, ignore_errors=True)
        try:
            _bring(wanted, origin, store, ctx)
        finally:
            shutil.rmtree(store.import_area, ignore_errors=True)
    return tuple(offer.entry for offer in offers)


def _bring(offers: Sequence[_Offer], origin: Path, store: Store, ctx: TaskContext) -> None:
    total = sum(file.size_bytes for offer in offers for file in offer.source.files)
    require_space(store.root, total + _MARGIN_BYTES)
    tally = Tally(ctx, STEP, total)
    checked = []
    for offer in offers:
        staged = make_folder(store.import_area / offer.entry.id)
        for file in offer.source.files:
            _copy(offer, file, staged, origin, tally)
        stamp = store.verified(offer.entry, offer.source, staged, ctx, offer.promised)
        checked.append((offer, staged, stamp))
    for offer, staged, stamp in checked:
        store.place(offer.entry, offer.source, staged, stamp, ctx)


def _copy(offer: _Offer, file: ModelFile, staged: Path, origin: Path, tally: Tally) -> None:
    target = staged / file.path
    make_folder(target.parent)
    with _reading(origin):
        content = offer.open(file)
    with content, faults_of(target, file.size_bytes), target.open("wb") as out:
        while block := _read(content, origin):
            if out.tell() + len(block) > file.size_bytes:
                raise BundleRefused(path=str(origin), member=file.path, reason="too-large")
            out.write(block)
            tally.advance(len(block))


def _read(content: IO[bytes], origin: Path) -> bytes:
    with _reading(origin):
        return content.read(_BLOCK_BYTES)


@contextmanager
def _reading(origin: Path) -> Iterator[None]:
    """Turn whatever reading a broken archive or stick raises into `BundleDamaged`."""
    try:
        yield
    except _BROKEN as error:
        raise BundleDamaged(path=str(origin)) from error


@contextmanager
def _offers(origin: Path, catalogue: Catalogue) -> Iterator[list[_Offer]]:
    """Yield what the bundle or folder offers, open for reading."""
    if origin.is_dir():
        offers = _offers_in_folder(origin, catalogue)
        if not offers:
            raise NoModelFound(path=str(origin))
        yield offers
        return
    with _reading(origin):
        archive = zipfile.ZipFile(origin)
    with archive:
        yield _offers_in_bundle(archive, origin, catalogue)


# ------------------------------------------------------------------------------------- bundles


def _offers_in_bundle(archive: zipfile.ZipFile, origin: Path, catalogue: Catalogue) -> list[_Offer]:
    manifest = _manifest_of(archive, origin)
    _check_members(archive, manifest, origin)
    offers = []
    for model in manifest.models:
        entry = catalogue.entry(model.id)
        offers.append(_bundled_offer(archive, entry, model, origin))
    if not offers:
        raise NoModelFound(path=str(origin))
    return offers


def _manifest_of(archive: zipfile.ZipFile, origin: Path) -> Manifest:
    if MANIFEST_NAME not in archive.namelist():
        raise NoModelFound(path=str(origin))
    if archive.getinfo(MANIFEST_NAME).file_size > _MANIFEST_LIMIT_BYTES:
        raise BundleRefused(path=str(origin), member=MANIFEST_NAME, reason="too-large")
    with _reading(origin):
        content = archive.read(MANIFEST_NAME)
    try:
        return from_json(Manifest, content, origin)
    except JsonInvalid as error:
        raise BundleDamaged(path=str(origin)) from error


def _check_members(archive: zipfile.ZipFile, manifest: Manifest, origin: Path) -> None:
    """Refuse an archive with anything but the plain, uncompressed files of its manifest."""
    sizes = {f"{m.id}/{file.path}": file.size_bytes for m in manifest.models for file in m.files}
    if len(sizes) != sum(len(model.files) for model in manifest.models):
        raise BundleDamaged(path=str(origin))  # a name announced twice
    waiting = {MANIFEST_NAME: archive.getinfo(MANIFEST_NAME).file_size, **sizes}
    for info in archive.infolist():
        size_bytes = waiting.pop(info.filename, None)  # a second one of a name is not expected
        if reason := _refusal(info, size_bytes):
            raise BundleRefused(path=str(origin), member=info.filename, reason=reason)
    if waiting:
        raise BundleDamaged(path=str(origin))


def _refusal(info: zipfile.ZipInfo, size_bytes: int | None) -> str | None:
    if size_bytes is None:
        return "unexpected"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link"
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
        return "compressed"
    return "too-large" if info.file_size != size_bytes else None


def _bundled_offer(
    archive: zipfile.ZipFile, entry: ModelEntry, model: BundledModel, origin: Path
) -> _Offer:
    sources = [source for source in entry.sources if source.id == model.source_id]
    if not sources:
        raise BundleRefused(path=str(origin), member=model.id, reason="unexpected")
    bundled = {file.path: file for file in model.files}
    for file in sources[0].files:
        if fault := _announced_fault(file, bundled.pop(file.path, None)):
            raise ModelDamaged(model_id=entry.id, path=file.path, fault=fault)
    if bundled:
        raise BundleRefused(path=str(origin), member=model.id, reason="unexpected")
    return _Offer(
        entry=entry,
        source=sources[0],
        open=lambda file: archive.open(f"{entry.id}/{file.path}"),
        promised={file.path: file.sha256 for file in model.files},
    )


def _announced_fault(file: ModelFile, bundled: BundledFile | None) -> FaultKind | None:
    """Return what is wrong with a file as a manifest announces it."""
    if bundled is None:
        return FaultKind.MISSING
    if not file.accepts_size(bundled.size_bytes):
        return FaultKind.SIZE
    if file.sha256 not in {None, bundled.sha256}:
        return FaultKind.HASH
    return None


# ------------------------------------------------------------------------------------- folders


def _offers_in_folder(origin: Path, catalogue: Catalogue) -> list[_Offer]:
    with _reading(origin):
        folders = [origin, *sorted(path for path in origin.iterdir() if path.is_dir())]
    offers = {}
    for folder in folders:
        entry = _named(folder, catalogue) or _recognised(folder, catalogue)
        if entry is not None and entry.id not in offers:
            offers[entry.id] = _folder_offer(folder, entry)
    return list(offers.values())


def _named(folder: Path, catalogue: Catalogue) -> ModelEntry | None:
    return next((entry for entry in catalogue.models if entry.id == folder.name), None)


def _recognised(folder: Path, catalogue: Catalogue) -> ModelEntry | None:
    """Return the model whose files a folder of another name has; hashes are checked later."""
    for entry in catalogue.models:
        complete = not file_faults(matching_source(entry, folder), folder)
        if entry.has_published_hashes and complete:
            return entry
    return None


def _folder_offer(folder: Path, entry: ModelEntry) -> _Offer:
    source = matching_source(entry, folder)
    if faults := file_faults(source, folder):
        raise ModelDamaged(model_id=entry.id, path=faults[0].path, fault=faults[0].kind)
    return _Offer(entry=entry, source=source, open=lambda file: (folder / file.path).open("rb"))
