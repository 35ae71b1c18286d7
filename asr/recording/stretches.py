"""Where each sound of a stretch belongs: from the journal to one time line for all its tracks.

The first track sets the pace: its frames are the time line, one for one. Where it has a hole (a
microphone unplugged, sound dropped by an overloaded machine, the machine asleep) the time line goes
on by the clock, so that what follows keeps its hour. The frames of the other tracks are placed by
the clock too (`asr.recording.pieces`), so that they stay in step with the first however long it
lasts.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from asr.recording.journal import (
    Entry,
    PartMade,
    SegmentBegun,
    StretchBegun,
    StretchEnded,
    StretchMade,
)
from asr.recording.pieces import Floats, Piece, pieces_of
from core.timecode import Interval

_NO_HOLE_S = 0.05
_LATE_START_S = 1.0
"""Inputs take unequal times to open; a later first sound counts as missing sound."""

_FAR_S = 1e7


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A stretch of the time line in which a track has no sound."""

    track: int
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What the journal says about one stretch.

    Attributes:
        number: from 1.
        tracks: pieces of each track, in order; track 1 first.
        segments: the raw files of each run, by (track, run), in order.
        parts: those made so far.
        is_made: whether all are.
        is_ended: whether it was paused, stopped or recovered.
    """

    number: int
    begun: StretchBegun
    tracks: tuple[tuple[Piece, ...], ...]
    segments: dict[tuple[int, int], tuple[SegmentBegun, ...]]
    parts: tuple[PartMade, ...]
    is_made: bool
    is_ended: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Of all tracks."""
        return tuple(piece for track in self.tracks for piece in track)


class TimeLine:
    """The time line of a stretch that has sound; see the module.

    Attributes:
        rate_hz: frames a second.
        channels: of each track.
        zero_s: moment of frame 0.
        frames: its length.
        lead: number of the track that sets the pace.
        places: where on the time line each piece of the leading track begins.
    """

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        heard = [pieces for pieces in stretch.tracks if pieces]
        lead = heard[0]
        self.lead = lead[0].track
        self.rate_hz = lead[0].form.rate_hz
        self.channels = tuple(pieces[0].form.channels for pieces in heard)
        self.tracks = tuple(heard)
        self.zero_s = min(pieces[0].start_s for pieces in heard)
        self.places = self._places(lead)
        self._frames, self._moments = self._clock(lead)
        ends = [self.frame_at(pieces[-1].end_s) for pieces in heard[1:]]
        self.frames = max([self.places[-1] + self.length_of(lead[-1]), *ends])

    def length_of(self, piece: Piece) -> int:
        """Return how many frames of the time line a piece of the leading track takes."""
        return round(piece.frames * self.rate_hz / piece.form.rate_hz)

    def moments(self, frames: Floats) -> Floats:
        """Return the moment of each frame of the time line."""
        return np.asarray(np.interp(frames, self._frames, self._moments), np.float64)

    def moment(self, frame: int) -> float:
        """Return the moment of one frame of the time line."""
        return float(np.interp(frame, self._frames, self._moments))

    def frame_at(self, at_s: float) -> int:
        """Return the frame of the time line at a moment, 0 before its beginning."""
        return max(0, round(float(np.interp(at_s, self._moments, self._frames))))

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        """Where a track has no sound between its first and its last, or begins late."""
        found: list[Hole] = []
        for pieces in self.tracks:
            track = pieces[0].track
            starts = [self._start_of(piece, at) for at, piece in enumerate(pieces)]
            ends = [
                start + self._length_s(piece) for start, piece in zip(starts, pieces, strict=True)
            ]
            if starts[0] > _LATE_START_S:
                found.append(Hole(track=track, interval=Interval(0.0, starts[0])))
            for end, start in zip(ends, starts[1:], strict=False):
                if start - end > _NO_HOLE_S:
                    found.append(Hole(track=track, interval=Interval(end, start)))
        return tuple(found)

    def _start_of(self, piece: Piece, at: int) -> float:
        """Return the second of the time line at which the piece of this place begins."""
        if piece.track == self.lead:
            return self.places[at] / self.rate_hz
        return self.frame_at(piece.start_s) / self.rate_hz

    def _length_s(self, piece: Piece) -> float:
        if piece.track == self.lead:
            return self.length_of(piece) / self.rate_hz
        return (self.frame_at(piece.end_s) - self.frame_at(piece.start_s)) / self.rate_hz

    def _places(self, lead: Sequence[Piece]) -> tuple[int, ...]:
        places = [round((lead[0].start_s - self.zero_s) * self.rate_hz)]
        for before, piece in itertools.pairwise(lead):
            hole = max(0, round((piece.start_s - before.end_s) * self.rate_hz))
            places.append(places[-1] + self.length_of(before) + hole)
        return tuple(places)

    def _clock(self, lead: Sequence[Piece]) -> tuple[Floats, Floats]:
        """Return frames of the time line and their moments, by the leading track."""
        frames, moments = [], []
        for place, piece in zip(self.places, lead, strict=True):
            scale = self.rate_hz / piece.form.rate_hz
            frames.append(place + (piece.knot_frames - piece.first_frame) * scale)
            moments.append(piece.knot_s)
        all_frames = np.concatenate(frames)
        all_moments = np.maximum.accumulate(np.concatenate(moments))
        far = np.array([_FAR_S])
        return (
            np.concatenate(
                [
                    all_frames[:1] - far * self.rate_hz,
                    all_frames,
                    all_frames[-1:] + far * self.rate_hz,
                ]
            ),
            np.concatenate([all_moments[:1] - far, all_moments, all_moments[-1:] + far]),
        )


def length_s(stretch: Stretch) -> float:
    """Return the seconds that a stretch lasts, or will last once its parts are made."""
    if stretch.is_made or not stretch.pieces:
        return sum(part.frames / part.rate_hz for part in stretch.parts)
    line = TimeLine(stretch)
    return line.frames / line.rate_hz


def stretches_of(entries: Sequence[Entry], raw: Path) -> tuple[Stretch, ...]:
    """Return the stretches of a session's recording, in order.

    Args:
        entries: of the journal.
        raw: folder of the segments.
    """
    begun = [entry for entry in entries if isinstance(entry, StretchBegun)]
    return tuple(_stretch(start, entries, raw) for start in begun)


def _stretch(begun: StretchBegun, entries: Iterable[Entry], raw: Path) -> Stretch:
    mine = [entry for entry in entries if entry.stretch == begun.stretch]
    segments: dict[tuple[int, int], tuple[SegmentBegun, ...]] = {}
    for entry in mine:
        if isinstance(entry, SegmentBegun):
            key = (entry.track, entry.run)
            segments[key] = (*segments.get(key, ()), entry)
    tracks: list[tuple[Piece, ...]] = []
    for track in range(1, len(begun.devices) + 1):
        runs = [key for key in segments if key[0] == track]
        pieces = [piece for key in runs for piece in pieces_of(segments[key], mine, raw)]
        tracks.append(tuple(pieces))
    return Stretch(
        number=begun.stretch,
        begun=begun,
        tracks=tuple(tracks),
        segments=segments,
        parts=tuple(entry for entry in mine if isinstance(entry, PartMade)),
        is_made=any(isinstance(entry, StretchMade) for entry in mine),
        is_ended=any(isinstance(entry, StretchEnded) for entry in mine),
    )
