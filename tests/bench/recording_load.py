"""Record for a long time beside a transcription: python -m tests.bench.recording_load.

    python -m tests.bench.recording_load [--minutes 25] [--transcribe MEDIA] [--busy 25]
                                         [--keep FOLDER] [--into FOLDER]

`greffier record` hears a PulseAudio null sink into which the same 20 minutes of known noise are
played again and again (the last time only as long as the run lasts). Beside it, as long as
`--busy` says, `greffier transcribe` works on MEDIA, again and again, on every core. `--into` goes
on in the folder of a run that was cut short: the recorder first mends what was left.

Printed every minute, then over the whole run:

- cpu: of the recorder and its children, as a share of one core;
- memory: private memory of the same processes, in megabytes (`uss`: shared libraries left out);
- known: how much of each playing is in the finished parts sample for sample, and where it slips;
  the same for `parec`, the sound server's own recorder, which listens beside ours all the time.
  A slip that both have came before them (the player was late, or the server); one that only ours
  has is ours.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import soundfile

from asr.recording.journal import AlarmRaised, GapFound, RunEnded, read_journal
from tests.helpers.known_sound import RATE, Frames, Playing, known_frames, playings_of, runs_in
from tests.helpers.pulse import Pulse, pulseaudio, write_wav

KNOWN_S = 1200
LEAD_IN_S = 3
"""A null sink plays its buffer of two seconds before it takes what is new."""

BLOCK_FRAMES = 10 * RATE
LOOK_S = 10.0
WITNESSES = "temoin-*.raw"


@dataclass
class Usage:
    """What some processes took, looked at every few seconds; children that ended count too."""

    root: psutil.Process
    cpu_s: dict[int, float] = field(default_factory=dict)
    rows: list[tuple[float, float, float]] = field(default_factory=list)

    def look(self, now_s: float) -> None:
        """Note the seconds of processor and the megabytes so far."""
        megabytes = 0.0
        for process in [self.root, *self.root.children(recursive=True)]:
            try:
                times = process.cpu_times()
                self.cpu_s[process.pid] = times.user + times.system
                megabytes += process.memory_full_info().uss / 1e6
            except psutil.NoSuchProcess:
                continue
        self.rows.append((now_s, sum(self.cpu_s.values()), megabytes))

    def share(self, since: int = 0) -> float:
        """Return the share of one core from a row on."""
        first, last = self.rows[since], self.rows[-1]
        return (last[1] - first[1]) / max(1e-9, last[0] - first[0])


def main() -> None:
    """Run it and print what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--transcribe", type=Path)
    parser.add_argument("--busy", type=float, default=25, help="minutes of transcription")
    parser.add_argument("--keep", type=Path, help="move there what both recorders heard")
    parser.add_argument("--into", type=Path, help="the folder of a run that was cut short")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="greffier-load-") as name, pulseaudio("salle") as pulse:
        folder = options.into or Path(name)
        os.environ.update(pulse.environment)
        usage = record(folder, pulse, options)
        if options.keep is not None:
            folder = Path(shutil.move(folder, options.keep))
            Path(name).mkdir(exist_ok=True)
        told(folder, usage)


