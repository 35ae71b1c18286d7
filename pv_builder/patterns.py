"""Find phrases in what was heard, word by word and by sound.

A phrase is written as it is said, with a small notation:

    qui est|vote contre        words; "|" parts alternatives
    pas de|d voix? contre      "?" ends a word that may be missing
    {n} voix contre            slots: {n} number, {o} ordinal, {h} hour, {m} member
    désigner {m} .. secrétaire ".." is up to 4 words of any kind but names, "..8" up to 8
    =contre ~abstient          "=" asks for the very sound, "~" allows one slip more than usual

Words are compared by sound: short ones must sound the same, longer ones may differ by a sound or
two, and a long word may have been heard as two ("une animité"). Elided words and hesitations may
stand between any two words.

Invariants:
- The score of a match is 1 when every word sounds as written, less as it drifts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pv_builder.heard import Heard, Token
from pv_builder.numbers import SOUNDS_OF_NUMBERS
from pv_builder.sounds import sound_of

_FILLERS_SKIPPED = 2
_GAP = 4
_GAP_COST = 0.02
_GUESSED_NUMBER_SCORE = 0.6
_JOINED_FROM = 6
_SHORT = 3
_MEDIUM = 6
_LONG = 9


class SlotKind(StrEnum):
    """What a slot of a phrase takes."""

    NUMBER = "n"
    ORDINAL = "o"
    HOUR = "h"
    MEMBER = "m"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a slot took: the tokens `first:last`, and the number when it is one."""

    first: int
    last: int
    value: int | str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    keys: tuple[str, ...]
    more_slips: int | None = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    kind: SlotKind
    name: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Gap:
    most: int


