"""When one sentence among some is taken as said, and when none is."""

from collections.abc import Mapping, Sequence

import pytest

from asr.engines.base import Likelihood, Manner
from asr.recognition.choosing import likeliest
from core.transcript import Word


class Weighing:
    """A window in which the fit of each sentence is known: (with the sound, without it)."""

    def __init__(self, fits: Mapping[str, tuple[float, float]]) -> None:
        self._fits = fits

    def hear(
        self, which: Sequence[int], hints: Sequence[str], manner: Manner
    ) -> list[tuple[Word, ...]]:
        raise AssertionError("nothing is heard anew to choose")

    def follow(self, number: int, sentence: str) -> tuple[Word, ...]:
        raise AssertionError("nothing is heard anew to choose")

    def weigh(self, number: int, sentences: Sequence[str]) -> list[Likelihood]:
        return [
            Likelihood(heard=heard, expected=expected, tokens=len(sentence.split()))
            for sentence in sentences
            for heard, expected in [self._fits[sentence]]
        ]


@pytest.mark.parametrize(
    ("fits", "said"),
    [
        ({"neuf pour": (-10.0, -20.0), "dix pour": (-15.0, -20.0)}, "neuf pour"),
        ({"neuf pour": (-10.0, -20.0), "dix pour": (-10.5, -20.0)}, None),
        # Only likelier as language: without it the other one fits the sound better.
        ({"à Petit": (-10.0, -10.0), "à Quéméneur": (-12.0, -30.0)}, None),
        ({"une seule": (-10.0, -20.0)}, None),
    ],
)
def test_a_sentence_is_taken_where_it_stands_out(
    fits: Mapping[str, tuple[float, float]], said: str | None
) -> None:
    assert likeliest(Weighing(fits), 0, [tuple(fits)]) == said


def test_the_wording_that_fits_best_is_looked_into() -> None:
    fits = {
        "un blanc et deux contre": (-40.0, -50.0),
        "un blanc et trois contre": (-48.0, -50.0),
        "blanc un contre deux": (-30.0, -50.0),
        "blanc un contre trois": (-20.0, -50.0),
    }
    wordings = (tuple(fits)[:2], tuple(fits)[2:])

    assert likeliest(Weighing(fits), 0, wordings) == "blanc un contre trois"
