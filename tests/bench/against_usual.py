"""Greffier against what people build from the same parts, in one run.

    python -m tests.bench.against_usual [--whisper-ctranslate2 PROGRAM] [FOLDER ...]

Each folder is a session as in `tests.bench.sessions`. The usual chain is
`tests.bench.usual_chain`; whisper-ctranslate2, installed in an environment of its own, only
recognises, as its users run it: its defaults, the language and the processor said. All run one
after the other on the same machine, so that the ratios mean something even where the seconds do
not. Processor time is that of all processes.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import jiwer

from core.task import silent
from models.store import Store, default_root
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


def main(folders: list[Path], whisper_ctranslate2: Path | None) -> None:
    """Print a row a session for each program, and the ratios of Greffier to each other one."""
    others: dict[str, Callable[[Path, Path], Row]] = {"usual chain": usual}
    if whisper_ctranslate2 is not None:
        others["whisper-ctranslate2"] = partial(only_recognised, whisper_ctranslate2)
    print("session | who | s | core s | peak MB | WER | DER")
    for folder in folders or [SAMPLE]:
        ours_row = run(folder, "Greffier", ours)
        for who, program in others.items():
            tell_ratio(folder.name, ours_row, run(folder, who, program))


def run(folder: Path, who: str, program: Callable[[Path, Path], Row]) -> Row:
    """Run one program on a session, print its row and return it."""
    with tempfile.TemporaryDirectory() as out:
        row = program(folder, Path(out))
    tell(folder.name, who, row)
    return row


def tell_ratio(session: str, ours_row: Row, other: Row) -> None:
    """Print what Greffier needed as shares of what the other needed."""
    print(
        f"{session} | ratio | {ours_row.wall_s / other.wall_s:.2f} | "
        f"{ours_row.core_s / other.core_s:.2f} | "
        f"{ours_row.peak_mb / other.peak_mb:.2f} | "
        f"{100 * (ours_row.wer - other.wer):+.1f} points | "
        f"{100 * (ours_row.der - other.der):+.1f} points",
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


def only_recognised(program: Path, folder: Path, out: Path) -> Row:
    """Measure whisper-ctranslate2; it tells no voices apart."""
    media = media_of(folder)
    model = Store(default_root()).path_of("whisper-base", silent())
    command = [
        str(program), str(media), "--model_directory", str(model), "--language", "fr",
        "--device", "cpu", "--output_format", "txt", "--output_dir", str(out), "--verbose", "False",
    ]  # fmt: skip

    def errors() -> tuple[float, float]:
        spoken = bare(" ".join(line.text for line in reference(folder / "reference.stm")))
        text = (out / f"{media.stem}.txt").read_text(encoding="utf-8")
        return jiwer.wer(spoken, bare(text)), math.nan

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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--whisper-ctranslate2", type=Path)
    asked = parser.parse_args()
    main(asked.folders, asked.whisper_ctranslate2)
