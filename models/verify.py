"""Whether a folder holds a model: rules only, no repair and no network.

The rules look at names, kinds and sizes themselves; hashes are computed by the caller, who knows
which of them are still good (`models.stamps`).
"""

import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.catalogue import ModelEntry, ModelFile, Source

STAMP_NAME = "installed.json"
"""What the store writes beside the files (`models.stamps`)."""

LEFT_BY_SYSTEMS = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
"""Files that file managers leave behind by looking at a folder; nothing loads them."""


class FaultKind(StrEnum):
    """What is wrong with a file."""

    MISSING = "missing"
    SIZE = "size"
    HASH = "hash"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not-a-file"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a model's folder; `path` is relative to it, with forward slashes."""

    kind: FaultKind
    path: str


def verify(
    source: Source, folder: Path, digests: Mapping[str, str], recorded: Mapping[str, str]
) -> list[Fault]:
    """Return all that keeps a folder from being what the source gives; nothing when it is.

    Args:
        source: one of the model's sources (`matching_source`).
        folder: where its files should be.
        digests: SHA-256 of the files that could be read, by path.
        recorded: hashes taken at the first install, for files without a published one.
    """
    faults = layout_faults(source, folder)
    known = {fault.path for fault in faults}
    rest = [file for file in source.files if file.path not in known]
    return faults + content_faults(rest, digests, recorded)


def matching_source(entry: ModelEntry, folder: Path) -> Source:
    """Return the source that the folder resembles most; the preferred one if none stands out."""
    return min(entry.sources, key=lambda source: len(file_faults(source, folder)))


def file_faults(source: Source, folder: Path) -> list[Fault]:
    """Return the source's files that are missing, of the wrong size or no plain files.

    What else lies in the folder is not looked at: it may be somebody's whole disk.
    """
    return [fault for file in source.files if (fault := _file_fault(file, folder / file.path))]


def layout_faults(source: Source, folder: Path) -> list[Fault]:
    """Return the faults that names and sizes tell in a folder that should hold nothing else."""
    expected = {file.path for file in source.files}
    found = sorted(_paths_in(folder) - expected)
    unexpected = [Fault(kind=FaultKind.UNEXPECTED, path=path) for path in found]
    return file_faults(source, folder) + unexpected


def content_faults(
    files: Iterable[ModelFile], digests: Mapping[str, str], recorded: Mapping[str, str]
) -> list[Fault]:
    """Return the files that could not be read or do not have the hash that they must have.

    A file without a published or recorded hash has nothing to be compared with: it is accepted,
    and the store records it (docs/decisions/0010-what-makes-a-model-trusted.md).
    """
    faults = []
    for file in files:
        expected = file.sha256 or recorded.get(file.path)
        if file.path not in digests:
            faults.append(Fault(kind=FaultKind.UNREADABLE, path=file.path))
        elif expected is not None and digests[file.path] != expected:
            faults.append(Fault(kind=FaultKind.HASH, path=file.path))
    return faults


def _file_fault(file: ModelFile, path: Path) -> Fault | None:
    try:
        status = path.lstat()
    except OSError:
        return Fault(kind=FaultKind.MISSING, path=file.path)
    if not stat.S_ISREG(status.st_mode):
        return Fault(kind=FaultKind.NOT_A_FILE, path=file.path)
    if not file.accepts_size(status.st_size):
        return Fault(kind=FaultKind.SIZE, path=file.path)
    return None


def _paths_in(folder: Path) -> set[str]:
    """Return the paths of everything in the folder that is not a plain folder of its own."""
    paths = (
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )
    return {
        path.as_posix()
        for path in paths
        if path.as_posix() != STAMP_NAME and path.name not in LEFT_BY_SYSTEMS
    }
