"""What a power cut leaves of a folder, given every operation on it: what was not flushed may go.

The strictest reading of POSIX, and a looser one for file systems that keep names in order (ext4 as
it is mounted by default, NTFS): a program must be right under both.
"""

import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.bench.faults.disk import Kind, Operation


class Cut(StrEnum):
    """What of the operations that were not flushed is on the disk after the cut."""

    ALL_LOST = "all-lost"
    """Neither names nor contents: a new name is there once its file or its folder was flushed."""
    NAMES_KEPT = "names-kept"
    """Every name; files have the contents last flushed, or none."""
    IN_ORDER = "in-order"
    """Names up to the last flush of anything; what was not flushed of a file is zeros."""
    AT_RANDOM = "at-random"
    """Any of the names, and of each file any first part of what was not flushed."""


@dataclass
class _File:
    """A file: as programs see it, and as it is on the disk (None: never flushed)."""

    content: bytearray
    flushed: bytes | None = None

    def after(self, cut: Cut, chance: random.Random) -> bytes:
        """Return what is on the disk after a cut."""
        kept = self.flushed or b""
        if bytes(self.content[: len(kept)]) != kept:
            return kept  # what was flushed was written over: the old contents are the strict answer
        rest = bytes(self.content[len(kept) :])
        if cut is Cut.IN_ORDER:
            return kept + bytes(len(rest))
        if cut is Cut.AT_RANDOM:
            return kept + rest[: chance.randint(0, len(rest))]
        return kept


@dataclass
class _Naming:
    """A change of a name, made durable by the flush of its folder or of the file."""

    operation: Operation
    file: _File | None = None
    is_durable: bool = False

    @property
    def folder(self) -> str:
        return os.path.dirname(self.operation.target or self.operation.path)  # noqa: PTH120


@dataclass
class Machine:
    """A folder before the operations, and what they do to it.

    Attributes:
        files: by name, as the disk has them before.
        folders: as the disk has them before.
    """

    files: dict[str, bytes]
    folders: set[str]
    names: dict[str, _File] = field(init=False)
    changes: list[_Naming] = field(default_factory=list)
    last_flush: int = 0

    def __post_init__(self) -> None:
        self.names = {n: _File(bytearray(c), bytes(c)) for n, c in self.files.items()}
        self._start = dict(self.names)

    def run(self, operations: Sequence[Operation]) -> None:
        """Do operations."""
        for one in operations:
            match one.kind:
                case Kind.WRITE:
                    self._write(one)
                case Kind.RESIZE:
                    self._resize(one)
                case Kind.SYNC:
                    self._flush(one.path)
                case Kind.SYNC_FOLDER:
                    self._flush_folder(one.path)
                case _:
                    self._name(one)

    def _write(self, one: Operation) -> None:
        file = self.names.get(one.path)
        if file is not None:
            missing = one.at - len(file.content)
            file.content.extend(bytes(max(0, missing)))
            file.content[one.at : one.at + len(one.content)] = one.content

    def _resize(self, one: Operation) -> None:
        file = self.names.get(one.path)
        if file is not None:
            del file.content[one.at :]

    def _flush(self, path: str) -> None:
        file = self.names.get(path)
        if file is None:
            return
        file.flushed = bytes(file.content)
        self.last_flush = len(self.changes)
        for change in self.changes:
            made_above = change.operation.kind is Kind.MAKE_FOLDER and path.startswith(
                f"{change.operation.path}{os.sep}"
            )
            is_creation = change.operation.kind is Kind.CREATE and change.file is file
            change.is_durable |= made_above or is_creation

    def _flush_folder(self, path: str) -> None:
        self.last_flush = len(self.changes)
        for change in self.changes:
            change.is_durable |= change.folder == path

    def _name(self, one: Operation) -> None:
        file = _File(bytearray()) if one.kind is Kind.CREATE else self.names.get(one.path)
        _rename(self.names, one, file)
        self.changes.append(_Naming(one, file))

    def after(self, cut: Cut, seed: int) -> tuple[dict[str, bytes], set[str]]:
        """Return the files and folders that are there after a power cut."""
        chance = random.Random(seed)  # noqa: S311 - no secret
        names: dict[str, _File] = dict(self._start)
        folders = set(self.folders)
        for number, change in enumerate(self.changes):
            is_kept = (
                change.is_durable
                or {
                    Cut.ALL_LOST: False,
                    Cut.NAMES_KEPT: True,
                    Cut.IN_ORDER: number < self.last_flush,
                    Cut.AT_RANDOM: chance.random() < 0.5,
                }[cut]
            )
            if is_kept:
                _rename(names, change.operation, change.file)
                _refolder(folders, change.operation)
        return {name: file.after(cut, chance) for name, file in names.items()}, folders


def _rename(names: dict[str, _File], one: Operation, file: _File | None) -> None:
    """Change the names as an operation does."""
    if one.kind is Kind.CREATE and file is not None:
        names[one.path] = file
    elif one.kind is Kind.REMOVE:
        names.pop(one.path, None)
    elif one.kind is Kind.RENAME:
        inside = f"{one.path}{os.sep}"
        for known in [k for k in names if k == one.path or k.startswith(inside)]:
            names[one.target + known[len(one.path) :]] = names.pop(known)


def _refolder(folders: set[str], one: Operation) -> None:
    """Change the folders as an operation does."""
    if one.kind is Kind.MAKE_FOLDER:
        folders.add(one.path)
    elif one.kind is Kind.REMOVE_FOLDER:
        folders.discard(one.path)
    elif one.kind is Kind.RENAME and one.path in folders:
        inside = f"{one.path}{os.sep}"
        for known in [k for k in folders if k == one.path or k.startswith(inside)]:
            folders.discard(known)
            folders.add(one.target + known[len(one.path) :])


def machine_with(root: Path) -> Machine:
    """Return a machine whose disk holds a folder as it is now, all of it flushed."""
    paths = list(root.rglob("*"))
    return Machine(
        files={str(p): p.read_bytes() for p in paths if p.is_file()},
        folders={str(p) for p in paths if p.is_dir()},
    )


def restarted(root: Path, files: dict[str, bytes], folders: set[str]) -> None:
    """Make a folder what the disk holds after the cut."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for folder in sorted(folders):
        Path(folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = Path(name)
        if path.parent.is_dir():
            path.write_bytes(content)
