"""Record for a long time beside a transcription: python -m tests.bench.recording_load.

    python -m tests.bench.recording_load [--minutes 25] [--transcribe MEDIA] [--busy 25]

`greffier record` hears a PulseAudio null sink into which the same 20 minutes of known noise are
played again and again (the last time only as long as the run lasts). Beside it, as long as
`--busy` says, `greffier transcribe` works on MEDIA, again and again, on every core.

Printed every minute, then over the whole run:

- cpu: of the recorder and its children, as a share of one core;
- memory: private memory of the same processes, in megabytes (`uss`: shared libraries left out);
- known: how much of each playing is in the finished parts sample for sample, and where it slips.
"""

import argparse
import os
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
from numpy.typing import NDArray

from asr.recording.journal import AlarmRaised, GapFound, RunEnded, read_journal
from tests.helpers.pulse import Pulse, pulseaudio, write_wav

RATE = 48_000
KNOWN_S = 1200
LEAD_IN_S = 3
"""A null sink plays its buffer of two seconds before it takes what is new."""

BLOCK_S = 10
LOOK_S = 10.0
Frames = NDArray[np.int16]


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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="greffier-load-") as name, pulseaudio("salle") as pulse:
        folder = Path(name)
        os.environ.update(pulse.environment)
        usage = record(folder, pulse, options)
        told(folder, usage)


def record(folder: Path, pulse: Pulse, options: argparse.Namespace) -> Usage:
    """Record for so long; return what the recorder took."""
    known = write_wav(folder / "known.wav", with_lead_in(known_sound()))
    recorder = start("record", "--out", str(folder / "seance"), "--device", "salle")
    usage = Usage(psutil.Process(recorder.pid))
    while not any((folder / "seance" / "audio").rglob("*.wav")):
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
                out = folder / f"texte-{len(usage.rows)}"
                transcription = start("transcribe", str(options.transcribe), "--out", str(out))
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
        for process in (player, transcription):
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


def known_sound() -> Frames:
    """Return noise, different on both channels: every stretch of it is unlike any other."""
    chance = np.random.default_rng(20)
    return chance.integers(-8000, 8000, (KNOWN_S * RATE, 2), np.int16)


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
    heard = np.concatenate(
        [
            soundfile.read(part, dtype="int16", always_2d=True)[0]
            for part in sorted((folder / "seance" / "audio").glob("*.flac"))
        ]
    )
    print(f"recorded {len(heard) / RATE / 60:.2f} min")
    for number, one in enumerate(compared(heard), start=1):
        print(f"known sound {number}: from {one.begin_s:.3f} s, {one.exact_s:.1f} s exact", end="")
        print("".join(f"; {slip}" for slip in one.slips))


@dataclass
class Compared:
    """One playing of the known sound: where it begins, how much is exact, where it slips."""

    begin_s: float
    exact_s: float = 0.0
    slips: list[str] = field(default_factory=list)


def compared(heard: Frames) -> Iterator[Compared]:
    """Yield what became of each playing.

    Where it slips, a later place means that silence came in between (the player was late: the
    recorder only adds silence where its journal has a gap), an earlier one that sound was lost.
    """
    known = known_sound()
    at = 0
    while (place := place_of(known[:RATE, 0], heard[at : at + 60 * RATE, 0])) is not None:
        begin, done = at + place, 0
        result = Compared(begin_s=begin / RATE)
        while done < len(known) and begin + done < len(heard):
            length = min(len(known) - done, len(heard) - begin - done)
            same = (heard[begin + done : begin + done + length] == known[done : done + length]).all(
                axis=1
            )
            exact = length if same.all() else int(np.argmin(same))
            result.exact_s += exact / RATE
            done += exact
            slip = None if exact == length else slip_at(known, heard, begin, done)
            if slip is None:
                break
            kind = "of silence in between" if slip > 0 else "lost"
            result.slips.append(f"at {done / RATE:.1f} s: {abs(slip) / RATE:.3f} s {kind}")
            begin += slip
            done += RATE
        yield result
        at = begin + done


def slip_at(known: Frames, heard: Frames, begin: int, done: int) -> int | None:
    """Return by how many frames the sound comes later from here on, None when it does not."""
    ahead = done + RATE
    first = max(0, begin + ahead - 5 * RATE)
    place = place_of(known[ahead : ahead + RATE, 0], heard[first : first + 15 * RATE, 0])
    return None if place is None else first + place - begin - ahead


def place_of(head: Frames, heard: Frames) -> int | None:
    """Return the frame at which a second of sound begins, None when it is not there."""
    if len(heard) < len(head):
        return None
    size = 1 << int(np.ceil(np.log2(len(heard) + len(head))))
    spectrum = np.fft.rfft(heard.astype(float), size) * np.conj(
        np.fft.rfft(head.astype(float), size)
    )
    place = int(np.argmax(np.fft.irfft(spectrum, size)[: len(heard)]))
    return place if np.array_equal(heard[place : place + len(head)], head) else None


if __name__ == "__main__":
    main()
