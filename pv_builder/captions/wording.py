"""What captions can tell the recogniser, which is guided by them and never corrected. Pure.

A tool hears the same speech with another ear: names of places and firms that it spells are offered
to the recogniser before it hears a doubtful passage again, and where it still doubts, what the tool
wrote there is put beside for a person to choose.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from core.folding import fold
from core.transcript import Doubt, Turn
from pv_builder.captions.alignment import matched_words, words_of
from pv_builder.captions.spans import CaptionSpan

_NAME = re.compile(
    r"(?<![.!?:»\"] )(?<!^)\b[A-ZÀ-ÖØ-Þ][\w'’-]+"
    r"(?:(?: |-)(?:(?:d[eu]s?|la|les?|sur|sous|en) )?[A-ZÀ-ÖØ-Þ][\w'’-]+)*"
)
"""Words with capitals that do not begin a sentence, with the small words inside a place's name."""

_TITLES = frozenset({"monsieur", "madame", "mesdames", "messieurs", "mme", "maitre", "docteur"})
_FEWEST_LETTERS = 8
"""Shorter words sound like something in every half minute of speech."""
_FEWEST_IN_A_WORD = 4
_MOST_TERMS = 40

_NEAR_TOKENS = 4
_MOST_TOKENS = 12


def rare_terms(spans: Sequence[CaptionSpan], known: Collection[str]) -> tuple[str, ...]:
    """Return the names of places, firms and people in captions, the most frequent first.

    Args:
        spans: of the captions.
        known: texts whose words the recogniser is told anyway: the roll, the agenda.
    """
    told = {word for text in known for word in words_of(text)} | _TITLES
    found: Counter[str] = Counter()
    for span in spans:
        for match in _NAME.finditer(span.text):
            term = match.group().strip()
            words = [word for word in words_of(term) if len(word) >= _FEWEST_IN_A_WORD]
            new = [word for word in words if word not in told]
            if new and len(fold(term).replace(" ", "")) >= _FEWEST_LETTERS:
                found[term] += 1
    return tuple(term for term, _ in found.most_common(_MOST_TERMS))


def with_alternatives(turns: Sequence[Turn], spans: Sequence[CaptionSpan]) -> tuple[Turn, ...]:
    """Return the turns, each doubt with what the captions have in its place, where they differ.

    Args:
        turns: as recognised; their words stay as they are.
        spans: captions of the same session, in order.
    """
    if not spans:
        return tuple(turns)
    told = [(token, raw) for s in spans for raw in s.text.split() for token in words_of(raw)]
    heard = [
        (token, number, at)
        for number, turn in enumerate(turns)
        for at, word in enumerate(turn.words)
        for token in words_of(word.text)
    ]
    pairs = matched_words([token for token, _, _ in heard], [token for token, _ in told])
    sides = _Sides(told, heard, pairs)
    return tuple(
        replace(turn, doubts=tuple(sides.put_beside(doubt, number) for doubt in turn.doubts))
        for number, turn in enumerate(turns)
    )


class _Sides:
    """What stands beside each stretch of recognised words in the captions.

    Args:
        told: tokens of the captions with the word each is part of.
        heard: tokens of the recogniser, with turn and word.
        pairs: which are the same.
    """

    def __init__(
        self,
        told: Sequence[tuple[str, str]],
        heard: Sequence[tuple[str, int, int]],
        pairs: Sequence[tuple[int, int]],
    ) -> None:
        self._told = told
        self._places = [(number, at) for _, number, at in heard]
        self._tokens = [token for token, _, _ in heard]
        self._pairs = pairs
        self._firsts = [one for one, _ in pairs]

    def put_beside(self, doubt: Doubt, turn: int) -> Doubt:
        """Return a doubt with the caption's words, as it is where they agree or are not sure."""
        first = bisect_left(self._places, (turn, doubt.first_word))
        last = bisect_left(self._places, (turn, doubt.last_word))
        after = bisect_left(self._firsts, last)
        before = bisect_left(self._firsts, first) - 1
        if before < 0 or after >= len(self._pairs):
            return doubt
        (left, told_left), (right, told_right) = self._pairs[before], self._pairs[after]
        if first - left > _NEAR_TOKENS or right - last >= _NEAR_TOKENS:
            return doubt
        beside = self._told[told_left + 1 : told_right]
        same = [token for token, _ in beside] == self._tokens[left + 1 : right]
        if same or not 0 < len(beside) <= _MOST_TOKENS:
            return doubt
        said = " ".join(dict.fromkeys(raw for _, raw in beside))
        return replace(doubt, captions=said)
