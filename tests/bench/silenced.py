"""A session as it is, and with the sentences that give the floor silenced in the sound.

    python -m tests.bench.silenced FOLDER OUT

FOLDER holds a recording, `seance.toml` and `reference.stm`. Every line of the truth that ends by
naming who speaks next is replaced by faint noise. Both recordings then pass through `greffier
process`; OUT keeps the results, so a second run only counts them again. A row is printed for each:
the shares of the speech that got the right, a wrong and no name, and how many turns carry a wrong
name with a score above 0.9.
"""

import subprocess
import sys
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from asr.sound.audio import decode, duration_s, read_samples
from asr.sound.timeline import RATE_HZ
from core.task import silent
from core.timecode import Interval
from core.transcript import TurnId
from pv_builder.naming.pointers import Pointers
from pv_builder.naming.voice_names import hear
from pv_builder.roster.seance_toml import read_seance
from tests.bench.sessions import MEDIA, Said, given_to_right_member, read, reference
from tests.bench.shares import sure_and_wrong, wrong_share
from tests.helpers.sessions import transcript_of, turn

NOISE = 0.001


def main(folder: Path, out: Path) -> None:
    """Print both rows."""
    out.mkdir(parents=True, exist_ok=True)
    media = next(path for path in sorted(folder.iterdir()) if path.suffix in MEDIA)
    lines = list(reference(folder / "reference.stm"))
    mute = giving_the_floor(folder, lines)
    muted = out / "silenced.wav"
    if not muted.exists():
        silence(media, muted, [lines[number] for number in mute])
    print(f"{len(mute)} of {len(lines)} lines silenced")
    print("| sound | right | wrong | no name | wrong turns above 0.9 |")
    print("|---|---|---|---|---|")
    for name, sound in (("as it is", media), ("silenced", muted)):
        turns = processed(sound, folder / "seance.toml", out / sound.stem)
        print(row(name, [one for n, one in enumerate(lines) if n not in mute], turns), flush=True)


def giving_the_floor(folder: Path, lines: Sequence[Said]) -> list[int]:
    """Return the numbers of the lines that end by naming who speaks next."""
    said = tuple(turn(n, None, one.start, one.end, one.text) for n, one in enumerate(lines))
    scene = hear(transcript_of(said), read_seance(folder / "seance.toml"))
    assert all(one.id == TurnId(f"t{n:04d}") for n, one in enumerate(said))
    return sorted(Pointers(scene).by_turn())


def silence(media: Path, target: Path, lines: Sequence[Said]) -> None:
    """Write a recording with faint noise in place of some lines."""
    decode([media], target, silent())
    samples = read_samples(target, Interval(0.0, duration_s(target)))
    rng = np.random.default_rng(1)
    for line in lines:
        here = slice(round(line.start * RATE_HZ), round(line.end * RATE_HZ))
        samples[here] = NOISE * rng.standard_normal(samples[here].size)
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def processed(sound: Path, seance: Path, out: Path) -> list[dict[str, Any]]:
    """Return the turns of a recording, processed unless it was before."""
    command = [sys.executable, "-m", "desktop", "process", str(sound),
               "--seance", str(seance), "--out", str(out)]  # fmt: skip
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return list(read(out / "transcript.json")["turns"])


def row(name: str, lines: Sequence[Said], turns: Sequence[dict[str, Any]]) -> str:
    """Return what became of the lines that are heard in both recordings."""
    right = given_to_right_member(list(lines), list(turns))
    wrong = wrong_share(lines, turns)
    sure = sure_and_wrong(lines, turns)
    return f"| {name} | {right:.3f} | {wrong:.3f} | {max(0.0, 1 - right - wrong):.3f} | {sure} |"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
