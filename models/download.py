"""Fetch models: the only module of Greffier that uses the network.

Each fetch happens in a child process, for three reasons. The program promises to be offline
(`core.offline`), and only the child, which ends with the fetch, has that lifted. pip and
huggingface_hub read their settings once, when they are imported. And a child can be stopped at any
moment, even in the middle of a system call.

Nothing that arrives here is trusted: pip checks the wheel's hash, and the store checks every file.
"""

import contextlib
import multiprocessing
import os
import runpy
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from core.files import make_folder, sha256_of
from core.task import Progress, TaskContext
from models.catalogue import HubSource, ModelFile, Wheel

STEP = "models.download"
LOG_NAME = "download.log"

_POLL_S = 0.2
_STOP_S = 5.0
_SLACK_BYTES = 16 << 20  # logs, metadata and pip's second copy of its own files
_ENVIRONMENT = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_XET": "1",  # its chunks cannot be resumed file by file
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "PIP_NO_INPUT": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_PYTHON_VERSION_WARNING": "1",
}
_REMOVED = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")


class FetchFailed(Exception):
    """A source could not be reached or refused; another one may do. Never shown as it is."""


class Fetcher(Protocol):
    """What gets the files of a source; `models.install` checks them."""

    def fetch_wheel(self, wheel: Wheel, folder: Path, ctx: TaskContext) -> Path:
        """Return the wheel's file in `folder`, fetched unless it is there already.

        Raises:
            FetchFailed: when it cannot be had.
        """

    def fetch_files(
        self, source: HubSource, files: Iterable[ModelFile], folder: Path, ctx: TaskContext
    ) -> None:
        """Bring files of a repository into `folder`, at their places in the repository.

        What an earlier call left there is gone on from.

        Raises:
            FetchFailed: when one cannot be had.
        """


class NetworkFetcher:
    """Fetches with pip and huggingface_hub, as the machine's own settings tell them to.

    A town hall's proxy, mirror or certificates are used; tokens are not.
    """

    def fetch_wheel(self, wheel: Wheel, folder: Path, ctx: TaskContext) -> Path:
        """Return the wheel's file in `folder`, fetched unless it is there already."""
        make_folder(folder)
        if found := _whole_wheel(wheel, folder, ctx):
            return found
        requirement = folder / "requirement.txt"
        requirement.write_text(f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n")
        arguments = ["download", "--no-deps", "--require-hashes", "--only-binary=:all:"]
        arguments += ["--no-cache-dir", "--retries=2", "--dest", str(folder)]
        arguments += [*_target(wheel), "--requirement", str(requirement)]
        # pip keeps its unfinished file in the temporary folder before copying it: twice the size
        limit = 2 * wheel.size_bytes
        _run(_download_with_pip, arguments, folder, (wheel.size_bytes, limit), ctx)
        if found := _whole_wheel(wheel, folder, ctx):
            return found
        raise FetchFailed(wheel.name)

    def fetch_files(
        self, source: HubSource, files: Iterable[ModelFile], folder: Path, ctx: TaskContext
    ) -> None:
        """Bring files of a repository into `folder`, at their places in the repository."""
        wanted = list(files)
        arguments = [source.repository, source.revision, *(file.places[0] for file in wanted)]
        total = sum(file.size_bytes for file in wanted)
        _run(_download_from_hub, arguments, folder, (total, total), ctx)


def _target(wheel: Wheel) -> list[str]:
    """Return pip's options for a wheel of another system or Python than this one."""
    if wheel.python_version is None:
        return []
    platforms = [option for tag in wheel.platforms for option in ("--platform", tag)]
    return ["--implementation=cp", f"--python-version={wheel.python_version}", *platforms]


def _whole_wheel(wheel: Wheel, folder: Path, ctx: TaskContext) -> Path | None:
    """Return the wheel if the folder holds all of it; remove what is only a part."""
    for path in folder.glob("*.whl"):
        whole = path.stat().st_size == wheel.size_bytes
        if whole and sha256_of(path, ctx, "models.verify") == wheel.sha256:
            return path
        path.unlink()
    return None


def _run(
    child: Callable[[list[str], Path], None],
    arguments: list[str],
    folder: Path,
    sizes: tuple[int, int],
    ctx: TaskContext,
) -> None:
    """Run a fetch in a child process and follow it by what it has written.

    Args:
        child: runs there; its exit tells whether the fetch succeeded.
        arguments: given to it.
        folder: it may write there only; how much it wrote is the progress.
        sizes: bytes expected at the end, and bytes at which it is stopped.
        ctx: receives the progress and may stop the child.

    Raises:
        FetchFailed: when the child failed or wrote more than it should.
        Cancelled: when the user asked to stop; what was fetched is kept.
    """
    total, limit = sizes
    make_folder(folder)
    process = multiprocessing.get_context("spawn").Process(
        target=child, args=(arguments, folder), daemon=True
    )
    process.start()
    try:
        while process.is_alive():
            written = _bytes_in(folder)
            if written > limit + _SLACK_BYTES:
                message = f"{child.__name__} wrote more than {limit} bytes"
                raise FetchFailed(message)
            ctx.emit(Progress(step=STEP, done=min(written, total), total=total))
            process.join(_POLL_S)
    finally:
        _stop(process)
    if process.exitcode != 0:
        message = f"{child.__name__} ended with {process.exitcode}"
        raise FetchFailed(message)


def _stop(process: multiprocessing.process.BaseProcess) -> None:
    if process.is_alive():
        process.terminate()
        process.join(_STOP_S)
    if process.is_alive():
        process.kill()
        process.join()


def _bytes_in(folder: Path) -> int:
    """Return the bytes that the folder holds; files may come and go meanwhile."""
    total = 0
    for parent, _folders, names in os.walk(folder):  # unlike rglob, it bears vanishing folders
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += Path(parent, name).lstat().st_size
    return total


def _enter_child(folder: Path) -> None:
    """Lift the program's offline rule for this process, and send its output to a file.

    A program with a window has no output at all, and pip and the hub's client want one.
    """
    for name in _REMOVED:
        os.environ.pop(name, None)
    os.environ.update(_ENVIRONMENT)
    os.environ["HF_HOME"] = str(folder / ".hub")
    sys.stdout = sys.stderr = (folder / LOG_NAME).open("w", encoding="utf-8", errors="replace")


def _download_with_pip(arguments: list[str], folder: Path) -> None:
    """Run `pip` as `python -m pip` would; a frozen program has no `python -m`."""
    temporary = folder / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)))
    _enter_child(folder)
    sys.argv = ["pip", *arguments]
    try:
        runpy.run_module("pip", run_name="__main__", alter_sys=True)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _download_from_hub(arguments: list[str], folder: Path) -> None:
    """Fetch files of one repository at one revision; unfinished ones are gone on from."""
    _enter_child(folder)
    from huggingface_hub import hf_hub_download  # noqa: PLC0415 (after the rule is lifted)

    repository, revision, *places = arguments
    for place in places:
        hf_hub_download(repository, place, revision=revision, local_dir=folder, token=False)
