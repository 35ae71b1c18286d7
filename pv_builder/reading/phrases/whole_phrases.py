"""Whole phrases by their sound alone, where no word of them was understood.

A recogniser may write "un votabilité secré" for "un vote à bulletin secret": the words are lost,
the sounds are not. Slower and looser than `phrases.patterns`: for a few phrases, in the
few seconds where one of them is expected and nothing else was found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.sounds import coarse, likeness, loose_likeness, sound_of
from pv_builder.reading.words.heard import Token

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


def _matches(tokens: Sequence[Token], key: str, *, least: float) -> Iterator[SoundMatch]:
    """Yield every run of tokens that sounds enough like a key.

    The coarse comparison is never the lower of the two that make the likeness: where it fails,
    which is nearly everywhere, the other is spared.
    """
    like = coarse(key)
    sounds = [(token.sound, coarse(token.sound)) for token in tokens]
    for start, opening in enumerate(tokens):
        for after, heard, loosely in _runs(sounds, start, _SHORTER * len(key), _LONGER * len(key)):
            if likeness(loosely, like, least) and (score := loose_likeness(heard, key)) >= least:
                yield SoundMatch(opening.at, opening.at + after - start, score)


def _runs(
    sounds: Sequence[tuple[str, str]], start: int, shortest: float, longest: float
) -> Iterator[tuple[int, str, str]]:
    """Yield (place after, sound, coarse sound) of the runs from one token on that are so long."""
    heard = loosely = ""
    for place in range(start, len(sounds)):
        sound, coarser = sounds[place]
        heard += sound
        loosely += coarser
        if len(heard) > longest:
            return
        if len(heard) >= shortest:
            yield place + 1, heard, loosely
