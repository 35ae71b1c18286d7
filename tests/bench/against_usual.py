"""Greffier against what people build from the same parts, in one run.

    python -m tests.bench.against_usual [FOLDER ...]

Each folder is a session as in `tests.bench.sessions`. The usual chain is
`tests.bench.usual_chain`. Both run one after the other on the same machine, so that the ratios
mean something even where the seconds do not. Processor time is that of all processes.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jiwer

from tests.bench.sessions import (
    MEDIA,
    SAMPLE,
    bare,
    diarization_error,
    measured,
    reference,
    tree_mb,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one program needed and how well it did."""

    wall_s: float
    core_s: float
    peak_mb: float
    wer: float
    der: float


def main(folders: list[Path]) -> None:
    """Print three rows a session: Greffier, the usual chain, and the ratio of the two."""
    print("session | who | s | core s | peak MB | WER | DER")
    for folder in folders or [SAMPLE]:
        rows = {}
        for who, run in (("Greffier", ours), ("usual chain", usual)):
            with tempfile.TemporaryDirectory() as out:
                rows[who] = run(folder, Path(out))
            tell(folder.name, who, rows[who])
        ours_row, usual_row = rows.values()
        print(
            f"{folder.name} | ratio | {ours_row.wall_s / usual_row.wall_s:.2f} | "
            f"{ours_row.core_s / usual_row.core_s:.2f} | "
            f"{ours_row.peak_mb / usual_row.peak_mb:.2f} | "
            f"{100 * (ours_row.wer - usual_row.wer):+.1f} points | "
            f"{100 * (ours_row.der - usual_row.der):+.1f} points",
            flush=True,
        )


def tell(session: str, who: str, row: Row) -> None:
    """Print one row."""
    print(
        f"{session} | {who} | {row.wall_s:.0f} | {row.core_s:.0f} | {row.peak_mb:.0f} | "
        f"{row.wer:.3f} | {row.der:.3f}",
        flush=True,
    )


def ours(folder: Path, out: Path) -> Row:
    """Measure `greffier process`."""
    command = [sys.executable, "-m", "desktop", "process", str(media_of(folder)),
               "--seance", str(folder / "seance.toml"), "--out", str(out)]  # fmt: skip

    def errors() -> tuple[float, float]:
        wer, *_, der = measured(folder, out)
        return wer, der

    return timed(command, errors)


def usual(folder: Path, out: Path) -> Row:
    """Measure faster-whisper followed by pyannote's pipeline."""
    target = out / "usual.json"
    command = [
        sys.executable, "-m", "tests.bench.usual_chain", str(media_of(folder)), str(target)
    ]  # fmt: skip

    def errors() -> tuple[float, float]:
        found = json.loads(target.read_text(encoding="utf-8"))
        spoken = bare(" ".join(line.text for line in reference(folder / "reference.stm")))
        turns = [
            {"start": start, "end": end, "speaker": who} for start, end, who in found["voices"]
        ]
        return jiwer.wer(spoken, bare(found["text"])), diarization_error(
            folder / "reference.rttm", turns
        )

    return timed(command, errors)


def timed(command: list[str], errors: Callable[[], tuple[float, float]]) -> Row:
    """Run a command to its end, then look at its result; return what it needed and its errors."""
    before, started, peak = processor_s(), time.monotonic(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, tree_mb(process.pid))
        time.sleep(0.5)
    wall_s = time.monotonic() - started
    if process.returncode != 0:
        raise SystemExit(f"{command[2]}: exit code {process.returncode}")
    wer, der = errors()
    return Row(wall_s=wall_s, core_s=processor_s() - before, peak_mb=peak, wer=wer, der=der)


def processor_s() -> float:
    """Return the seconds of processor time of the children that ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def media_of(folder: Path) -> Path:
    """Return the recording of a session."""
    return next(path for path in sorted(folder.iterdir()) if path.suffix in MEDIA)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
