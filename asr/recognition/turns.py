"""Words to turns: one for each sentence-like unit, without speaker. Pure.

Turns are kept short because a voice is given to each: one that holds two people's words would give
one of them to the wrong person.

Invariants:
- Every word is in exactly one turn, in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.transcript import Word

_SENTENCE_ENDS = (".", "?", "!", "…")
_ABBREVIATIONS = frozenset({"m.", "mm.", "dr.", "me.", "art.", "st.", "ste."})
"""Words whose full stop ends no sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnOptions:
    """Where a turn ends.

    Attributes:
        pause_s: a silence this long ends a turn, whatever the words say.
    """

    pause_s: float = 0.8


def split_turns(
    words: Sequence[Word], options: TurnOptions | None = None
) -> list[tuple[Word, ...]]:
    """Return the words in groups: each ends with a sentence or before a pause."""
    asked = options or TurnOptions()
    groups: list[list[Word]] = []
    for word in words:
        if not groups or _parts(groups[-1][-1], word, asked):
            groups.append([])
        groups[-1].append(word)
    return [tuple(group) for group in groups]


def _parts(before: Word, after: Word, options: TurnOptions) -> bool:
    """Whether a turn ends between two words."""
    if after.start - before.end >= options.pause_s:
        return True
    said = before.text.strip().lower()
    return said.endswith(_SENTENCE_ENDS) and said not in _ABBREVIATIONS
