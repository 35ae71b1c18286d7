"""Words that sound like a phrase which was to be expected there, and are spelled otherwise.

A recogniser that did not understand writes what it heard with other words: "la probation du
procès-verbal", "à telle des oppositions". The phrases to expect are those that every council uses
(`set_phrases`) and those of the session's own agenda.

Invariants:
- Nothing is changed here: what is found is proposed to a person.
- Words that already read as one of the phrases are never proposed to be changed.
- No numbers: what was counted is not to be guessed by its sound.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from core.folding import fold
from core.sounds import loose_likeness, sound_of, words
from core.transcript import Turn
from pv_builder.language.numbers import number_word
from pv_builder.reading.phrases.set_phrases import SET_PHRASES
from pv_builder.seance import AgendaEntry

LEAST = 0.8
"""Likeness of the sound from which a phrase is proposed (docs/benchmarks.md, correcting)."""

_MARKS = " ,.;:!?…«»\u00a0\u202f"
_STRONG = (".", "?", "!", "…")
_SHORTEST, _LONGEST = 7, 45
"""Sounds of a phrase; shorter ones are found everywhere."""
_MOST_WORDS = 14
_SHORTER, _LONGER = 0.7, 1.4
_SURELY_HEARD = 0.9
"""Words of this probability are left alone."""
_ALONE = 0.9
"""Likeness asked of a phrase that was heard as one word."""
_COARSER = 0.1
"""The exact likeness may be this much lower than the mean with the coarse one."""
_TITLE_WORDS = 8
_CONTENT_LETTERS = 4
_FUNCTION = words(
    "a à au aux avec ce ces cet cette d dans de des du elle en entre et l la le les leur leurs "
    "nous ou où par plus pour sans ses son sous sur tous tout vers vous"
)
_WHOLE = 0.002
"""A longer phrase is preferred to a part of it that sounds better by this much for each letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A phrase that the words `first_word:last_word` of a turn sound like.

    Attributes:
        turn: index of the turn.
        after: the phrase, in lower case but for its names.
        score: likeness of the sound, 0..1.
        probability: of the least sure word that would change; 1 where none is known.
    """

    turn: int
    first_word: int
    last_word: int
    after: str
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Unit:
    """Words written without a space between them ("a", "-t", "-il").

    Attributes:
        text: without the punctuation around it.
        sound: key of `core.sounds`; "" for numbers.
        probability: of its least sure word; 1 where none is known.
        ends: whether it ends a sentence.
    """

    first: int
    last: int
    text: str
    sound: str
    probability: float
    ends: bool


@dataclass(frozen=True, slots=True)
class _Window:
    turn: int
    first: int
    last: int


def session_phrases(agenda: Sequence[AgendaEntry]) -> tuple[str, ...]:
    """Return the phrases to expect in a session: the set ones and the parts of its titles."""
    return (*SET_PHRASES, *dict.fromkeys(part for e in agenda for part in _title_parts(e.title)))


def likely_phrases(
    turns: Sequence[Turn], phrases: Iterable[str], *, least: float = LEAST
) -> tuple[Likely, ...]:
    """Return where other words sound like one of the phrases, in the order they are said.

    Args:
        turns: of the transcript.
        phrases: as they are written.
        least: likeness of the sound asked for, 0..1.
    """
    said = [units_of(turn) for turn in turns]
    wanted = list(phrases)
    windows, right = _windows(said, {fold(phrase) for phrase in wanted})
    found = sorted(
        _matches(windows, {_key(phrase): phrase for phrase in wanted}, least),
        key=lambda match: match[0] + _WHOLE * len(match[2]),
        reverse=True,
    )
    taken: set[tuple[int, int]] = set()
    result: list[Likely] = []
    for score, window, phrase in found:
        places = {(window.turn, at) for at in range(window.first, window.last)}
        units = said[window.turn]
        changed = _changed(units, window, phrase)
        alone = window.last - window.first == 1 and score < _ALONE
        is_right = any((window.turn, at) in right for at in changed)
        if not changed or alone or is_right or places & taken:
            continue
        probability = min(units[at].probability for at in changed)
        if probability < _SURELY_HEARD:
            taken |= places
            result.append(_likely(units, window, phrase, score, probability))
    return tuple(sorted(result, key=lambda one: (one.turn, one.first_word)))


def _likely(
    units: Sequence[Unit], window: _Window, phrase: str, score: float, probability: float
) -> Likely:
    return Likely(
        turn=window.turn,
        first_word=units[window.first].first,
        last_word=units[window.last - 1].last,
        after=phrase,
        score=score,
        probability=probability,
    )


def _title_parts(title: str) -> Iterator[str]:
    """Yield the title and its runs of words that begin and end with a word of substance."""
    parts = title.replace(":", " ").replace(",", " ").split()
    parts[:1] = [word[:1].lower() + word[1:] for word in parts[:1]]
    for first, opening in enumerate(parts):
        for last in range(first + 2, min(len(parts), first + _TITLE_WORDS) + 1):
            if _is_content(opening) and _is_content(parts[last - 1]):
                yield " ".join(parts[first:last])


def _is_content(word: str) -> bool:
    bare = word.replace("’", "'").rpartition("'")[2]
    content = len(bare) >= _CONTENT_LETTERS and fold(bare) not in _FUNCTION
    return content and not any(letter.isdigit() for letter in bare)


@lru_cache(maxsize=1 << 14)
def _key(phrase: str) -> str:
    return "".join(map(sound_of, phrase.replace("-", " ").replace("'", "' ").split()))


def units_of(turn: Turn) -> list[Unit]:
    """Return the words of a turn as they are written, with their sound."""
    result: list[Unit] = []
    first = 0
    while first < len(turn.words):
        last = first + 1
        while last < len(turn.words) and not turn.words[last].text.startswith(" "):
            last += 1
        here = turn.words[first:last]
        whole = "".join(word.text for word in here).strip()
        bare = whole.strip(_MARKS).replace("’", "'")
        sound = "" if _is_number(bare) else _key(bare)
        known = [word.probability for word in here if word.probability is not None]
        ends = whole.endswith(_STRONG)
        result.append(Unit(first, last, bare, sound, min(known, default=1.0), ends))
        first = last
    return result


def _is_number(text: str) -> bool:
    return any(letter.isdigit() for letter in text) or number_word(text.lower()) is not None


_Windows = dict[str, list[_Window]]


def _windows(
    said: Sequence[Sequence[Unit]], right: set[str]
) -> tuple[_Windows, set[tuple[int, int]]]:
    """Return the runs of words within a sentence by their sound, and what reads right already."""
    windows: _Windows = defaultdict(list)
    spelled: set[tuple[int, int]] = set()
    for turn, units in enumerate(said):
        for first in range(len(units)):
            sound, text, doubtful = "", "", False
            for last in range(first + 1, min(len(units), first + _MOST_WORDS) + 1):
                unit = units[last - 1]
                sound += unit.sound
                text = f"{text} {unit.text}".strip()
                if not unit.sound or len(sound) > _LONGEST * _LONGER:
                    break
                doubtful = doubtful or unit.probability < _SURELY_HEARD
                if fold(text) in right:
                    spelled |= {(turn, at) for at in range(first, last)}
                elif doubtful:
                    windows[sound].append(_Window(turn, first, last))
                if unit.ends:
                    break
    return windows, spelled


def _matches(
    windows: _Windows, phrases: dict[str, str], least: float
) -> Iterator[tuple[float, _Window, str]]:
    by_length: dict[int, list[str]] = defaultdict(list)
    for sound in windows:
        by_length[len(sound)].append(sound)
    for key, phrase in phrases.items():
        if not _SHORTEST <= len(key) <= _LONGEST:
            continue
        for length in range(round(_SHORTER * len(key)), round(_LONGER * len(key)) + 1):
            near = process.extract_iter(
                key,
                by_length.get(length, ()),
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=least - _COARSER,
            )
            for sound, _, _ in near:
                score = loose_likeness(key, sound)
                if score >= least:
                    yield from ((score, window, phrase) for window in windows[sound])


def _changed(units: Sequence[Unit], window: _Window, phrase: str) -> range:
    """Return the units that would read otherwise; none where the phrase brings nothing.

    It brings nothing where words would only be added or taken away, where small words at an end
    would change ("du conseil municipal" is not "le conseil municipal" misheard), or where its
    beginning was heard before: the phrase was said there with other words in it.
    """
    said = [fold(unit.text) for unit in units]
    heard = said[window.first : window.last]
    wanted = [fold(word) for word in phrase.split()]
    is_same = _bare_ends(heard) == _bare_ends(wanted) or _is_among(wanted, heard)
    if is_same or _begins_before(said[: window.first], wanted):
        return range(0)
    head = _common(heard, wanted)
    tail = _common(heard[head:][::-1], wanted[head:][::-1])
    return range(window.first + head, window.last - tail)


def _bare_ends(words: Sequence[str]) -> list[str]:
    """Return the words without the small ones, and what is elided, at both ends."""
    bare = [_unelided(word) for word in words]
    kept = [at for at, word in enumerate(bare) if word not in _FUNCTION]
    return bare[kept[0] : kept[-1] + 1] if kept else bare


def _begins_before(before: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(
        before[-count:] == wanted[:count] for count in range(1, min(len(before), len(wanted)) + 1)
    )


def _is_among(wanted: Sequence[str], heard: Sequence[str]) -> bool:
    """Whether all the words wanted are heard, in order, with others between them."""
    left = iter(heard)
    return all(word in left for word in wanted)


def _unelided(word: str) -> str:
    return word.rpartition("'")[2]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many leading texts two lists share."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
