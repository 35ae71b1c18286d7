"""Measure what the names shown by video tools add to naming, however wrong they are.

    python -m tests.bench.labels [--first SEED] [--sessions N]

The invented sessions of `tests.bench.naming`, with its "light" and "heavy" errors, and beside
each the captions that a tool might have written (`tests/helpers/labels.py`). Seeds below 2000 were
looked at while the weights were chosen; measure with others.
"""

import argparse

from pv_builder.naming.voice_names import name_voices
from tests.bench.naming import LEVELS, Tally
from tests.helpers.councils import invent
from tests.helpers.labels import LabelFaults, labelled
from tests.helpers.recordings import record

SHOWN: dict[str, LabelFaults | None] = {
    "none": None,
    "right names": LabelFaults(jitter_s=0.5),
    "half first names, a fifth telephones": LabelFaults(strange=0.2, short=0.5, jitter_s=1.0),
    "right names, 20 s late": LabelFaults(late_s=20.0, jitter_s=1.0),
    "usual: some of everything, 4 s late": LabelFaults(
        strange=0.15, short=0.4, swapped=0.1, wrong=0.15, missing=0.2, late_s=4.0, jitter_s=1.5
    ),
    "half of the captions under a wrong name": LabelFaults(wrong=0.5, jitter_s=1.0),
    "half of the people on each other's accounts": LabelFaults(swapped=0.5, jitter_s=1.0),
    "all on each other's accounts": LabelFaults(swapped=1.0, jitter_s=1.0),
    "all captions under a wrong name": LabelFaults(wrong=1.0, jitter_s=1.0),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=5000)
    parser.add_argument("--sessions", type=int, default=100)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.sessions)
    print("| labels | light: right | wrong | above 0.9 | heavy: right | wrong | above 0.9 |")
    print("|---|---|---|---|---|---|---|")
    for name, faults in SHOWN.items():
        cells = [row(seeds, level, faults) for level in ("light", "heavy")]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def row(seeds: range, level: str, faults: LabelFaults | None) -> str:
    """Return the shares of the speech named rightly and wrongly, and the wrong turns above 0.9."""
    tally = Tally()
    for seed in seeds:
        council = invent(seed)
        recording = record(council.lines, council.seance.roll, LEVELS[level], seed)
        labels = labelled(recording, council.seance.roll, faults, seed) if faults else ()
        naming = name_voices(recording.transcript, council.seance, labels=labels)
        tally.add(recording, naming, council)
    right, wrong = tally.right_s / tally.speech_s, tally.wrong_s / tally.speech_s
    return f"{right:.3f} | {wrong:.3f} | {tally.sure_and_wrong}"


if __name__ == "__main__":
    main()
