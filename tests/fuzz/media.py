"""Fuzzing of what reads recordings: python -m tests.fuzz.media READER.

    python -m tests.fuzz.media READER [--seconds N] [--findings FOLDER]

READER is one of READERS below. FFmpeg itself is not instrumented: it meets what the mutations of a
corpus of every container make, and what our own modules find new in them. It stops at a crash, at
the first exception that is not one of the project's own, at a result that breaks a promise, at ten
minutes for one file or at 500 MB. Needs atheris (not for Windows).
"""

import tempfile
import wave
from pathlib import Path

import atheris

from tests.fuzz.running import Reader, fuzz

with atheris.instrument_imports(include=["asr.sound", "core"]):
    from asr.sound.audio import decode, duration_s
    from asr.sound.media import probe
    from asr.sound.simultaneous import mix_files
    from asr.sound.timeline import RATE_HZ
    from asr.sound.track_choice import Listening, TrackChoice
    from asr.sound.wav_writer import LIMIT_S
    from core.errors import AppError
    from core.task import silent

from tests.helpers.media import tone, write_media

_SECONDS = 0.4
_CODECS = {
    "a.wav": "pcm_s16le", "a.mp3": "libmp3lame", "a.ogg": "libopus", "a.flac": "flac",
    "a.m4a": "aac", "a.webm": "libopus", "a.mp4": "aac", "a.avi": "pcm_s16le", "a.mkv": "flac",
    "a.aiff": "pcm_s16be", "a.ts": "mp2", "a.au": "pcm_s16be",
}  # fmt: skip


def _probe(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        info = probe(path)
        assert info.streams
        assert 0 <= info.best < len(info.streams)
        assert info.duration_s is None or info.duration_s >= 0


def _decode(content: bytes, choice: TrackChoice) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "file", Path(folder) / "a.wav"
        path.write_bytes(content)
        try:
            audio = decode([path], target, silent(), choice=choice)
        except AppError:
            assert [one.name for one in Path(folder).iterdir()] == ["file"]
            raise
        assert 0 < audio.duration_s <= LIMIT_S
        assert abs(audio.duration_s - duration_s(target)) < 1.0 / RATE_HZ + 0.001
        with wave.open(str(target)) as wav:
            assert wav.getframerate() == RATE_HZ


def _mixed(content: bytes) -> None:
    """Mix two files that the bytes are cut into."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / name for name in ("one", "other")]
        half = len(content) // 2
        for part, piece in zip(parts, (content[:half], content[half:]), strict=True):
            part.write_bytes(piece)
        seconds = mix_files(parts, Path(folder) / "a.wav", silent())
        assert all(0 <= one <= LIMIT_S for one in seconds)


READERS: dict[str, Reader] = {
    "probe": _probe,
    "decode": lambda content: _decode(content, TrackChoice()),
    "all-tracks": lambda content: _decode(content, TrackChoice(listening=Listening.ALL)),
    "mixed": _mixed,
}


def _seed(reader: str, corpus: Path) -> None:
    """Put a tiny file of each container into the corpus; two of them where two are mixed."""
    for name, codec in _CODECS.items():
        rate = 44_100 if codec in {"libmp3lame", "mp2"} else 48_000
        path = write_media(corpus / name, tone(_SECONDS, rate=rate), rate=rate, codec=codec)
        if reader == "mixed":
            path.write_bytes(path.read_bytes() * 2)


if __name__ == "__main__":
    fuzz(READERS, _seed, str(__doc__))
