"""Where words stand in the text of a turn, and which word is heard when."""

from bisect import bisect_right
from collections.abc import Sequence

from core.transcript import Turn, Word


def offsets_of(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the first and last (excluded) character of each word in the text of its turn."""
    places: list[tuple[int, int]] = []
    position = -(len(words[0].text) - len(words[0].text.lstrip())) if words else 0
    for word in words:
        lead = len(word.text) - len(word.text.lstrip())
        places.append((position + lead, position + len(word.text)))
        position += len(word.text)
    return places


def word_at(turn: Turn, offset: int) -> int | None:
    """Return the number of the word at or before a character of a turn; None without words."""
    if not turn.words:
        return None
    starts = [first for first, _ in offsets_of(turn.words)]
    return max(0, bisect_right(starts, offset) - 1)


def words_between(turn: Turn, first: int, last: int) -> tuple[int, int]:
    """Return the words, last excluded, that the characters `first..last` touch."""
    places = offsets_of(turn.words)
    touched = [n for n, (start, end) in enumerate(places) if start < last and end > first]
    if not touched:
        at = next((n for n, (start, _) in enumerate(places) if start >= first), len(places))
        return at, at
    return touched[0], touched[-1] + 1


def heard_at(turns: Sequence[Turn], seconds: float) -> tuple[int, int] | None:
    """Return the turn and the word heard at a moment, by position; None in a silence."""
    position = bisect_right(turns, seconds, key=lambda turn: turn.start) - 1
    for at in range(position, max(-1, position - 4), -1):
        turn = turns[at]
        if turn.start <= seconds < turn.end and turn.words:
            word = bisect_right(turn.words, seconds, key=lambda word: word.start) - 1
            return at, max(0, word)
    return None
