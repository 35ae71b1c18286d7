"""What may be said in a session, as the text that guides the recogniser. Pure.

A recogniser that has just read "Madame Roussel" writes "Roussel" where it would have written
"Rousselle", and "Je mets aux voix" where it would have written "Je m'aise aux voies". It is guided,
never corrected: what it writes stays what it heard.

A long roll and a whole agenda do not fit into the context that the recogniser reads. So each window
is sketched first, quickly and without a guide; the names, titles and places that sound like the
sketch then guide its hearing.

Invariants:
- A hint holds the formulas and as many names as its budget allows; the names come last, where they
  weigh most.
- The hint of a window depends on the vocabulary and on the sketch of that window only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rapidfuzz import fuzz

from core.folding import fold
from core.sounds import sound_of

_FORMULAS = (
    "Il est 18 heures 30, la séance est ouverte.",
    "Appel nominal : présent, présente, absente excusée, pouvoir à Madame.",
    "Le quorum est atteint.",
    "Secrétaire de séance.",
    "Procès-verbal.",
    "Point numéro 1 de l'ordre du jour.",
    "2 500 euros hors taxes, 40 pour cent.",
    "Allez-y, je vous en prie.",
    "Je mets aux voix.",
    "Qui est contre ?",
    "Qui s'abstient ?",
    "Adopté à l'unanimité.",
)
"""What is said in every assembly; hours, sums and shares as minutes write them."""

_ANSWERS = ("Présent{e}", "Je suis là", "Oui, présent{e}")
"""Of the first members called in a window: after a mere list of names the recogniser writes a list
of names and leaves the answers out. More answers leave less room for names (docs/benchmarks.md)."""

_BUDGET_LETTERS = 450
"""Letters of names and titles in a hint: with the formulas they make some 200 of the 223 tokens of
context that Whisper reads."""

_CALL = re.compile(r"\b(?:monsieur|madame)\s+(?!l[ea']\b)((?:[\w'’-]+[\s,.]*){1,3})", re.IGNORECASE)
"""A title and up to three words: a name that is not known is often written as two or three."""

_TITLED = re.compile(r"\b(?:monsieur|madame)\s+[\w'’-]+(?:\s+[\w'’-]+)?", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b(?:[ldLD]['’])?([A-ZÀ-Ý][\w-]+)")
_ALIKE_GIVEN = 78.0
"""Least likeness in sound, in per cent, between a given name and a word with a capital: of 48 given
names in a talk 21 were written right with it and 13 without, and none more ("Alors" is 75 like
"Laurie")."""

_ROLL_CALLS = 4
"""Calls in one window that make it part of a roll call."""

_ROLL_STRETCH = 3
"""Members of a stretch of the roll for each call heard in it, at most."""

_CANDIDATES = 3
_ALIKE = 60.0
"""Least likeness in sound, in per cent, between a name and what was written for it; of the names
that were misspelt in two sessions without hints nine tenths were above it."""

_PHRASES = 2
_ALIKE_TITLE = 65.0
"""In three sessions announced titles were at least 77 alike, others at most 56."""

_ALIKE_PLACE = 80.0
"""Places are shorter than titles, so that more sounds like them by chance."""

_ALIKE_TERM = 88.0
"""A tool's terms may never have been said, and each that sounds alike takes room from the names."""

