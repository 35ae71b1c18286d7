"""Which stretches of a recording sound like one that a person pointed at. Pure.

For a person who listens and decides: nothing is told apart anew, and prints of one recording are
compared among themselves only (`asr.diarization.voices`).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asr.diarization.clustering import prepare
from asr.diarization.voice_model import Floats, Sounds, log_odds
from asr.diarization.voices import Diarization, heard_in
from core.timecode import Interval

_SURE = 3.0
"""Log odds that two stretches share a voice, above which they are taken for alike: the same that
joins stretches when voices are told apart. Measured in docs/benchmarks.md, "Turns that sound
alike"."""


def alike(
    diarization: Diarization, like: Sequence[Interval], spans: Sequence[Interval]
) -> tuple[bool, ...]:
    """Return which stretches sound like the same person as some others do.

    Args:
        diarization: of the recording, its prints still there; its voices are not looked at.
        like: stretches of one person.
        spans: to compare; one in which nothing was heard is not alike.
    """
    odds = likeness(diarization, like, spans)
    return tuple(bool(one > _SURE) for one in odds)


def likeness(
    diarization: Diarization, like: Sequence[Interval], spans: Sequence[Interval]
) -> Floats:
    """Return the log odds that each stretch is of the same person as some others are.

    Args:
        diarization: of the recording.
        like: stretches of one person.
        spans: to compare; minus infinity where nothing was heard.
    """
    pieces = diarization.pieces
    if not pieces or not spans:
        return np.full(len(spans), -np.inf)
    sounds = prepare(heard_in(pieces))
    starts = np.array([piece.interval.start for piece in pieces])
    ends = np.array([piece.interval.end for piece in pieces])
    meant = [_shares(starts, ends, span) for span in like]
    model = _sound(sounds, np.sum(meant, axis=0)) if meant else None
    others = [_sound(sounds, _shares(starts, ends, span)) for span in spans]
    size = sounds.vectors.shape[1]
    if model is None:
        return np.full(len(spans), -np.inf)
    return np.array(
        [
            -np.inf
            if other is None
            else log_odds(model[0] @ other[0], np.array(model[1]), np.array(other[1]), size)
            for other in others
        ]
    )


def _shares(starts: Floats, ends: Floats, span: Interval) -> Floats:
    """Return the share of each piece that lies in a stretch."""
    shared = np.minimum(ends, span.end) - np.maximum(starts, span.start)
    shares: Floats = np.maximum(shared, 0.0) / (ends - starts)
    return shares


def _sound(sounds: Sounds, shares: Floats) -> tuple[npt.NDArray[np.floating], float] | None:
    """Return the mean vector of pieces by precision, and its noise; None where nothing is."""
    inside = np.flatnonzero(shares)
    if not inside.size:
        return None
    weights = shares[inside] / sounds.noise[inside]
    return weights @ sounds.vectors[inside] / weights.sum(), float(1.0 / weights.sum())
