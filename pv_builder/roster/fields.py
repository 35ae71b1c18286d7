"""Typed values out of one table of `seance.toml`, with a fault for each that does not fit.

What is read is untrusted. A value that does not fit gives None and a fault, so that reading goes
on and all faults are told at once.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from core.folding import fold
from pv_builder.meeting import ItemMark
from pv_builder.roster import messages as say
from pv_builder.roster.toml_lines import KeyLines

MAX_TEXT = 2000
"""Characters; the longest title of an agenda that a prefecture takes has 500."""

_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hH]|heures?)\s*(\d{2})?")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_HOURS, _MINUTES = 24, 60

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the file that makes it unusable.

    Attributes:
        line: from 1; None when no line can be named.
        text: a French sentence, its first letter small.
    """

    line: int | None
    text: str

    @property
    def sentence(self) -> str:
        """The whole sentence, with its line."""
        if self.line is None:
            return self.text[0].upper() + self.text[1:]
        return f"Ligne {self.line} : {self.text}"


class Fields:
    """One table of the file, read key by key.

    Args:
        untrusted: the table as TOML gives it.
        lines: where the keys stand.
        table: its name, "" for the top of the file.
        number: its repetition, from 0.
        faults: where each fault is added.
    """

    def __init__(
        self,
        untrusted: Mapping[str, Any],
        lines: KeyLines,
        faults: list[Fault],
        *,
        table: str = "",
        number: int = 0,
    ) -> None:
        self._untrusted = untrusted
        self._lines = lines
        self._faults = faults
        self._table = table
        self._number = number

    def line(self, key: str | None = None) -> int | None:
        """Return the line of a key, or of the table."""
        return self._lines.of(self._table, self._number, key)

    def fault(self, key: str | None, text: str) -> None:
        """Add a fault about a key, or about the whole table."""
        self._faults.append(Fault(line=self.line(key), text=text))

    def check_keys(self, allowed: Sequence[str], at_top: Sequence[str] = ()) -> None:
        """Add a fault for each key that has no meaning here."""
        for key in self._untrusted:
            if key not in allowed:
                self.fault(key, say.unknown_key(key, self._table, allowed, at_top))

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Return a text with single spaces and composed letters; an empty one is none."""
        value = self._value(key, required=required)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fault(key, say.wrong_type(key, "un texte entre guillemets droits"))
            return None
        clean = cleaned(value)
        if len(clean) > MAX_TEXT or _has_control(clean):
            self.fault(key, say.bad_text(key, MAX_TEXT))
            return None
        if not clean and required:
            self.fault(key, say.missing(key))
        return clean or None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, or one text as a list of it; empty ones are left out."""
        value = self._value(key)
        values = [value] if isinstance(value, str) else value or []
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            self.fault(key, say.wrong_type(key, "une liste de textes entre guillemets droits"))
            return ()
        clean = tuple(filter(None, map(cleaned, values)))
        if any(len(one) > MAX_TEXT or _has_control(one) for one in clean):
            self.fault(key, say.bad_text(key, MAX_TEXT))
            return ()
        return clean

    def inner(self, key: str) -> "Fields | None":
        """Return a table inside this one, None without it; anything else is a fault."""
        value = self._value(key)
        name = f"{self._table}.{key}"
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, say.not_a_table(name))
            return None
        return Fields(value, self._lines, self._faults, table=name)

    def inners(self, key: str) -> list["Fields"]:
        """Return the repetitions of a table inside this one; anything else is a fault."""
        value = self._value(key)
        name = f"{self._table}.{key}"
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(key, say.not_a_list(name))
            return []
        return [
            Fields(one, self._lines, self._faults, table=name, number=number)
            for number, one in enumerate(value)
        ]

    def raw(self, key: str) -> Any:
        """Return a value as TOML gives it, to be checked by whoever asks."""
        return self._value(key)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the table, as they are written."""
        return tuple(self._untrusted)

    def integer(self, key: str, *, least: int = 0, most: int = 10**8) -> int | None:
        """Return a whole number in bounds."""
        value = self._value(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.fault(key, say.wrong_type(key, f"un nombre entier de {least} à {most}"))
            return None
        return value

    def boolean(self, key: str) -> bool | None:
        """Return true or false."""
        value = self._value(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, say.wrong_type(key, "true (oui) ou false (non), sans guillemets"))
            return None
        return value

    def choice(
        self,
        key: str,
        kind: type[Choice],
        also: Mapping[str, Choice] | None = None,
        *,
        required: bool = False,
    ) -> Choice | None:
        """Return one of the values of an enumeration, accents and case set aside.

        Args:
            key: of the value.
            kind: the enumeration.
            also: other spellings, folded.
            required: whether its absence is a fault.
        """
        value = self.text(key, required=required)
        if value is None:
            return None
        known = {fold(one.value): one for one in kind} | dict(also or {})
        if fold(value) not in known:
            self.fault(key, say.wrong_choice(key, value, [one.value for one in kind]))
        return known.get(fold(value))

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        """Return a day, written 2026-03-26 or, between quotes, also 26/03/2026."""
        value = self._value(key, required=required)
        if isinstance(value, dt.datetime):
            return value.date()
        if value is None or isinstance(value, dt.date):
            return value
        found = _day(value) if isinstance(value, str) else None
        if found is None:
            self.fault(key, say.wrong_type(key, "une date existante, écrite 2026-03-26"))
        return found

    def hour(self, key: str) -> str | None:
        """Return an hour as "HH:MM"."""
        value = self._value(key)
        if value is None:
            return None
        if isinstance(value, dt.time):
            return value.strftime("%H:%M")
        found = _hour(value) if isinstance(value, str) else None
        if found is None:
            self.fault(key, say.wrong_type(key, 'une heure, écrite "18:30"'))
        return found

    def mark(self, key: str) -> ItemMark | None:
        """Return the number of an item: whole, or a hierarchical mark in quotes."""
        value = self._value(key, required=True)
        if isinstance(value, float):
            self.fault(key, say.decimal_mark(key, value))
            return None
        if isinstance(value, str):
            return self.text(key, required=True)
        return self.integer(key)

    def _value(self, key: str, *, required: bool = False) -> Any:
        if key not in self._untrusted and required:
            self.fault(None, say.missing(key))
        return self._untrusted.get(key)


def cleaned(text: str) -> str:
    """Return a text with composed letters, without invisible signs, with single plain spaces.

    Texts come out of word processors with no-break spaces, soft hyphens and byte-order marks.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())


def _has_control(text: str) -> bool:
    return any(unicodedata.category(sign).startswith("C") for sign in text)


def _day(text: str) -> dt.date | None:
    try:
        if day := _DAY.fullmatch(text.strip()):
            return dt.date(int(day[3]), int(day[2]), int(day[1]))
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _hour(text: str) -> str | None:
    found = _HOUR.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return f"{hours:02d}:{minutes:02d}" if hours < _HOURS and minutes < _MINUTES else None
