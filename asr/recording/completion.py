"""A stretch that this recorder missed, taken from another one that was in the room.

Each stretch of the session is found in the other recording by its sound
(`asr.recording.alignment`); what lies between two of them there, and what fills the holes inside,
is what was missed. Where nothing is common, the hour that a person gives places it.

Only what was lost is taken: not what was said during a pause that a person asked for.

Invariants:
- A part that is filled is kept as it was recorded, beside; the sound that was recorded is the same
  in both, sample for sample.
- A part is verified before it takes its place.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asr.errors import PartNotVerified, SoundSystemMissing
from asr.recording.alignment import Placement, place
from asr.recording.journal import (
    EndReason,
    Entry,
    PartFilled,
    PartMade,
    SoundAdded,
    StretchEnded,
)
from asr.recording.resampling import margin, sampled_at
from asr.recording.summary import RecordingSummary, Span
from asr.sound.audio import duration_s, read_samples
from asr.sound.timeline import RATE_HZ
from core.files import faults_of, move_into_place, sha256_of
from core.task import Progress, TaskContext
from core.timecode import Interval

_LEAST_S = 0.2
"""Less is not worth a seam."""

_SEAM_S = 0.01
_PIECE_S = 300.0
_KEPT = "avant-complement"
_SEARCHED_S = 1200.0
"""Of a long stretch, the beginning and the end are enough to find it and to follow its clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What the session lacks and the other recording has.

    Attributes:
        stretch: the stretch after whose last part it comes, or in which it fills a hole.
        hole: seconds of the session's sound that it fills; None when it comes between stretches.
        other: seconds of the other recording.
        began: hour of its first sample.
    """

    stretch: int
    hole: Interval | None
    other: Interval
    began: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Both recordings.

    Attributes:
        entries: of the session's journal.
        summary: of the same.
        audio: folder of the session's parts.
        own_wav: the session's sound, decoded (`asr.sound.audio.decode`).
        other_wav: the other recording, decoded.
    """

    entries: Sequence[Entry]
    summary: RecordingSummary
    audio: Path
    own_wav: Path
    other_wav: Path

    @property
    def spans(self) -> tuple[Span, ...]:
        """What this recorder heard itself, in order."""
        return tuple(span for span in self.summary.spans if span.stretch is not None)


Completing = SoundAdded | PartFilled


def placements(
    material: Material, hour: dt.datetime | None, ctx: TaskContext
) -> list[Placement] | None:
    """Return where each stretch of a session lies in another recording; None when nothing tells.

    Args:
        material: both recordings.
        hour: of the other recording's first sample, where a person knows it; used only where the
            sounds do not tell.
        ctx: gets `recording.complete` in stretches.
    """
    other = read_samples(material.other_wav, Interval(0.0, duration_s(material.other_wav)))
    found: list[Placement | None] = []
    for number, span in enumerate(material.spans):
        done = Progress(step="recording.complete", done=number, total=len(material.spans))
        ctx.emit(done)
        found.append(place(_searched(material.own_wav, span.interval), other, RATE_HZ))
    pairs = list(zip(material.spans, found, strict=True))
    begun = next(
        (s.began - dt.timedelta(seconds=p.offset_s) for s, p in pairs if p is not None), hour
    )
    if begun is None:
        return None
    return [
        placed or Placement(offset_s=(span.began - begun).total_seconds()) for span, placed in pairs
    ]


def _searched(wav: Path, span: Interval) -> NDArray[np.float32]:
    """Return a stretch's sound, of a long one its beginning and end with silence between."""
    if span.duration_s <= 2 * _SEARCHED_S:
        return read_samples(wav, span)
    sound = np.zeros(round(span.duration_s * RATE_HZ), np.float32)
    for part in (
        Interval(span.start, span.start + _SEARCHED_S),
        Interval(span.end - _SEARCHED_S, span.end),
    ):
        samples = read_samples(wav, part)
        first = round((part.start - span.start) * RATE_HZ)
        sound[first : first + samples.size] = samples[: sound.size - first]
    return sound


def missed(material: Material, placed: Sequence[Placement]) -> list[Missed]:
    """Return what the session lacks and the other recording has, in order.

    Args:
        material: both recordings.
        placed: where each stretch of the session lies in the other recording.
    """
    reasons = {e.stretch: e.reason for e in material.entries if isinstance(e, StretchEnded)}
    other_s = duration_s(material.other_wav)
    found: list[Missed] = []
    ends = [*(where.offset_s for where in placed[1:]), other_s]
    for span, where, following_s in zip(material.spans, placed, ends, strict=True):
        found += _in_holes(material.summary, span, where, other_s)
        if reasons.get(span.stretch or 0) is not EndReason.RECOVERED:
            continue  # a person paused or stopped here
        start_s = max(0.0, where.at(span.interval.duration_s))
        end_s = min(following_s, other_s)
        if end_s - start_s >= _LEAST_S:
            found.append(
                Missed(
                    stretch=span.stretch or 0,
                    hole=None,
                    other=Interval(start_s, end_s),
                    began=span.began + dt.timedelta(seconds=span.interval.duration_s),
                )
            )
    return found


def _in_holes(
    summary: RecordingSummary, span: Span, where: Placement, other_s: float
) -> Iterator[Missed]:
    """Yield the holes of a stretch of which the other recording has the whole."""
    for hole in summary.holes:
        into_s = hole.interval.start - span.interval.start
        start_s, end_s = where.at(into_s), where.at(into_s + hole.interval.duration_s)
        inside = span.interval.start <= hole.interval.start < span.interval.end
        if inside and start_s >= 0.0 and end_s <= other_s:
            yield Missed(
                stretch=span.stretch or 0,
                hole=hole.interval,
                other=Interval(start_s, end_s),
                began=span.began + dt.timedelta(seconds=into_s),
            )


