"""Figures as they are printed: "quatre pour cent" becomes "4 %", "3 euros 60" "3,60 euros".

Invariants:
- The value never changes; a number that is not sure to be one stays as it was said, whole: never
  half in letters and half in figures.
- Small numbers without a unit stay in letters, as print has it ("trois offres").
"""

import re

from pv_builder.language.numbers import number_in_words
from pv_builder.language.typography import NBSP, NNBSP

_UNIT_WORDS = (
    r"un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille"
)
_IN_LETTERS = rf"(?:{_UNIT_WORDS})(?:(?:[ -]et[ -]|[ -])(?:{_UNIT_WORDS}))*"
_LETTERS = re.compile(rf"(?<![\w’'-]){_IN_LETTERS}(?![\w’'-])", re.IGNORECASE)
_GAP = f"[ {NBSP}{NNBSP}]"
_DIGITS = rf"\d{{1,3}}(?:{_GAP}\d{{3}})+|\d+"
_MEASURES = (
    r"pour cent|%|euros?|€|heures?|mètres?|kilomètres?|hectares?|habitants?|litres?|tonnes?|"
    r"kilowatt\w*|mégawatt\w*|degrés?"
)
_MEASURED = re.compile(rf"\s+(?:{_MEASURES})(?!\w)", re.IGNORECASE)
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MONTH_AFTER = re.compile(rf"\s+(?:{_MONTHS})\b", re.IGNORECASE)
_SMALLEST_IN_DIGITS = 17
"""Numbers up to sixteen have one word in French and are printed in letters."""
_YEARS = range(1900, 2101)
_CENTS = range(10, 100)
_DIGITS_BEFORE = re.compile(rf"\d{_GAP}$")
_DIGITS_AFTER = re.compile(rf"{_GAP}\d")
_EUROS_BEFORE = re.compile(r"\beuros? $", re.IGNORECASE)
_COMMA_BESIDE = re.compile(r"\bvirgule(?: zéro)* $", re.IGNORECASE), re.compile(r" virgule\b", re.I)

_PART_OF_UNIT = (
    rf"(?={_GAP}?(?:[.,](?!\d)|[;:?!…)»]|$|(?:à|au|aux|avec|c['’]|ce|d['’]|dans|de|des|du|elle|en|est|et|"
    rf"hors|HT|il|j['’]|je|l['’]|la|le|les|mais|minimum|maximum|net|on|ou|par|pile|"
    rf"pour(?! cent\b| mille\b)|précises|qu['’]|que|qui|sans|soit|sur|TTC|toutes?)(?![\w-])))"
)
"""What may follow "3 euros 60": a noun may be what there are 60 of."""

_DOTTED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.]*\d)")
"""Thousands parted by dots, as in "148.600": a decimal has a comma in French."""
_DOTTED_DECIMAL = re.compile(
    rf"(?<![\d.,])(\d+)\.(\d{{1,2}})(?=\s*(?:{_MEASURES}|millions?|milliards?)(?!\w))",
    re.IGNORECASE,
)
_SAID_DECIMAL = re.compile(
    rf"(?<![\w,’'-])(?<!virgule )(?<!zéro )(?<!\d{_GAP})"
    rf"(?P<whole>{_DIGITS}|zéro|{_IN_LETTERS}) virgule "
    rf"(?P<zeros>(?:zéro )*)(?P<part>\d+|{_IN_LETTERS})(?![\w’'-])(?!{_GAP}?\d| virgule)",
    re.IGNORECASE,
)
_SAID_THOUSANDS = re.compile(
    rf"(?<![\d,.’'])(?<!virgule )(?<!\d{_GAP})(?P<count>\d{{1,3}}) mille"
    rf"(?: (?P<rest>{_IN_LETTERS}|\d{{3}}))?(?![\w’'-])(?! ?\d)",
    re.IGNORECASE,
)
_SAID_MILLIONS = re.compile(
    rf"(?<![\w,.’'-])(?<!\d{_GAP})"
    rf"(?P<count>\d{{1,3}}|{_IN_LETTERS}) millions? "
    rf"(?P<rest>\d{{1,3}}{NNBSP}\d{{3}})(?![\d,]|{_GAP}\d|{_GAP}(?:mille|millions?)\b)",
    re.IGNORECASE,
)
_SAID_MILLIARDS = re.compile(
    rf"(?<![\w,.’'-])(?<!\d{_GAP})"
    rf"(?P<count>\d{{1,3}}|{_IN_LETTERS}) milliards? "
    rf"(?:(?P<millions>\d{{1,3}}|{_IN_LETTERS}) millions?\b(?!{_GAP}\d)|"
    rf"(?P<rest>\d{{1,3}}(?:{NNBSP}\d{{3}}){{1,2}}))(?![\d,]|{_GAP}\d|{_GAP}(?:mille|millions?)\b)",
    re.IGNORECASE,
)
_THOUSAND = 1000
_PER_CENT = re.compile(
    rf"(?<![\w’'-])(?:(?<=virgule )|(?<=zéro )|(?!un\s))({_DIGITS}|{_IN_LETTERS})\s+pour cent\b",
    re.IGNORECASE,
)
"""Not "un pour cent" alone: that "un" stays in letters, and "un %" is half of each."""
_EUROS_CENTS = re.compile(
    rf"(?<![\w,.])(?P<whole>un|{_DIGITS}){_GAP}euros?{_GAP}(?P<cents>\d{{2}})(?!\d){_PART_OF_UNIT}",
    re.IGNORECASE,
)
_METRES = re.compile(
    rf"(\bd['’])?\b(un|\d+){_GAP}(?:(mètres?){_GAP}(\d{{2}})|(kilomètres?){_GAP}(\d{{3}}))"
    rf"(?!\d){_PART_OF_UNIT}",
    re.IGNORECASE,
)
_HOURS_MINUTES = re.compile(
    rf"\b([01]?\d|2[0-3]){_GAP}heures?{_GAP}([0-5]\d)(?!\d){_PART_OF_UNIT}", re.IGNORECASE
)
_FIRST_OF_MONTH = re.compile(rf"\b(?:premier|(?<=\ble )un)(?={_GAP}(?:{_MONTHS})\b)", re.IGNORECASE)


