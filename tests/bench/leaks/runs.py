"""One command in a home of its own, with a fault, and what it left outside the session."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.bench.leaks.search import Secrets, leaks_in
from tests.bench.leaks.watching import Watch

_OWN_FOLDERS = ("home", "tmp", "logs", "config", "cwd")
_LONGEST_S = 900.0
_WRITING = re.compile(
    r'(?:creat|mkdir|mkdirat)\([^"\n]*"([^"\n]+)".* = \d+'
    r'|open(?:at)?\([^"\n]*"([^"\n]+)", [^)\n]*(?:O_WRONLY|O_RDWR|O_CREAT).* = \d+'
)
_OCTAL = re.compile(r"\\([0-7]{3})")
_OF_THE_SYSTEM = ("/dev/", "/proc/")
_INTO_THE_WORDS_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one command is given.

    Attributes:
        name: of the fault.
        arguments: of `greffier`.
        ends_with: exit codes that are right.
        inject: the function that fails, for `injected`.
        environment: more of it.
        strike: does something to the processes once words are being recognised.
        limits: set in the command before it begins.
        is_traced: whether strace notes every file that is opened for writing.
    """

    name: str
    arguments: Sequence[str]
    ends_with: frozenset[int] = frozenset({0})
    inject: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    strike: Callable[[subprocess.Popen[bytes], Watch], None] | None = None
    limits: Callable[[], None] | None = None
    is_traced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run left.

    Attributes:
        leaks: what of the secrets was found, and where.
        left: temporary files that are still there.
        outside: files written neither in the session nor in the run's own folders.
        files: how many files were searched.
        code: exit code.
    """

    leaks: tuple[str, ...]
    left: tuple[str, ...]
    outside: tuple[str, ...]
    files: int
    processes: int
    code: int


def carry_out(run: Run, place: Path, session: Path, secrets: Secrets) -> Outcome:
    """Run the command and search everything that it wrote outside the session's folder.

    What it says on the terminal may name members and the files that were given, in words that a
    council says too: it is searched for long passages of what was said only.
    """
    folders = [place / name for name in _OWN_FOLDERS]
    for folder in folders:
        folder.mkdir(parents=True)
    said, trace = place / "terminal.txt", place / "trace.txt"
    with said.open("wb") as terminal:
        process = _begun(run, place, terminal, trace)
        with Watch(process.pid, folders, run.arguments, secrets) as watch:
            if run.strike is not None:
                _wait_for_words(session, process)
                run.strike(process, watch)
            code = process.wait(_LONGEST_S)
    watch.leaks.update(f"terminal: {one}" for one in secrets.passages_in(said.read_text("utf-8")))
    written = written_outside(trace, [place, session]) if run.is_traced else ()
    for path in map(Path, written):
        if path.is_file():
            watch.leaks.update(f"{path.name}: {one}" for one in leaks_in(path, secrets))
    return Outcome(
        leaks=tuple(sorted(watch.leaks)),
        left=tuple(sorted(p.name for p in (place / "tmp").rglob("*") if p.is_file())),
        outside=written,
        files=len(watch.files) + len(written),
        processes=len(watch.processes),
        code=code,
    )


def _begun(run: Run, place: Path, terminal: IO[bytes], trace: Path) -> subprocess.Popen[bytes]:
    module = "tests.bench.leaks.injected" if run.inject else "desktop"
    command = [sys.executable, "-m", module, *run.arguments]
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "400", "-o", str(trace)]
    traced = [*strace, "-e", "trace=/^(open|creat|mkdir).*", *command]
    return subprocess.Popen(
        traced if run.is_traced else command,
        env=_environment(run, place),
        cwd=place / "cwd",
        stdout=terminal,
        stderr=terminal,
        preexec_fn=run.limits,  # noqa: PLW1509 - no threads yet
    )


def _environment(run: Run, place: Path) -> dict[str, str]:
    root = Path(__file__).parents[3]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    return {
        **kept,
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "GREFFIER_LOGS": str(place / "logs"),
        "GREFFIER_CONFIG": str(place / "config"),
        "PYTHONPATH": str(root),
        "PYTHONFAULTHANDLER": "1",
        **({"GREFFIER_INJECT": run.inject} if run.inject else {}),
        **run.environment,
    }


def _wait_for_words(session: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until words are being recognised and voices told apart."""
    began = time.monotonic()
    while not any((session / ".greffier" / "recognition").glob("*")):
        assert process.poll() is None, "it ended before it was struck"
        assert time.monotonic() - began < _LONGEST_S, "it does not begin"
        time.sleep(0.1)
    time.sleep(_INTO_THE_WORDS_S)


def written_outside(trace: Path, own: Sequence[Path]) -> tuple[str, ...]:
    """Return the files that strace saw opened for writing, but those of the folders given."""
    lines = trace.read_text("utf-8", errors="replace")
    found = {_unescaped(match[1] or match[2]) for match in _WRITING.finditer(lines)}
    ours = (*_OF_THE_SYSTEM, *map(str, own))
    return tuple(sorted(path for path in found if not path.startswith(ours) and path[0] == "/"))


def _unescaped(path: str) -> str:
    """Return a path as strace writes it, other letters as octal numbers, as it is."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), path).encode("latin-1").decode("utf-8")
