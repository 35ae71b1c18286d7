"""Word times against the speech around them. Pure.

A recogniser finds word times from the text; beside a pause they slip into the silence. Voice
activity knows where the pause is.

Invariants:
- Words keep their text, probability and order; a word's new time lies inside its old one.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.timecode import Interval, overlap_s
from core.transcript import Word


def settled(words: Sequence[Word], speech: Sequence[Interval]) -> tuple[Word, ...]:
    """Return the words, those that reach into a silence cut back to the speech they are in.

    A word without any speech keeps its time: it may be an invention, and the guards must see it.

    Args:
        words: in order.
        speech: stretches of speech, in order and apart.
    """
    result = []
    first = 0
    for word in words:
        while first < len(speech) and speech[first].end <= word.start:
            first += 1
        result.append(_settled(word, speech[first:]))
    return tuple(result)


def _settled(word: Word, speech: Sequence[Interval]) -> Word:
    """Return the word within the stretch that holds most of it."""
    span = Interval(word.start, word.end)
    home: Interval | None = None
    for stretch in speech:
        if stretch.start >= word.end:
            break
        if home is None or overlap_s(stretch, span) > overlap_s(home, span):
            home = stretch
    if home is None or not overlap_s(home, span):
        return word
    return replace(
        word, start=round(max(word.start, home.start), 3), end=round(min(word.end, home.end), 3)
    )
