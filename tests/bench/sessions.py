"""Process whole sessions and compare them with the truth: python -m tests.bench.sessions.

    python -m tests.bench.sessions [FOLDER ...]

A folder holds the recording, `seance.toml`, `reference.json`, `reference.stm` and
`reference.rttm`; the sample session without any. Each session is one run of `greffier process`
with the models of the store. The row printed gives, as shares of 1 unless said otherwise:

- wer: word error rate, lower case, no punctuation;
- names: family names spoken that are spelled as on the roll;
- facts: presence, pouvoirs, offices, hours, movements and votes that are right;
- points: items whose start lies within 15 s of the truth;
- member: speech given to the right member, by seconds;
- DER: diarization error rate, no collar, overlaps counted;
- x real time: seconds of work for one second of recording;
- peak MB: of the whole process tree, shared memory counted once.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer
import psutil

from core.folding import fold

SAMPLE = Path(__file__).parents[1] / "data" / "commune-saint-aubin"
MEDIA = {".opus", ".mp3", ".mp4", ".wav", ".flac", ".m4a", ".ogg", ".webm"}
NEAR_S = 15.0
ABSENT = 1e9


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the reference: who said what, when."""

    who: str
    start: float
    end: float
    text: str


def main(folders: list[Path]) -> None:
    """Print one row a session."""
    names = (
        "session",
        "wer",
        "names",
        "facts",
        "points",
        "member",
        "DER",
        "x real time",
        "peak MB",
    )
    print(" | ".join(names))
    for folder in folders or [SAMPLE]:
        with tempfile.TemporaryDirectory() as out:
            seconds, peak_mb = processed(folder, Path(out))
            found = measured(folder, Path(out))
            truth = read(folder / "reference.json")
            speed = seconds / truth["duree_s"]
        shares = " | ".join(f"{value:.3f}" for value in found)
        print(f"{folder.name} | {shares} | {speed:.2f} | {peak_mb:.0f}", flush=True)


def processed(folder: Path, out: Path) -> tuple[float, float]:
    """Process a session; return the seconds it took and its peak memory in MB."""
    media = next(path for path in sorted(folder.iterdir()) if path.suffix in MEDIA)
    command = [sys.executable, "-m", "desktop", "process", str(media),
               "--seance", str(folder / "seance.toml"), "--out", str(out)]  # fmt: skip
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, tree_mb(process.pid))
        time.sleep(0.5)
    if process.returncode != 0:
        raise SystemExit(f"{folder.name}: exit code {process.returncode}")
    return time.monotonic() - started, peak


