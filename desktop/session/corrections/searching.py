"""Find words in a transcript and replace them: accents ignored or not, whole words or parts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from core.transcript import Turn
from desktop.session.corrections.edits import EditGroup, GroupLabel, ReplaceWords, SingleEdit
from desktop.session.corrections.retyping import edit_of_text

_MARKS = " ,.;:!?…«»\u00a0\u202f"
_SHORTEST = 4
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for.

    Attributes:
        text: the words; letters of either case.
        whole_words: not inside longer words.
        accents: "é" is not "e".
    """

    text: str
    whole_words: bool = False
    accents: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place in the text of a turn: characters `first..last` (excluded) of turn `number`."""

    number: int
    first: int
    last: int


def find(turns: Sequence[Turn], query: Query) -> list[Match]:
    """Return every place that matches, in order; none for an empty query."""
    wanted = _comparable(query.text.strip(), accents=query.accents)
    if not wanted:
        return []
    edge = r"\b" if query.whole_words else ""
    pattern = re.compile(f"{edge}{re.escape(wanted)}{edge}")
    return [
        Match(number=number, first=found.start(), last=found.end())
        for number, turn in enumerate(turns)
        for found in pattern.finditer(_comparable(turn.text, accents=query.accents))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Words that a person replaced in one place and that stand in others.

    Attributes:
        before: as they were recognised, without the punctuation around them.
        after: what they became.
        places: where they still stand.
    """

    before: str
    after: str
    places: tuple[Match, ...]


def said_again(turns: Sequence[Turn], edit: ReplaceWords) -> Again | None:
    """Return where else the words that an edit replaced stand, in the turns as they now are.

    None where they stand nowhere else, or are too short or too frequent to be one mistake made
    again: nobody looks through a hundred places of "pour" for one that was wrong.
    """
    before, after = edit.before.strip(_MARKS), edit.after.strip(_MARKS)
    if len(before) < _SHORTEST or not after or before.lower() == after.lower():
        return None
    places = find(turns, Query(text=before, whole_words=True, accents=True))
    if not 0 < len(places) <= _MOST_PLACES:
        return None
    return Again(before=before, after=after, places=tuple(places))


def _comparable(text: str, *, accents: bool) -> str:
    """Return the text in lower case, as many characters long as it was."""
    return "".join(_letter(character, accents=accents) for character in text)


def _letter(character: str, *, accents: bool) -> str:
    lowered = character.lower()
    if not accents:
        lowered = unicodedata.normalize("NFD", lowered)
    if lowered[:1] in {"’", "ʼ"}:
        return "'"
    return lowered[:1] or character


def replaced(text: str, matches: Sequence[Match], by: str) -> str:
    """Return a turn's text with these places replaced; a capital stays a capital."""
    pieces, position = [], 0
    for match in matches:
        found = text[match.first : match.last]
        new = by[:1].upper() + by[1:] if found[:1].isupper() and by[:1].islower() else by
        pieces += [text[position : match.first], new]
        position = match.last
    return "".join([*pieces, text[position:]])


def replacement(turns: Sequence[Turn], matches: Sequence[Match], by: str) -> EditGroup | None:
    """Return the one edit that replaces these places; None when it would change nothing."""
    edits: list[SingleEdit] = []
    for number in sorted({match.number for match in matches}):
        turn = turns[number]
        here = [match for match in matches if match.number == number]
        edit = edit_of_text(turn, replaced(turn.text, here, by))
        if edit is not None:
            edits.append(edit)
    return EditGroup(label=GroupLabel.REPLACE_ALL, edits=tuple(edits)) if edits else None
