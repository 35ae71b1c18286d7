"""How alike two stretches of sound must be to be one voice, given how short they are. Pure.

A print of d seconds is taken as the voice's true direction plus noise whose squared length is
`noisiness / effective(d)`. That one law fits prints of half a second as well as of four, and its
only parameter is measured in each recording on neighbouring pieces of one track: a reverberant hall
is noisier than a telephone. So no threshold on raw similarity has to suit every room
(docs/benchmarks.md, "Diarization").

Invariants:
- A vector here is a print scaled by the noise expected in it, so that the dot product of two
  estimates the cosine between the voices themselves, whatever the durations.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]

_LONGEST_S = 4.0  # more of the same sentence tells little more about the voice
_SHORTEST_S = 0.1
_ONSET_S = 0.2  # what the first instants lack; fits prints of 0.3 to 0.8 s
_TYPICAL_NOISINESS = 1.0  # of close microphones; far ones reach 2.7
_TYPICAL_WEIGHT = 5  # pairs that the typical value counts for
_LEAST_PAIR_S = 0.8
_LEAST_COSINE = 0.15

_SPREAD = 1.7  # noise is not the same in all directions: what it adds to the variance
_DRIFT = 0.05  # standard deviation of the cosine of one voice with itself over a session
_OTHERS_MEAN = 0.25  # cosine between two people in one room: mean and standard deviation
_OTHERS_DEVIATION = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """Prints ready to be compared.

    Attributes:
        vectors: (n, size) prints scaled as the module says.
        noise: (n,) squared length of the noise expected in each vector.
    """

    vectors: Floats
    noise: Floats

    def mean(self, groups: list[npt.NDArray[np.int64]]) -> "Sounds":
        """Return one sound for each group of rows: the mean, by precision."""
        weights = 1.0 / self.noise
        totals = np.array([weights[group].sum() for group in groups])
        sums = np.array([weights[group] @ self.vectors[group] for group in groups])
        return Sounds(vectors=sums / totals[:, None], noise=1.0 / totals)


def sounds_of(prints: npt.NDArray[np.floating], alone_s: Floats, neighbours: Bools) -> Sounds:
    """Return the prints of a recording as sounds that can be compared.

    Args:
        prints: (n, size) unit vectors, in order of time within each track.
        alone_s: (n,) seconds of sound behind each.
        neighbours: (n - 1,) whether a print and the next follow each other in one track.
    """
    rows = np.asarray(prints, np.float64)
    noise = noisiness(rows, alone_s, neighbours) / _effective(alone_s)
    return Sounds(vectors=rows * np.sqrt(1.0 + noise)[:, None], noise=noise)


def noisiness(prints: Floats, alone_s: Floats, neighbours: Bools) -> float:
    """Return the squared noise of a print of one second in this recording."""
    long_enough = neighbours & (alone_s[:-1] >= _LEAST_PAIR_S) & (alone_s[1:] >= _LEAST_PAIR_S)
    first = np.flatnonzero(long_enough)
    if not first.size:
        return _TYPICAL_NOISINESS
    cosines = np.maximum((prints[first] * prints[first + 1]).sum(axis=1), _LEAST_COSINE)
    a, b = _effective(alone_s[first]), _effective(alone_s[first + 1])
    # (1 + s / a) * (1 + s / b) = 1 / cosine**2, solved for s
    half = (a + b) / 2
    estimates = -half + np.sqrt(half**2 + a * b * (1.0 / cosines**2 - 1.0))
    count = first.size
    measured = float(np.median(estimates)) * count
    return (measured + _TYPICAL_NOISINESS * _TYPICAL_WEIGHT) / (count + _TYPICAL_WEIGHT)


def log_odds(cosine: Floats, noise_a: Floats, noise_b: Floats, size: int) -> Floats:
    """Return the log odds that two sounds are of one voice, before any prior; they broadcast.

    Args:
        cosine: dot products of their vectors.
        noise_a: expected noise in the first.
        noise_b: expected noise in the second.
        size: of the vectors.
    """
    variance = _SPREAD * (noise_a + noise_b + noise_a * noise_b) / size
    same, other = variance + _DRIFT**2, variance + _OTHERS_DEVIATION**2
    odds: Floats = 0.5 * (
        (cosine - _OTHERS_MEAN) ** 2 / other
        + np.log(other)
        - (cosine - 1.0) ** 2 / same
        - np.log(same)
    )
    return odds


def _effective(alone_s: Floats) -> Floats:
    seconds = np.clip(alone_s, _SHORTEST_S, _LONGEST_S)
    effective: Floats = seconds**2 / (seconds + _ONSET_S)
    return effective
