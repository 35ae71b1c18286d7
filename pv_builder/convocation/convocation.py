"""A convocation, in whatever form: the agenda, the day, hour and place, and when it was sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pv_builder.convocation.agenda_lines import Point, agenda_of_lines
from pv_builder.convocation.letter import read_letter
from pv_builder.convocation.rapporteurs import named_rapporteur
from pv_builder.intake.lines import lines_of
from pv_builder.intake.source import Kind, Source, kind_of
from pv_builder.law.deadlines import clear_days
from pv_builder.meeting import AgendaPart, ItemMark, Member, MemberName
from pv_builder.roster.fields import MAX_TEXT, Fault
from pv_builder.roster.seance_toml import MAX_ENTRIES
from pv_builder.seance import AgendaEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Convocation:
    """What a convocation says; None where it does not say.

    Attributes:
        parts: headings of a hierarchical agenda.
        hour: "HH:MM".
        sent: the date of convocation.
        previous: day of the session whose minutes are to be approved, as printed.
        faults: why there is no agenda.
        doubts: what was read in the likeliest way only, with its line.
    """

    agenda: tuple[AgendaEntry, ...]
    parts: tuple[AgendaPart, ...] = ()
    date: dt.date | None = None
    hour: str | None = None
    place: str | None = None
    sent: dt.date | None = None
    previous: str | None = None
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()

    @property
    def notice_days(self) -> int | None:
        """Clear days between sending and session (CGCT art. L. 2121-11); None when unknown."""
        if self.date is None or self.sent is None:
            return None
        return clear_days(self.sent, self.date)


def read_convocation(source: Source, roll: Sequence[Member] = ()) -> Convocation:
    """Return what a convocation, or only an agenda, says.

    Args:
        source: a Word, OpenDocument, PDF or text file, or a pasted text.
        roll: the members, to name the rapporteurs as the roll does.

    Raises:
        ImportRefused: when the file cannot be read at all.
    """
    text = lines_of(source, kind_of(source))
    reading = agenda_of_lines(text.lines)
    letter = read_letter(text.lines, reading.start)
    doubts = [*(Fault(line=None, text=doubt) for doubt in text.doubts), *letter.doubts]
    agenda = [_entry(point, roll, doubts) for point in reading.points[:MAX_ENTRIES]]
    doubts += reading.doubts
    if letter.sent and letter.date and letter.sent > letter.date:
        told = "la date de convocation est après la séance : vérifiez les deux dates."
        doubts.append(Fault(line=None, text=told))
    return Convocation(
        agenda=tuple(agenda),
        parts=tuple(AgendaPart(mark=mark, title=title[:MAX_TEXT]) for mark, title in reading.parts),
        date=letter.date,
        hour=letter.hour,
        place=letter.place,
        sent=letter.sent,
        previous=letter.previous,
        faults=() if agenda else (Fault(line=None, text=_NO_AGENDA),),
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.line or 0)),
    )


def is_convocation(source: Source) -> bool:
    """Whether a file is a convocation rather than a roll: a document with an agenda in it.

    Raises:
        ImportRefused: when the file cannot be read at all.
    """
    if kind_of(source) not in _DOCUMENTS:
        return False
    said = read_convocation(source)
    return len(said.agenda) > 1 and (said.date is not None or said.hour is not None)


_DOCUMENTS = frozenset({Kind.DOCX, Kind.ODT, Kind.PDF, Kind.TEXT})
_NO_AGENDA = (
    "aucun point n'a été trouvé : il faut un titre « Ordre du jour » suivi d'un point par ligne, "
    "numéroté si possible."
)


def _entry(point: Point, roll: Sequence[Member], doubts: list[Fault]) -> AgendaEntry:
    return AgendaEntry(
        mark=_mark(point.mark),
        title=point.title[:MAX_TEXT],
        rapporteur=_rapporteur(point, roll, doubts),
    )


def _mark(text: str) -> ItemMark:
    return int(text) if text.isdecimal() else text


def _rapporteur(point: Point, roll: Sequence[Member], doubts: list[Fault]) -> MemberName | None:
    if point.rapporteur is None:
        return None
    name, is_known = named_rapporteur(point.rapporteur, roll)
    if roll and not is_known:
        text = f"le rapporteur « {name} » ne figure pas parmi les membres : vérifiez son nom."
        doubts.append(Fault(line=point.line, text=text))
    return name
