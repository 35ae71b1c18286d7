"""French typography and figures in words, applied to every text that is printed.

Spaces follow the usage of the Imprimerie nationale: narrow no-break before `; ! ?` and `%` and
between thousands, no-break before `:`, inside « » and between a number and its unit.

Invariants:
- Every function is pure; `typeset` applied twice gives what it gives once.
- Words and figures are never changed, only spaces, apostrophes, quotation marks and dots.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from num2words import num2words

NBSP = "\u00a0"
NNBSP = "\u202f"
_GAP = f"[ {NBSP}{NNBSP}]"

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_HOUR = re.compile(r"(\d{1,2}):(\d{2})")

_UNITS = "€|euros?|heures?|minutes?|mètres?|km|m²|m³|ans?|voix|janvier|février|mars|avril|mai|juin|"
_UNITS += "juillet|août|septembre|octobre|novembre|décembre"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\.{3,}"), "…"),
    (re.compile(r"(?<=\w)['ʼ`´](?=\w)"), "’"),
    (re.compile(r'"([^"]*)"'), r"«\1»"),
    (re.compile(r"['ʼ`´](?=\s*«)"), "’"),
    (re.compile(rf"«{_GAP}*"), f"«{NBSP}"),
    (re.compile(rf"{_GAP}*»"), f"{NBSP}»"),
    (re.compile(rf"(?<![\s{NBSP}{NNBSP}!?;«(]){_GAP}*([;!?]+)(?=[\s»)…]|$)"), rf"{NNBSP}\1"),
    (re.compile(rf"(?<=[\w»)%€]){_GAP}*:(?=\s|{NBSP}|$)"), f"{NBSP}:"),
    (re.compile(rf"(?<=\w){_GAP}+(?=[,.](?:\s|$))"), ""),
    (re.compile(rf"(?<=\d){_GAP}*%"), f"{NNBSP}%"),
    (re.compile(rf"(?<=\d){_GAP}+(?=(?:{_UNITS})\b)"), NBSP),
    (re.compile(rf"(?<=\d)er{_GAP}+(?=(?:{_UNITS})\b)"), f"er{NBSP}"),
    (re.compile(rf"(?<=\d){_GAP}*€"), f"{NBSP}€"),
    (re.compile(rf"\b(\d{{1,2}}){_GAP}?h{_GAP}?(\d{{2}})\b"), rf"\1{NBSP}h{NBSP}\2"),
    (re.compile(rf"\b(\d{{1,2}}){_GAP}?h\b(?!{_GAP}?\d)"), rf"\1{NBSP}h"),
    (re.compile(rf"\b(M\.|MM\.|Mme|Mmes|Dr|Me){_GAP}(?=[A-ZÀ-Ý])"), rf"\1{NBSP}"),
    (re.compile(rf"\b([nN]°|art\.|[LRD]\.){_GAP}*(?=\d)"), rf"\1{NBSP}"),
    (re.compile(rf"\b(articles?|chapitres?|pages?|alinéas?|lots?){_GAP}+(?=\d)"), rf"\1{NBSP}"),
    (re.compile(r" {2,}"), " "),
)
_THOUSANDS = re.compile(rf"(?<![\d,.])\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)")


def typeset(text: str) -> str:
    """Return the text with French spaces, apostrophes, guillemets and ellipses."""
    result = unicodedata.normalize("NFC", text)
    for pattern, replacement in _RULES:
        result = pattern.sub(replacement, result)
    result = _THOUSANDS.sub(lambda match: re.sub(_GAP, NNBSP, match[0]), result)
    return result.strip(" ")


def quoted(text: str) -> str:
    """Return the text between guillemets; guillemets inside become English quotation marks."""
    inner = text.replace("«", "“").replace("»", "”")
    inner = re.sub(rf"“{_GAP}+", "“", re.sub(rf"{_GAP}+”", "”", inner))
    return f"«{NBSP}{inner}{NBSP}»"


def number(value: float) -> str:
    """Return a number in figures: "12 000", "3,5"."""
    text = f"{value:,}".replace(",", NNBSP)
    return text.replace(".", ",")


def counted(value: int, singular: str, plural: str | None = None) -> str:
    """Return a number and its noun: "1 abstention", "3 abstentions"; zero takes the singular."""
    noun = singular if abs(value) < 2 else plural or f"{singular}s"  # noqa: PLR2004 - French plural
    return f"{number(value)}{NBSP}{noun}"


def number_in_words(value: int, *, feminine: bool = False) -> str:
    """Return a whole number in letters: "vingt et un", or "vingt et une" before a feminine noun."""
    words = str(num2words(value, lang="fr"))
    return f"{words}e" if feminine and re.search(r"\bun$", words) else words


def ordinal(value: int, *, feminine: bool = False) -> str:
    """Return a rank in figures: "1er", "1re", "2e"."""
    if value == 1:
        return "1re" if feminine else "1er"
    return f"{value}e"


def hour(text: str) -> str:
    """Return an hour "18:30" as printed: "18 h 30", and "18 h" when it is round."""
    hours, minutes = _hour_parts(text)
    return f"{hours}{NBSP}h" if minutes == 0 else f"{hours}{NBSP}h{NBSP}{minutes:02d}"


def minutes_of_day(at: str) -> int:
    """Return the minutes since midnight of an hour written "HH:MM"."""
    hours, minutes = at.split(":")
    return int(hours) * 60 + int(minutes)


def hour_in_words(text: str) -> str:
    """Return an hour "17:30" in letters: "dix-sept heures trente"."""
    hours, minutes = _hour_parts(text)
    noun = "heure" if hours < 2 else "heures"  # noqa: PLR2004 - French plural
    start = f"{number_in_words(hours, feminine=True)} {noun}"
    return start if minutes == 0 else f"{start} {number_in_words(minutes, feminine=True)}"


def _hour_parts(text: str) -> tuple[int, int]:
    match = _HOUR.fullmatch(text)
    if match is None:
        message = "an hour must be HH:MM"
        raise ValueError(message)
    return int(match[1]), int(match[2])


def day(date: dt.date) -> str:
    """Return a date with its weekday: "jeudi 26 mars 2026"."""
    return f"{_DAYS[date.weekday()]} {long_date(date)}"


def long_date(date: dt.date) -> str:
    """Return a date as printed: "26 mars 2026", "1er avril 2026"."""
    first = ordinal(1) if date.day == 1 else str(date.day)
    return f"{first}{NBSP}{_MONTHS[date.month - 1]} {date.year}"


def short_date(date: dt.date) -> str:
    """Return a date in figures: "26/03/2026"."""
    return f"{date:%d/%m/%Y}"


def date_in_words(date: dt.date) -> str:
    """Return a date in letters: "deux mille vingt-six, le vingt-six mars"."""
    first = "premier" if date.day == 1 else number_in_words(date.day)
    return f"{number_in_words(date.year)}, le {first} {_MONTHS[date.month - 1]}"


def listed(parts: Sequence[str]) -> str:
    """Return the parts as an enumeration: "a, b et c"."""
    return " et ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


_STILL_TOLD = 3


def few(parts: Sequence[str], most: int = 5) -> str:
    """Return the parts as an enumeration, the first ones and a number when there are many more.

    "a, b, c et 57 autres"; a few more than asked are told rather than "et 2 autres".
    """
    left = len(parts) - most
    return (
        listed(parts) if left <= _STILL_TOLD else f"{', '.join(parts[:most])} et {left}{NBSP}autres"
    )


def elided(word: str, following: str) -> str:
    """Return "de", "que" or another short word before what follows: "d’Élodie", "de Marie".

    An h is taken as aspirate ("de Hubert"), which is right or accepted before family names.
    """
    bare = unicodedata.normalize("NFD", following[:1]).lower()[:1]
    starts_with_vowel = bare in "aeiouyœæ" and following[:1] != ""
    return f"{word[:-1]}’{following}" if starts_with_vowel else f"{word} {following}"


_ELIDABLE = re.compile(
    r"\b(que|lorsque|puisque|quoique|ne|se) (?=[aeiouyàâéèêëîïôûœ])(?!onze|oui\b)", re.IGNORECASE
)
_IF_HE = re.compile(r"\bsi (?=ils?\b)", re.IGNORECASE)


def elided_all(text: str) -> str:
    """Return the text with the elisions that a changed word calls for: "que il" gives "qu’il"."""
    text = _ELIDABLE.sub(lambda match: f"{match[1][:-1]}’", text)
    return _IF_HE.sub("s’", text)
