"""Each step of `scenarios`, struck at each of its operations on the disk, and what was lost."""

import shutil
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import AppError
from tests.bench.faults.disk import Disk, Fault, Killed, Operation, copied
from tests.bench.faults.power import Cut, machine_with, restarted
from tests.bench.faults.scenario import Scenario, Told


@dataclass
class Tally:
    """Faults injected, and what became of each.

    Attributes:
        lost: what was told to be done and is not there, or cannot be opened.
        rude: an exception that is none of ours, which a person would see as a bug.
    """

    injected: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    rude: list[str] = field(default_factory=list)

    def count(self, what: str, losses: Sequence[str] = (), rude: str = "") -> None:
        """Count one fault."""
        self.injected[what] += 1
        if losses:
            self.lost.append(f"{what}: {', '.join(losses)}")
        if rude:
            self.rude.append(f"{what}: {rude}")

    def add(self, other: "Tally") -> None:
        """Take over what another counted."""
        self.injected += other.injected
        self.lost += other.lost
        self.rude += other.rude


def spread(count: int, most: int) -> list[int]:
    """Return up to so many numbers below `count`, evenly spread, the last one included."""
    if count <= most:
        return list(range(count))
    return sorted({round(number * (count - 1) / (most - 1)) for number in range(most)})


def operations_of(scenario: Scenario, template: Path, root: Path) -> list[Operation]:
    """Return what a step does to the disk when nothing disturbs it."""
    copied(template, root)
    with Disk(root).attached() as disk:
        scenario.act(root, [])
    return disk.done


def strike(scenario: Scenario, template: Path, root: Path, fault: Fault, at: int) -> Iterator[str]:
    """Do a step with a fault at one operation; yield what went wrong.

    What is yielded begins with "lost" or "rude".
    """
    copied(template, root)
    told: Told = []
    disk = Disk(root, fault, at)
    try:
        with disk.attached():
            scenario.act(root, told)
    except (Killed, AppError):
        pass
    except Exception as error:  # noqa: BLE001 - a person would see it as a bug
        yield f"rude {where(error)}"
    yield from told_losses(scenario, root, told)
    if scenario.can_be_done_again:
        yield from done_again(scenario, root)


def told_losses(scenario: Scenario, root: Path, told: Told) -> Iterator[str]:
    """Yield what is lost, or "rude" where the product cannot open what is left."""
    try:
        yield from (f"lost {one}" for one in scenario.losses(root, told))
    except Exception as error:  # noqa: BLE001 - whatever it is
        yield f"lost: it cannot be opened, {where(error)}"


def done_again(scenario: Scenario, root: Path) -> Iterator[str]:
    """Yield what keeps the step from being done after the fault."""
    shutil.rmtree(root / "ailleurs", ignore_errors=True)
    told: Told = []
    try:
        scenario.act(root, told)
    except Exception as error:  # noqa: BLE001 - whatever it is
        yield f"lost: it cannot be done again, {where(error)}"
        return
    yield from told_losses(scenario, root, told)


def where(error: Exception) -> str:
    """Return an exception and the line of ours that it came through last."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/tests/" not in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} {error} at {place}"


def cut_power(scenario: Scenario, template: Path, root: Path, cut: Cut, at: int) -> Iterator[str]:
    """Do a step, cut the power after so many operations; yield what is lost of what was told."""
    copied(template, root)
    machine = machine_with(root)
    told: Told = []
    disk = Disk(root, Fault.KILL, at)
    try:
        with disk.attached():
            scenario.act(root, told)
    except Killed:
        pass
    machine.run(disk.done)
    restarted(root, *machine.after(cut, seed=at))
    yield from told_losses(scenario, root, told)
    if scenario.can_be_done_again:
        yield from done_again(scenario, root)


def strike_all(scenario: Scenario, work: Path, most: int, tally: Tally) -> None:
    """Strike a step at up to so many of its operations, in every way."""
    template, root = work / f"{scenario.name}-template", work / scenario.name
    template.mkdir(parents=True)
    scenario.prepare(template)
    count = len(operations_of(scenario, template, root))
    ways = [(fault, strike) for fault in Fault] + [(cut, cut_power) for cut in Cut]
    for way, injure in ways:
        for at in spread(count + 1, most):
            found = list(injure(scenario, template, root, way, at))  # type: ignore[arg-type]
            what = f"{scenario.name}, {way}"
            tally.count(
                what,
                [f"operation {at}: {one}" for one in found if one.startswith("lost")],
                "; ".join(f"operation {at}: {one}" for one in found if one.startswith("rude")),
            )
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(template)
