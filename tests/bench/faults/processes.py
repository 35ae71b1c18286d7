"""Faults of whole processes: real kills, too little memory, a second program, a clock that jumps.

Children are forked, so that each has the program in memory and costs no start; POSIX only.
"""

import datetime as dt
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from unittest.mock import patch

import psutil

from asr.errors import EngineFailed, WorkerDied
from asr.pipeline import TranscribeOptions, transcribe
from core.errors import AppError
from core.jsonio import write_json
from core.task import silent
from core.transcript import AudioPart, AudioRef, Transcript
from desktop.session.corrections import journal
from desktop.session.corrections.edits import MarkReviewed
from desktop.session.dossier import open_dossier
from desktop.session.workbench import open_workbench
from tests.bench.faults.campaign import Tally, told_losses
from tests.bench.faults.disk import copied
from tests.bench.faults.persons_work import a_transcribed_session, correct, correction_losses
from tests.bench.faults.scenario import Scenario, Told
from tests.helpers.fragile_engine import DURATION_S, FragileSpec, spoken

KILLED_STEPS = (
    "process",
    "process with voices",
    "corrections",
    "life",
    "archive",
    "reopening",
    "recording",
)


class _ToldAloud(list[str]):
    """What the person is told, written to a pipe at once: it outlives the process."""

    def __init__(self, pipe: int) -> None:
        super().__init__()
        self._pipe = pipe

    def append(self, told: str) -> None:
        os.write(self._pipe, f"{told}\n".encode())


def in_child(act: Callable[[Told], None], kill_after_s: float | None) -> tuple[Told, int]:
    """Return what a forked child told, and how it ended; it is killed after a while if asked."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        code = 1
        try:
            act(_ToldAloud(writing))
            code = 0
        except (AppError, MemoryError):
            code = 2
        finally:
            os._exit(code)
    os.close(writing)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        told = [line for line in pipe.read().split("\n")[:-1] if line]
    return told, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _prepared(scenario: Scenario, work: Path) -> tuple[Path, Path]:
    template, root = work / f"{scenario.name}-template", work / scenario.name
    template.mkdir(parents=True)
    scenario.prepare(template)
    return template, root


def kill_all(steps: Sequence[Scenario], work: Path, kills: int, tally: Tally) -> None:
    """Kill each step so many times at random moments of its run, by SIGKILL."""
    chance = random.Random(kills)  # noqa: S311 - no secret
    for scenario in steps:
        if scenario.name not in KILLED_STEPS:
            continue
        template, root = _prepared(scenario, work)
        copied(template, root)
        began = time.monotonic()
        in_child(partial(scenario.act, root), None)
        takes_s = time.monotonic() - began
        for _ in range(kills):
            copied(template, root)
            told, _ = in_child(partial(scenario.act, root), chance.uniform(0.0, takes_s))
            tally.count(f"{scenario.name}, SIGKILL", list(told_losses(scenario, root, told)))


def starve_all(steps: Sequence[Scenario], work: Path, most: int, tally: Tally) -> None:
    """Do each step with less memory than it needs; a refusal is right, a loss is not."""
    for scenario in steps:
        if scenario.name not in KILLED_STEPS:
            continue
        template, root = _prepared(scenario, work / "memory")
        for step in range(most):
            copied(template, root)
            told, code = in_child(partial(_starved, scenario, root, step << 20), None)
            what = f"{scenario.name}, memory limit"
            rude = f"it ended with {code}" if code < 0 else ""
            tally.count(what, list(told_losses(scenario, root, told)), rude)


def _starved(scenario: Scenario, root: Path, room_bytes: int, told: Told) -> None:
    """Do a step with only so much memory more than there is now."""
    limit = psutil.Process().memory_info().vms + room_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    scenario.act(root, told)


def two_programs(work: Path, times: int, tally: Tally) -> None:
    """Open a session that another program works in, again and again: it must be refused."""
    root = work / "two"
    root.mkdir(parents=True)
    a_transcribed_session(root)
    for number in range(times):
        with closing(open_workbench(root / "séance")) as bench:
            turn = bench.corrected.transcript.turns[1 + number % 20]
            _, code = in_child(lambda _told: _intrude(root / "séance"), None)
            bench.do(MarkReviewed(turns=(turn.id,)))
            acts = len(journal.read_journal(root / "séance" / ".greffier" / "edits.jsonl")[1])
        refused = [] if code == 2 else [f"the second program ended with {code}"]
        kept = [] if acts == number + 2 else [f"{acts} acts"]
        tally.count("two programs on one session", [*refused, *kept])
    shutil.rmtree(root)


def _intrude(folder: Path) -> None:
    with open_dossier(folder):
        raise AssertionError("it was let in")


def jump_clocks(work: Path, times: int, tally: Tally) -> None:
    """Correct while the clock jumps by up to thirty years either way."""
    chance = random.Random(times)  # noqa: S311 - no secret
    for _ in range(times):
        root = work / "clock"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        a_transcribed_session(root)
        told: Told = []

        def jumped() -> dt.datetime:
            days = chance.randint(-11_000, 11_000)
            return dt.datetime(2026, 3, 26, tzinfo=dt.UTC) + dt.timedelta(days=days)

        with patch.object(journal.Journal.__init__, "__defaults__", (jumped,)):
            correct(root, told)
        tally.count("clock jumps while correcting", correction_losses(root, told))


def lose_cards(work: Path, most: int, tally: Tally) -> None:
    """Break the engine at so many seconds of a recording: by an error of the card, by a crash."""
    folder = work / "cards"
    folder.mkdir(parents=True)
    write_json(folder / "script.json", spoken())
    sound = FragileSpec(script=folder / "script.json", log=folder / "heard.log")
    undisturbed = _recognised(sound, folder / "undisturbed")
    for number in range(most):
        second = (number + 0.5) * DURATION_S / most
        for exits, has_spare in product((False, True), repeat=2):
            engine = replace(sound, breaks_at_s=second, exits=exits, has_spare=has_spare)
            what = (
                f"{'child crash' if exits else 'GPU loss'}, {'with' if has_spare else 'no'} spare"
            )
            tally.count(what, _losses_of(engine, sound, undisturbed, folder / "work"))
    shutil.rmtree(folder)


def _losses_of(
    engine: FragileSpec, sound: FragileSpec, undisturbed: Transcript, workdir: Path
) -> list[str]:
    """Return what a broken engine costs: nothing with a spare one, a second run without."""
    shutil.rmtree(workdir, ignore_errors=True)
    try:
        transcript = _recognised(engine, workdir)
    except (EngineFailed, WorkerDied):
        if engine.has_spare:
            return ["the spare engine did not go on"]
        transcript = _recognised(sound, workdir)
    return [] if transcript.turns == undisturbed.turns else ["other words"]


def _recognised(engine: FragileSpec, workdir: Path) -> Transcript:
    part = AudioPart(name="séance.wav", sha256="a" * 64, duration_s=DURATION_S)
    audio = AudioRef(sha256="a" * 64, duration_s=DURATION_S, parts=(part,))
    return transcribe(
        Path("séance.wav"), audio, TranscribeOptions(engine=engine), workdir, silent()
    )
