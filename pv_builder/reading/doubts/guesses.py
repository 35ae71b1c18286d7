"""What a doubtful word may be: words and phrases of the same session that sound like it, ranked.

The words are those of the agenda and of the roll, those heard well or typed elsewhere in the same
transcript, and the set phrases. No dictionary of French: one of 140,000 words was tried and gave
wrong guesses at nearly every word (docs/benchmarks.md, correcting).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from core.folding import fold
from core.sounds import loose_likeness, sound_of
from core.transcript import Turn
from pv_builder.meeting import Member
from pv_builder.reading.phrases.likely import Unit, likely_phrases, session_phrases, units_of
from pv_builder.seance import AgendaEntry

MOST = 3
"""More than this nobody reads before typing the word."""

_WELL_HEARD = 0.8
_LETTERS = 4
_LEAST_WORD, _LEAST_PHRASE = 0.7, 0.65
_COARSER = 0.15
_WIDTHS = (1, 2, 3)
_PHRASE_BONUS = 0.1
"""A phrase is right more often than a word of the same likeness: its other words agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the words `first_word:last_word` of a turn may be; `score` is a likeness for ranking."""

    first_word: int
    last_word: int
    after: str
    score: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is said in a session: words by their sound, and phrases."""

    words: dict[str, tuple[str, ...]]
    phrases: tuple[str, ...]

    def with_words(self, text: str) -> "Vocabulary":
        """Return the vocabulary with the words of a text that a person wrote."""
        new = _by_sound(word for word in map(_bare, text.split()) if len(word) >= _LETTERS)
        merged = {
            sound: tuple(dict.fromkeys((*self.words.get(sound, ()), *same)))
            for sound, same in new.items()
        }
        return replace(self, words={**self.words, **merged})


def vocabulary_of(
    turns: Sequence[Turn], agenda: Sequence[AgendaEntry], roll: Sequence[Member]
) -> Vocabulary:
    """Return the words and phrases of a session."""
    return Vocabulary(_by_sound(_words(turns, agenda, roll)), session_phrases(agenda))


def guesses(turn: Turn, first_word: int, last_word: int, known: Vocabulary) -> tuple[Guess, ...]:
    """Return what the words may be, the likeliest first; the phrases may reach beyond them."""
    units = units_of(turn)
    found = sorted(
        (
            *_phrases(turn, first_word, last_word, known),
            *_alike(units, first_word, last_word, known),
        ),
        key=lambda guess: -guess.score,
    )
    once = {fold(guess.after): guess for guess in reversed(found)}
    return tuple(guess for guess in found if once[fold(guess.after)] is guess)[:MOST]


def _by_sound(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    by_sound: dict[str, dict[str, None]] = {}
    for word in words:
        sound = sound_of(word)
        if len(sound) >= _LETTERS - 1:
            by_sound.setdefault(sound, {})[word] = None
    return {sound: tuple(same) for sound, same in by_sound.items()}


def _words(
    turns: Sequence[Turn], agenda: Sequence[AgendaEntry], roll: Sequence[Member]
) -> Iterator[str]:
    yield from (member.family_name for member in roll)
    for entry in agenda:
        parts = (_bare(word) for word in entry.title.split())
        yield from (word for word in parts if len(word) >= _LETTERS)
    for turn in turns:
        opens = True  # a sentence: the capital there says nothing of the word
        for unit in units_of(turn):
            word = _bare(unit.text)
            if unit.probability >= _WELL_HEARD and unit.sound and len(word) >= _LETTERS:
                yield word if word[:1].isupper() and not opens else word.lower()
            opens = unit.ends


def _bare(word: str) -> str:
    """Return a word without what is elided before it and the marks around it."""
    return word.replace("’", "'").rpartition("'")[2].strip(" ,.;:!?…()«»")


def _phrases(turn: Turn, first_word: int, last_word: int, known: Vocabulary) -> Iterator[Guess]:
    for one in likely_phrases((turn,), known.phrases, least=_LEAST_PHRASE):
        if one.first_word < last_word and one.last_word > first_word:
            yield Guess(
                first_word=one.first_word,
                last_word=one.last_word,
                after=one.after,
                score=one.score + _PHRASE_BONUS,
            )


def _alike(
    units: Sequence[Unit], first_word: int, last_word: int, known: Vocabulary
) -> Iterator[Guess]:
    inside = [u for u in units if u.first < last_word and u.last > first_word]
    if all(_is_known(_bare(unit.text), known) for unit in inside):
        return  # each is a word of this session: nothing says that it is another one
    for run in _runs(units, first_word, last_word):
        heard = {fold(_bare(unit.text)) for unit in run}
        elided = run[0].text[: run[0].text.replace("’", "'").rfind("'") + 1]
        sound = "".join(unit.sound for unit in run).removeprefix(sound_of(elided))
        for word, score in _near(sound, known):
            if fold(word) not in heard:
                yield Guess(
                    first_word=run[0].first,
                    last_word=run[-1].last,
                    after=elided + word,
                    score=score,
                )


def _is_known(word: str, known: Vocabulary) -> bool:
    return fold(word) in map(fold, known.words.get(sound_of(word), ()))


def _runs(units: Sequence[Unit], first_word: int, last_word: int) -> Iterator[Sequence[Unit]]:
    """Yield the words themselves, and with those beside them."""
    inside = [at for at, u in enumerate(units) if u.first < last_word and u.last > first_word]
    if not inside:
        return
    for width in _WIDTHS:
        for first in range(max(0, inside[-1] + 1 - width), inside[0] + 1):
            run = units[first : first + width]
            if len(run) == width and all(unit.sound for unit in run):
                yield run


def _near(sound: str, known: Vocabulary) -> Iterable[tuple[str, float]]:
    if len(sound) < _LETTERS - 1:
        return
    close = process.extract_iter(
        sound,
        known.words.keys(),
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=_LEAST_WORD - _COARSER,
    )
    for key, _, _ in close:
        score = loose_likeness(sound, key)
        if score >= _LEAST_WORD:
            yield from ((word, score) for word in known.words[key])
