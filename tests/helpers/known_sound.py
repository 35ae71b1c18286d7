"""Noise in which every frame tells its own place: what a recorder dropped or added is read off.

A stereo frame carries 28 bits (14 a channel, so that nothing clips): the number of the frame,
stirred so that it sounds like noise. What comes back is turned into numbers again; where they go
on by one, the sound is exact.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.int16]
Numbers = NDArray[np.int64]

RATE = 48_000
_BITS = 28
_HALF = _BITS // 2
_MASK = (1 << _BITS) - 1
_FACTORS = (0x2C1B3C7, 0x97D5F65)
"""Odd, so that they can be undone modulo 2**28."""

_LEAST_RUN = 96
"""Frames (2 ms): shorter runs of numbers that follow are chance or crumbs."""

CYCLE = 1 << _BITS


def known_frames(count: int, first: int = 0) -> Frames:
    """Return `count` stereo frames from this number on; they repeat after 93 minutes."""
    number = np.arange(first, first + count, dtype=np.int64) & _MASK
    for factor in _FACTORS:
        number = (number * factor) & _MASK
        number ^= number >> _HALF
    half = (1 << _HALF) - 1
    left, right = number >> _HALF, number & half
    return (np.stack([left, right], axis=1) - (1 << (_HALF - 1))).astype(np.int16)


def numbers_of(frames: Frames) -> Numbers:
    """Return the number that each frame tells; foreign sound gives numbers that do not follow."""
    halves = frames.astype(np.int64) + (1 << (_HALF - 1))
    number = ((halves[:, 0] << _HALF) | (halves[:, 1] & ((1 << _HALF) - 1))) & _MASK
    for factor in reversed(_FACTORS):
        number ^= number >> _HALF
        number = (number * pow(factor, -1, 1 << _BITS)) & _MASK
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Known sound that came back exact: where in what was heard, and which of it (frames)."""

    heard: int
    known: int
    length: int


def runs_in(blocks: Iterable[Frames]) -> list[Run]:
    """Return the exact stretches of a recording, given block after block."""
    runs: list[Run] = []
    at = 0
    for block in blocks:
        for run in _runs_of(numbers_of(block), at):
            last = runs[-1] if runs else None
            if last is not None and _goes_on(last, run):
                runs[-1] = Run(heard=last.heard, known=last.known, length=last.length + run.length)
            else:
                runs.append(run)
        at += len(block)
    return [run for run in runs if run.length >= _LEAST_RUN]


def _goes_on(last: Run, run: Run) -> bool:
    return last.heard + last.length == run.heard and (last.known + last.length) % CYCLE == run.known


def _runs_of(numbers: Numbers, at: int) -> Iterator[Run]:
    if not len(numbers):
        return
    breaks = np.flatnonzero((np.diff(numbers) & _MASK) != 1) + 1
    edges = np.concatenate([[0], breaks, [len(numbers)]])
    lengths = np.diff(edges)
    # A block's first and last run may go on in its neighbours: they are kept whatever their length.
    kept = lengths >= _LEAST_RUN
    kept[[0, -1]] = True
    for begin, length in zip(edges[:-1][kept], lengths[kept], strict=True):
        yield Run(heard=at + int(begin), known=int(numbers[begin]), length=int(length))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Where a known sound is not exact: which frame was awaited, what came in its place."""

    known: int
    added: int
    """Frames that came in between and are none of the known sound."""

    dropped: int
    """Frames of the known sound that did not come; negative where some came again."""

    def told(self) -> str:
        """Return it in words."""
        at = f"at {self.known / RATE:.3f} s"
        if self.dropped == 0:
            return f"{at}: {self.added / RATE:.4f} s of silence in between"
        if self.added == self.dropped:
            return f"{at}: {self.added / RATE:.4f} s of other sound, the rest in its place"
        return f"{at}: {self.dropped / RATE:.4f} s lost, {self.added / RATE:.4f} s of other sound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """One playing of a known sound as it was heard."""

    begins: int
    """The frame of the recording at which its frame 0 is, or would be."""

    exact: int
    slips: tuple[Slip, ...]


def playings_of(runs: list[Run]) -> list[Playing]:
    """Return the playings: a new one begins where the numbers go back by a minute or more."""
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1][-1] if groups else None
        if last is not None and run.known > last.known + last.length - 60 * RATE:
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_playing(group) for group in groups]


def _playing(runs: list[Run]) -> Playing:
    slips = tuple(
        Slip(
            known=before.known + before.length,
            added=after.heard - before.heard - before.length,
            dropped=after.known - before.known - before.length,
        )
        for before, after in itertools.pairwise(runs)
    )
    return Playing(
        begins=runs[0].heard - runs[0].known,
        exact=sum(run.length for run in runs),
        slips=slips,
    )
