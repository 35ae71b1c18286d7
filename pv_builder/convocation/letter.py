"""What a convocation says beside its agenda: when and where, and when it was sent.

Each day in the letter is judged by the words around it; what only the likeliest reading gives is
told as a doubt.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.folding import fold
from pv_builder.convocation.dates import WEEKDAYS, WrittenDate, dates_in, hour_in
from pv_builder.intake.line import Line
from pv_builder.language.typography import day as printed_day
from pv_builder.roster.fields import Fault, cleaned

_SESSION_WORDS = (
    *("se reunira", "reunion", "seance du", "seance publique", "aura lieu", "invite", "convie"),
    *("convoque", "assister", "conseil municipal du", "se tiendra", "prochaine seance", "siegera"),
    *("conseil communautaire du", "comite syndical du", "conseil syndical du", "conseil du"),
    *("date de la seance", "s'est reuni", "se sont reunis", "reuni le", "convocation au conseil"),
)
_SENT_WORDS = (
    *("date de convocation", "date de la convocation", "date d'envoi", "fait a", "envoyee le"),
    *("envoye le", "adressee le", "transmise le", "en date du", "convocation du", "convoque le"),
    *("affichee le", "affiche le", "date d'affichage", "convocations du", "convocation en date"),
)
_PREVIOUS_WORDS = (
    *("proces verbal", "compte rendu", "pv de la seance", "pv du", "seance precedente"),
    *("derniere seance", "deliberation du", "en vertu", "arrete du"),
)
_PLACE_LABEL = re.compile(
    r"^\s*lieu(?: de (?:la )?(?:s[ée]ance|r[ée]union))?\s*:\s*(?P<place>.{3,120})$", re.IGNORECASE
)
_PLACE = re.compile(
    r"^[\s,;:.–—-]*(?:et\s+)?(?P<place>(?:(?:à|au|aux|en|dans|salle|mairie|h[ôo]tel|si[èe]ge|"
    r"espace|maison|foyer)\b)[^.;:\n(]{2,110})",
    re.IGNORECASE,
)
_PLACE_END = re.compile(
    r"\s*(?:,?\s+(?:sous la pr[ée]sidence|afin|pour d[ée]lib|à l['’]effet|en s[ée]ance|qui aura|"
    r"sur l['’]ordre|avec l['’]ordre|dont l['’]ordre|selon l['’]ordre|au cours)\b.*)$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:à la|à l['’]|au|aux|en|dans la|dans l['’]|dans le|dans)\s*", re.IGNORECASE)
_LETTERHEAD = re.compile(r"[\w' .]{2,60},? le \d.{5,20}")
"""The place and day of a letter, alone on a line: "Saint-Aubin, le 20 mars 2026"."""

_CONTEXT = 80
_AFTER = 60
_NEAR_HOUR = 45
_LINES_AFTER = 3
_LONGEST_NOTICE = 60


@dataclass(slots=True)
class LetterReading:
    """When and where a session is, as the letter says; None where it does not say."""

    date: dt.date | None = None
    hour: str | None = None
    place: str | None = None
    sent: dt.date | None = None
    previous: str | None = None
    doubts: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clue:
    """A day and what the words around it say: scores for the session's, the sending's day."""

    written: WrittenDate
    line: int
    at: int
    session: int
    sent: int
    previous: int


def read_letter(lines: Sequence[Line], agenda_start: int | None) -> LetterReading:
    """Return what the lines say of the session.

    Args:
        lines: of the whole letter.
        agenda_start: index of the first line of the agenda, where dates are those of affairs.
    """
    clues = [
        clue
        for at, line in enumerate(lines)
        for clue in _clues(at, lines, is_agenda=agenda_start is not None and at >= agenda_start)
    ]
    reading = LetterReading()
    session = max(clues, key=lambda clue: clue.session, default=None)
    sent = max(clues, key=lambda clue: clue.sent, default=None)
    if sent is not None and sent.sent > 0:
        reading.sent = sent.written.date(session.written.year if session else None)
    if session is not None and session.session > 0:
        _take_session(session, clues, reading)
        _take_hour_and_place(lines, session, reading)
    _take_labels(lines, reading)
    previous = max(clues, key=lambda clue: clue.previous, default=None)
    if previous is not None and previous.previous > 0:
        reading.previous = _previous(previous.written)
    return reading


def _clues(at: int, lines: Sequence[Line], *, is_agenda: bool) -> list[_Clue]:
    line = lines[at]
    folded = fold(line.text)
    above = fold(lines[at - 1].text)[-_CONTEXT:] if at else ""
    clues = []
    for written in dates_in(folded):
        before = folded[max(0, written.start - _CONTEXT) : written.start]
        context = f"{above} {before}" if len(before) < _CONTEXT // 4 else before
        after = folded[written.end : written.end + _AFTER]
        hour = hour_in(after[:_NEAR_HOUR])
        previous = any(word in before for word in _PREVIOUS_WORDS)
        is_head = _LETTERHEAD.fullmatch(folded.strip(" .")) is not None
        sent = is_head or any(word in context for word in _SENT_WORDS)
        session = (
            3 * bool(hour)
            + 2 * any(word in context for word in _SESSION_WORDS)
            + (written.weekday is not None)
            - 4 * previous
            - 2 * (sent and not hour)
            - 3 * is_agenda
        )
        clues.append(
            _Clue(
                written=written,
                line=line.number,
                at=at,
                session=session,
                sent=3 * sent - 3 * bool(hour) - 4 * previous - 2 * is_agenda,
                previous=(3 if previous and "seance" in f"{before}{after}" else 2 * previous),
            )
        )
    return clues


def _take_session(clue: _Clue, clues: Sequence[_Clue], reading: LetterReading) -> None:
    """Take the day of the session, and doubt what does not agree with it."""
    reading.date = clue.written.date()
    if reading.date is None and clue.written.year is None:
        reading.date = _first_after(clue.written, reading.sent)
        if reading.date is not None:
            text = (
                f"l'année n'est pas écrite ; la séance est supposée le {printed_day(reading.date)}."
            )
            reading.doubts.append(Fault(line=clue.line, text=text))
    found = reading.date
    if found is None:
        text = "la date de la séance n'existe pas ou n'a pas d'année : vérifiez."
        reading.doubts.append(Fault(line=clue.line, text=text))
        return
    told = clue.written.weekday
    if told is not None and told != found.weekday():
        text = (
            f"la convocation dit « {WEEKDAYS[told]} », mais cette date est un "
            f"{WEEKDAYS[found.weekday()]} : vérifiez la date."
        )
        reading.doubts.append(Fault(line=clue.line, text=text))
    rivals = {other.written.date() for other in clues if other.session >= clue.session}
    if len(rivals - {None, found}) > 0:
        text = "plusieurs dates peuvent être celle de la séance : vérifiez."
        reading.doubts.append(Fault(line=clue.line, text=text))


def _first_after(written: WrittenDate, sent: dt.date | None) -> dt.date | None:
    """Return the first such day after the letter was sent."""
    if sent is None:
        return None
    for year in (sent.year, sent.year + 1):
        found = written.date(year)
        if found is not None and 0 <= (found - sent).days <= _LONGEST_NOTICE:
            return found
    return None


def _take_hour_and_place(lines: Sequence[Line], clue: _Clue, reading: LetterReading) -> None:
    """Take the hour and the place that follow the day, on its line or the next two."""
    own = lines[clue.at].text
    rest = own[clue.written.end :] if len(fold(own)) == len(own) else _after_date(own)
    for more in range(_LINES_AFTER):
        following = " ".join(
            [rest, *(line.text for line in lines[clue.at + 1 : clue.at + 1 + more])]
        )
        hour = hour_in(fold(following))
        if hour is not None:
            reading.hour = hour[0]
            found = _PLACE.match(_text_after_hour(following))
            if found:
                reading.place = _printed_place(found["place"])
                text = f"lieu supposé : « {reading.place} »."
                reading.doubts.append(Fault(line=clue.line, text=text))
                return


def _after_date(text: str) -> str:
    """Return what follows the last year of a text whose folding changes its length."""
    found = re.search(r"\b20\d\d\b", text)
    return text[found.end() :] if found else text


_HOUR_AS_WRITTEN = re.compile(
    r"\d{1,2}\s*(?:h(?:eures?)?(?![a-z])\.?|:)\s*(?:[0-5]\d)?(?:\s*précises)?"
    r"|heures?(?:\s+(?:trente|quinze|quarante-cinq))?",
    re.IGNORECASE,
)


def _text_after_hour(text: str) -> str:
    found = _HOUR_AS_WRITTEN.search(text)
    return text[found.end() :] if found else ""


def _printed_place(text: str) -> str:
    """Return a place as `seance.toml` prints it: "salle du conseil de la mairie"."""
    bare = cleaned(_PLACE_END.sub("", text)).strip(" ,.;:-–")
    led = _LEAD.sub("", bare)
    return led if fold(bare) != "en mairie" else "mairie"


def _take_labels(lines: Sequence[Line], reading: LetterReading) -> None:
    """Take what stands behind a label: "Lieu : salle des fêtes", "Heure : 20 h"."""
    for line in lines:
        found = _PLACE_LABEL.match(line.text)
        if found:
            reading.place = _printed_place(found["place"])
            reading.doubts = [one for one in reading.doubts if not one.text.startswith("lieu")]
        elif reading.hour is None and fold(line.text).startswith(("heure :", "heure de la seance")):
            hour = hour_in(fold(line.text))
            reading.hour = hour[0] if hour else None


def _previous(written: WrittenDate) -> str | None:
    """Return the day of the previous session as minutes print it: "5 février 2026"."""
    found = written.date(_LEAP_YEAR)
    if found is None:
        return None
    shown = printed_day(found).partition(" ")[2].replace("\u00a0", " ")
    return shown if written.year is not None else shown.rpartition(" ")[0]


_LEAP_YEAR = 2024
