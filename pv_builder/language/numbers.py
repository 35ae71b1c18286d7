"""Numbers, ordinals and hours, whether the recogniser wrote letters or digits.

Invariants:
- What cannot be read is None: a number is never completed or guessed.
"""

import re

from rapidfuzz.distance import Levenshtein
from text_to_num import text2num

from core.sounds import sound_of

_UNITS = (
    "zéro zero un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize vingt vingts trente quarante cinquante soixante cent cents mille septante "
    "huitante octante nonante"
)
NUMBER_WORDS = frozenset(_UNITS.split())
_JOINING = frozenset({"et"})

_ORDINALS = {
    word: rank
    for rank, words in enumerate(
        (
            "premier première premiers premières",
            "deuxième second seconde",
            "troisième",
            "quatrième",
            "cinquième",
            "sixième",
            "septième",
            "huitième",
            "neuvième",
            "dixième",
            "onzième",
            "douzième",
            "treizième",
            "quatorzième",
            "quinzième",
            "seizième",
            "dix-septième",
            "dix-huitième",
            "dix-neuvième",
            "vingtième",
        ),
        start=1,
    )
    for word in words.split()
}
_ORDINAL_DIGITS = re.compile(r"(\d{1,3})(?:er|re|ère|e|ème|eme|nd|nde)")
_GROUPED_DIGITS = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+")

SOUNDS_OF_NUMBERS = {
    "zero": 0,
    "yn": 1,
    "d2": 2,
    "trwa": 3,
    "katr": 4,
    "sIk": 5,
    "sis": 6,
    "set": 7,
    "yit": 8,
    "n2f": 9,
    "dis": 10,
    "Oz": 11,
    "duz": 12,
    "trez": 13,
    "katorz": 14,
    "kIz": 15,
    "sez": 16,
    "vI": 20,
    "trAt": 30,
    "karAt": 40,
    "sIkAt": 50,
}
"""Numbers by the key of their sound (`core.sounds`): "cette" may be "sept", "vin" "vingt"."""

_UNMISTAKABLE = frozenset(
    sound_of(word)
    for word in (
        "quatre", "douze", "treize", "quatorze", "quinze", "seize",
        "trente", "quarante", "cinquante", "soixante",
    )
)  # fmt: skip
_BY_SOUND = {
    sound_of(word): word for word in sorted(NUMBER_WORDS) if sound_of(word) in _UNMISTAKABLE
}


def number_word(text: str) -> str | None:
    """Return the number word that a word is or can only be by its sound ("trante"), else None."""
    return text if text in NUMBER_WORDS else _BY_SOUND.get(sound_of(text))


_SHORTEST_NEAR = 3


def number_near(sound: str) -> int | None:
    """Return the only number whose sound is one slip away ("tantes" may be "trente")."""
    if len(sound) < _SHORTEST_NEAR:
        return None
    near = {n for key, n in SOUNDS_OF_NUMBERS.items() if Levenshtein.distance(sound, key) <= 1}
    return near.pop() if len(near) == 1 else None


MAX_RUN = 8
"""Longest number in letters, in words: "neuf cent quatre vingt dix neuf mille ..." is not heard."""


def number_in_digits(text: str) -> int | None:
    """Return the whole number that digits write ("148 600", "148.600", "12"), else None."""
    if text.isdecimal():
        return int(text) if len(text) <= MAX_RUN else None
    if _GROUPED_DIGITS.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    return None


def number_in_words(words: tuple[str, ...]) -> int | None:
    """Return the whole number that these words say as one, else None.

    "vingt et une" gives 21; "trois dix" is two numbers and gives None.
    """
    try:
        value = text2num(" ".join(words), "fr")
    except ValueError:
        return None
    return int(value) if value == int(value) else None


def longest_number(words: tuple[str, ...]) -> tuple[int, int] | None:
    """Return (value, how many words) of the longest number that the words begin with."""
    for length in range(min(len(words), MAX_RUN), 0, -1):
        run = words[:length]
        if run[0] in _JOINING or run[-1] in _JOINING:
            continue
        if not all(word in NUMBER_WORDS or word in _JOINING for word in run):
            continue
        value = number_in_words(run)
        if value is not None:
            return value, length
    return None


def ordinal(word: str) -> int | None:
    """Return the rank that an ordinal says ("troisième", "3e", "troisièmement"), else None."""
    digits = _ORDINAL_DIGITS.fullmatch(word)
    if digits:
        return int(digits[1])
    return _ORDINALS.get(word.removesuffix("ment"))
