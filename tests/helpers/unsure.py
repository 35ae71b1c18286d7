"""Turns whose words the recogniser was not sure of."""

from dataclasses import replace

from core.transcript import Transcript, Turn
from tests.helpers.sessions import transcript_of, turn

UNSURE = 0.5


def unsure_turn(number: int, said: str, who: str | None = None) -> Turn:
    """Return a turn of eight seconds whose words are all of probability 0.5."""
    whole = turn(number, who, 10.0 * number, 10.0 * number + 8, said)
    return replace(whole, words=tuple(replace(word, probability=UNSURE) for word in whole.words))


def unsure(*said: str) -> Transcript:
    """Return a transcript of such turns, of nobody."""
    return transcript_of(tuple(unsure_turn(number, text) for number, text in enumerate(said)))
