"""Greffier broken on purpose, a thousand times and more: python -m tests.bench.faults

Prints how many faults were injected, survived and lost, by kind; exits with 1 if anything was lost
or ended in an exception that a person would see as a bug. `--most` bounds the places that each step
and each file is struck at; the places are the same at each run.
"""

import core.offline  # isort: skip  # noqa: F401 - first, as in every entry point

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.bench.faults.campaign import Tally, strike_all
from tests.bench.faults.damage import damage_all
from tests.bench.faults.processes import jump_clocks, kill_all, lose_cards, starve_all, two_programs
from tests.bench.faults.scenario import Scenario
from tests.bench.faults.scenarios import SCENARIOS

Part = Callable[[Path, int, Tally], None]

PARTS = ("disk", "damage", "kills", "memory", "two", "clock", "cards")


def part(name: str, steps: Sequence[Scenario]) -> Part:
    """Return a part of the campaign; those that do steps do these."""
    return {
        "disk": partial(strike_every_step, steps),
        "damage": damage_all,
        "kills": partial(kill_all, steps),
        "memory": partial(starve_all, steps),
        "two": two_programs,
        "clock": jump_clocks,
        "cards": lose_cards,
    }[name]


def strike_every_step(steps: Sequence[Scenario], work: Path, most: int, tally: Tally) -> None:
    """Strike steps at the operations of their disk."""
    for scenario in steps:
        strike_all(scenario, work, most, tally)


def main() -> int:
    """Run the parts asked for; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all, unless named")
    parser.add_argument("--most", type=int, default=12, help="places that each is struck at")
    parser.add_argument("--step", action="append", help="only this step, by its name in the table")
    asked = parser.parse_args()
    steps = [one for one in SCENARIOS if asked.step is None or one.name in asked.step]
    logging.disable(logging.CRITICAL)
    totals = Tally()
    with tempfile.TemporaryDirectory() as work:
        for name in asked.parts or PARTS:
            began, tally = time.monotonic(), Tally()
            part(name, steps)(Path(work) / name, asked.most, tally)
            report(name, tally, time.monotonic() - began)
            totals.add(tally)
    report("total", totals, 0.0)
    return 1 if totals.lost or totals.rude else 0


def report(name: str, tally: Tally, seconds: float) -> None:
    """Print what a part came to, each loss on a line of its own."""
    injected = tally.injected.total()
    bad = len(tally.lost) + len(tally.rude)
    print(f"{name}: {injected} injected, {injected - bad} survived, {len(tally.lost)} lost, "
          f"{len(tally.rude)} ended as a bug ({seconds:.0f} s)", flush=True)  # fmt: skip
    for what, count in sorted(tally.injected.items()) if seconds else ():
        print(f"    {count:5} {what}")
    for line in (*tally.lost, *tally.rude) if seconds else ():
        print(f"  ! {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
