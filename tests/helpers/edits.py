"""A transcript of three turns, and what edits make of it."""

from dataclasses import replace

from core.transcript import (
    Doubt,
    DoubtKind,
    Transcript,
    Turn,
    TurnId,
)
from desktop.session.corrections.corrections import (
    Corrected,
    apply,
)
from desktop.session.corrections.edits import (
    Edit,
)
from pv_builder.meeting import MemberName
from tests.helpers.sessions import transcript_of, turn

MASSON = MemberName("M. Sébastien Masson")
ROUSSEL = MemberName("Mme Isabelle Roussel")
A, B, C = TurnId("t0000"), TurnId("t0001"), TurnId("t0002")


def a_transcript() -> Transcript:
    return transcript_of(
        (
            turn(0, MASSON, 0.0, 4.0, "Bonsoir à toutes", voice="V01"),
            turn(1, None, 5.0, 7.0, "Je suis là", voice="V02"),
            turn(2, MASSON, 8.0, 12.0, "Passons au premier point", voice="V01"),
        )
    )


def state() -> Corrected:
    return Corrected(transcript=a_transcript())


def after(*edits: Edit, on: Corrected | None = None) -> Corrected:
    return apply(on or state(), edits)


def turn_of(corrected: Corrected, turn_id: TurnId) -> Turn:
    return next(t for t in corrected.transcript.turns if t.id == turn_id)


def doubtful(first: int, last: int) -> Corrected:
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=first, last_word=last)
    base = a_transcript()
    return Corrected(
        transcript=replace(base, turns=(*base.turns[:2], replace(base.turns[2], doubts=(doubt,))))
    )


def doubts_of(corrected: Corrected) -> list[tuple[int, int]]:
    return [(d.first_word, d.last_word) for d in turn_of(corrected, C).doubts]