def in_figures(text: str) -> str:
    """Return the text with its numbers as they are printed."""
    text = _DOTTED.sub(lambda match: match[0].replace(".", NNBSP), text)
    text = _DOTTED_DECIMAL.sub(r"\1,\2", text)
    text = _PER_CENT.sub(rf"\1{NNBSP}%", text)
    text = _SAID_THOUSANDS.sub(_thousands, text)
    text = _SAID_DECIMAL.sub(_decimal, text)
    text = _LETTERS.sub(_digits, text)
    text = _SAID_MILLIONS.sub(_millions, text)
    text = _SAID_MILLIARDS.sub(_milliards, text)
    text = _FIRST_OF_MONTH.sub("1er", text)
    text = _METRES.sub(_decimal_metres, text)
    text = _EUROS_CENTS.sub(_decimal_euros, text)
    return _HOURS_MINUTES.sub(rf"\1{NBSP}h{NBSP}\2", text)


def _digits(match: re.Match[str]) -> str:
    """Return a number in letters as digits where print has digits, else unchanged."""
    words, before, after = match[0], match.string[: match.start()], match.string[match.end() :]
    if _is_part_of_more(before, after):
        return words
    if re.search(r"\bpour $", before) and words.lower() == "cent":
        return words
    value = _value(words)
    is_needed = (
        _MEASURED.match(after) is not None
        or _MONTH_AFTER.match(after) is not None
        or (value in _CENTS and _EUROS_BEFORE.search(before) is not None)
    )
    if value is None or (value < _SMALLEST_IN_DIGITS and not is_needed):
        return words
    is_measured = _MEASURED.match(after) is not None
    if value <= 1 or (words.lower() in {"cent", "mille"} and not is_measured):
        return words
    return str(value) if value in _YEARS and not is_measured else _grouped(value)


def _is_part_of_more(before: str, after: str) -> bool:
    """Whether a number in letters stands beside digits or "virgule": one number with them."""
    comma_before, comma_after = _COMMA_BESIDE
    if comma_before.search(before) or comma_after.match(after) or _DIGITS_BEFORE.search(before):
        return True
    return _DIGITS_AFTER.match(after) is not None


def _value(said: str) -> int | None:
    """Return a number in digits or letters, None where it is not one number."""
    if said[0].isdigit():
        return int(re.sub(r"\D", "", said))
    return number_in_words(tuple(re.split(r"[ -]", said.lower())))


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", NNBSP)


def _decimal(match: re.Match[str]) -> str:
    """Return "trois virgule zéro cinq" as "3,05", unchanged where a part is no number."""
    whole = 0 if match["whole"].lower() == "zéro" else _value(match["whole"])
    part = match["part"] if match["part"].isdigit() else _value(match["part"])
    if whole is None or part is None:
        return match[0]
    return f"{_grouped(whole)},{'0' * match['zeros'].count(' ')}{part}"


def _thousands(match: re.Match[str]) -> str:
    """Return "120 mille" as "120 000", "12 mille cinq cents" as "12 500"."""
    rest = _value(match["rest"]) if match["rest"] else 0
    count = int(match["count"])
    if rest is None or rest >= _THOUSAND or count == 0:
        return match[0]
    return _grouped(count * _THOUSAND + rest)


def _millions(match: re.Match[str]) -> str:
    """Return "4 millions 120 000" as "4 120 000"."""
    count = _value(match["count"])
    rest = _value(match["rest"])
    if count is None or rest is None or not 0 < count < _THOUSAND:
        return match[0]
    return _grouped(count * _THOUSAND**2 + rest)


def _milliards(match: re.Match[str]) -> str:
    """Return "2 milliards 300 000" as "2 000 300 000", "1 milliard 200 millions" in millions."""
    count = _value(match["count"])
    further = _value(match["millions"] or match["rest"])
    if count is None or further is None or not 0 < count < _THOUSAND:
        return match[0]
    if match["rest"]:
        return _grouped(count * _THOUSAND**3 + further)
    return f"{_grouped(count * _THOUSAND + further)} millions" if further < _THOUSAND else match[0]


def _decimal_euros(match: re.Match[str]) -> str:
    """Return "1 euro 80" as "1,80 euro": the plural begins with two."""
    whole = "1" if match["whole"].lower() == "un" else match["whole"]
    return f"{whole},{match['cents']}{NBSP}euro{'' if whole in {'0', '1'} else 's'}"


def _decimal_metres(match: re.Match[str]) -> str:
    """Return "d'un mètre 40" as "de 1,40 mètre", "2 kilomètres 300" as "2,3 kilomètres"."""
    elided, whole, metres, hundredths, kilometres, thousandths = match.groups()
    before = f"{'de ' if elided else ''}{'1' if whole.lower() == 'un' else whole}"
    if metres:
        return f"{before},{hundredths}{NBSP}{metres}"
    decimals = thousandths.rstrip("0")
    return f"{before}{',' if decimals else ''}{decimals}{NBSP}{kilometres}"
