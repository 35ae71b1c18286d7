"""What was said and has no text: gaps that nobody recognised, and text set aside as invented."""

from dataclasses import dataclass

from core.transcript import TurnId
from desktop.session.corrections.corrections import Corrected
from desktop.session.corrections.edits import InsertTurn


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPassage:
    """A stretch of speech without text.

    Attributes:
        start: seconds.
        end: seconds.
        text: what was set aside as invented; "" where nothing was recognised.
    """

    start: float
    end: float
    text: str = ""


def missing_passages(state: Corrected) -> tuple[MissingPassage, ...]:
    """Return what is still without text, in order; what a person filled in is left out."""
    coverage = state.transcript.coverage
    if coverage is None:
        return ()
    passages = [
        *(MissingPassage(start=gap.start, end=gap.end) for gap in coverage.gaps),
        *(MissingPassage(start=q.start, end=q.end, text=q.text) for q in coverage.quarantined),
    ]
    filled = {turn.start for turn in state.transcript.turns if turn.id.startswith(_TYPED)}
    left = (passage for passage in passages if passage.start not in filled)
    return tuple(sorted(left, key=lambda passage: passage.start))


def insertion(state: Corrected, passage: MissingPassage, text: str) -> InsertTurn:
    """Return the edit that gives a passage its text."""
    taken = {turn.id for turn in state.transcript.turns}
    number = 1
    while (new := TurnId(f"{_TYPED}{number:04d}")) in taken:
        number += 1
    return InsertTurn(new_turn=new, start=passage.start, end=passage.end, text=text)


_TYPED = "saisi-"
"""Beginning of the ids of turns that a person added."""
