"""Where the words of each title of the agenda are said, and how much each word tells.

A word is heard by its sound, in another form of its family ("toit" for "toiture"), in an everyday
word for it ("cantine" for "restauration"), or in the initials of a title ("la DM" for "décision
modificative"). What a word tells is measured in nats:
one that is heard all over the session tells nothing, one that is heard in one place tells most.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Prefix

from core.folding import fold
from core.sounds import words
from pv_builder.reading.agenda.everyday_words import KINDRED
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import Token, tokens_of_text
from pv_builder.seance import AgendaEntry

_SMALL_WORDS = words(
    "le la les l de du des d un une et à au aux en dans sur pour par avec entre ou ce cette son sa "
    "ses leur n s année numéro exercice"
)
_STEM = 4
_LONG_STEM = 5
_LEAST_LIKENESS = 0.75
_FAMILY_LIKENESS = 0.8
_EVERYDAY_LIKENESS = 0.7
_NUMBER_LIKENESS = 0.5
_INITIALS = range(2, 6)
_VOWELS = frozenset("aeiouy")
_INITIALS_LIKENESS = 0.9
_SKIPPED_FROM = 3
_BLOCK = 120
_SHORTEST_BLOCK = 8
_BLOCKS_PER_ITEM = 4
_SAID_IN_ITS_ITEM = 0.7
_MOST_NATS = 3.0
_FEW = 60
_ENDINGS = ("es", "e", "s", "x")


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A word of a title; `key` is its sound, "" for a number, `shared` how many titles have it."""

    text: str
    key: str
    value: int | None
    shared: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a title said at token `at`.

    Attributes:
        at: token.
        word: index in the title.
        nats: what this tells.
        part: of the whole title.
        share: of all the sayings of the word.
    """

    at: int
    word: int
    nats: float
    part: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title of the agenda and where its words are said, in order.

    Attributes:
        numbers: the numbers that it holds, which are not the number of another item.
        hits: words said, in order.
        words: how many words it has.
    """

    numbers: frozenset[int]
    words: int
    hits: tuple[Hit, ...]


def titles_said(scene: Scene) -> list[Title]:
    """Return each title of the agenda with the places of its words."""
    agenda = scene.seance.agenda
    said = _Said(scene, len(agenda))
    return [_title(title, said) for title in _words_of_titles(agenda)]


def _title(title: Sequence[TitleWord], said: "_Said") -> Title:
    places = [said.places(word) for word in title]
    for word, at in said.initials(title):
        places[word].setdefault(at, _INITIALS_LIKENESS)
    nats = [said.nats(found) / word.shared for word, found in zip(title, places, strict=True)]
    weights = [1 / word.shared for word in title]
    parts = [weight / sum(weights) for weight in weights]
    hits = (
        Hit(at, word, nats[word] * likeness, parts[word] * likeness, 1 / len(found))
        for word, found in enumerate(places)
        if nats[word] > 0 or len(found) <= _FEW
        for at, likeness in found.items()
    )
    return Title(
        numbers=frozenset(word.value for word in title if word.value is not None),
        words=len(title),
        hits=tuple(sorted(hits, key=lambda hit: (hit.at, hit.word))),
    )


