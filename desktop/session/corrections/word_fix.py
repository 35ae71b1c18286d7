"""One place of a transcript that was probably misheard, and what it should read."""

from dataclasses import dataclass
from enum import StrEnum

from core.transcript import TurnId


class FixKind(StrEnum):
    """Why a place is proposed to be corrected."""

    NAME = "name"
    PHRASE = "phrase"
    AGREEMENT = "agreement"
    FIGURES = "figures"


MARKS = " ,.;:!?…"
_SURE = {FixKind.NAME: 0.8, FixKind.PHRASE: 0.9}
"""Likeness from which a fix is ticked beforehand (docs/benchmarks.md, correcting)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFix:
    """Words to be spelled otherwise.

    Attributes:
        at_s: second they begin at.
        end_s: second they end at.
        context: the words said just before, of the same turn.
        before: the words recognised.
        after: the words they become.
        score: likeness of the sound, 0..1.
    """

    kind: FixKind
    turn: TurnId
    first_word: int
    last_word: int
    at_s: float
    end_s: float
    before: str
    after: str
    score: float
    context: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it is like enough to be proposed as right."""
        return self.score >= _SURE.get(self.kind, 0.0)


def as_before(text: str, before: str) -> str:
    """Return the text with the capital and the punctuation of the words it replaces."""
    bare = before.rstrip(MARKS)
    cased = text[:1].upper() + text[1:] if bare[:1].isupper() else text
    return cased + before[len(bare) :]
