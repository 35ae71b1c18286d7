"""Several files of one session put in order: by when they were recorded, else by their names. Pure.

Recorders cut a long session into files, and an operating system lists them as it likes: "part 10"
before "part 2", or by the day they were copied.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from core.folding import fold

_KEYS = ("com.apple.quicktime.creationdate", "creation_time", "date", "date_recorded")
_CLOCK = re.compile(r"\d{2}:\d{2}:\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A clock before it was never set: QuickTime counts from 1904, cameras start in 1970."""

_SAME_S = 1.0
"""Files of one export all have its time."""

_NUMBERS = re.compile(r"(\d+)")


class OrderBasis(StrEnum):
    """What the order rests on."""

    RECORDED = "recorded"
    NAMES = "names"
    ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A file and when it was recorded, as far as it says."""

    path: Path
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Files in the order of the session, and what tells it."""

    files: tuple[Path, ...]
    basis: OrderBasis


def in_order(files: Sequence[Dated]) -> Ordered:
    """Return the files in the order of the session.

    By their times where every file has one of its own; a time that several share, or that one
    lacks, orders nothing, and the numbers in the names do.
    """
    if len(files) <= 1:
        return Ordered(files=tuple(file.path for file in files), basis=OrderBasis.ALONE)
    dated = sorted((f.recorded_at, f.path) for f in files if f.recorded_at is not None)
    apart = all(two[0] - one[0] > timedelta(seconds=_SAME_S) for one, two in pairwise(dated))
    if len(dated) == len(files) and apart:
        return Ordered(files=tuple(path for _, path in dated), basis=OrderBasis.RECORDED)
    named = sorted((file.path for file in files), key=natural_key)
    return Ordered(files=tuple(named), basis=OrderBasis.NAMES)


def natural_key(path: Path) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts names as people do: "partie 2" before "partie 10"."""
    pieces = _NUMBERS.split(fold(path.stem))
    return tuple(
        (int(piece), "") if piece.isdecimal() else (-1, piece) for piece in (*pieces, path.suffix)
    )


def recorded_at(metadata: Mapping[str, str]) -> datetime | None:
    """Return when a file says it was recorded, None when it does not or its clock was never set.

    Broadcast WAV writes day and time apart, under "date" and "creation_time" (EBU Tech 3285).
    """
    lower = {key.lower(): value for key, value in metadata.items()}
    clock, day = lower.get("creation_time", ""), lower.get("date", "")
    if _CLOCK.fullmatch(clock) and _DAY.fullmatch(day):
        return _moment(f"{day}T{clock}")
    return next((at for key in _KEYS if (at := _moment(lower.get(key, ""))) is not None), None)


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if _DAY.fullmatch(text):
        return None  # a day is not enough to order the files of one session
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return at if at >= _EARLIEST else None
