"""Measure the reading of facts on written councils: python -m tests.bench.written_councils.

    python -m tests.bench.written_councils [--shares 0 0.05 0.1] [--wrong]

The councils (`tests/data/councils`) were written by people who had not seen the program, as people
talk; a share of the words is replaced by sound-alikes. Printed for each, and over all: the share of
facts that are right, of those left blank, the wrong ones that no alert marks, and the alerts. With
`--wrong` each fact that is not right.
"""

import argparse
from dataclasses import dataclass

from pv_builder.reading.reader import read_minutes
from tests.helpers.fact_scores import Fact, compare_data, silently_wrong
from tests.helpers.written_councils import WrittenCouncil, councils

EMPTY: tuple[object, ...] = (None, [], "")


@dataclass(slots=True)
class Tally:
    """What was counted."""

    facts: int = 0
    right: int = 0
    blank: int = 0
    silent: int = 0
    alerts: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.facts += other.facts
        self.right += other.right
        self.blank += other.blank
        self.silent += other.silent
        self.alerts += other.alerts
        return self

    def row(self, name: str) -> str:
        """Return the line of the table."""
        return (
            f"| {name} | {self.right / self.facts:.3f} of {self.facts} "
            f"| {self.blank / self.facts:.3f} | {self.silent} | {self.alerts} |"
        )


def read_council(written: WrittenCouncil, share: float) -> tuple[Tally, list[Fact]]:
    """Return what was counted in one council, and the facts that are not right."""
    minutes = read_minutes(written.transcript(share), written.seance)
    facts = compare_data(written.truth, minutes)
    wrong = [fact for fact in facts if not fact.right]
    tally = Tally(
        facts=len(facts),
        right=len(facts) - len(wrong),
        blank=sum(fact.got in EMPTY for fact in wrong),
        silent=len(silently_wrong(facts, minutes.alerts)),
        alerts=len(minutes.alerts),
    )
    return tally, wrong


def main() -> None:
    """Print the table of each share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.0, 0.05, 0.1])
    parser.add_argument("--wrong", action="store_true", help="print each fact that is not right")
    options = parser.parse_args()
    for share in options.shares:
        print(f"\n| {share:.0%} of the words replaced | right | blank | wrong, no alert | alerts |")
        print("|---|---|---|---|---|")
        whole = Tally()
        for written in councils():
            tally, wrong = read_council(written, share)
            whole += tally
            print(tally.row(written.name), flush=True)
            for fact in wrong if options.wrong else ():
                print(f"    {fact.name}: {fact.got}, not {fact.wanted}")
        print(whole.row("all"))


if __name__ == "__main__":
    main()
