"""A session of hours and dozens of voices, spliced from a short one: who is told apart and named.

    python -m tests.bench.long_session FOLDER OUT [--hours 3] [--casts 3]

FOLDER holds a session with its truth (recording, `seance.toml`, `reference.json`,
`reference.stm`) and `transcript.json` as `greffier process` left it. The session is played again
and again. The chair stays the same person; everybody else is played by several casts, each with
names of its own and a voice of its own (pitch and resonances shifted by some percent). Each cast
answers its roll call once; after that only debates and votes are played. Every time the room is a
little louder or quieter, with other noise. What was recognised in the short session is reused, the
names in it replaced: recognition is measured elsewhere.

Seconds are of processor and wall; memory is of the whole process tree, shared pages counted once.
"""

import argparse
import os
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import psutil

from asr.diarization.align import align
from asr.diarization.diarize import diarize
from asr.recognition.turns import split_turns
from asr.sound.audio import decode, duration_s, read_samples
from asr.sound.timeline import RATE_HZ
from core.folding import fold
from core.jsonio import read_json, write_json
from core.task import silent
from core.timecode import Interval
from core.transcript import AudioPart, AudioRef, Transcript, Turn, TurnId, Word
from desktop.session.description.seance_update import seance_toml
from desktop.session.requests import RecognitionRequest
from desktop.session.speakers.voices import diarize_options
from models.store import Store, default_root
from pv_builder.law.voters import executive
from pv_builder.meeting import Civility, Member
from pv_builder.naming.voice_names import apply_naming, hear, name_voices
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance, StatedMember, meeting_as_stated
from tests.bench.sessions import (
    MEDIA,
    Said,
    diarization_error,
    given_to_right_member,
    read,
    reference,
    tree_mb,
)
from tests.bench.shares import SURE, sure_and_wrong, wrong_share
from tests.helpers.council_phrases import FAMILIES, MEN, WOMEN

SHIFTS = (1.0, 0.89, 1.12, 0.8, 1.25)
"""By how much the voices of each cast are sped up, and so raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A stretch of the short session, by one speaker, and where it goes in the long one."""

    source: Interval
    start: float
    speed: float

    def place(self, second: float) -> float:
        """Return where a moment of the source is heard."""
        return self.start + (second - self.source.start) / self.speed


@dataclass(frozen=True, slots=True)
class Played:
    """What is played of the short session: its sound, the lines that are spoken, all its words."""

    samples: np.ndarray
    lines: Sequence[Said]
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: the chair as ever, the others under new names and with shifted voices."""

    chair: str | None
    renamed: Mapping[str, Member]
    shift: float


@dataclass(slots=True)
class Long:
    """The long session while it is put together."""

    sound: list[np.ndarray]
    lines: list[Said]
    words: list[Word]
    seconds: float = 0.0


def main() -> None:
    """Build the long session and print what becomes of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--casts", type=int, default=3)
    asked = parser.parse_args()
    built = build(asked.folder, asked.out, asked.hours * 3600, asked.casts)
    measure(asked.out, *built)


def build(
    folder: Path, out: Path, seconds: float, casts: int
) -> tuple[Transcript, Seance, list[Said]]:
    """Write the sound and the truth of the long session; return its words, roll and truth."""
    out.mkdir(parents=True, exist_ok=True)
    media = next(path for path in sorted(folder.iterdir()) if path.suffix in MEDIA)
    short = out / "short.wav"
    decode([media], short, silent())
    samples = read_samples(short, Interval(0.0, duration_s(short)))
    seance = read_seance(folder / "seance.toml")
    chair = executive(meeting_as_stated(seance))
    lines = list(reference(folder / "reference.stm"))
    heard = read_json(Transcript, folder / "transcript.json")
    words = [word for turn in heard.turns for word in turn.words]
    begins = min(point["debut_s"] for point in read(folder / "reference.json")["points"])
    debates = next(n for n, line in enumerate(lines) if line.start >= begins)
    renamed = [_renamed(seance.roll, cast, chair) for cast in range(casts)]
    long, rng, played = Long([], [], []), np.random.default_rng(1), 0
    while long.seconds < seconds:
        cast = played % casts
        first = 0 if played < casts else debates
        last = len(lines) if long.seconds + len(samples) / RATE_HZ > seconds else len(lines) - 2
        scene = Played(samples, lines[first:last], words)
        _play(long, scene, Cast(chair, renamed[cast], SHIFTS[cast]), rng)
        played += 1
    _write(out, long)
    whole = _roll(seance, renamed)
    (out / "seance.toml").write_text(seance_toml(whole), encoding="utf-8")
    return _transcript(heard, long), whole, long.lines


