"""What may be said in a session, as the text that guides the recogniser. Pure.

A recogniser that has just read "Madame Roussel" writes "Roussel" where it would have written
"Rousselle", and "Je mets aux voix" where it would have written "Je m'aise aux voies". It is guided,
never corrected: what it writes stays what it heard.

A long roll and a whole agenda do not fit into the context that the recogniser reads. The first
hearing has the names at the top of the roll; a window that seems to name somebody else, or to
announce a point, is heard again with the names and titles that sound like it.

Invariants:
- A hint holds the formulas and as many names as its budget allows; the names come last, where they
  weigh most.
- The hints of a window depend on the vocabulary and on what was heard in that window only.
"""

import re
from collections.abc import Iterable, Sequence
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

_BUDGET_LETTERS = 450
"""Letters of names and titles in a hint: with the formulas they make some 200 of the 223 tokens of
context that Whisper reads."""

_CALL = re.compile(r"\b(?:monsieur|madame)\s+(?!l[ea']\b)((?:[\w'’-]+[\s,.]*){1,3})", re.IGNORECASE)
"""A title and up to three words: a name that is not known is often written as two or three."""

_CANDIDATES = 3
_ALIKE = 60.0
"""Least likeness in sound, in per cent, between a name and what was written for it; of the names
that were misspelt in two sessions without hints nine tenths were above it."""

_TITLES = 2
_ALIKE_TITLE = 65.0

_NO_LETTERS = re.compile(r"[^\w']+")
_WORD_BREAKS = re.compile(r"[\s'’\-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a session's papers say beforehand.

    Attributes:
        names: of the members as they are called out, in the order of the roll: "Madame Roussel".
        places: the authority, its communes, streets.
        agenda: titles of the points, in order.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()


def first_hint(vocabulary: Vocabulary) -> str:
    """Return the hint for the first hearing of any window."""
    return _hint(_fitting(vocabulary.names))


def second_hint(vocabulary: Vocabulary, heard: str) -> str | None:
    """Return a better hint for a window in which this was heard; None when there is none.

    There is one when a title is followed by no name of the roll, but by something that sounds like
    a name for which the first hint had no room; or when a point of the agenda is announced in other
    words than those of its title.
    """
    titles = _misheard_titles(vocabulary, heard)
    names = _unmentioned_names(vocabulary, heard)
    if not titles and not names:
        return None
    written = [name for name in vocabulary.names if _is_written(name, heard)]
    first = dict.fromkeys([*names, *written, *vocabulary.names])
    chosen = frozenset(_fitting(list(first), taken=sum(map(len, titles))))
    return _hint([name for name in vocabulary.names if name in chosen], titles)


def _misheard_titles(vocabulary: Vocabulary, heard: str) -> list[str]:
    """Return the titles that sound like something heard, but are not written so; the best first."""
    said, text = _sound(heard), _letters_of(heard)
    likeness = {
        title: fuzz.partial_ratio(_sound(title), said)
        for title in vocabulary.agenda
        if _letters_of(title) not in text
    }
    ranked = sorted(likeness, key=likeness.__getitem__, reverse=True)
    return [title for title in ranked[:_TITLES] if likeness[title] >= _ALIKE_TITLE]


def _unmentioned_names(vocabulary: Vocabulary, heard: str) -> list[str]:
    """Return the names that sound like unknown ones, if the first hint lacks one of them."""
    known = frozenset(_fitting(vocabulary.names))
    if len(known) == len(vocabulary.names):
        return []
    alike = [
        name for call in _unknown_calls(vocabulary, heard) for name in _alike(vocabulary, call)
    ]
    return [] if known.issuperset(alike) else alike


def _unknown_calls(vocabulary: Vocabulary, heard: str) -> list[str]:
    """Return what follows each title, where it is no name of the roll."""
    calls = [match.group(1) for match in _CALL.finditer(heard)]
    return [call for call in calls if not any(_is_written(name, call) for name in vocabulary.names)]


def _alike(vocabulary: Vocabulary, call: str) -> list[str]:
    """Return the names of the roll that sound most like what followed a title, the best first."""
    said = _sound(call)
    likeness = {name: fuzz.partial_ratio(_sound(_family(name)), said) for name in vocabulary.names}
    ranked = sorted(vocabulary.names, key=likeness.__getitem__, reverse=True)
    return [name for name in ranked[:_CANDIDATES] if likeness[name] >= _ALIKE]


def _is_written(name: str, text: str) -> bool:
    """Whether the family name stands in the text as the roll spells it."""
    return f" {_letters_of(_family(name))} " in f" {_letters_of(text)} "


def _letters_of(text: str) -> str:
    """Return the text in lower case without accents and marks, for comparing."""
    return " ".join(_NO_LETTERS.sub(" ", fold(text)).split())


def _hint(names: Iterable[str], titles: Sequence[str] = ()) -> str:
    """Return the formulas, the titles and the names as one text."""
    listed = ", ".join(names)
    sentences = [
        *_FORMULAS,
        *(f"{title}." for title in titles),
        *([f"{listed}."] if listed else []),
    ]
    return " ".join(sentences)


def _fitting(names: Sequence[str], taken: int = 0) -> tuple[str, ...]:
    """Return the first names, as many as fit into what others have left of the budget."""
    chosen, letters = [], taken
    for name in names:
        letters += len(name) + 2
        if letters > _BUDGET_LETTERS:
            break
        chosen.append(name)
    return tuple(chosen)


def _family(name: str) -> str:
    """Return a name without its title."""
    return name.split(" ", 1)[-1]


def _sound(text: str) -> str:
    """Return how a text sounds, without its word breaks: recognisers put them elsewhere."""
    return "".join(sound_of(word) for word in _WORD_BREAKS.split(text))
