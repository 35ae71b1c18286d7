"""Find words in a transcript and replace them: accents ignored or not, whole words or parts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from core.transcript import Turn
from desktop.session.corrections.edits import EditGroup, GroupLabel, SingleEdit
from desktop.session.corrections.retyping import edit_of_text


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
