"""Whole phrases by their sound alone, where no word of them was understood.

A recogniser may write "un votabilité secré" for "un vote à bulletin secret": the words are lost,
the sounds are not. Slower and looser than `pv_builder.reading.patterns`: for a few phrases, in the
few seconds where one of them is expected and nothing else was found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.sounds import loose_likeness, sound_of
from pv_builder.reading.heard import Token

_SHORTER = 0.7
_LONGER = 1.4


@dataclass(frozen=True, slots=True)
class SoundMatch:
    """A phrase heard in the tokens `first:last`; `score` is 0..1."""

    first: int
    last: int
    score: float


def best_by_sound(
    tokens: Sequence[Token], phrases: Iterable[str], first: int, last: int, *, least: float
) -> SoundMatch | None:
    """Return where in the tokens `first:last` one of the phrases sounds best, if well enough.

    Args:
        tokens: all tokens.
        phrases: as they are said.
        first: where to begin.
        last: position after the last token to look at.
        least: likeness asked for, 0..1.
    """
    keys = ["".join(sound_of(word) for word in phrase.split()) for phrase in phrases]
    found = [
        match for key in keys for match in _matches(tokens[max(0, first) : last], key, least=least)
    ]
    return max(found, key=lambda match: match.score, default=None)


def _matches(tokens: Sequence[Token], key: str, *, least: float) -> Iterable[SoundMatch]:
    for start, opening in enumerate(tokens):
        heard = ""
        for token in tokens[start:]:
            heard += token.sound
            if len(heard) > _LONGER * len(key):
                break
            if len(heard) >= _SHORTER * len(key):
                score = loose_likeness(heard, key)
                if score >= least:
                    yield SoundMatch(opening.at, token.at + 1, score)
