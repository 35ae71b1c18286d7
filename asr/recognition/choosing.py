"""Which of a few sentences was said in a window, when free recognition did not understand it.

A small model that writes "nous builtons un blinde neuf pour réduire contre" still tells "1 blanc, 9
pour et 2 contre" from all other counts, once it is asked to compare and not to write.

Invariants:
- A sentence is chosen only where it stands out; otherwise there is none.
"""

from collections.abc import Sequence

from asr.engines.base import Likelihood, Listening

Wordings = Sequence[Sequence[str]]
"""Sentences by their wording: those of one wording differ in what is asked, and only in that."""

_STANDS_OUT = 1.25
"""In nats: the best is at least three and a half times as likely as the next. The ten that stood
out so were right (docs/benchmarks.md, "Doubts put to the sound")."""

_OF_LANGUAGE = 0.5
"""How much of what the model expects without any sound is taken off: all of it favours rare names,
nothing of it common ones."""

_TRIED = 6


def likeliest(listening: Listening, number: int, wordings: Wordings) -> str | None:
    """Return the sentence that was said in the window of this number, None when none stands out."""
    wording = _fitting(listening, number, wordings)
    found = _outstanding(listening.weigh(number, wording)) if len(wording) > 1 else None
    return None if found is None else wording[found]


def _fitting(listening: Listening, number: int, wordings: Wordings) -> Sequence[str]:
    """Return the wording whose sentences fit best, by a few of each."""
    if len(wordings) == 1:
        return wordings[0]

    def fit(wording: Sequence[str]) -> float:
        tried = wording[:: max(1, len(wording) // _TRIED)]
        return max(one.heard / one.tokens for one in listening.weigh(number, tried))

    return max(wordings, key=fit)


def _outstanding(weighed: Sequence[Likelihood]) -> int | None:
    """Return the number of the best sentence, its language counted and half of it taken off."""
    best: set[int] = set()
    for share in (0.0, _OF_LANGUAGE):
        scores = [one.heard - share * one.expected for one in weighed]
        first, second = sorted(range(len(scores)), key=lambda n: -scores[n])[:2]
        if scores[first] - scores[second] < _STANDS_OUT:
            return None
        best.add(first)
    return best.pop() if len(best) == 1 else None