def complete(plan: Sequence[Missed], material: Material, ctx: TaskContext) -> Iterator[Completing]:
    """Put what was missed into the recording; yield what is to be journalled, once it is there.

    Raises:
        PartNotVerified, DiskFull, SoundSystemMissing: what was there before stands.
    """
    for one in plan:
        if one.hole is None:
            yield from _added(one, material, ctx)
        else:
            yield from _filled(one, one.hole, material, ctx)


def _added(one: Missed, material: Material, ctx: TaskContext) -> Iterator[SoundAdded]:
    """Write what comes after a stretch, in pieces whose names sort after its last part."""
    parts = [e for e in material.entries if isinstance(e, PartMade) and e.stretch <= one.stretch]
    last = max((part.number for part in parts), default=0)
    at_s, number = one.other.start, 1
    while at_s < one.other.end:
        end_s = min(one.other.end, at_s + _PIECE_S)
        sound = np.rint(read_samples(material.other_wav, Interval(at_s, end_s)) * 32768)
        samples = np.clip(sound, -32768, 32767).astype(np.int16)[:, None]
        path = material.audio / f"partie-{last:04d}.suite-{number:02d}.flac"
        _write(path, samples, RATE_HZ)
        yield SoundAdded(
            stretch=one.stretch,
            at=one.began + dt.timedelta(seconds=at_s - one.other.start),
            at_s=0.0,
            file=path.name,
            frames=len(samples),
            rate_hz=RATE_HZ,
            sha256=sha256_of(path, ctx),
        )
        at_s, number = end_s, number + 1


def _filled(
    one: Missed, hole: Interval, material: Material, ctx: TaskContext
) -> Iterator[PartFilled]:
    """Write the parts that a hole touches anew, with the other sound in it."""
    span = next(span for span in material.spans if span.stretch == one.stretch)
    for part in material.entries:
        if not isinstance(part, PartMade) or part.stretch != one.stretch:
            continue
        begin_s = span.interval.start + part.first_frame / part.rate_hz
        first = max(0, round((hole.start - begin_s) * part.rate_hz))
        last = min(part.frames, round((hole.end - begin_s) * part.rate_hz))
        if last - first < _LEAST_S * part.rate_hz:
            continue
        path = material.audio / part.file
        frames, rate_hz = _soundfile().read(str(path), dtype="int16", always_2d=True)
        pace = one.other.duration_s / hole.duration_s
        into_s = np.arange(first, last) / rate_hz + begin_s - hole.start
        other = _read_at(material.other_wav, one.other.start + into_s * pace, rate_hz)
        seconds = _fill(frames, first, other, rate_hz)
        _keep(path)
        _write(path, frames, rate_hz)
        yield PartFilled(
            stretch=part.stretch,
            number=part.number,
            seconds=round(seconds, 3),
            hole=Interval(first / rate_hz, last / rate_hz),
            file=part.file,
            sha256=sha256_of(path, ctx),
        )


def _read_at(wav: Path, seconds: NDArray[np.float64], rate_hz: int) -> NDArray[np.float32]:
    """Return the sound of a decoded recording at these seconds."""
    step = RATE_HZ / rate_hz
    reach = margin(step) + 2
    first = max(0, int(seconds[0] * RATE_HZ) - reach)
    sound = read_samples(wav, Interval(first / RATE_HZ, seconds[-1] + 1.0))
    padded = np.pad(sound, (reach, 2 * reach))[:, None]
    positions = np.minimum(seconds * RATE_HZ - first + reach, padded.shape[0] - reach - 1)
    values: NDArray[np.float32] = sampled_at(padded, positions, step)[:, 0]
    return values


def _fill(frames: NDArray[np.int16], first: int, other: NDArray[np.float32], rate_hz: int) -> float:
    """Put another sound into the silence of some frames, faded in and out; return its seconds."""
    seam = min(round(_SEAM_S * rate_hz), other.size // 2)
    fade = np.ones(other.size)
    fade[:seam] = np.linspace(0, 1, seam)
    fade[other.size - seam :] = np.linspace(1, 0, seam)
    samples = np.clip(np.rint(other * fade * 32768), -32768, 32767).astype(np.int16)
    window = frames[first : first + other.size]
    silent = ~window.any(axis=1)
    window[silent] = samples[: len(window), None][silent]
    return float(silent.sum()) / rate_hz


def _keep(path: Path) -> None:
    """Keep a part as it was recorded; the first state is the one that counts."""
    kept = path.parent / _KEPT / path.name
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.hardlink_to(path)


def _write(path: Path, frames: NDArray[np.int16], rate_hz: int) -> None:
    """Write a FLAC file beside its place, read it back, and move it there."""
    soundfile = _soundfile()
    unfinished = path.with_name(f".{path.name}.partial")
    with faults_of(path):
        soundfile.write(str(unfinished), frames, rate_hz, format="FLAC", subtype="PCM_16")
        again, _ = soundfile.read(str(unfinished), dtype="int16", always_2d=True)
        if hashlib.sha256(again.tobytes()).digest() != hashlib.sha256(frames.tobytes()).digest():
            unfinished.unlink()
            raise PartNotVerified(path=str(path.parent))
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        move_into_place(unfinished, path)


def _soundfile() -> Any:
    try:
        import soundfile  # noqa: PLC0415 - recording is an optional feature with its own libraries
    except (ImportError, OSError) as error:
        raise SoundSystemMissing from error
    return soundfile
