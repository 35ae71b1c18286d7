"""Speech probabilities to stretches of speech: pure, the model is in `asr.engines.silero`.

Invariants:
- The stretches are in order, apart from each other, and inside the recording.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.timecode import Interval, merged

FRAME_S = 0.032
"""Silero gives one probability for each 512 samples at 16 kHz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechOptions:
    """When sound counts as speech.

    A false stretch costs a second of recognition, a missed one an answer in the roll call: the
    defaults lean to speech. Measured on distant voices in meeting rooms: docs/benchmarks.md,
    "Voice activity".

    Attributes:
        start_probability: a stretch begins at this probability.
        keep_probability: it goes on above this one.
        shortest_s: shorter stretches are dropped: a knock, a click.
        pause_s: shorter pauses do not part two stretches.
        margin_s: added on both sides, for the soft beginnings and ends of words.
    """

    start_probability: float = 0.3
    keep_probability: float = 0.2
    shortest_s: float = 0.1
    pause_s: float = 0.3
    margin_s: float = 0.2


def speech_from(
    probabilities: NDArray[np.float32], duration_s: float, options: SpeechOptions
) -> list[Interval]:
    """Return the stretches of speech.

    Args:
        probabilities: (n_frames,) one for each `FRAME_S` of the recording.
        duration_s: of the recording; no stretch ends later.
        options: when sound counts as speech.
    """
    raw = [
        Interval(first * FRAME_S, last * FRAME_S)
        for first, last in _runs(probabilities >= options.keep_probability)
        if probabilities[first:last].max() >= options.start_probability
    ]
    joined = [
        piece
        for piece in merged(raw, gap_s=options.pause_s)
        if piece.duration_s >= options.shortest_s
    ]
    widened = (
        Interval(
            max(0.0, piece.start - options.margin_s), min(duration_s, piece.end + options.margin_s)
        )
        for piece in joined
        if piece.start < duration_s
    )
    return merged(widened)


def _runs(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of each run of true flags."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
