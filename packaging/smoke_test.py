#!/usr/bin/env python3
"""Try a built program as it stands: `python3 packaging/smoke_test.py FOLDER [--sound FILE.wav]`.

FOLDER holds `greffier` and `greffier-fenetre`. Standard library only, so that it runs on a machine
that has nothing else. Each check says what it saw; the exit code is the number of faults. Where
`strace` is installed every socket of every process is counted, else that check says so.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SOUND = Path(__file__).resolve().parents[1] / "tests" / "data" / "voices" / "pyannote_sample.wav"
SEANCE = """\
collectivite = "Commune de Saint-Aubin-sur-Vère"
organe = "conseil municipal"
type = "commune"
date = 2026-03-26
[[membres]]
civilite = "Mme"
prenom = "Élodie"
nom = "Blondel"
fonction = "Maire"
presence = "present"
[[ordre_du_jour]]
numero = 1
titre = "Approbation du procès-verbal"
"""
FORMATS = "odt,pdf,html,txt"
WINDOW_S = 8.0
NETWORK = re.compile(r"socket\(AF_INET6?,")


class Fault(Exception):
    """A check failed; the message says what was seen."""


class Program:
    """A built program in its folder, run with its own empty home."""

    def __init__(self, folder: Path, home: Path) -> None:
        suffix = ".exe" if os.name == "nt" else ""
        self.command = folder / f"greffier{suffix}"
        self.window = folder / f"greffier-fenetre{suffix}"
        self.home = home
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        self.environment = {
            **kept,
            "HOME": str(home),
            "USERPROFILE": str(home),
            "LOCALAPPDATA": str(home),
            "GREFFIER_MODELS": str(models_of(folder, home)),
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
        }

    def run(self, *arguments: str) -> str:
        """Run a command to its end and return what it printed; raise `Fault` unless it exits 0."""
        ended = subprocess.run(
            self.watched(self.command, *arguments),
            env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if ended.returncode != 0:
            raise Fault(f"exit code {ended.returncode}: {ended.stderr.strip()[-400:]}")
        return ended.stdout + ended.stderr

    def watched(self, program: Path, *arguments: str) -> list[str]:
        """Return a command whose sockets are counted, where strace is there to count them."""
        trace = str(self.home / "sockets.txt")
        watch = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", trace, "-A"]
        return [*(watch if shutil.which("strace") else []), str(program), *arguments]

    @property
    def sockets(self) -> int | None:
        """Network sockets opened by all commands so far; None where nobody counted."""
        trace = self.home / "sockets.txt"
        return len(NETWORK.findall(trace.read_text())) if trace.exists() else None


def models_of(folder: Path, home: Path) -> Path:
    """Return where the models are: an empty folder where they came with the program."""
    own = home / "models"
    brought = (folder / "modeles.zip").is_file()
    return own if brought else Path(os.environ.get("GREFFIER_MODELS", own))


def main() -> int:
    """Run every check; return the number of faults."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sound", type=Path, default=SOUND)
    asked = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as home:
        program = Program(asked.folder.resolve(), Path(home))
        for name, check in checks(program, asked.sound.resolve()):
            started = time.monotonic()
            try:
                seen = check()
            except Fault as fault:
                faults += 1
                seen = f"FAULT: {fault}"
            print(f"{name} ({time.monotonic() - started:.1f} s): {seen}", flush=True)
    return faults


def checks(program: Program, sound: Path) -> list[tuple[str, Callable[[], str]]]:
    """Return the checks in order, each with its name."""
    return [
        ("speaks French", lambda: speaks_french(program)),
        ("lists the devices", lambda: lists_devices(program)),
        ("knows its models", lambda: knows_models(program)),
        ("opens its window", lambda: opens_window(program)),
        ("hears, tells apart, drafts, exports", lambda: processes(program, sound)),
        ("opens no network socket", lambda: opens_no_socket(program)),
    ]


def speaks_french(program: Program) -> str:
    """The help is there, in French."""
    if "procès-verbal" not in program.run("--help"):
        raise Fault("no French help")
    return program.run("--version").strip()


def lists_devices(program: Program) -> str:
    """The sound library answers, even on a machine without a microphone."""
    return program.run("record", "--list-devices").strip().splitlines()[0]


def knows_models(program: Program) -> str:
    """The catalogue came with the program."""
    listed = program.run("models", "list")
    if "whisper-base" not in listed:
        raise Fault("the catalogue is missing")
    states = re.findall(r"^[\w.-]+ — (\w+)", listed, re.MULTILINE)
    if "installé" not in states and (program.command.parent / "modeles.zip").is_file():
        raise Fault("the models that came with the program are not found")
    return f"{states.count('installé')} installed of {len(states)}"


def opens_window(program: Program) -> str:
    """The window opens and stays open."""
    has_groups = os.name == "posix"
    process = subprocess.Popen(
        program.watched(program.window), env=program.environment, start_new_session=has_groups
    )
    try:
        process.wait(WINDOW_S)
    except subprocess.TimeoutExpired:
        return f"still open after {WINDOW_S:.0f} s"
    finally:
        if has_groups and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # strace alone would leave the window open
        process.kill()
        process.wait()
    raise Fault(f"it ended with exit code {process.returncode}")


def processes(program: Program, sound: Path) -> str:
    """A short recording becomes minutes in every format, with its voices told apart."""
    seance, out = program.home / "seance.toml", program.home / "séance à l'essai"
    seance.write_text(SEANCE, encoding="utf-8")
    program.run(
        "process", str(sound), "--seance", str(seance), "--out", str(out), "--formats", FORMATS
    )
    transcript = json.loads((out / "transcript.json").read_text(encoding="utf-8"))
    voices = {turn["speaker"] for turn in transcript["turns"]} - {None}
    for suffix in ("docx", *FORMATS.split(",")):
        if not (out / f"pv.{suffix}").stat().st_size:
            raise Fault(f"pv.{suffix} is empty")
    if not voices:
        raise Fault("no voice was told apart")
    return f"{len(transcript['turns'])} turns, {len(voices)} voices"


def opens_no_socket(program: Program) -> str:
    """Neither the window nor any command so far opened a socket to a network."""
    if program.sockets is None:
        return "not checked: strace is not installed"
    if program.sockets:
        raise Fault(f"{program.sockets} sockets")
    return "none in any process"


if __name__ == "__main__":
    sys.exit(main())
