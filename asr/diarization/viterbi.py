"""The most likely sequence of voices. Pure."""

import numpy as np
import numpy.typing as npt

from asr.diarization.voice_model import Floats

Ints = npt.NDArray[np.int64]


def most_likely_path(odds: Floats, stay: Floats) -> Ints:
    """Return the voice of each piece on the path with the highest sum of log odds (Viterbi).

    Args:
        odds: (pieces, voices) log odds of each voice, or any score to add up.
        stay: (pieces,) what is added when a piece keeps the voice of the one before it; >= 0.
    """
    count, voices = odds.shape
    keeps = np.zeros((count, voices), np.bool_)
    best = np.zeros(count, np.int64)
    score = odds[0]
    for i in range(1, count):
        best[i] = score.argmax()
        same, changed = score + stay[i], score[best[i]]
        keeps[i] = same >= changed
        score = np.maximum(same, changed) + odds[i]
    path = np.zeros(count, np.int64)
    path[-1] = score.argmax()
    for i in range(count - 1, 0, -1):
        path[i - 1] = path[i] if keeps[i, path[i]] else best[i]
    return path