def tree_mb(pid: int) -> float:
    """Return the memory of a process and its children, shared pages counted once."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            total += process.memory_full_info().pss
    except psutil.Error:
        return 0.0
    return total / 1e6


def measured(folder: Path, out: Path) -> tuple[float, ...]:
    """Return wer, names, facts, points, member and DER of one processed session."""
    truth, found = read(folder / "reference.json"), read(out / "pv.json")
    transcript = read(out / "transcript.json")
    said = list(reference(folder / "reference.stm"))
    heard = bare(" ".join(words_of(turn) for turn in transcript["turns"]))
    spoken = bare(" ".join(line.text for line in said))
    right = [wanted == got for wanted, got in facts(truth, found)]
    return (
        jiwer.wer(spoken, heard),
        names_kept(truth, spoken, heard),
        sum(right) / len(right),
        points_found(truth, found),
        given_to_right_member(said, transcript["turns"]),
        diarization_error(folder / "reference.rttm", transcript["turns"]),
    )


def read(path: Path) -> dict[str, Any]:
    """Return a JSON object."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def reference(path: Path) -> Iterator[Said]:
    """Yield the lines of an STM file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, who, start, end, text = line.split(None, 5)
        yield Said(who.replace("_", " "), float(start), float(end), text)


def words_of(turn: dict[str, Any]) -> str:
    """Return what a turn says."""
    return "".join(word["text"] for word in turn["words"])


def bare(text: str) -> str:
    """Return a text as words to compare: accents kept out, no punctuation."""
    return " ".join(re.sub(r"[^\w\s']", " ", fold(text)).split())


def facts(truth: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[object, object]]:
    """Yield each fact as it should be and as it was found."""
    for key in (
        "heure_ouverture",
        "heure_levee",
        "president",
        "secretaire",
        "en_exercice",
        "quorum",
    ):
        yield truth[key], found.get(key)
    for member in {*truth["presents"], *truth["absents"], *truth["excuses"]}:
        yield member in truth["presents"], member in found["presents"]
    for key in ("pouvoirs", "mouvements"):
        yield as_set(truth[key]), as_set(found[key])
    by_mark = {point["numero"]: point for point in found["points"]}
    for point in truth["points"]:
        got = by_mark.get(point["numero"], {})
        yield from ((plain(v), plain(got.get(k))) for k, v in point.items() if k in POINT_KEYS)


POINT_KEYS = frozenset(
    {
        "rapporteur",
        "presents",
        "votants",
        "pour",
        "contre",
        "abstentions",
        "mode",
        "unanimite",
        "resultat",
        "contre_noms",
        "abstention_noms",
        "ne_prend_pas_part",
    }
)


def as_set(entries: list[dict[str, Any]]) -> set[tuple[tuple[str, Any], ...]]:
    """Return a list of objects regardless of its order."""
    return {tuple(sorted(entry.items())) for entry in entries}


def plain(value: object) -> object:
    """Return a value regardless of the order of a list."""
    return sorted(value) if isinstance(value, list) else value


def names_kept(truth: dict[str, Any], spoken: str, heard: str) -> float:
    """Return the share of the family names spoken that the transcript spells as the roll."""
    families = {bare(name.split(None, 2)[2]) for name in truth["presents"]}
    said = {family: count(family, spoken) for family in families}
    kept = sum(min(number, count(family, heard)) for family, number in said.items())
    return kept / max(1, sum(said.values()))


def count(name: str, text: str) -> int:
    """Return how often a name stands in a text."""
    return len(re.findall(rf"\b{re.escape(name)}\b", text))


def points_found(truth: dict[str, Any], found: dict[str, Any]) -> float:
    """Return the share of the items whose start is near the truth."""
    starts = {point["numero"]: point["debut_s"] or ABSENT for point in found["points"]}
    near = [
        abs(starts.get(point["numero"], ABSENT) - point["debut_s"]) <= NEAR_S
        for point in truth["points"]
    ]
    return sum(near) / len(near)


def given_to_right_member(said: list[Said], turns: list[dict[str, Any]]) -> float:
    """Return the share of the speech, by seconds, that carries its member's name."""
    right = sum(
        max(0.0, min(line.end, turn["end"]) - max(line.start, turn["start"]))
        for line in said
        for turn in turns
        if turn["member"] == line.who
    )
    return min(1.0, right / sum(line.end - line.start for line in said))


def diarization_error(rttm: Path, turns: list[dict[str, Any]]) -> float:
    """Return the diarization error rate of the turns."""
    from pyannote.core import Annotation, Segment  # noqa: PLC0415 - slow to import
    from pyannote.metrics.diarization import DiarizationErrorRate  # noqa: PLC0415

    truth, found = Annotation(), Annotation()
    for number, line in enumerate(rttm.read_text(encoding="utf-8").splitlines()):
        _, _, _, start, length, _, _, who, *_ = line.split()
        truth[Segment(float(start), float(start) + float(length)), number] = who
    for number, turn in enumerate(turns):
        if turn["speaker"] and turn["end"] > turn["start"]:
            found[Segment(turn["start"], turn["end"]), number] = turn["speaker"]
    return float(DiarizationErrorRate()(truth, found))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