_NO_LETTERS = re.compile(r"[^\w']+")
_WORD_BREAKS = re.compile(r"[\s'’\-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledName:
    """A member as people call them: "Madame", "Élodie", "Fontaine"."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    title: str
    given: str
    family: str

    @property
    def short(self) -> str:
        """As in the debate: "Madame Fontaine"."""
        return f"{self.title} {self.family}"

    @property
    def full(self) -> str:
        """As in the roll call: "Madame Élodie Fontaine"."""
        return f"{self.title} {self.given} {self.family}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a session's papers say beforehand.

    Attributes:
        names: of the members, in the order of the roll.
        places: the authority, its communes.
        agenda: titles of the points, in order.
        terms: names of places, firms and people that a meeting tool wrote.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    names: tuple[CalledName, ...] = ()
    places: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def hint_for(vocabulary: Vocabulary, sketch: str) -> str:
    """Return what guides the hearing of a window in which this was heard without a guide.

    First the points of the agenda, places and terms that are said in other words than written, then
    the names of those who seem to be called, then the others in the order of the roll. In a roll
    call given names are said too; so they are where people call each other by nothing else.
    """
    phrases = [
        *_misheard(vocabulary.places, sketch, _ALIKE_PLACE),
        *_misheard(vocabulary.agenda, sketch, _ALIKE_TITLE),
        *_misheard(vocabulary.terms, sketch, _ALIKE_TERM),
    ]
    calls = [_Call.of(vocabulary, match.group(1)) for match in _CALL.finditer(sketch)]
    called = list(dict.fromkeys(name for call in calls for name in call.names))
    if is_roll_call := len(calls) >= _ROLL_CALLS:
        called = list(dict.fromkeys([*_stretch_of_roll(vocabulary, calls), *called]))
    forms = _in_roll_call(called) if is_roll_call else [name.short for name in called]
    forms = [*_by_given_name(vocabulary, sketch), *forms]
    others = [name.short for name in vocabulary.names if name not in called]
    room = _BUDGET_LETTERS - sum(map(len, phrases))
    return _hint(phrases, _fitting(list(dict.fromkeys([*forms, *others])), room))


def _by_given_name(vocabulary: Vocabulary, sketch: str) -> list[str]:
    """Return the given names that words of the window are or sound like, no title before them."""
    untitled = _TITLED.sub(" ", sketch)
    said = {_sound(match.group(1)) for match in _CAPITALISED.finditer(untitled)}
    likeness = {
        name.given: max((fuzz.ratio(_sound(name.given), sound) for sound in said), default=0.0)
        for name in vocabulary.names
    }
    return [given for given, alike in likeness.items() if alike >= _ALIKE_GIVEN]


def _stretch_of_roll(vocabulary: Vocabulary, calls: Sequence["_Call"]) -> tuple[CalledName, ...]:
    """Return the members of the roll between those who are called, and one on either side.

    A roll is called in its order, so that a name nobody understood stands between two known ones.
    Nothing when the known ones are too far apart for that.
    """
    places = [vocabulary.names.index(name) for c in calls if c.is_known for name in c.names]
    if not places:
        return ()
    stretch = vocabulary.names[max(0, min(places) - 1) : max(places) + 2]
    return stretch if len(stretch) <= _ROLL_STRETCH * len(calls) else ()


def _in_roll_call(names: Sequence[CalledName]) -> list[str]:
    """Return the names as a roll call has them, the first ones with their answers."""
    answered = [
        f"{name.full}. {answer.format(e='e' if name.title == 'Madame' else '')}"
        for name, answer in zip(names, _ANSWERS, strict=False)
    ]
    return [*answered, *(name.full for name in names[len(answered) :])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """What followed a title.

    Attributes:
        names: the one that is written there, else those that sound like it.
        is_known: whether it is written as the roll spells it.
    """

    names: tuple[CalledName, ...]
    is_known: bool

    @classmethod
    def of(cls, vocabulary: Vocabulary, text: str) -> "_Call":
        """Return whom a call may name."""
        written = tuple(name for name in vocabulary.names if _is_written(name, text))
        if written:
            return cls(names=written, is_known=True)
        said = _sound(text)
        likeness = {n: fuzz.partial_ratio(_sound(n.family), said) for n in vocabulary.names}
        ranked = sorted(vocabulary.names, key=likeness.__getitem__, reverse=True)
        alike = tuple(name for name in ranked[:_CANDIDATES] if likeness[name] >= _ALIKE)
        return cls(names=alike, is_known=False)


def _misheard(phrases: Sequence[str], heard: str, least: float) -> list[str]:
    """Return the phrases that sound like something heard but are not written so, the best first.

    Args:
        phrases: titles or places.
        heard: text of a window.
        least: likeness in sound, in per cent, under which a phrase was not said.
    """
    said, text = _sound(heard), _letters_of(heard)
    likeness = {
        phrase: fuzz.partial_ratio(_sound(phrase), said)
        for phrase in phrases
        if _letters_of(phrase) not in text
    }
    ranked = sorted(likeness, key=likeness.__getitem__, reverse=True)
    return [phrase for phrase in ranked[:_PHRASES] if likeness[phrase] >= least]


def _hint(phrases: Sequence[str], names: Sequence[str]) -> str:
    """Return the formulas, the phrases and the names as one text."""
    listed = [f"{', '.join(names)}."] if names else []
    return " ".join([*_FORMULAS, *(f"{phrase}." for phrase in phrases), *listed])


def _fitting(names: Sequence[str], room: int) -> tuple[str, ...]:
    """Return the first names, as many as there is room for, in letters."""
    chosen = []
    for name in names:
        room -= len(name) + 2
        if room < 0:
            break
        chosen.append(name)
    return tuple(chosen)


def _is_written(name: CalledName, text: str) -> bool:
    """Whether the family name stands in the text as the roll spells it."""
    return f" {_letters_of(name.family)} " in f" {_letters_of(text)} "


def _letters_of(text: str) -> str:
    """Return the text in lower case without accents and marks, for comparing."""
    return " ".join(_NO_LETTERS.sub(" ", fold(text)).split())


def _sound(text: str) -> str:
    """Return how a text sounds, without its word breaks: recognisers put them elsewhere."""
    return "".join(sound_of(word) for word in _WORD_BREAKS.split(text))
