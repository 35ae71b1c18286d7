"""Identifiers of the acts sent to the control of legality (@ctes), and of authorities (SIREN).

Greffier leaves room for the stamp of the prefecture and never makes one: an identifier is only
proposed, or checked.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

_IDENTIFIER = re.compile(
    r"(?P<department>\d{3}|02[AB])-(?P<siren>\d{9})-(?P<date>\d{8})-"
    r"(?P<number>.+)-(?P<nature>DE|AR|AI|CC|BF|AU)"
)
_NUMBER = re.compile(r"([A-Z0-9][A-Z0-9_]{0,13})?[A-Z0-9]")
_SIREN_DIGITS, _SIRET_DIGITS = 9, 14
_POST_OFFICE = "356000000"


class Nature(StrEnum):
    """Kind of act, as in the identifier."""

    DELIBERATION = "DE"
    REGULATION = "AR"
    INDIVIDUAL = "AI"
    CONTRACT = "CC"
    BUDGET = "BF"
    OTHER = "AU"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActIdentifier:
    """Identifier of an act: "027-242700276-20251208-C08122025_14-DE".

    Attributes:
        department: three characters ("027", "02A", "974").
        date: of the decision.
        number: local number, 15 characters at most.
    """

    department: str
    siren: str
    date: dt.date
    number: str
    nature: Nature = Nature.DELIBERATION

    def __str__(self) -> str:
        parts = (self.department, self.siren, f"{self.date:%Y%m%d}", self.number, self.nature)
        return "-".join(parts)


def transmission_name(act: ActIdentifier, serial: int = 1) -> str:
    """Return the name of the file of an act in its transmission, the first piece of message 1-1.

    "99_DE-027-242700276-20251208-C08122025_14-DE-1-1_1.pdf": kind of piece, identifier, message,
    rank of the piece.
    """
    return f"99_{act.nature}-{act}-1-1_{serial}.pdf"


def identifier_of(
    department: str | None, siret: str | None, date: dt.date, local_number: str
) -> ActIdentifier | None:
    """Return the identifier that a deliberation will have, None where a part of it is not known.

    A local number that is a whole identifier, as the stamp has it, is taken as it is.
    """
    stated = parse_identifier(local_number)
    if stated is not None:
        return stated
    code = department_code(department) if department else None
    number = act_number(local_number)
    if code is None or siret is None or not is_siret(siret) or number is None:
        return None
    return ActIdentifier(department=code, siren=siret[:_SIREN_DIGITS], date=date, number=number)


def parse_identifier(text: str) -> ActIdentifier | None:
    """Return the identifier that a text holds, or None.

    Read from both ends: numbers with hyphens are met ("DEL-25-111").
    """
    found = _IDENTIFIER.fullmatch(text.strip())
    day = _day(found["date"]) if found else None
    if found is None or day is None:
        return None
    return ActIdentifier(
        department=found["department"],
        siren=found["siren"],
        date=day,
        number=found["number"],
        nature=Nature(found["nature"]),
    )


def act_number(local_number: str) -> str | None:
    """Return a local number as the transmission takes it, or None when it cannot be.

    "C-08-12-2025/14" becomes "C08122025_14": hyphens, points and spaces dropped, slashes as
    underscores, capitals, 15 characters at most, ending with a letter or digit.
    """
    number = re.sub(r"[-. ]", "", local_number).replace("/", "_").upper()
    return number if _NUMBER.fullmatch(number) else None


def department_code(department: str) -> str | None:
    """Return a department on three characters ("27" is "027", "2A" is "02A"), or None."""
    code = department.strip().upper()
    return code.rjust(3, "0") if re.fullmatch(r"0?(\d\d|2[AB])|9[78]\d", code) else None


def is_siren(text: str) -> bool:
    """Whether a text is a SIREN: nine digits whose Luhn sum is a multiple of ten."""
    return len(text) == _SIREN_DIGITS and _is_digits(text) and luhn(text)


def is_siret(text: str) -> bool:
    """Whether a text is a SIRET: a SIREN and five digits more, by the same sum.

    The Post Office's branches follow a rule of their own (digits add up to a multiple of five).
    """
    if len(text) != _SIRET_DIGITS or not _is_digits(text) or not is_siren(text[:_SIREN_DIGITS]):
        return False
    return luhn(text) or (text.startswith(_POST_OFFICE) and sum(map(int, text)) % 5 == 0)


def luhn(digits: str) -> bool:
    """Whether the Luhn sum of digits is a multiple of ten."""
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004


def _is_digits(text: str) -> bool:
    return re.fullmatch(r"[0-9]+", text) is not None


def _day(digits: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(digits)
    except ValueError:
        return None