_Element = _Word | _Slot | _Gap


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in the tokens `first:last`."""

    first: int
    last: int
    score: float
    slots: tuple[tuple[str, Filled], ...] = ()

    def slot(self, name: str) -> Filled | None:
        """Return what the slot took, None when the phrase has no such slot."""
        return dict(self.slots).get(name)


_Spans = Mapping[int, Filled]
"""Slots that were found beforehand, by the position of their first token."""


class Searcher:
    """Finds phrases in one transcript; words are compared once each.

    Args:
        heard: the tokens.
        hours: hours by the position of their first token.
        members: names by the position of their first token.
    """

    def __init__(self, heard: Heard, *, hours: _Spans, members: _Spans) -> None:
        self._tokens = heard.tokens
        self._spans = {SlotKind.HOUR: hours, SlotKind.MEMBER: members}
        self._positions: dict[str, list[int]] = defaultdict(list)
        self._pairs: dict[str, list[int]] = defaultdict(list)
        for token in heard.tokens:
            if token.sound:
                self._positions[token.sound].append(token.at)
        for one, two in zip(heard.tokens, heard.tokens[1:], strict=False):
            if one.sound and two.sound:
                self._pairs[one.sound + two.sound].append(one.at)
        self._words: dict[tuple[str, int | None], dict[int, tuple[int, float]]] = {}

    def find(self, phrase: str) -> list[Match]:
        """Return where the phrase is said, in order; at most one match per first token."""
        elements = _compiled(phrase)
        found = []
        for at in self._starts(elements[0]):
            match = self._match(elements, 0, at, at)
            if match is not None:
                last, scores, slots = match
                found.append(Match(at, last, sum(scores) / len(scores), slots))
        return found

    def word_at(self, key: str, more_slips: int | None = 0) -> Mapping[int, tuple[int, float]]:
        """Return, by position, (position after, likeness) wherever a word like `key` is heard.

        Args:
            key: the sound of the word.
            more_slips: sounds that may differ beyond `slips_allowed`; None asks for the very sound.
        """
        known = self._words.get((key, more_slips))
        if known is None:
            allowed = 0 if more_slips is None else slips_allowed(len(key)) + more_slips
            known = self._words[key, more_slips] = self._all_like(key, allowed)
        return known

    def _all_like(self, key: str, allowed: int) -> dict[int, tuple[int, float]]:
        places = {at: (at + 1, score) for at, score in _near(key, self._positions, allowed)}
        if len(key) >= _JOINED_FROM:
            for at, score in _near(key, self._pairs, allowed):
                if at not in places and at + 1 not in places:
                    places[at] = (at + 2, score)
        return places

    def _starts(self, element: _Element) -> list[int]:
        match element:
            case _Word():
                starts: set[int] = set()
                for key in element.keys:
                    starts.update(self.word_at(key, element.more_slips))
                return sorted(starts)
            case _Slot(kind=SlotKind.NUMBER | SlotKind.ORDINAL):
                return [t.at for t in self._tokens if _number_in(t, element.kind) is not None]
            case _Slot():
                return sorted(self._spans[element.kind])
        return []

    def _match(
        self, elements: Sequence[_Element], index: int, at: int, edge: int
    ) -> tuple[int, list[float], tuple[tuple[str, Filled], ...]] | None:
        """Match the elements from `index` on at token `at`; `edge` is the end reached so far."""
        if index == len(elements):
            return edge, [], ()
        element = elements[index]
        if isinstance(element, _Gap):
            return self._after_gap(elements, index, at, edge)
        for step in self._skips(at, first=index == 0):
            hit = self._take(element, step)
            if hit is None or (index > 0 and self._parted(elements, index, step)):
                continue
            end, score, filled = hit
            rest = self._match(elements, index + 1, end, end)
            if rest is not None:
                return rest[0], [score, *rest[1]], filled + rest[2]
        if element.optional:
            return self._match(elements, index + 1, at, edge)
        return None

    def _after_gap(
        self, elements: Sequence[_Element], index: int, at: int, edge: int
    ) -> tuple[int, list[float], tuple[tuple[str, Filled], ...]] | None:
        gap = elements[index]
        most = gap.most if isinstance(gap, _Gap) else 0
        for jump in range(min(most, len(self._tokens) - at) + 1):
            rest = self._match(elements, index + 1, at + jump, edge)
            if rest is not None:
                return rest[0], [s - _GAP_COST * jump for s in rest[1]], rest[2]
            if at + jump in self._spans[SlotKind.MEMBER]:
                return None
        return None

    def _skips(self, at: int, *, first: bool) -> Iterator[int]:
        if at < len(self._tokens):
            yield at
        if first:
            return
        for step in range(at, min(at + _FILLERS_SKIPPED, len(self._tokens) - 1)):
            if not self._tokens[step].filler:
                return
            yield step + 1

    def _parted(self, elements: Sequence[_Element], index: int, at: int) -> bool:
        """Whether a phrase cannot go on at a token.

        Nothing goes on in another turn after the end of a sentence, and a number belongs to the
        words of its own sentence ("page douze. Contre ?" is not twelve against).
        """
        before, after = self._tokens[at - 1], self._tokens[at]
        if before.sentence == after.sentence:
            return False
        beside = elements[index - 1 : index + 1]
        counted = any(isinstance(e, _Slot) and e.kind is SlotKind.NUMBER for e in beside)
        return counted or (before.turn != after.turn and before.ends)

    def _take(
        self, element: _Word | _Slot, at: int
    ) -> tuple[int, float, tuple[tuple[str, Filled], ...]] | None:
        if isinstance(element, _Word):
            hits = [
                hit
                for key in element.keys
                if (hit := self.word_at(key, element.more_slips).get(at)) is not None
            ]
            best = max(hits, key=lambda hit: hit[1], default=None)
            return None if best is None else (best[0], best[1], ())
        if element.kind in self._spans:
            filled = self._spans[element.kind].get(at)
            return None if filled is None else (filled.last, 1.0, ((element.name, filled),))
        number = _number_in(self._tokens[at], element.kind)
        if number is None:
            return None
        value, score = number
        return at + 1, score, ((element.name, Filled(at, at + 1, value)),)


def _near(
    key: str, index: Mapping[str, Sequence[int]], allowed: int
) -> Iterator[tuple[int, float]]:
    """Yield (token, likeness) of the sounds of an index within so many slips of a key."""
    for sound, distance, _ in process.extract(
        key, list(index), scorer=Levenshtein.distance, score_cutoff=allowed, limit=None
    ):
        score = 1 - distance / max(len(key), len(sound), 1)
        for at in index[sound]:
            yield at, score


def slips_allowed(length: int) -> int:
    """Return how many sounds a word of this many may differ by and still be taken for itself.

    "contre" heard "compte" and "s'abstient" heard "s'obstient" are one sound away; words of three
    sounds or fewer have too many neighbours.
    """
    if length <= _SHORT:
        return 0
    if length <= _MEDIUM:
        return 1
    return 2 if length <= _LONG else 3


def _number_in(token: Token, kind: SlotKind) -> tuple[int, float] | None:
    if kind is SlotKind.ORDINAL:
        return None if token.rank is None else (token.rank, 1.0)
    if token.value is not None:
        return token.value, 1.0
    guessed = SOUNDS_OF_NUMBERS.get(token.sound)
    return None if guessed is None else (guessed, _GUESSED_NUMBER_SCORE)


_SLOT = re.compile(r"\{(?P<kind>[nohm])(?::(?P<name>\w+))?\}(?P<optional>\?)?")


@lru_cache(maxsize=4096)
def _compiled(phrase: str) -> tuple[_Element, ...]:
    elements: list[_Element] = []
    for part in phrase.split():
        slot = _SLOT.fullmatch(part)
        if slot:
            kind = SlotKind(slot["kind"])
            elements.append(
                _Slot(kind, slot["name"] or kind.value, optional=bool(slot["optional"]))
            )
        elif part.startswith(".."):
            elements.append(_Gap(int(part[2:] or _GAP)))
        else:
            optional = part.endswith("?")
            slips = {"=": None, "~": 1}.get(part[0], 0)
            words = part.strip("=~?").split("|")
            keys = tuple(dict.fromkeys(sound_of(word) for word in words))
            elements.append(_Word(keys, slips, optional=optional))
    if isinstance(elements[0], _Gap) or elements[0].optional:
        message = f"a phrase begins with a word or a slot: {phrase!r}"
        raise ValueError(message)
    return tuple(elements)