def _play(long: Long, played: Played, cast: Cast, rng: np.random.Generator) -> None:
    """Add the lines once more, by one cast."""
    lines, renamed = played.lines, cast.renamed
    tokens = _tokens(renamed)
    gain = 10 ** (rng.uniform(-4, 2) / 20)
    slices: list[Slice] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        end = following.start if following else line.end + 0.3
        speed = 1.0 if line.who == cast.chair else cast.shift
        source = Interval(line.start, max(end, line.start + 0.05))
        slices.append(Slice(source=source, start=long.seconds, speed=speed))
        sound = _sped(played.samples, source, speed)
        noise = rng.standard_normal(sound.size) * rng.uniform(0.001, 0.004)
        long.sound.append((gain * sound + noise).astype(np.float32))
        place = slices[-1].place
        who = renamed[line.who].name if line.who in renamed else line.who
        ends = place(min(line.end, source.end))
        long.lines.append(Said(who, place(line.start), ends, line.text))
        long.seconds += sound.size / RATE_HZ
    starts = [piece.source.start for piece in slices]
    for word in played.words:
        at = bisect_right(starts, (word.start + word.end) / 2) - 1
        if at >= 0 and word.start < slices[at].source.end:
            place = slices[at].place
            start = max(slices[at].start, place(word.start))
            text = _spoken(word.text, tokens)
            end = max(start, place(word.end))
            long.words.append(replace(word, start=round(start, 3), end=round(end, 3), text=text))


def _sped(samples: np.ndarray, source: Interval, speed: float) -> np.ndarray:
    """Return a stretch of sound played faster, its voice higher."""
    first, last = round(source.start * RATE_HZ), round(source.end * RATE_HZ)
    count = round((last - first) / speed)
    places = first + np.arange(count) * speed
    return np.interp(places, np.arange(first, last), samples[first:last])


def _renamed(roll: Sequence[Member], cast: int, chair: str | None) -> dict[str, Member]:
    """Return each member under the name that a cast gives; the chair keeps theirs."""
    if cast == 0:
        return {member.name: member for member in roll}
    taken = {fold(member.family_name) for member in roll}
    families = [name for name in FAMILIES if fold(name) not in taken and " " not in name]
    found: dict[str, Member] = {}
    for number, member in enumerate(roll):
        given = MEN if member.civility is Civility.M else WOMEN
        at = (cast - 1) * len(roll) + number
        found[member.name] = replace(
            member,
            given_name=given[at % len(given)],
            family_name=families[at],
            function="",
        )
        if member.name == chair:
            found[member.name] = member
    return found


def _tokens(renamed: Mapping[str, Member]) -> dict[str, str]:
    """Return the new word for each word of a name."""
    found: dict[str, str] = {}
    for name, member in renamed.items():
        _civility, given, family = name.split(None, 2)
        found[fold(given)] = member.given_name
        found[fold(family)] = member.family_name
    return found


def _spoken(text: str, tokens: Mapping[str, str]) -> str:
    """Return a recognised word with the name of another cast in it."""
    bare = text.strip(" .,;:!?…")
    return text.replace(bare, tokens[fold(bare)]) if fold(bare) in tokens and bare else text


