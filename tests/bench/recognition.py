"""Word errors, names, coverage, speed and memory of recognition on recordings whose text is known.

    python -m tests.bench.recognition [--model ID] [--text DIR] RECORDING [RECORDING ...]

A recording is a sound or video file with its text in a `.txt` beside it, or a folder that holds
one such file, `reference.stm` and, if the recogniser is to be guided, `seance.toml`. The row
printed gives, as shares of 1 unless said otherwise:

- WER: word error rate, lower case, no punctuation; deleted, inserted and substituted words;
- names: family names of the roll that were spoken and are spelled as on the roll;
- coverage: speech that has text;
- x real time: processor time of all processes for one second of sound, for each thread; it hardly
  depends on what else the machine does;
- peak MB: of the child process.

`--text DIR` writes what was heard beside what was said, window by window.
"""

import core.offline  # noqa: F401  # isort: skip  # first, as in every entry point

import argparse
import re
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import jiwer

from asr.engines.whisper import WhisperSpec
from asr.hardware import DeviceWish, usable_cores
from asr.pipeline import TranscribeOptions, transcribe
from asr.recognition.hotwords import Vocabulary
from asr.sound.audio import decode
from core.folding import fold
from core.task import silent
from core.transcript import Transcript
from desktop.session.recognition import vocabulary_of
from models.store import Store, default_root
from pv_builder.roster.seance_toml import read_seance

MEDIA = {".opus", ".mp3", ".mp4", ".wav", ".flac", ".m4a", ".ogg", ".webm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A sound file, what is said in it, and what the recogniser may know before."""

    name: str
    media: Path
    text: str
    vocabulary: Vocabulary


def recording_of(path: Path) -> Recording:
    """Return the recording that a file or a folder holds."""
    if path.is_file():
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        return Recording(name=path.stem, media=path, text=text, vocabulary=Vocabulary())
    (media,) = (file for file in path.iterdir() if file.suffix in MEDIA)
    lines = (path / "reference.stm").read_text(encoding="utf-8").splitlines()
    seance = path / "seance.toml"
    return Recording(
        name=path.name,
        media=media,
        text=" ".join(line.split(None, 5)[5] for line in lines),
        vocabulary=vocabulary_of(read_seance(seance)) if seance.exists() else Vocabulary(),
    )


def bare(text: str) -> str:
    """Return the text in lower case without punctuation; accents and apostrophes stay."""
    joined = text.lower().replace("’", "'").replace("-", " ")
    return " ".join(re.sub(r"[^\w\s']", " ", joined).split())


def names_right(said: str, heard: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return how many family names of the roll were spoken, and how many of them are written."""
    spoken = written = 0
    for family in {fold(bare(name.family)) for name in vocabulary.names}:
        pattern = re.compile(rf"\b{re.escape(family)}\b")
        times = len(pattern.findall(fold(said)))
        spoken += times
        written += min(times, len(pattern.findall(fold(heard))))
    return spoken, written


def processor_s() -> float:
    """Return the seconds of processor time of the children that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def row(recording: Recording, transcript: Transcript, seconds: float) -> str:
    """Return the row of the table for one recording."""
    said = bare(recording.text)
    heard = bare("".join(word.text for turn in transcript.turns for word in turn.words))
    found = jiwer.process_words(said, heard)
    spoken, written = names_right(said, heard, recording.vocabulary)
    covered = transcript.coverage.covered_share if transcript.coverage else 0.0
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    speed = seconds / usable_cores() / transcript.audio.duration_s
    return (
        f"| {recording.name} | {found.wer:.3f} | {found.deletions} + {found.insertions} + "
        f"{found.substitutions} of {len(said.split())} | "
        f"{f'{written / spoken:.2f} of {spoken}' if spoken else '-'} | {covered:.3f} | "
        f"{speed:.3f} | {peak_mb} |"
    )


def measure(path: Path, spec: WhisperSpec, text: Path | None) -> str:
    """Transcribe one recording and return its row."""
    recording = recording_of(path)
    with TemporaryDirectory() as folder:
        work = Path(folder)
        audio = decode([recording.media], work / "audio.wav", silent())
        before_s = processor_s()
        options = TranscribeOptions(engine=spec, vocabulary=recording.vocabulary)
        transcript = transcribe(work / "audio.wav", audio, options, work, silent())
        used_s = processor_s() - before_s
    if text is not None:
        heard = "\n".join(f"{turn.start:.1f} {turn.text}" for turn in transcript.turns)
        (text / f"{recording.name}.txt").write_text(f"{heard}\n\n{recording.text}\n", "utf-8")
    return row(recording, transcript, used_s)


def main() -> None:
    """Measure the recordings on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("recordings", nargs="+", type=Path)
    parser.add_argument("--model", default="whisper-base")
    parser.add_argument("--text", type=Path)
    asked = parser.parse_args()
    store = Store(default_root())
    spec = WhisperSpec(
        model_id=asked.model,
        model_sha256=store.main_sha256(asked.model),
        folder=store.path_of(asked.model, silent()),
        wish=DeviceWish.CPU,
    ).settled(silent())
    sys.stdout.write(
        "| recording | WER | del + ins + sub | names | coverage | x real time | MB |\n"
    )
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    for path in asked.recordings:
        sys.stdout.write(f"{measure(path, spec, asked.text)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
