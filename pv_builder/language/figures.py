"""Figures as they are printed: "quatre pour cent" becomes "4 %", "3 euros 60" "3,60 euros".

Invariants:
- The value never changes; a number that is not sure to be one stays in letters.
- Small numbers without a unit stay in letters, as print has it ("trois offres").
"""

import re

from pv_builder.language.numbers import number_in_words
from pv_builder.language.typography import NBSP, NNBSP

_UNIT_WORDS = (
    r"un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille"
)
_LETTERS = re.compile(
    rf"(?<![\w’'-])(?:{_UNIT_WORDS})(?:(?:[ -]et[ -]|[ -])(?:{_UNIT_WORDS}))*(?![\w’'-])",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s+(?:pour cent|%|euros?|€|heures?|mètres?|kilomètres?|hectares?|habitants?|litres?|tonnes?|"
    r"kilowatt\w*|mégawatt\w*|degrés?)\b",
    re.IGNORECASE,
)
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MONTH_AFTER = re.compile(rf"\s+(?:{_MONTHS})\b", re.IGNORECASE)
_SMALLEST_IN_DIGITS = 17
"""Numbers up to sixteen have one word in French and are printed in letters."""
_YEARS = range(1900, 2101)

_DOTTED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.]*\d)")
"""Thousands parted by dots, as in "148.600": a decimal has a comma in French."""
_PER_CENT = re.compile(r"(?<=\d)\s+pour cent\b", re.IGNORECASE)
_EUROS_CENTS = re.compile(rf"\b(\d[\d{NNBSP}{NBSP} ]*)[ {NBSP}]euros?[ {NBSP}](\d{{2}})\b(?! ?\d)")
_METRES = re.compile(
    rf"(\bd['’])?\b(un|\d+)[ {NBSP}](?:(mètres?)[ {NBSP}](\d{{2}})|(kilomètres?)[ {NBSP}](\d{{3}}))"
    rf"\b(?![ {NBSP}]?[\d%])",
    re.IGNORECASE,
)
_HOURS_MINUTES = re.compile(rf"\b(\d{{1,2}})[ {NBSP}]heures?[ {NBSP}](\d{{2}})\b")
_FIRST_OF_MONTH = re.compile(rf"\bpremier(?=[ {NBSP}](?:{_MONTHS})\b)", re.IGNORECASE)


def in_figures(text: str) -> str:
    """Return the text with its numbers as they are printed."""
    text = _DOTTED.sub(lambda match: match[0].replace(".", NNBSP), text)
    text = _LETTERS.sub(_digits, text)
    text = _FIRST_OF_MONTH.sub("1er", text)
    text = _PER_CENT.sub(f"{NNBSP}%", text)
    text = _METRES.sub(_decimal_metres, text)
    text = _EUROS_CENTS.sub(rf"\1,\2{NBSP}euros", text)
    return _HOURS_MINUTES.sub(rf"\1{NBSP}h{NBSP}\2", text)


def _digits(match: re.Match[str]) -> str:
    """Return a number in letters as digits where print has digits, else unchanged."""
    words, after = match[0], match.string[match.end() :]
    if re.search(r"\bpour $", match.string[: match.start()]) and words.lower() == "cent":
        return words
    measured = _MEASURED.match(after) is not None
    dated = _MONTH_AFTER.match(after) is not None
    value = number_in_words(tuple(re.split(r"[ -]", words.lower())))
    if value is None or (value < _SMALLEST_IN_DIGITS and not measured and not dated):
        return words
    if value <= 1 or (words.lower() in {"cent", "mille"} and not measured):
        return words
    is_year = value in _YEARS and not measured
    return str(value) if is_year else f"{value:,}".replace(",", NNBSP)


def _decimal_metres(match: re.Match[str]) -> str:
    """Return "d'un mètre 40" as "de 1,40 mètre", "2 kilomètres 300" as "2,3 kilomètres"."""
    elided, whole, metres, hundredths, kilometres, thousandths = match.groups()
    before = f"{'de ' if elided else ''}{'1' if whole.lower() == 'un' else whole}"
    if metres:
        return f"{before},{hundredths}{NBSP}{metres}"
    decimals = thousandths.rstrip("0")
    return f"{before}{',' if decimals else ''}{decimals}{NBSP}{kilometres}"
