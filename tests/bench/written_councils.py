"""Measure the reading of facts on written councils: python -m tests.bench.written_councils.

    python -m tests.bench.written_councils [--shares 0 0.05 0.1] [--wrong]

The councils (`tests/data/councils`) were written by people who had not seen the program, as people
talk; a share of the words is replaced by sound-alikes. Printed for each, and over all:

- right, blank: share of the facts that are right, and of those left open;
- wrong, no alert: wrong facts that nothing marks;
- alerts: of the session;
- right member, wrong member: share of the speech, where voices are told apart and nobody is named.

With `--wrong` also each fact that is not right.
"""

import argparse
from dataclasses import dataclass

from pv_builder.naming.voice_names import apply_naming, name_voices
from pv_builder.reading.reader import read_minutes
from tests.helpers.fact_scores import Fact, compare_data, silently_wrong
from tests.helpers.written_councils import WrittenCouncil, councils

_HEAD = ("right", "blank", "wrong, no alert", "alerts", "right member", "wrong member")
EMPTY: tuple[object, ...] = (None, [], "")


@dataclass(slots=True)
class Tally:
    """What was counted."""

    facts: int = 0
    right: int = 0
    blank: int = 0
    silent: int = 0
    alerts: int = 0
    speech_s: float = 0.0
    named_s: float = 0.0
    misnamed_s: float = 0.0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.facts += other.facts
        self.right += other.right
        self.blank += other.blank
        self.silent += other.silent
        self.alerts += other.alerts
        self.speech_s += other.speech_s
        self.named_s += other.named_s
        self.misnamed_s += other.misnamed_s
        return self

    def row(self, name: str) -> str:
        """Return the line of the table."""
        return (
            f"| {name} | {self.right / self.facts:.3f} of {self.facts} "
            f"| {self.blank / self.facts:.3f} | {self.silent} | {self.alerts} "
            f"| {self.named_s / self.speech_s:.3f} | {self.misnamed_s / self.speech_s:.3f} |"
        )


def read_council(written: WrittenCouncil, share: float) -> tuple[Tally, list[Fact]]:
    """Return what was counted in one council, and the facts that are not right."""
    minutes = read_minutes(written.transcript(share), written.seance)
    facts = compare_data(written.truth, minutes)
    wrong = [fact for fact in facts if not fact.right]
    named_s, misnamed_s, speech_s = named_speech(written, share)
    tally = Tally(
        facts=len(facts),
        right=len(facts) - len(wrong),
        blank=sum(fact.got in EMPTY for fact in wrong),
        silent=len(silently_wrong(facts, minutes.alerts)),
        alerts=len(minutes.alerts),
        speech_s=speech_s,
        named_s=named_s,
        misnamed_s=misnamed_s,
    )
    return tally, wrong


def named_speech(written: WrittenCouncil, share: float) -> tuple[float, float, float]:
    """Return the seconds that get the right member, those that get a wrong one, and all."""
    wanted = {turn.id: turn.member for turn in written.transcript(share).turns}
    unnamed = written.transcript(share, members=False)
    named = apply_naming(unnamed, name_voices(unnamed, written.seance))
    right = wrong = whole = 0.0
    for turn in named.turns:
        whole += turn.interval.duration_s
        is_right = turn.member == wanted[turn.id]
        right += turn.interval.duration_s if is_right else 0.0
        wrong += turn.interval.duration_s if turn.member is not None and not is_right else 0.0
    return right, wrong, whole


def main() -> None:
    """Print the table of each share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.0, 0.05, 0.1])
    parser.add_argument("--wrong", action="store_true", help="print each fact that is not right")
    options = parser.parse_args()
    for share in options.shares:
        print(f"\n| {share:.0%} of the words replaced | {' | '.join(_HEAD)} |")
        print(f"|---|{'---|' * len(_HEAD)}")
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
