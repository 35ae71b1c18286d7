"""Whether anything said, or anyone's name, gets out of a session's folder.

    python -m tests.bench.leaks [FOLDER] [--seconds 75] [--only WORDS]

Runs `greffier process` with the real models on the beginning of a session (FOLDER: its recording,
`seance.toml` and `reference.stm`; the sample session without it), undisturbed and then ended in
every way of `faults`. While it runs, the command line and environment of each of its processes and
every file outside the session's folder (home, temporary folder, logs, preferences, working folder)
are searched for each family name of the roll and for any three words in a row of what was said and
recognised; so are the file for support and, of the first run, every file that strace saw opened for
writing. Prints a row a run; exits with 1 if anything was found, or if the run ended otherwise than
it must.
"""

import core.offline  # isort: skip  # noqa: F401 - first, as in every entry point

import argparse
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from asr.sound.audio import cut_out, decode
from core.task import silent
from core.timecode import Interval
from desktop.session.machine.preferences import Preferences
from desktop.session.machine.support import write_support_file
from desktop.session.workbench import open_workbench
from pv_builder.roster.seance_toml import read_seance
from tests.bench.leaks.faults import Material, runs
from tests.bench.leaks.runs import Outcome, carry_out
from tests.bench.leaks.search import Secrets, leaks_in, secrets_of, words_of
from tests.bench.sessions import MEDIA, reference

SAMPLE = Path(__file__).parents[2] / "data" / "commune-saint-aubin"


def main(folder: Path, seconds: float, only: str) -> int:
    """Print the table; return 1 if anything was found."""
    with tempfile.TemporaryDirectory(prefix="leaks-") as name:
        work = Path(name)
        material = _material(folder, seconds, work)
        said = " ".join(one.text for one in reference(folder / "reference.stm"))
        secrets = secrets_of(read_seance(material.seance), [said])
        faults = 0
        print("| run | searched | left | leaks |\n|---|---|---|---|")
        for number, run in enumerate(runs(material)):
            if only and only not in run.name:
                continue
            shutil.rmtree(material.session, ignore_errors=True)
            place = work / f"run-{number}"
            outcome = carry_out(run, place, material.session, secrets)
            heard = material.session / "transcript.json"
            if heard.exists():
                secrets = secrets_of(read_seance(material.seance), [said, words_of(heard)])
            outcome_leaks = [*outcome.leaks, *_afterwards(material.session, place, secrets)]
            wrong = outcome.code not in run.ends_with
            faults += bool(outcome_leaks) or wrong
            report(run.name, outcome, outcome_leaks, wrong=wrong)
        return 1 if faults else 0


def report(name: str, outcome: Outcome, leaks: list[str], *, wrong: bool) -> None:
    """Print a row, and each leak on a line of its own."""
    ended = f" (ended with {outcome.code})" if wrong else ""
    print(f"| {name}{ended} | {outcome.files} files, {outcome.processes} processes "
          f"| {len(outcome.left)} | {len(leaks)} |", flush=True)  # fmt: skip
    for line in (*leaks, *(f"left: {one}" for one in outcome.left),
                 *(f"written: {one}" for one in outcome.outside)):  # fmt: skip
        print(f"  ! {line}", flush=True)


def _material(folder: Path, seconds: float, work: Path) -> Material:
    """Return the beginning of the session, its files named after a member."""
    brought = work / "apporté"
    brought.mkdir()
    seance = read_seance(folder / "seance.toml")
    name = f"Conseil de {seance.roll[0].name}"
    media = next(path for path in sorted(folder.iterdir()) if path.suffix in MEDIA)
    decode([media], work / "whole.wav", silent())
    cut_out(work / "whole.wav", Interval(0.0, seconds), brought / f"{name}.wav")
    (work / "whole.wav").unlink()
    shutil.copy(folder / "seance.toml", brought / f"{name}.toml")
    return Material(
        sound=brought / f"{name}.wav", seance=brought / f"{name}.toml", session=work / name
    )


def _afterwards(session: Path, place: Path, secrets: Secrets) -> Iterator[str]:
    """Yield what others could read of the session, and what the file for support says of it."""
    if not session.exists():
        return
    for path in (session, *session.rglob("*")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"others may read {path.relative_to(session.parent)}"
        if path.is_file() and path.name.startswith((".tmp", "tmp")):
            yield f"left in the session: {path.name}"
    os.environ["GREFFIER_LOGS"] = str(place / "logs")
    target = place / "support.zip"
    with closing(open_workbench(session)) as bench:
        write_support_file(target, Preferences(recent=(str(session),)), bench)
    yield from (f"support: {one}" for one in leaks_in(target, secrets))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--seconds", type=float, default=75.0)
    parser.add_argument("--only", default="", help="runs whose name holds this")
    asked = parser.parse_args()
    sys.exit(main(asked.folder, asked.seconds, asked.only))
