"""How long words take to say. Pure."""

from core.transcript import Word

ORDINARY_LETTERS_PER_S = 15.0
"""Letters of unhurried French speech in a second."""

_LETTERS_PER_DIGIT = 4
"""A digit is said as a word: "3" is "trois"."""


def letters(word: Word) -> int:
    """Return the letters of a word as it is said."""
    return sum(_LETTERS_PER_DIGIT if c.isdigit() else c.isalpha() for c in word.text)


def said_s(word: Word) -> float:
    """Return the seconds that saying a word takes at an ordinary pace."""
    return letters(word) / ORDINARY_LETTERS_PER_S
