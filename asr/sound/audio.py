"""Turn any recording into one 16 kHz mono 16-bit WAV on disk, and read from it.

Everything after this module works on that file: its first sample is second 0 of the session.

Invariants:
- Memory does not grow with the recording: frames are decoded, mixed and written one by one.
- The time of a sample is its presentation time: a track that starts late or has holes (a video
  conference, a damaged file) is filled with silence, and no decoded sound is ever dropped.
- The target appears whole or not at all.
"""

import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asr.errors import AudioEmpty, AudioUnreadable, RecordingTooLong
from asr.sound.decoding import Reader, Tracks
from asr.sound.lacks import Damage, Lacks, lacks_of
from asr.sound.lanes import lanes_of
from asr.sound.media import declared_sound_s, open_media, probe
from asr.sound.microphones import ChannelMeter
from asr.sound.timeline import RATE_HZ
from asr.sound.track_choice import AUTOMATIC, Listening, TrackChoice
from asr.sound.wav_writer import LIMIT_S, SAMPLE_BYTES, WavWriter, wav_written
from core.files import require_space, sha256_of
from core.task import Notice, Progress, TaskContext
from core.timecode import Interval
from core.transcript import AudioPart, AudioRef

_SPARE_BYTES = 64 << 20
_PROGRESS_S = 30.0
_CUT_BLOCK_S = 60.0

_QUIET_STEP = RATE_HZ // 50
_QUIET_STEPS = 10


def decode(
    parts: Sequence[Path],
    target: Path,
    ctx: TaskContext,
    digests: Sequence[str] | None = None,
    meter: ChannelMeter | None = None,
    choice: TrackChoice = AUTOMATIC,
) -> AudioRef:
    """Write the parts, one after another, as one WAV file and return what it was made from.

    Args:
        parts: media files, audio or video, in the order of the session.
        target: the WAV file; replaced if there.
        ctx: gets `asr.decode` in seconds of audio, and notices with `seconds` or `count`:
            "audio-truncated" (announced by the file, but without sound at its end),
            "audio-holes" (silence put in place of missing sound) and
            "audio-other-tracks" (sound tracks that are not decoded though nobody chose).
        digests: the parts' SHA-256 if they are known already.
        meter: measures how loud each channel is, for who speaks (`asr.sound.microphones`).
        choice: which tracks of each part are listened to.

    Raises:
        InputError: as `asr.sound.media.probe`, or `RecordingTooLong`, `AudioEmpty`, `TrackMissing`.
        DiskFull, FolderNotWritable: when the target cannot be written.
    """
    total_s = _require_room(parts, target)
    known = digests if digests is not None else [_digest(part, ctx) for part in parts]
    with wav_written(target, LIMIT_S) as writer:
        decoded = [_decode_part(part, writer, total_s, ctx, meter, choice) for part in parts]
    return AudioRef(
        sha256=session_digest(known, choice),
        duration_s=round(sum(one.seconds for one in decoded), 3),
        parts=tuple(
            one.part(part.name, digest)
            for part, digest, one in zip(parts, known, decoded, strict=True)
        ),
        holes=tuple(_placed_holes(decoded)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoded:
    """One file as it was decoded: its length and what it lacks."""

    seconds: float
    lacks: Lacks

    def part(self, name: str, digest: str) -> AudioPart:
        """Return what is kept of it."""
        return AudioPart(
            name=name,
            sha256=digest,
            duration_s=round(self.seconds, 3),
            missing_s=self.lacks.cut_s,
        )


def _placed_holes(decoded: Sequence[_Decoded]) -> Iterator[Interval]:
    """Yield the holes of all files in seconds of the session."""
    at_s = 0.0
    for one in decoded:
        for hole in one.lacks.holes:
            yield Interval(round(at_s + hole.start, 3), round(at_s + hole.end, 3))
        at_s += one.seconds


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


def cut_out(wav: Path, span: Interval, target: Path) -> None:
    """Write a stretch of a WAV file that `decode` wrote as a file of the same kind.

    Raises:
        DiskFull, FolderNotWritable: when the target cannot be written.
    """
    with wav_written(target, LIMIT_S) as writer:
        for start in np.arange(span.start, span.end, _CUT_BLOCK_S):
            piece = Interval(float(start), min(float(start) + _CUT_BLOCK_S, span.end))
            writer.write(read_samples(wav, piece))


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


def session_digest(digests: Sequence[str], choice: TrackChoice = AUTOMATIC) -> str:
    """Return the session's digest: the part's own, or that of the parts' digests joined.

    Another choice of tracks is another sound, and has another digest.
    """
    if len(digests) == 1 and not choice.sound:
        return digests[0]
    return sha256("".join((*digests, choice.sound)).encode()).hexdigest()


def _require_room(parts: Sequence[Path], target: Path) -> float | None:
    """Return the declared seconds of all parts (None: unknown) if the disk can hold them."""
    declared = [probe(part).duration_s for part in parts]
    known_s = sum(seconds for seconds in declared if seconds is not None)
    if known_s > LIMIT_S:
        raise RecordingTooLong(duration_s=round(known_s), limit_s=LIMIT_S)
    require_space(target, int(known_s * RATE_HZ) * SAMPLE_BYTES + _SPARE_BYTES)
    return None if None in declared else known_s


def _decode_part(
    part: Path,
    writer: WavWriter,
    total_s: float | None,
    ctx: TaskContext,
    meter: ChannelMeter | None,
    choice: TrackChoice,
) -> _Decoded:
    """Append one part to the file; return what came of it."""
    first = writer.samples
    with open_media(part) as container:
        lanes = lanes_of(container, part, choice)
        tracks = Tracks(container, lanes, writer, meter)
        reader = Reader(container, lanes)
        damage = Damage(reader, tracks)
        reported = first
        for index, frame in reader.frames(ctx):
            damage.look()
            tracks.place(index, frame)
            if writer.samples - reported >= _PROGRESS_S * RATE_HZ:
                reported = writer.samples
                ctx.emit(Progress(step="asr.decode", done=reported / RATE_HZ, total=total_s))
        tracks.finish()
        if writer.samples == first:
            raise (AudioUnreadable if reader.faults else AudioEmpty)(path=str(part))
        declared_s = declared_sound_s(container, lanes[0].stream, part)
        lacks = lacks_of(tracks.clock, declared_s, damage, ctx)
        others = len(container.streams.audio) - len(reader.streams)
        if others and choice.listening is Listening.AUTO:
            ctx.emit(Notice(code="audio-other-tracks", facts={"count": others}))
    ctx.emit(Progress(step="asr.decode", done=writer.samples / RATE_HZ, total=total_s))
    return _Decoded(seconds=(writer.samples - first) / RATE_HZ, lacks=lacks)
