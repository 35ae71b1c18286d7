"""The voices of one recording: who speaks when, told by how the pieces sound. Pure.

Invariants:
- A `VoiceId` belongs to one diarization and names nobody.
- A print is what a voice sounds like: biometric data. Prints live in the session's work folder
  while it is worked on (`asr.diarization.diarize`), are deleted at its closing, and are compared
  with prints of the same recording only (RGPD, art. 9;
  docs/decisions/0021-telling-voices-apart.md).
- Pieces are in order of start.
"""

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NewType

import numpy as np
import numpy.typing as npt

from asr.diarization.clustering import Heard, cluster
from core.timecode import Interval, merged, overlap_s
from core.transcript import VoiceId

Print = NewType("Print", str)
"""A unit vector as base64 of little-endian 16-bit floats."""

SCHEMA_VERSION = 1

_NOTHING_S = 1e-6
"""Less sound than any piece has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceBounds:
    """How many voices there may be: bounds, never a count, since agents and the public speak too.

    Attributes:
        least: at least so many.
        most: at most so many; None when nothing is known.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    least: int = 1
    most: int | None = None

    def __post_init__(self) -> None:
        if self.least < 1 or (self.most is not None and self.most < self.least):
            message = f"not bounds: {self.least}..{self.most}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePiece:
    """A stretch of at most a sentence in which one voice speaks.

    Attributes:
        interval: in the recording.
        track: voice within some seconds, as the segmentation followed it; evidence, not proof.
        after_change: whether a change of voice was heard at its start.
        alone_s: seconds of it in which nobody else speaks.
        print: what it sounds like.
        voice: whose it is; None until voices are told apart.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    interval: Interval
    track: int
    after_change: bool
    alone_s: float
    print: Print
    voice: VoiceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diarization:
    """Who speaks when in one recording.

    Attributes:
        duration_s: of the recording.
        engine: name and versions of what made it.
        pieces: in order of start.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    schema_version: int = SCHEMA_VERSION
    duration_s: float
    engine: str
    pieces: tuple[VoicePiece, ...]

    @property
    def voices(self) -> tuple[VoiceId, ...]:
        """The voices, in order of their first word."""
        return tuple(dict.fromkeys(p.voice for p in self.pieces if p.voice is not None))

    def intervals(self, voice: VoiceId) -> list[Interval]:
        """Return when a voice speaks, in order."""
        return merged(p.interval for p in self.pieces if p.voice == voice)

    def overlaps(self) -> list[Interval]:
        """Return when two different voices speak at once, in order."""
        return _shared(self.pieces)


def pack(vector: npt.NDArray[np.floating]) -> Print:
    """Return a vector, made as long as 1, in its written form."""
    length = float(np.linalg.norm(vector))
    if not length > 0:
        message = "a print cannot be zero"
        raise ValueError(message)
    return Print(base64.b64encode((vector / length).astype("<f2").tobytes()).decode("ascii"))


def told_apart(
    pieces: Sequence[VoicePiece], bounds: VoiceBounds | None = None
) -> tuple[VoicePiece, ...]:
    """Return the pieces with their voices, "V01" being the first to speak.

    Args:
        pieces: in order of start; voices that they have are not looked at.
        bounds: how many voices there may be.
    """
    bounds = bounds or VoiceBounds()
    labels = cluster(heard_in(pieces), least=bounds.least, most=bounds.most).tolist()
    return tuple(
        replace(piece, voice=VoiceId(f"V{label + 1:02d}"))
        for piece, label in zip(pieces, labels, strict=True)
    )


def in_two(diarization: Diarization, turns: Sequence[Interval]) -> tuple[bool, ...] | None:
    """Return which turns of a voice are the lesser of two voices, None where there is but one.

    For a person to listen to and decide: most voices could be halved, and most are one.

    Args:
        diarization: of the recording, its prints still there.
        turns: all the turns of the voice, in order; its own pieces are looked for in them.
    """
    inside = {i for span in turns for i in _inside(diarization.pieces, span)}
    pieces = told_apart(
        [diarization.pieces[i] for i in sorted(inside)], VoiceBounds(least=2, most=2)
    )
    spoken_s: Counter[VoiceId | None] = Counter()
    for piece in pieces:
        spoken_s[piece.voice] += piece.interval.duration_s  # type: ignore[assignment]
    if len(spoken_s) < len(("one", "other")):
        return None
    lesser = spoken_s.most_common()[-1][0]
    shares = tuple(_share_of(lesser, pieces, span) > 1 / 2 for span in turns)
    return shares if any(shares) and not all(shares) else None


def heard_in(pieces: Sequence[VoicePiece]) -> Heard:
    """Return pieces as arrays."""
    prints = [np.frombuffer(base64.b64decode(p.print), "<f2") for p in pieces]
    return Heard(
        start=np.array([p.interval.start for p in pieces]),
        end=np.array([p.interval.end for p in pieces]),
        track=np.array([p.track for p in pieces], np.int64),
        after_change=np.array([p.after_change for p in pieces], np.bool_),
        alone_s=np.array([p.alone_s for p in pieces]),
        prints=np.array(prints, np.float32).reshape(len(pieces), -1 if prints else 0),
    )


def _inside(pieces: Sequence[VoicePiece], span: Interval) -> list[int]:
    """Return the pieces that lie in a stretch for more than half of their length."""
    return [
        i for i, p in enumerate(pieces) if overlap_s(p.interval, span) > p.interval.duration_s / 2
    ]


def _share_of(voice: VoiceId | None, pieces: Sequence[VoicePiece], span: Interval) -> float:
    """Return the share of a voice in what is heard in a stretch."""
    own_s = sum(overlap_s(p.interval, span) for p in pieces if p.voice == voice)
    return own_s / max(sum(overlap_s(p.interval, span) for p in pieces), _NOTHING_S)


def kept_ids(
    shared: Counter[tuple[VoiceId, VoiceId]], voices: Iterable[VoiceId], taken: Iterable[VoiceId]
) -> Mapping[VoiceId, VoiceId]:
    """Return the id of each voice: the old one that it shares most with, else an unused one.

    Args:
        shared: how much each voice shares with each old one.
        voices: to be given ids.
        taken: ids that only a voice that shares something with them may get.
    """
    kept: dict[VoiceId, VoiceId] = {}
    for (new, old), _much in shared.most_common():
        if new not in kept and old not in kept.values():
            kept[new] = old
    used = set(taken)
    unused = (v for n in range(1, 10**6) if (v := VoiceId(f"V{n:02d}")) not in used)
    return {voice: kept.get(voice) or next(unused) for voice in voices}


def _shared(pieces: Iterable[VoicePiece]) -> list[Interval]:
    """Return when two pieces of different voices run at once, in order."""
    found: list[Interval] = []
    running: list[VoicePiece] = []
    for piece in sorted(pieces, key=lambda p: p.interval):
        running = [p for p in running if p.interval.end > piece.interval.start]
        found.extend(
            Interval(piece.interval.start, min(p.interval.end, piece.interval.end))
            for p in running
            if p.voice != piece.voice
        )
        running.append(piece)
    return merged(found)
