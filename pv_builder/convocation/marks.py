"""Numbers before the points of an agenda: "I.", "I.2", "A -", "3)", "a)", "2026-04-12", bullets."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pv_builder.intake.numerals import roman_value


class Style(StrEnum):
    """How a number is written."""

    ROMAN = "I"
    UPPER = "A"
    DECIMAL = "1"
    LOWER = "a"
    LOWER_ROMAN = "i"
    PATH = "1.2"
    REGISTER = "2026-04-12"
    BULLET = "•"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a mark: its style and its place in the count."""

    style: Style
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The number of a line.

    Attributes:
        text: without its signs: "3", "I.2", "A".
        readings: the ways to understand it, likeliest first ("I" is one, or the ninth letter).
        sign: what closes it: ".", ")", "-", "°".
    """

    text: str
    readings: tuple[Reading, ...]
    sign: str = "."

    @property
    def is_bullet(self) -> bool:
        """Whether it counts nothing."""
        return self.readings[0].style is Style.BULLET


BULLET: Final = Mark(text="•", readings=(Reading(Style.BULLET, 0),))

_BULLET = re.compile(r"(?:[-–—•·▪►✓*●○◦]|o(?=\s))\s*(?=\S)")
_LEAD = r"(?:(?:point|question|d[ée]lib[ée]ration|affaire|rapport|objet)\s+)?(?:n\s?[°o]\s*)?"
_CLOSE = r"\s*(?P<sign>°\s?[-–—).]|\)\s?[-–—]|\.\s?[-–—]|[.)°:/]|[-–—](?=\s)|\s[-–—])\s*(?=\S)"
_REGISTER = re.compile(
    _LEAD + r"(?P<text>(?:[A-Z]{1,6}[ _-]?)?\d{4}\s?[-_/.]\s?\d{1,4}(?:[-_/.]\d{1,3})?)"
    r"(?:\s*[.):-])?\s+(?=\D)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(?P<text>(?:[IVXL]{1,6}|\d{1,2})(?:\s?[.-]\s?(?:\d{1,2}|[A-Za-z](?![A-Za-z'’])))+"
    r"|[A-Z](?:\s?[.-]\s?\d{1,2})+|[A-Z]\d{1,2}(?=\s?[.):/-]))\s*[.):/-]?\s+(?=\S)"
)
_ONE = re.compile(
    _LEAD + r"(?P<text>\d{1,3}|[IVXLC]{1,7}|[A-Za-z])" + _CLOSE,
    re.IGNORECASE,
)
_BARE = re.compile(_LEAD + r"(?P<text>\d{1,3})\s+(?=[A-ZÀ-Ý«])")
_HOURS_OR_DATES = re.compile(
    r"\d{1,2}\s*(?:[h:/]\s*\d|er\b|janv|f[ée]v|mars|avr|mai|juin|juil|ao|sept|oct|nov|d[ée]c)",
    re.IGNORECASE,
)
_CIVILITY = re.compile(r"M{1,2}\.?\s+[A-ZÀ-Ý]")
_LAST_DECIMAL = 400


def split_mark(text: str) -> tuple[Mark | None, str]:
    """Return the mark that a line begins with, None without one, and the rest of the line."""
    if _HOURS_OR_DATES.match(text) or _CIVILITY.match(text):
        return None, text
    if found := _BULLET.match(text):
        inner, rest = split_mark(text[found.end() :])
        return (inner, rest) if inner and not inner.is_bullet else (BULLET, text[found.end() :])
    for pattern in (_REGISTER, _PATH, _ONE, _BARE):
        found = pattern.match(text)
        mark = _mark(found) if found else None
        if found and mark is not None:
            return mark, text[found.end() :].strip()
    return None, text


def mark_of_list(shown: str) -> Mark | None:
    """Return the mark that a word processor shows before a paragraph, None where it shows none."""
    if not shown:
        return None
    mark, rest = split_mark(f"{shown} x")
    if mark is None or rest != "x":
        mark, rest = split_mark(f"{shown}. x")
    return mark if mark is not None and rest == "x" else BULLET


def _mark(found: re.Match[str]) -> Mark | None:
    text = re.sub(r"\s", "", found["text"])
    sign = (found.groupdict().get("sign") or ".").strip()[:1]
    if re.fullmatch(r"(?:[A-Za-z]{1,6}[_-]?)?\d{4}[-_/.].+", text):
        return Mark(text=text, readings=(Reading(Style.REGISTER, 0),))
    parts = re.split(r"[.-]|(?<=^[A-Z])(?=\d)", text)
    if len(parts) > 1:
        return Mark(text=".".join(parts), readings=(Reading(Style.PATH, 0),))
    readings = tuple(_readings(text))
    return Mark(text=text, readings=readings, sign=sign or ".") if readings else None


def _readings(text: str) -> list[Reading]:
    if text.isdecimal():
        return [Reading(Style.DECIMAL, int(text))] if int(text) <= _LAST_DECIMAL else []
    found = []
    if (value := roman_value(text)) is not None:
        found.append(Reading(Style.ROMAN if text.isupper() else Style.LOWER_ROMAN, value))
    if len(text) == 1:
        style = Style.UPPER if text.isupper() else Style.LOWER
        found.append(Reading(style, ord(text.upper()) - ord("A") + 1))
    return found
