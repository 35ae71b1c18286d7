"""Days and hours as a convocation writes them: "jeudi 26 mars 2026 à 18 h 30", "26/03/2026"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pv_builder.language.numbers import longest_number

_MONTHS: Final = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"),
    *("octobre", "novembre", "decembre"),
)
_SHORT_MONTHS: Final = {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10,
                        "nov": 11, "dec": 12}  # fmt: skip
WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WRITTEN = re.compile(
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})\s+)?(?:le\s+)?(?P<day>\d{{1,2}})\s*(?:er)?\s+"
    rf"(?P<month>{'|'.join(_MONTHS)}|{'|'.join(_SHORT_MONTHS)})\b\.?(?:\s+(?P<year>\d{{4}}))?"
)
_FIGURES = re.compile(
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})\s+)?(?:le\s+)?"
    r"\b(?P<day>\d{1,2})\s?[/.]\s?(?P<month>\d{1,2})\s?[/.]\s?(?P<year>\d{4}|\d{2})\b"
)
_HOUR = re.compile(
    r"\b(?P<hours>[01]?\d|2[0-3])\s*(?:h(?:eures?|rs?)?(?![a-z])\.?|:(?=\d{2}\b))"
    r"\s*(?P<minutes>[0-5]\d)?\b"
)
_HOUR_IN_WORDS = re.compile(r"\b(?P<words>(?:[a-z]+ ){0,2}[a-z]+) heures?(?: (?P<more>[a-z ]+))?")
_NOON = {"midi": "12:00"}
_CENTURY = 2000
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A day in a text.

    Attributes:
        day, month: as written.
        year: None when it was left out.
        weekday: 0 for Monday, None when it was not written.
        start, end: characters of the folded text.
    """

    day: int
    month: int
    year: int | None
    weekday: int | None
    start: int
    end: int

    def date(self, year: int | None = None) -> dt.date | None:
        """Return the day, in this year where it was left out; None when it does not exist."""
        of_year = self.year if self.year is not None else year
        if of_year is None:
            return None
        try:
            return dt.date(of_year, self.month, self.day)
        except ValueError:
            return None


def dates_in(folded: str) -> Iterator[WrittenDate]:
    """Yield the days that a folded text holds, in order."""
    found = [*_WRITTEN.finditer(folded), *_FIGURES.finditer(folded)]
    for match in sorted(found, key=lambda one: one.start()):
        month = _month(match["month"])
        year = int(match["year"]) if match["year"] else None
        if year is not None and year < 100:  # noqa: PLR2004 - "26" for 2026
            year += _CENTURY
        if month is None or not 1 <= int(match["day"]) <= 31:  # noqa: PLR2004 - days of a month
            continue
        yield WrittenDate(
            day=int(match["day"]),
            month=month,
            year=year,
            weekday=WEEKDAYS.index(match["weekday"]) if match["weekday"] else None,
            start=match.start(),
            end=match.end(),
        )


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None  # noqa: PLR2004 - months of a year
    return _MONTHS.index(text) + 1 if text in _MONTHS else _SHORT_MONTHS.get(text)


def hour_in(folded: str) -> tuple[str, int] | None:
    """Return the first hour of a folded text as "HH:MM" and where it ends, None without one."""
    if found := _HOUR.search(folded):
        return f"{int(found['hours']):02d}:{int(found['minutes'] or 0):02d}", found.end()
    if found := _HOUR_IN_WORDS.search(folded):
        return _spoken_hour(found)
    for word, hour in _NOON.items():
        if (at := folded.find(f" {word}")) >= 0:
            return hour, at + len(word) + 1
    return None


def _spoken_hour(found: re.Match[str]) -> tuple[str, int] | None:
    """Return an hour in letters: "dix-huit heures trente"."""
    words = found["words"].split(" ")
    for start in range(len(words)):
        number = longest_number(tuple(words[start:]))
        if number is None or number[1] != len(words) - start or number[0] >= _DAY_HOURS:
            continue
        minutes = longest_number(tuple((found["more"] or "").split(" ")[:3]))
        past = minutes[0] if minutes and minutes[0] < 60 else 0  # noqa: PLR2004 - minutes
        return f"{number[0]:02d}:{past:02d}", found.end()
    return None
