"""Write what a meeting tool would have written of a session: python -m tests.benchmarks.visio.

    python -m tests.benchmarks.visio REFERENCE_FOLDER OUT [--late SECONDS] [--mixed] [--seed N]

REFERENCE_FOLDER holds the session's `reference.stm`. OUT gets `captions.vtt` and
`participants.csv` as Teams writes them: a tenth of the words wrong, the clock `--late` seconds
off (7), and names as a tool shows them: half of them somebody else's, the others first names,
telephones and accounts. With `--mixed` it is not half of the names that are wrong, but every name
half of the time.
"""

import argparse
from pathlib import Path

from tests.helpers.visio import mixed_labels, shown_labels, teams_attendance, true_lines, vtt


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--late", type=float, default=7.0)
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    lines = true_lines(options.reference / "reference.stm")
    members = sorted({line.member for line in lines})
    shown = shown_labels(members, options.seed)
    labels = (
        mixed_labels(lines, members, options.seed)
        if options.mixed
        else [shown[line.member] for line in lines]
    )
    options.out.mkdir(parents=True, exist_ok=True)
    captions = vtt(lines, labels, late_s=options.late, garbled=0.1)
    (options.out / "captions.vtt").write_text(captions, encoding="utf-8")
    (options.out / "participants.csv").write_bytes(teams_attendance(labels))


if __name__ == "__main__":
    main()
