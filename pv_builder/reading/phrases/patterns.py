"""Find phrases in what was heard, word by word and by sound.

A phrase is written as it is said, with a small notation:

    qui est|vote contre        words; "|" parts alternatives
    pas de|d voix? contre      "?" ends a word that may be missing
    {n} voix contre            slots: {n} number, {o} ordinal, {h} hour, {m} member
    désigner {m} .. secrétaire ".." is up to 4 words of any kind but names, "..8" up to 8
    =contre ~abstient          "=" asks for the very sound, "~" allows one slip more than usual
    <contre {n}>               "<" begins a clause, ">" ends one, by the punctuation heard

Words are compared by sound: short ones must sound the same, longer ones may differ by a sound or
two, a long word may have been heard as two ("une animité") but never over a punctuation mark ("qui
s'abstient ? Très bien" is no "abstiendrai"), any word as an elided one ("l'ève").
Elided words and hesitations may stand between any two words.

Invariants:
- The score of a match is 1 when every word sounds as written, less as it drifts.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from core.sounds import sound_of
from pv_builder.language.numbers import SOUNDS_OF_NUMBERS
from pv_builder.reading.words.heard import Heard, Token

_FILLERS_SKIPPED = 2
_GAP = 4
_GAP_COST = 0.02
_GUESSED_NUMBER_SCORE = 0.6
_JOINED_FROM = 6
_ELIDED_FROM = 3
_JOINED_WORDS = 2
_LONGEST_SLOT = 8
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
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    kind: SlotKind
    name: str
    optional: bool = False
    ends: bool = False


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

_Slots = tuple[tuple[str, Filled], ...]
_Places = Mapping[int, tuple[int, float, _Slots]]
"""Where an element is said: position after, likeness and what a slot took, by first token."""

_Found = tuple[int, list[float], _Slots]
"""The rest of a phrase matched: position after, likeness of each word, what slots took."""


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
        self._single = _SoundIndex((t.sound, t.at) for t in heard.tokens if t.sound)
        self._pairs = _SoundIndex(
            (one.sound + two.sound, one.at)
            for one, two in pairwise(heard.tokens)
            if one.sound and two.sound and not one.comma
        )
        self._elided = _SoundIndex(
            (one.sound + two.sound, one.at)
            for one, two in pairwise(heard.tokens)
            if one.filler and len(one.text) == 1 and two.sound
        )
        self._words: dict[tuple[str, int | None], dict[int, tuple[int, float]]] = {}
        self._places: dict[_Element, _Places] = {}

    def find(self, phrase: str) -> list[Match]:
        """Return where the phrase is said, in order; at most one match per first token."""
        elements = _compiled(phrase)
        places = [self._places_of(element) for element in elements]
        found = []
        for at in self._starts(elements, places):
            match = self._match(elements, places, 0, at)
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
        places = {at: (at + 1, score) for at, score in self._single.near(key, allowed)}
        pairs = self._pairs if len(key) >= _JOINED_FROM else self._elided
        if len(key) >= _ELIDED_FROM:
            alone = {at: score for at, (_, score) in places.items()}
            for at, score in pairs.near(key, allowed):
                if score > max(alone.get(at, 0.0), alone.get(at + 1, 0.0)):
                    places[at] = (at + 2, score)
        return places

    def _places_of(self, element: _Element) -> _Places:
        if element not in self._places:
            places = self._all_places(element)
            self._places[element] = {
                at: place for at, place in places.items() if self._is_in_place(element, at, place)
            }
        return self._places[element]

    def _is_in_place(self, element: _Element, at: int, place: tuple[int, float, _Slots]) -> bool:
        """Whether a word stands at the edge of a clause where the phrase asks for it."""
        tokens = self._tokens
        if isinstance(element, _Word) and element.opens:
            return at == 0 or tokens[at].opens or tokens[at - 1].comma
        if isinstance(element, _Slot) and element.ends:
            return tokens[place[0] - 1].comma
        return True

    def _all_places(self, element: _Element) -> _Places:
        match element:
            case _Word():
                found: dict[int, tuple[int, float, _Slots]] = {}
                for key in element.keys:
                    for at, (last, score) in self.word_at(key, element.more_slips).items():
                        if at not in found or found[at][1] < score:
                            found[at] = (last, score, ())
                return found
            case _Slot(kind=SlotKind.NUMBER | SlotKind.ORDINAL):
                return {
                    token.at: (token.at + 1, score, ((element.name, filled),))
                    for token in self._tokens
                    for filled, score in _number_in(token, element.kind)
                }
            case _Slot():
                return {
                    at: (filled.last, 1.0, ((element.name, filled),))
                    for at, filled in self._spans[element.kind].items()
                }
        return {}

    def _starts(self, elements: Sequence[_Element], places: Sequence[_Places]) -> list[int]:
        """Return the tokens where the phrase may begin: its rarest word must be within reach."""
        needed = [k for k, e in enumerate(elements) if not isinstance(e, _Gap) and not e.optional]
        rarest = min(needed, key=lambda k: len(places[k]))
        starts = sorted(places[0])
        if rarest == 0:
            return starts
        reach = sum(_reach(element) for element in elements[:rarest])
        kept: set[int] = set()
        for at in places[rarest]:
            kept.update(starts[bisect_left(starts, at - reach) : bisect_right(starts, at)])
        return sorted(kept)

    def _match(
        self, elements: Sequence[_Element], places: Sequence[_Places], index: int, at: int
    ) -> _Found | None:
        """Match the elements from `index` on at token `at`."""
        if index == len(elements):
            return at, [], ()
        element = elements[index]
        if isinstance(element, _Gap):
            return self._after_gap(elements, places, index, at)
        for step in self._skips(at, first=index == 0):
            hit = places[index].get(step)
            if hit is None or (index > 0 and self._parted(elements, index, step)):
                continue
            rest = self._match(elements, places, index + 1, hit[0])
            if rest is not None:
                return rest[0], [hit[1], *rest[1]], hit[2] + rest[2]
        return self._match(elements, places, index + 1, at) if element.optional else None

    def _after_gap(
        self, elements: Sequence[_Element], places: Sequence[_Places], index: int, at: int
    ) -> _Found | None:
        gap = elements[index]
        most = gap.most if isinstance(gap, _Gap) else 0
        if index + 1 == len(elements):
            return at, [], ()
        for jump in range(min(most, len(self._tokens) - 1 - at) + 1):
            if self._stands_alone(at + jump) or self._turn_ends(at + jump - 1):
                return None
            rest = self._match(elements, places, index + 1, at + jump)
            if rest is not None:
                return rest[0], [s - _GAP_COST * jump for s in rest[1]], rest[2]
            if at + jump in self._spans[SlotKind.MEMBER]:
                return None
        return None

    def _stands_alone(self, at: int) -> bool:
        """Whether a token is a whole sentence, such as "Présente": no phrase reaches over to it."""
        return self._tokens[at].opens and self._tokens[at].ends

    def _turn_ends(self, at: int) -> bool:
        """Whether a token is the last of a turn that ends with its sentence."""
        tokens = self._tokens
        last = at + 1 >= len(tokens) or tokens[at + 1].turn != tokens[at].turn
        return last and tokens[at].ends

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
        beside = (elements[index], *reversed(elements[:index]))
        said = [e for e in beside if not isinstance(e, _Gap)][:2]
        counted = any(isinstance(e, _Slot) and e.kind is SlotKind.NUMBER for e in said)
        return counted or (before.turn != after.turn and before.ends)


def _reach(element: _Element) -> int:
    """Return the most tokens that an element and what may stand before the next one take."""
    if isinstance(element, _Gap):
        return element.most
    return _FILLERS_SKIPPED + (_LONGEST_SLOT if isinstance(element, _Slot) else _JOINED_WORDS)


class _SoundIndex:
    """Positions by sound, searched among the sounds of about the same length only."""

    def __init__(self, sounds: Iterable[tuple[str, int]]) -> None:
        self._positions: dict[str, list[int]] = defaultdict(list)
        for sound, at in sounds:
            self._positions[sound].append(at)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for sound in self._positions:
            self._by_length[len(sound)].append(sound)

    def near(self, key: str, allowed: int) -> Iterator[tuple[int, float]]:
        """Yield (token, likeness) of the sounds within so many slips of a key."""
        if not allowed:
            yield from ((at, 1.0) for at in self._positions.get(key, ()))
            return
        for length in range(len(key) - allowed, len(key) + allowed + 1):
            for sound, distance, _ in process.extract(
                key,
                self._by_length.get(length, ()),
                scorer=Levenshtein.distance,
                score_cutoff=allowed,
                limit=None,
            ):
                for at in self._positions[sound]:
                    yield at, 1 - distance / max(len(key), length, 1)


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


def _number_in(token: Token, kind: SlotKind) -> Iterator[tuple[Filled, float]]:
    """Yield the number or rank that a token says, and how sure it is; nothing without one."""
    if kind is SlotKind.ORDINAL:
        if token.rank is not None:
            yield Filled(token.at, token.at + 1, token.rank), 1.0
    elif token.value is not None:
        yield Filled(token.at, token.at + 1, token.value), 1.0
    elif token.sound in SOUNDS_OF_NUMBERS:
        guessed = SOUNDS_OF_NUMBERS[token.sound]
        yield Filled(token.at, token.at + 1, guessed), _GUESSED_NUMBER_SCORE


_SLOT = re.compile(r"\{(?P<kind>[nohm])(?::(?P<name>\w+))?\}(?P<optional>\?)?(?P<ends>>)?")


@lru_cache(maxsize=4096)
def _compiled(phrase: str) -> tuple[_Element, ...]:
    elements: list[_Element] = []
    for part in phrase.split():
        slot = _SLOT.fullmatch(part)
        if slot:
            kind = SlotKind(slot["kind"])
            elements.append(
                _Slot(
                    kind,
                    slot["name"] or kind.value,
                    optional=bool(slot["optional"]),
                    ends=bool(slot["ends"]),
                )
            )
        elif part.startswith(".."):
            elements.append(_Gap(int(part[2:] or _GAP)))
        else:
            slips = {"=": None, "~": 1}.get(part.lstrip("<")[0], 0)
            words = part.strip("<=~?").split("|")
            keys = tuple(dict.fromkeys(sound_of(word) for word in words))
            optional, opens = part.endswith("?"), part.startswith("<")
            elements.append(_Word(keys, slips, optional=optional, opens=opens))
    if isinstance(elements[0], _Gap) or elements[0].optional:
        message = f"a phrase begins with a word or a slot: {phrase!r}"
        raise ValueError(message)
    return tuple(elements)
