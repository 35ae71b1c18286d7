"""Turn any recording into one 16 kHz mono 16-bit WAV on disk, and read from it.

Everything after this module works on that file: its first sample is second 0 of the session.

Invariants:
- Memory does not grow with the recording: frames are decoded, mixed and written one by one.
- The time of a sample is its presentation time: a track that starts late or has holes (a video
  conference, a damaged file) is filled with silence, and no decoded sound is ever dropped.
- The target appears whole or not at all.
"""

import logging
import wave
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.decoding import Reader, Tracks
from asr.errors import AudioEmpty, AudioUnreadable, RecordingTooLong
from asr.media import (
    declared_sound_s,
    open_media,
    probe,
    sound_tracks,
)
from asr.microphones import ChannelMeter
from asr.timeline import RATE_HZ, Clock
from core.files import faults_of, require_space, sha256_of
from core.task import Notice, Progress, TaskContext
from core.timecode import Interval
from core.transcript import AudioPart, AudioRef

logger = logging.getLogger(__name__)

_SAMPLE_BYTES = 2
_LIMIT_S = 36 * 3600
"""The 32-bit sizes of a WAV file end at 37 hours; a council never sits that long in one go."""

_SPARE_BYTES = 64 << 20
_PROGRESS_S = 30.0
_TRUNCATED_S = 1.0
"""Less is rounding of the declared length, and holds no word worth a warning."""

_SILENCE_BLOCK = 60 * RATE_HZ

_QUIET_STEP = RATE_HZ // 50
_QUIET_STEPS = 10


def decode(
    parts: Sequence[Path],
    target: Path,
    ctx: TaskContext,
    digests: Sequence[str] | None = None,
    meter: ChannelMeter | None = None,
) -> AudioRef:
    """Write the parts, one after another, as one WAV file and return what it was made from.

    Args:
        parts: media files, audio or video, in the order of the session.
        target: the WAV file; replaced if there.
        ctx: gets `asr.decode` in seconds of audio, and notices with `seconds` or `count`:
            "audio-truncated" (announced by the file, but without sound at its end),
            "audio-holes" (silence put in place of missing sound) and
            "audio-other-tracks" (sound tracks that are not decoded).
        digests: the parts' SHA-256 if they are known already.
        meter: measures how loud each channel is, for who speaks (`asr.microphones`).

    Raises:
        InputError: as `asr.media.probe`, or `RecordingTooLong`, `AudioEmpty`.
        DiskFull, FolderNotWritable: when the target cannot be written.
    """
    total_s = _require_room(parts, target)
    known = digests if digests is not None else [_digest(part, ctx) for part in parts]
    unfinished = target.with_name(f".{target.name}.partial")
    try:
        with _WavWriter(unfinished) as writer:
            seconds = [_decode_part(part, writer, total_s, ctx, meter) for part in parts]
        with faults_of(target):
            unfinished.replace(target)
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return AudioRef(
        sha256=_joined(known),
        duration_s=round(sum(seconds), 3),
        parts=tuple(
            AudioPart(name=part.name, sha256=digest, duration_s=round(length_s, 3))
            for part, digest, length_s in zip(parts, known, seconds, strict=True)
        ),
    )


def digests_of(parts: Sequence[Path], ctx: TaskContext) -> tuple[str, ...]:
    """Return the SHA-256 of each part; reports `asr.hash` in bytes. Raises as `probe`."""
    for part in parts:
        probe(part)
    return tuple(_digest(part, ctx) for part in parts)


def duration_s(wav: Path) -> float:
    """Return the length in seconds of a WAV file that `decode` wrote."""
    with wave.open(str(wav), "rb") as reader:
        return reader.getnframes() / RATE_HZ


def read_samples(wav: Path, span: Interval) -> NDArray[np.float32]:
    """Return a stretch of a WAV file that `decode` wrote; shorter where the file ends.

    Returns:
        (n_samples,) float32 in [-1, 1], 16 kHz mono.
    """
    with wave.open(str(wav), "rb") as reader:
        first = min(round(span.start * RATE_HZ), reader.getnframes())
        reader.setpos(first)
        data = reader.readframes(round(span.end * RATE_HZ) - first)
    return np.frombuffer(data, "<i2").astype(np.float32) / 32768.0


