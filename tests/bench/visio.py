"""What names shown by a meeting tool bring: python -m tests.bench.visio write|measure.

    python -m tests.bench.visio write REFERENCE OUT [--late SECONDS] [--mixed] [--seed N]
    python -m tests.bench.visio measure REFERENCE TRANSCRIPT

REFERENCE is the folder of a session with `reference.stm` and `seance.toml`.

`write` makes `captions.vtt` and `participants.csv` as Teams would have written them, for
`greffier process`: a tenth of the words wrong, the clock `--late` seconds off (7), and names as a
tool shows them: half of them somebody else's, the others first names, telephones and accounts. With
`--mixed` it is not half of the names that are wrong, but every name half of the time.

`measure` names the voices of a `transcript.json` with and without such captions, eight draws each,
as it is and with every name of the roll unheard; it prints the share of the speech that gets the
right member.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.jsonio import read_json
from core.task import silent
from core.transcript import Transcript
from desktop.session.imports.beside import labels_of, placed_captions
from pv_builder.captions.reading import read_captions
from pv_builder.naming.labels import NamedSpan
from pv_builder.naming.voice_names import apply_naming, name_voices
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance
from tests.helpers.visio import (
    TrueLine,
    mixed_labels,
    shown_labels,
    teams_attendance,
    true_lines,
    vtt,
)

_DRAWS = 8
_GARBLED = 0.1
_LATE_S = 7.0
_KINDS = ("right", "half of the names", "half of the time")


def main() -> None:
    """Write the files, or measure what they bring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("write", "measure"))
    parser.add_argument("reference", type=Path)
    parser.add_argument("path", type=Path)
    parser.add_argument("--late", type=float, default=_LATE_S)
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    lines = true_lines(options.reference / "reference.stm")
    if options.task == "write":
        kind = _KINDS[2] if options.mixed else _KINDS[1]
        write(options.path, lines, shown(lines, kind, options.seed), options.late)
    else:
        transcript = read_json(Transcript, options.path)
        measure(lines, transcript, read_seance(options.reference / "seance.toml"))


def write(out: Path, lines: list[TrueLine], labels: list[str], late_s: float) -> None:
    """Write the captions and the list of participants."""
    out.mkdir(parents=True, exist_ok=True)
    captions = vtt(lines, labels, late_s=late_s, garbled=_GARBLED)
    (out / "captions.vtt").write_text(captions, encoding="utf-8")
    (out / "participants.csv").write_bytes(teams_attendance(labels))


def measure(lines: list[TrueLine], transcript: Transcript, seance: Seance) -> None:
    """Print the share of the speech that gets the right member."""
    for what, heard in (
        ("as heard", transcript),
        ("names unheard", without_names(transcript, seance)),
    ):
        print(f"{what}: without captions {right_share(heard, seance, lines, ()):.3f}")
        for kind in _KINDS:
            shares = []
            for seed in range(_DRAWS):
                labels = shown(lines, kind, seed)
                text = vtt(lines, labels, late_s=_LATE_S, garbled=_GARBLED)
                captions = read_captions("captions.vtt", text.encode())
                spans = placed_captions([("captions.vtt", captions)], heard, silent())
                shares.append(right_share(heard, seance, lines, tuple(labels_of(spans))))
            print(f"  {kind}: {' '.join(f'{share:.3f}' for share in sorted(shares))}")


def shown(lines: list[TrueLine], kind: str, seed: int) -> list[str]:
    """Return the label of each line."""
    members = sorted({line.member for line in lines})
    if kind == _KINDS[2]:
        return mixed_labels(lines, members, seed)
    right = {member: member.split(None, 1)[1] for member in members}
    labels = right if kind == _KINDS[0] else shown_labels(members, seed)
    return [labels[line.member] for line in lines]


def without_names(transcript: Transcript, seance: Seance) -> Transcript:
    """Return a transcript in which no name of the roll was heard."""
    names = {name.lower() for m in seance.roll for name in (m.family_name, m.given_name)}

    def unheard(text: str) -> str:
        return " euh" if any(name in text.lower() for name in names) else text

    turns = (
        replace(t, words=tuple(replace(w, text=unheard(w.text)) for w in t.words))
        for t in transcript.turns
    )
    return replace(transcript, turns=tuple(turns))


def right_share(
    transcript: Transcript, seance: Seance, lines: list[TrueLine], labels: tuple[NamedSpan, ...]
) -> float:
    """Return the share of the speech that gets the right member."""
    named = apply_naming(transcript, name_voices(transcript, seance, labels=labels))
    return sum(_right_s(named, lines)) / sum(line.end - line.start for line in lines)


def _right_s(named: Transcript, lines: list[TrueLine]) -> Iterator[float]:
    for line in lines:
        for turn in named.turns:
            if turn.member == line.member:
                yield max(0.0, min(line.end, turn.end) - max(line.start, turn.start))


if __name__ == "__main__":
    main()
