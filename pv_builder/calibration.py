"""From a probability as computed to a score that can be trusted.

The model's probabilities are those of a model: the score is what such probabilities were worth on
generated sessions (docs/benchmarks.md, "Naming the voices").
"""

from bisect import bisect_right
from collections.abc import Sequence

NAMED_FROM = 0.6
"""Below this score nobody is named."""

_POINTS: Sequence[tuple[float, float]] = ((0.0, 0.0), (1.0, 1.0))


def calibrated(probability: float) -> float:
    """Return the score of a computed probability; it grows with it."""
    place = min(bisect_right([x for x, _ in _POINTS], probability), len(_POINTS) - 1)
    (x0, y0), (x1, y1) = _POINTS[place - 1], _POINTS[place]
    return y0 + (y1 - y0) * (probability - x0) / (x1 - x0)
