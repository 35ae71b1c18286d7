"""Suspensions of the session, at their place among what is said.

What is heard while the session is suspended is no part of it: a citizen's words, talk between two
members. Nothing says in law how a suspension is told; the minutes give its hours and its length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.timecode import Interval
from pv_builder.blocks import Block, CheckMark, Notice, NoticeKind, Paragraph, ParagraphRole, Run
from pv_builder.blocks import text as line_of
from pv_builder.language.typography import counted, hour, minutes_of_day, typeset
from pv_builder.meeting import Suspension
from pv_builder.reporting.sentences import Sentence

Teller = Callable[[Sequence[Sentence]], Sequence[Block]]
"""Makes paragraphs of what was said in one go."""


def in_session(
    suspensions: Sequence[Suspension], sentences: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Return what was said in session: what is heard while it is suspended is no part of it."""
    pauses = [(pause.start_s, pause.end_s) for pause in suspensions if pause.end_s is not None]
    return tuple(
        sentence
        for sentence in sentences
        if not any(start < sentence.start_s and sentence.end_s < end for start, end in pauses)
    )


@dataclass(slots=True)
class Pauses:
    """The suspensions that are not yet told, in order; each is told once."""

    left: list[Suspension]

    def told(
        self, said: Sequence[Sentence], until_s: float | None, tell: Teller
    ) -> tuple[Block, ...]:
        """Return what was said with the suspensions that begin before a time, at their place.

        Args:
            said: in order.
            until_s: end of the stretch that the sentences are of; None when it is not known.
            tell: makes paragraphs of sentences.
        """
        blocks: list[Block] = []
        rest = list(said)
        while until_s is not None and self.left and self.left[0].start_s < until_s:
            pause = self.left.pop(0)
            before = [sentence for sentence in rest if sentence.start_s <= pause.start_s]
            rest = rest[len(before) :]
            blocks += [*tell(before), *suspension(pause)]
        return (*blocks, *tell(rest))

    def remaining(self) -> tuple[Block, ...]:
        """Return the suspensions whose place is not known."""
        blocks = [block for pause in self.left for block in suspension(pause)]
        self.left.clear()
        return tuple(blocks)


def suspension(pause: Suspension) -> tuple[Block, ...]:
    """Return how a suspension is told: its hours, or its length in the recording."""
    excerpt = Interval(pause.start_s, pause.start_s)
    told = Run(text=suspended(pause), proposed=True, start_s=pause.start_s)
    line = (told, CheckMark(excerpts=(excerpt,)))
    paragraph = Paragraph(line=line, role=ParagraphRole.MOVEMENT)
    if pause.end_s is not None:
        return (paragraph,)
    unknown = (
        "La reprise de la séance n'a pas été entendue : ôtez ce qui a été dit pendant la "
        "suspension, et donnez l'heure de la reprise."
    )
    return (paragraph, Notice(kind=NoticeKind.CHECK, lines=(line_of(typeset(unknown)),)))


def suspended(suspension: Suspension) -> str:
    """Return the sentence of a suspension: its hours and length, or its length as recorded."""
    start, end = suspension.start_hour, suspension.end_hour
    if start and end and minutes_of_day(end) > minutes_of_day(start):
        lasted = counted(minutes_of_day(end) - minutes_of_day(start), "minute")
        return typeset(f"La séance est suspendue de {hour(start)} à {hour(end)}, soit {lasted}.")
    began = f" à {hour(start)}" if start else ""
    if end:
        return f"La séance est suspendue{began}. Elle est reprise à {hour(end)}."
    if suspension.end_s is None:
        return f"La séance est suspendue{began}."
    recorded = max(1, round((suspension.end_s - suspension.start_s) / 60))
    lasted = counted(recorded, "minute")
    return typeset(f"La séance est suspendue{began}, {lasted} d'après l'enregistrement.")
