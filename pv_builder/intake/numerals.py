"""Numbers of lists as word processors write them: 3, iii, C, and back."""

from typing import Final

_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_OPEN_FORMS: Final = {
    "I": "upperRoman",
    "i": "lowerRoman",
    "A": "upperLetter",
    "a": "lowerLetter",
}
_LETTERS = 26
_MOST = 10_000


def roman(value: int) -> str:
    """Return a number in Roman figures: "XIV"."""
    figures = ""
    for worth, sign in _ROMAN:
        figures += sign * (value // worth)
        value %= worth
    return figures


def roman_value(text: str) -> int | None:
    """Return the number that Roman figures write properly, None for anything else."""
    rest, value = text.upper(), 0
    for worth, sign in _ROMAN:
        while rest.startswith(sign):
            rest, value = rest[len(sign) :], value + worth
    return value if not rest and 0 < value < _MOST and roman(value) == text.upper() else None


def letters(value: int) -> str:
    """Return a number as word processors letter lists: 1 is "A", 27 is "AA"."""
    sign = chr(ord("A") + (value - 1) % _LETTERS)
    return sign * ((value - 1) // _LETTERS + 1)


def written(value: int, form: str) -> str:
    """Return a number in a form of Word's (`w:numFmt`) or OpenDocument's (`style:num-format`)."""
    bounded = max(1, min(value, _MOST))
    forms = {
        "upperRoman": roman(bounded),
        "lowerRoman": roman(bounded).lower(),
        "upperLetter": letters(bounded),
        "lowerLetter": letters(bounded).lower(),
        "decimalZero": f"{bounded:02d}",
        "ordinal": "1er" if bounded == 1 else f"{bounded}e",
    }
    return forms.get(_OPEN_FORMS.get(form, form), str(value))