def record(folder: Path, pulse: Pulse, options: argparse.Namespace) -> Usage:
    """Record for so long; return what the recorder took."""
    known = write_wav(folder / "known.wav", with_lead_in(known_frames(KNOWN_S * RATE)))
    before = set((folder / "seance" / "audio").rglob("*.wav"))
    recorder = start("record", "--out", str(folder / "seance"), "--device", "salle")
    usage = Usage(psutil.Process(recorder.pid))
    heard_before = len(list(folder.glob(WITNESSES)))
    witness = pulse.listen("salle", folder / WITNESSES.replace("*", str(heard_before + 1)))
    while not set((folder / "seance" / "audio").rglob("*.wav")) - before:
        time.sleep(1)  # a busy machine takes half a minute to get there
    player, transcription = None, None
    begun_s = time.monotonic()
    last_print_s = 0.0
    try:
        while (now_s := time.monotonic() - begun_s) < options.minutes * 60:
            if now_s > LOOK_S and (player is None or player.poll() is not None):
                player = pulse.play("salle", known)
            is_busy = options.transcribe is not None and now_s < options.busy * 60
            if is_busy and (transcription is None or transcription.poll() is not None):
                out = tempfile.mkdtemp(prefix="texte-", dir=folder)
                transcription = start("transcribe", str(options.transcribe), "--out", out)
            if not is_busy and transcription is not None and transcription.poll() is None:
                transcription.send_signal(signal.SIGINT)
            usage.look(now_s)
            if now_s - last_print_s >= 60:
                last_print_s = now_s
                since = max(0, len(usage.rows) - 7)
                print(
                    f"{now_s / 60:5.1f} min  cpu {usage.share(since):6.2%}  "
                    f"memory {usage.rows[-1][2]:6.1f} MB  load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
            time.sleep(LOOK_S)
    finally:
        recorder.send_signal(signal.SIGINT)
        stopped_s = time.monotonic()
        recorder.wait(300)
        print(f"finished {time.monotonic() - stopped_s:.1f} s after the stop")
        for process in (player, transcription, witness):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(60)
    return usage


def start(*words: str) -> "subprocess.Popen[bytes]":
    """Start a command of Greffier."""
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def with_lead_in(sound: Frames) -> Frames:
    """Return the sound after a few seconds that do not count."""
    return np.concatenate([np.full((LEAD_IN_S * RATE, 2), 5, np.int16), sound])


def told(folder: Path, usage: Usage) -> None:
    """Print the sums of the run."""
    entries = read_journal(folder / "seance" / ".greffier" / "recording.jsonl")
    alarms = [entry.code for entry in entries if isinstance(entry, AlarmRaised)]
    gaps = sum(isinstance(entry, GapFound) for entry in entries)
    losses = sum(isinstance(entry, RunEnded) and entry.lost for entry in entries)
    settled = len(usage.rows) // 5
    early = float(np.median([row[2] for row in usage.rows[settled : 2 * settled]]))
    late = float(np.median([row[2] for row in usage.rows[-settled:]]))
    print(f"cpu {usage.share():.2%} of one core; memory {early:.1f} MB early, {late:.1f} MB late")
    print(f"gaps {gaps}, losses {losses}, alarms {sorted(set(alarms))}")
    ours = runs_in(blocks_of_parts(folder))
    witness = runs_in(blocks_of_witness(folder))
    for name, runs in (("ours", ours), ("witness", witness)):
        for number, one in enumerate(playings_of(runs), start=1):
            print(f"{name}, playing {number}: {one.exact / RATE:.1f} s exact", end="")
            print("".join(f"; {slip.told()}" for slip in one.slips))
    told_apart(playings_of(ours), playings_of(witness))


def told_apart(ours: list[Playing], witness: list[Playing]) -> None:
    """Print what only one of the two recorders has: what both have came before them."""
    theirs = {slip for one in witness for slip in one.slips}
    mine = {slip for one in ours for slip in one.slips}
    print(f"slips that both have (the player, or the sound server): {len(mine & theirs)}")
    print("only ours: " + ("; ".join(slip.told() for slip in mine - theirs) or "none"))
    print("only the witness's: " + ("; ".join(slip.told() for slip in theirs - mine) or "none"))


def blocks_of_parts(folder: Path) -> Iterator[Frames]:
    """Yield what Greffier recorded."""
    for part in sorted((folder / "seance" / "audio").glob("*.flac")):
        with soundfile.SoundFile(part) as sound:
            yield from sound.blocks(BLOCK_FRAMES, dtype="int16", always_2d=True)


def blocks_of_witness(folder: Path) -> Iterator[Frames]:
    """Yield what the sound server's own recorder heard beside it."""
    for recorded in sorted(folder.glob(WITNESSES)):
        with recorded.open("rb") as raw:
            while len(block := np.frombuffer(raw.read(BLOCK_FRAMES * 4), np.int16)) > 1:
                yield block[: len(block) // 2 * 2].reshape(-1, 2)


if __name__ == "__main__":
    main()
