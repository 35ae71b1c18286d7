"""Cleaned verbatim: hesitations, repetitions and false starts removed, nothing else changed.

Invariant: the words that remain are the speaker's own, in order; each keeps its time and doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.folding import fold
from pv_builder.language.figures import in_figures
from pv_builder.language.numbers import NUMBER_WORDS
from pv_builder.language.typography import typeset
from pv_builder.reporting.sentences import Sentence

_HESITATION = re.compile(r"(?:e+u+h+|h+e+u+|h+u+m+|h+m+|m+h+|m{2,}|a+h+|o+h+|ben|bah|hein)")
_PUNCTUATION = re.compile(r"[^\w'-]+")
# Doubles that belong to the language: "nous nous abstenons", "très très bien", "non non".
_MEANT_TWICE = frozenset({"nous", "vous", "tres", "oui", "non", "bien", "plus", "tout", "si"})
_LONGEST_REPETITION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """A word kept from the recording: its text without spaces around it, its doubt, its time."""

    text: str
    start_s: float
    doubtful: bool = False


@lru_cache(maxsize=1 << 15)
def cleaned(sentence: Sentence) -> tuple[SpokenWord, ...]:
    """Return the words of a sentence without hesitations, repetitions and false starts."""
    kept = [
        SpokenWord(text=word.text.strip(), start_s=word.start, doubtful=index in sentence.doubtful)
        for index, word in enumerate(sentence.words)
    ]
    kept = _without_hesitations(kept)
    kept = _without_false_starts(kept)
    for length in range(_LONGEST_REPETITION, 0, -1):
        kept = _without_repetitions(kept, length)
    return tuple(_framed(kept))


def cleaned_text(sentence: Sentence) -> str:
    """Return the cleaned sentence set in French; empty when nothing but hesitations was said."""
    return printed_text(" ".join(word.text for word in cleaned(sentence)))


@lru_cache(maxsize=1 << 14)
def printed_text(words: str) -> str:
    """Return words as they are printed: figures in their usual form, French typography."""
    return typeset(in_figures(words))


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """Return a word folded and without its punctuation, to be compared."""
    return _PUNCTUATION.sub("", fold(word))


def _without_hesitations(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    kept: list[SpokenWord] = []
    for word in words:
        if not _HESITATION.fullmatch(bare(word.text)):
            kept.append(word)
        elif kept:
            # A pause is written as commas around it; the end of a sentence may stand on it.
            end = word.text[-1] if word.text[-1:] in ".?!…" else ""
            kept[-1] = _with_text(kept[-1], kept[-1].text.rstrip(",;") + end)
    return kept


def _without_false_starts(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """Drop a word broken off ("la com-") when the next one takes it up ("commune")."""
    kept: list[SpokenWord] = []
    for index, word in enumerate(words):
        broken = word.text.rstrip("-–…,.")
        is_broken = word.text.endswith(("-", "–")) and len(broken) > 0
        following = [bare(later.text) for later in words[index + 1 : index + 4]]
        if is_broken and any(later.startswith(bare(broken)) for later in following):
            continue
        kept.append(word)
    return kept


def _without_repetitions(words: Sequence[SpokenWord], length: int) -> list[SpokenWord]:
    """Drop the first of two equal groups of `length` words that follow each other."""
    kept: list[SpokenWord] = []
    keys = [bare(word.text) for word in words]
    index = 0
    while index < len(words):
        is_repeated = keys[index : index + length] == keys[index + length : index + 2 * length]
        if is_repeated and _is_stammer(words[index : index + length]):
            index += length
            continue
        kept.append(words[index])
        index += 1
    return kept


def _is_stammer(group: Sequence[SpokenWord]) -> bool:
    """Whether saying these words twice in a row can only be a slip of the tongue."""
    if any(_is_number(word) for word in group):
        return False
    if any(word.text[-1:] in ".?!" for word in group):
        return False
    return not (len(group) == 1 and bare(group[0].text) in {*_MEANT_TWICE, ""})


def _is_number(word: SpokenWord) -> bool:
    """Whether a word may be part of a number: it is never dropped."""
    return any(c.isdigit() for c in word.text) or word.text.lower().strip(",;") in NUMBER_WORDS


def _framed(words: list[SpokenWord]) -> list[SpokenWord]:
    """Give the sentence a capital first letter and an end."""
    while words and not bare(words[0].text):
        words = words[1:]
    if not words:
        return []
    first = words[0].text.lstrip(",;:… ")
    words = [_with_text(words[0], first[:1].upper() + first[1:]), *words[1:]]
    last = words[-1].text
    if not re.search(r"[.?!…][\"»”)]*$", last):
        words[-1] = _with_text(words[-1], last.rstrip(",;:-") + ".")
    return words


def _with_text(word: SpokenWord, text: str) -> SpokenWord:
    return SpokenWord(text=text, start_s=word.start_s, doubtful=word.doubtful)
