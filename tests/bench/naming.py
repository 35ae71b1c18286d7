"""Measure who is named on invented sessions, and print the tables of docs/benchmarks.md.

    python -m tests.bench.naming [--first SEED] [--sessions N]

Sessions of seeds below 2000 were looked at while weights and thresholds were chosen; measure with
others. A session takes about 0.05 s.
"""

import argparse
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pv_builder.naming.calibration import NAMED_FROM
from pv_builder.naming.clues import RIGHT
from pv_builder.naming.named import Naming
from pv_builder.naming.speaker_clues import gather
from pv_builder.naming.voice_names import hear, name_voices
from tests.helpers.councils import Council, invent, names
from tests.helpers.recordings import Faults, Recording, record, without_voices

LEVELS: dict[str, Faults] = {
    "none": Faults(),
    "light": Faults(
        names=0.1, words=0.05, stops=0.05, short=0.1, long=0.01, swallowed=0.05, merged=0.02,
        split=0.05, missing=0.01,
    ),
    "medium": Faults(
        names=0.2, words=0.1, stops=0.1, short=0.2, long=0.03, swallowed=0.15, merged=0.06,
        split=0.1, missing=0.03,
    ),
    "heavy": Faults(
        names=0.4, words=0.15, stops=0.2, short=0.35, long=0.06, swallowed=0.3, merged=0.12,
        split=0.15, missing=0.05,
    ),
}  # fmt: skip
BINS = (NAMED_FROM, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(slots=True)
class Tally:
    """What became of the turns of many sessions."""

    speech_s: float = 0.0
    right_s: float = 0.0
    wrong_s: float = 0.0
    sure_and_wrong: int = 0
    bins: dict[float, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, recording: Recording, naming: Naming, council: Council) -> None:
        """Count one session."""
        named = {turn.turn: turn for turn in naming.turns}
        members = names(council)
        for turn, who in zip(recording.transcript.turns, recording.truth, strict=True):
            seconds = turn.end - turn.start
            self.speech_s += seconds if who in members else 0.0
            found = named.get(turn.id)
            if found is None or found.member is None or found.score is None:
                continue
            right = found.member == who
            self.right_s += seconds * right
            self.wrong_s += seconds * (not right)
            self.sure_and_wrong += not right and found.score > BINS[-2]
            # A score of 0.9 is the most that a voice alone gives: it belongs below "above 0.9".
            place = bisect_right(BINS, found.score - 1e-9) - 1
            counts = self.bins[BINS[max(0, place)]]
            counts[0] += 1
            counts[1] += right


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=5000)
    parser.add_argument("--sessions", type=int, default=200)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.sessions)
    tallies = {level: Tally() for level in LEVELS}
    mute = {level: Tally() for level in LEVELS}
    began = time.process_time()
    for level, faults in LEVELS.items():
        for seed in seeds:
            council = invent(seed)
            recording = record(council.lines, council.seance.roll, faults, seed)
            naming = name_voices(recording.transcript, council.seance)
            tallies[level].add(recording, naming, council)
            silent = without_voices(recording)
            mute[level].add(silent, name_voices(silent.transcript, council.seance), council)
    _print_shares(tallies, mute)
    _print_reliability(tallies)
    _print_clues(seeds)
    print(f"{time.process_time() - began:.0f} s of processor for {len(seeds)} sessions")


def _print_shares(tallies: dict[str, Tally], mute: dict[str, Tally]) -> None:
    print("| errors | right | wrong | wrong turns above 0.9 | without voices: right | wrong |")
    print("|---|---|---|---|---|---|")
    for level, tally in tallies.items():
        other = mute[level]
        print(
            f"| {level} | {tally.right_s / tally.speech_s:.3f} "
            f"| {tally.wrong_s / tally.speech_s:.3f} | {tally.sure_and_wrong} "
            f"| {other.right_s / other.speech_s:.3f} | {other.wrong_s / other.speech_s:.3f} |"
        )
    print()


def _print_reliability(tallies: dict[str, Tally]) -> None:
    print("| score from | " + " | ".join(tallies) + " |")
    print("|---|" + "---|" * len(tallies))
    for edge in BINS:
        cells = []
        for tally in tallies.values():
            count, right = tally.bins.get(edge, [0, 0])
            cells.append(f"{right / count:.3f} ({count})" if count else "-")
        print(f"| {edge:.2f} | " + " | ".join(cells) + " |")
    print()


def _print_clues(seeds: range) -> None:
    print("| clue | used | " + " | ".join(LEVELS) + " |")
    print("|---|---|" + "---|" * len(LEVELS))
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for level, faults in LEVELS.items():
        for seed in seeds:
            council = invent(seed)
            recording = record(council.lines, council.seance.roll, faults, seed)
            for kind, right in _clues(council, recording):
                counts[kind][level][0] += 1
                counts[kind][level][1] += right
    for kind in RIGHT:
        cells = (counts[kind][level] for level in LEVELS)
        shown = (f"{right / count:.3f} ({count})" if count else "-" for count, right in cells)
        print(f"| {kind} | {RIGHT[kind]:.2f} | " + " | ".join(shown) + " |")
    print()


def _clues(council: Council, recording: Recording) -> Iterator[tuple[str, bool]]:
    """Yield (kind, whether it is right) of each clue that names a speaker."""
    gathered = gather(hear(recording.transcript, council.seance), recording.transcript.turns)
    for clue in gathered.clues:
        if clue.kind in RIGHT:
            one = gathered.spoken.every[clue.utterance]
            said = list(recording.truth[one.first_turn : one.last_turn + 1])
            yield clue.kind, max(set(said), key=said.count) == clue.member


if __name__ == "__main__":
    main()