def _roll(seance: Seance, renamed: Sequence[Mapping[str, Member]]) -> Seance:
    members = {member.name: member for cast in renamed for member in cast.values()}
    return replace(seance, members=tuple(StatedMember(member=m) for m in members.values()))


def _transcript(heard: Transcript, long: Long) -> Transcript:
    words = sorted(long.words, key=lambda word: word.start)
    turns = tuple(
        Turn(id=TurnId(f"t{n:05d}"), start=group[0].start, end=group[-1].end, words=tuple(group))
        for n, group in enumerate(split_turns(words))
    )
    part = AudioPart(name="audio.wav", sha256="0" * 64, duration_s=round(long.seconds, 3))
    audio = AudioRef(sha256="0" * 64, duration_s=part.duration_s, parts=(part,))
    return replace(heard, turns=turns, audio=audio, coverage=None)


def _write(out: Path, long: Long) -> None:
    import soundfile  # noqa: PLC0415 - only to build

    sound = np.clip(np.concatenate(long.sound), -1, 1)
    soundfile.write(out / "audio.wav", sound, RATE_HZ, subtype="PCM_16")
    rows = (
        f"SPEAKER long 1 {line.start:.3f} {line.end - line.start:.3f} <NA> <NA> "
        f"{line.who.replace(' ', '_')} <NA> <NA>\n"
        for line in long.lines
    )
    (out / "reference.rttm").write_text("".join(rows), encoding="utf-8")


class Peak(threading.Thread):
    """Watches the memory of this process and its children."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.mb = 0.0

    def run(self) -> None:
        """Look twice a second."""
        while True:
            self.mb = max(self.mb, tree_mb(os.getpid()))
            time.sleep(0.5)


def measure(out: Path, transcript: Transcript, seance: Seance, lines: list[Said]) -> None:
    """Tell voices apart and name them; print how long it took and how right it is."""
    options = diarize_options(RecognitionRequest(), seance, Store(default_root()))
    if options is None:
        raise SystemExit
    peak = Peak()
    peak.start()
    began, used = time.monotonic(), _processor_s()
    diarization = diarize(out / "audio.wav", options, out, silent())
    print(f"diarization: {_processor_s() - used:.0f} s of processor, ", end="")
    print(f"{time.monotonic() - began:.0f} s of wall, {peak.mb:.0f} MB", flush=True)
    for step, took_s, result in _steps(transcript, seance, diarization):
        print(f"{step}: {took_s:.2f} s of processor", flush=True)
        told = result
    write_json(out / "transcript.json", told)
    turns = read(out / "transcript.json")["turns"]
    people = {line.who for line in lines}
    print(
        f"{transcript.audio.duration_s / 3600:.2f} h, {len(people)} people, {len(turns)} turns, "
        f"{len(diarization.voices)} voices found, {len(seance.roll)} members on the roll"
    )
    print(
        f"attribution {given_to_right_member(lines, turns):.3f}, "
        f"wrong {wrong_share(lines, turns):.3f}, "
        f"DER {diarization_error(out / 'reference.rttm', turns):.3f}, "
        f"turns named wrongly above {SURE}: {sure_and_wrong(lines, turns)}"
    )


def _steps(
    transcript: Transcript, seance: Seance, diarization: object
) -> Iterator[tuple[str, float, Transcript]]:
    began = time.process_time()
    told = align(transcript, diarization)  # type: ignore[arg-type]
    yield "words to voices", time.process_time() - began, told
    began = time.process_time()
    scene = hear(told, seance)
    named = apply_naming(told, name_voices(told, seance, scene=scene))
    yield "naming", time.process_time() - began, named


def _processor_s() -> float:
    """Return the processor seconds of this process and the children that ended."""
    times = psutil.Process().cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


if __name__ == "__main__":
    main()