class _Said:
    """Where words are said in a session."""

    def __init__(self, scene: Scene, items: int) -> None:
        self._scene = scene
        self._positions: dict[str, list[int]] = defaultdict(list)
        for token in scene.heard.tokens:
            if token.value is None:
                self._positions[token.text].append(token.at)
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._folded: dict[str, list[str]] = defaultdict(list)
        for text in self._positions:
            self._stems[_stem(text)[:_STEM]].append(text)
            self._folded[fold(text)].append(text)
        even = scene.end // max(1, _BLOCKS_PER_ITEM * items)
        self._block = max(_SHORTEST_BLOCK, min(_BLOCK, even))
        self._blocks = max(1, math.ceil(scene.end / self._block))
        self._short = self._capitals()
        self._hours = {at for hour in scene.hours for at in range(hour.first, hour.last)}

    def places(self, word: TitleWord) -> dict[int, float]:
        """Return, by token, how alike a word said is to one of a title."""
        said = self._scene.cues.said(word.key, word.value)
        found = {at: likeness for at, likeness in said if likeness >= _LEAST_LIKENESS}
        if not word.key:
            return {at: _NUMBER_LIKENESS for at in found if at not in self._hours}
        for text, likeness in self._otherwise(word.text):
            for at in self._positions[text]:
                found.setdefault(at, likeness)
        return found

    def _otherwise(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the words said that stand for one of a title, each with how much it tells."""
        for text in self._stems.get(_stem(word)[:_STEM], ()):
            if same_family(text, word):
                yield text, _FAMILY_LIKENESS
        for other in KINDRED.get(fold(word), ()):
            for text in self._folded.get(other, ()):
                yield text, _EVERYDAY_LIKENESS

    def nats(self, places: Mapping[int, float]) -> float:
        """Return what a word tells that is said at these tokens, by how far it is spread."""
        spread = len({at // self._block for at in places}) / self._blocks
        if not spread:
            return 0.0
        return min(_MOST_NATS, max(0.0, math.log(_SAID_IN_ITS_ITEM / spread)))

    def initials(self, title: Sequence[TitleWord]) -> Iterator[tuple[int, int]]:
        """Yield (word, token) where the initials of words of a title are said for them."""
        letters = [fold(word.text)[:1] for word in title]
        for text, positions in self._short.items():
            for start in range(len(letters)):
                taken = _spelt(text, letters, start)
                if taken:
                    yield from ((word, at) for word in taken for at in positions)
                    break

    def _capitals(self) -> dict[str, list[int]]:
        """Return the short words that are written with a capital inside a sentence: "la DM"."""
        found: dict[str, list[int]] = defaultdict(list)
        for token in self._scene.heard.tokens:
            if _is_initials(token):
                found[fold(token.text)].append(token.at)
        return found


def _is_initials(token: Token) -> bool:
    """Whether a token may be initials: capital inside a sentence, or nothing to pronounce."""
    if len(token.text) not in _INITIALS or token.value is not None or token.text in _SMALL_WORDS:
        return False
    return (token.capital and not token.opens) or not set(fold(token.text)) & _VOWELS


def _spelt(text: str, letters: Sequence[str], start: int) -> list[int]:
    """Return the words whose initials make a text from word `start` on, [] where they do not.

    One word may be left out between two where the text has three letters or more: "RPQS".
    """
    taken: list[int] = []
    skip = len(text) >= _SKIPPED_FROM
    word = start
    for letter in text:
        reach = range(word, min(word + 1 + (skip and bool(taken)), len(letters)))
        found = next((one for one in reach if letters[one] == letter), None)
        if found is None:
            return []
        taken.append(found)
        word = found + 1
    return taken


def same_family(one: str, other: str) -> bool:
    """Whether two words share their root: "éclairage" and "éclairer", "toit" and "toiture"."""
    short, long = sorted((_stem(one), _stem(other)), key=len)
    if len(short) < _STEM:
        return False
    common = Prefix.similarity(short, long)
    whole = common == len(short) or common >= _LONG_STEM
    return whole and 2 * common >= len(long)


@lru_cache(maxsize=1 << 15)
def _stem(text: str) -> str:
    """Return a word without accents and the ending of its number and gender."""
    folded = fold(text)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _STEM:
            return folded[: -len(ending)]
    return folded


def _words_of_titles(agenda: Sequence[AgendaEntry]) -> list[list[TitleWord]]:
    """Return the words of each title that say something; small ones are left out."""
    titles = [list(dict.fromkeys(_content(tokens_of_text(entry.title)))) for entry in agenda]
    shared = Counter(key for title in titles for key in {(key, value) for _, key, value in title})
    return [
        [TitleWord(text, key, value, shared[key, value]) for text, key, value in title]
        for title in titles
    ]


def _content(tokens: Sequence[Token]) -> Iterator[tuple[str, str, int | None]]:
    for token in tokens:
        if token.text in _SMALL_WORDS or (len(token.sound) <= 1 and token.value is None):
            continue
        yield token.text, token.sound, token.value if not token.sound else None