def quietest_moment(wav: Path, span: Interval) -> float:
    """Return the middle of the quietest fifth of a second of a stretch, in seconds."""
    samples = read_samples(wav, span)
    energy = np.add.reduceat(np.square(samples), np.arange(0, samples.size, _QUIET_STEP))
    if energy.size <= _QUIET_STEPS:
        return (span.start + span.end) / 2
    smooth = np.convolve(energy[:-1], np.ones(_QUIET_STEPS), "valid")
    middle = (int(np.argmin(smooth)) + _QUIET_STEPS / 2) * _QUIET_STEP
    return span.start + middle / RATE_HZ


def _digest(part: Path, ctx: TaskContext) -> str:
    try:
        return sha256_of(part, ctx, step="asr.hash")
    except OSError as error:
        # It opened a moment ago: the disk is failing or was pulled out.
        raise AudioUnreadable(path=str(part)) from error


def _joined(digests: Sequence[str]) -> str:
    """Return the session's digest: the part's own, or that of the parts' digests joined."""
    return digests[0] if len(digests) == 1 else sha256("".join(digests).encode()).hexdigest()


def _require_room(parts: Sequence[Path], target: Path) -> float | None:
    """Return the declared seconds of all parts (None: unknown) if the disk can hold them."""
    declared = [probe(part).duration_s for part in parts]
    known_s = sum(seconds for seconds in declared if seconds is not None)
    if known_s > _LIMIT_S:
        raise RecordingTooLong(duration_s=round(known_s), limit_s=_LIMIT_S)
    require_space(target, int(known_s * RATE_HZ) * _SAMPLE_BYTES + _SPARE_BYTES)
    return None if None in declared else known_s


class _WavWriter:
    """A 16 kHz mono 16-bit WAV file that grows; complete once closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.samples = 0

    def __enter__(self) -> "_WavWriter":
        with faults_of(self._path):
            self._file = self._path.open("wb")
            self._wave = wave.open(self._file, "wb")
            self._wave.setparams((1, _SAMPLE_BYTES, RATE_HZ, 0, "NONE", ""))
        return self

    def __exit__(self, *_error: object) -> None:
        with faults_of(self._path), self._file:
            self._wave.close()

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append samples; what is beyond full scale is clipped."""
        self.samples += samples.size
        if self.samples > _LIMIT_S * RATE_HZ:
            raise RecordingTooLong(duration_s=self.samples // RATE_HZ, limit_s=_LIMIT_S)
        scaled = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype("<i2")
        with faults_of(self._path, needed_bytes=scaled.nbytes):
            self._wave.writeframesraw(scaled.tobytes())

    def write_silence(self, samples: int) -> None:
        """Append this many samples of digital silence."""
        for at in range(0, samples, _SILENCE_BLOCK):
            self.write(np.zeros(min(_SILENCE_BLOCK, samples - at), np.float32))


def _decode_part(
    part: Path,
    writer: _WavWriter,
    total_s: float | None,
    ctx: TaskContext,
    meter: ChannelMeter | None,
) -> float:
    """Append one part to the file and return its seconds."""
    first = writer.samples
    with open_media(part) as container:
        streams = sound_tracks(container, part)
        tracks = Tracks(container, streams, writer, meter)
        reader = Reader(container, streams)
        reported = first
        for number, frame in reader.frames(ctx):
            tracks.place(number, frame)
            if writer.samples - reported >= _PROGRESS_S * RATE_HZ:
                reported = writer.samples
                ctx.emit(Progress(step="asr.decode", done=reported / RATE_HZ, total=total_s))
        tracks.finish()
        if writer.samples == first:
            raise (AudioUnreadable if reader.faults else AudioEmpty)(path=str(part))
        _report(reader, tracks.clock, declared_sound_s(container, streams[0], part), ctx)
    ctx.emit(Progress(step="asr.decode", done=writer.samples / RATE_HZ, total=total_s))
    return (writer.samples - first) / RATE_HZ


def _report(reader: Reader, clock: Clock, declared: float | None, ctx: TaskContext) -> None:
    """Tell what the file lacks."""
    missing_s = 0.0 if declared is None else declared - clock.position_s
    if missing_s > _TRUNCATED_S:
        ctx.emit(Notice(code="audio-truncated", facts={"seconds": round(missing_s, 1)}))
    if clock.holes_s > _TRUNCATED_S:
        ctx.emit(Notice(code="audio-holes", facts={"seconds": round(clock.holes_s, 1)}))
    others = len(reader.container.streams.audio) - len(reader.streams)
    if others:
        ctx.emit(Notice(code="audio-other-tracks", facts={"count": others}))
    logger.info("decoded %.1f s, %d faulty packets", clock.position_s, reader.faults)
