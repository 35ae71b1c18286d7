"""The runs of the campaign: each ends badly in a way of its own, but the first."""

import contextlib
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from desktop.cli.exit_codes import ExitCode
from tests.bench.leaks.runs import Run
from tests.bench.leaks.watching import Watch

_FAILED = frozenset({int(ExitCode.FAILED)})
_REFUSED = frozenset({int(ExitCode.USAGE)})
_ALL_FORMATS = "odt,pdf,html,txt,srt,vtt,rttm,csv,json"
_SMALL_FILE_BYTES = 1 << 20

INJECTED = {
    "words that were recognised": "asr.recognition.checkpoint:Checkpoint.save",
    "prints of the voices": "asr.diarization.voices:told_apart",
    "names for the voices": "desktop.session.workflow:with_names",
    "facts and draft": "desktop.session.workflow:write_documents",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the runs are given: names of members in the names of files, as people have them.

    Attributes:
        sound: the recording.
        seance: the session's description.
        session: where results go; made for each run.
    """

    sound: Path
    seance: Path
    session: Path

    def process(self, *options: str) -> tuple[str, ...]:
        """Return the arguments of a whole run."""
        return ("process", str(self.sound), "--seance", str(self.seance), "--out",
                str(self.session), *options)  # fmt: skip


def runs(material: Material) -> Iterator[Run]:
    """Yield the runs."""
    arguments = material.process()
    yield Run(name="nothing", arguments=material.process("--formats", _ALL_FORMATS), is_traced=True)
    for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL):
        yield Run(
            name=f"children get {number.name}", arguments=arguments, ends_with=_FAILED,
            strike=_at_children(number),
        )  # fmt: skip
    for number, code in ((signal.SIGSEGV, -11), (signal.SIGABRT, -6), (signal.SIGTERM, -15),
                         (signal.SIGINT, int(ExitCode.STOPPED))):  # fmt: skip
        yield Run(
            name=f"the command gets {number.name}", arguments=arguments,
            ends_with=frozenset({code}), strike=_at_command(number),
        )  # fmt: skip
    for what, place in INJECTED.items():
        yield Run(name=f"a bug: {what}", arguments=arguments, inject=place, ends_with=_FAILED)
    yield Run(
        name="files of more than 1 MB refused", arguments=arguments, limits=_small_files,
        ends_with=_FAILED,
    )  # fmt: skip
    yield Run(
        name="no model", arguments=arguments, ends_with=frozenset({int(ExitCode.MODEL)}),
        environment={"GREFFIER_MODELS": str(material.session.parent / "no models")},
    )  # fmt: skip
    yield from _damaged(material)


def _damaged(material: Material) -> Iterator[Run]:
    """Yield runs on files that are cut and overwritten in their middle."""
    spoilt = material.session.parent / "abîmé"
    spoilt.mkdir()
    no_sound = replace(material, sound=_spoiled(material.sound, spoilt))
    no_seance = replace(material, seance=_spoiled(material.seance, spoilt))
    yield Run(name="damaged recording", arguments=no_sound.process(), ends_with=_REFUSED)
    yield Run(name="damaged description", arguments=no_seance.process(), ends_with=_REFUSED)
    for option, suffix in (
        ("--transcript", ".vtt"),
        ("--participants", ".csv"),
        ("--template", ".docx"),
    ):
        other = spoilt / f"{material.seance.stem}{suffix}"
        shutil.copy(no_seance.seance, other)
        yield Run(
            name=f"damaged file for {option}", arguments=material.process(option, str(other)),
            ends_with=_REFUSED,
        )  # fmt: skip


def _spoiled(path: Path, folder: Path) -> Path:
    """Return a copy of a file whose first half is gone, a few bytes in its place."""
    content = path.read_bytes()
    target = folder / path.name
    target.write_bytes(b"\x00\xff[[\n" + content[len(content) // 2 :])
    return target


def _at_children(number: signal.Signals) -> Callable[[subprocess.Popen[bytes], Watch], None]:
    def strike(_process: subprocess.Popen[bytes], watch: Watch) -> None:
        for child in watch.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if "multiprocessing.spawn" in " ".join(child.cmdline()):
                    child.send_signal(number)

    return strike


def _at_command(number: signal.Signals) -> Callable[[subprocess.Popen[bytes], Watch], None]:
    def strike(process: subprocess.Popen[bytes], _watch: Watch) -> None:
        process.send_signal(number)

    return strike


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL_FILE_BYTES, _SMALL_FILE_BYTES))
