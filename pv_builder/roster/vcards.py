"""Members out of vCards (RFC 2426, RFC 6350): the address book of a town hall.

Names, titles and honorific prefixes are read; addresses, telephones and pictures are not.
"""

import logging
from collections.abc import Iterator
from typing import Any

import vobject
from vobject.base import VObjectError

from pv_builder.errors import ImportRefused
from pv_builder.intake.source import Source, library_faults
from pv_builder.intake.texts import decoded
from pv_builder.roster import roll_messages as say
from pv_builder.roster.people import (
    Person,
    civility_of,
    printed_function,
    printed_name,
    read_person,
)
from pv_builder.roster.roll_members import Extra, Reading, clean_cell

# It quotes the lines that it cannot read, names and telephones among them, into the log.
logging.getLogger("vobject").setLevel(logging.CRITICAL)
logging.getLogger("vobject.base").setLevel(logging.CRITICAL)

_MAX_CARD_BYTES = 4 << 20
_BEGIN = "BEGIN:VCARD"
_END = "END:VCARD"


def read_vcards(source: Source) -> Reading:
    """Return the members of a file of vCards; a card that cannot be read is a fault.

    Raises:
        ImportRefused: when the file is too large.
    """
    if len(source.content) > _MAX_CARD_BYTES:
        raise source.refused("file-too-large")
    text = decoded(source)
    reading = Reading(doubts=list(text.doubts))
    for line, card in _cards(text.text):
        if reading.is_full:
            reading.stop()
            break
        _take(source, line, card, reading)
    return reading


def _cards(text: str) -> Iterator[tuple[int, str]]:
    """Yield each card with its first line: one broken card must not lose the others."""
    start, lines = 0, text.splitlines()
    for number, line in enumerate(lines, start=1):
        if line.strip().upper() == _BEGIN:
            start = number
        elif line.strip().upper() == _END and start:
            yield start, "\r\n".join(lines[start - 1 : number]) + "\r\n"
            start = 0


def _take(source: Source, line: int, text: str, reading: Reading) -> None:
    try:
        with library_faults(source):
            card = vobject.readOne(text, ignoreUnreadable=True)
    except (VObjectError, ImportRefused):
        reading.fault(line, say.not_a_person(_told_name(text)))
        return
    doubts: list[str] = []
    person = _person(card, doubts)
    if person is None:
        reading.fault(line, say.not_a_person(_told_name(text)))
        return
    reading.add(line, person, Extra(function=_function(card, doubts), doubts=tuple(doubts)))


def _person(card: Any, doubts: list[str]) -> Person | None:
    name = getattr(card, "n", None)
    if name is not None:
        given = clean_cell(_text(getattr(name.value, "given", "")), doubts)
        family = clean_cell(_text(getattr(name.value, "family", "")), doubts)
        if given and family:
            return Person(
                civility=civility_of(_text(getattr(name.value, "prefix", ""))),
                given_name=printed_name(given, is_family=False),
                family_name=printed_name(family, is_family=True),
                settled=True,
            )
    full = getattr(card, "fn", None)
    return None if full is None else read_person(clean_cell(_text(full.value), doubts))


def _function(card: Any, doubts: list[str]) -> str:
    for field in ("title", "role"):
        if (found := getattr(card, field, None)) is not None:
            return printed_function(clean_cell(_text(found.value), doubts))
    return ""


def _text(value: object) -> str:
    """Return a value as text; vobject gives a list where a field has several parts."""
    if isinstance(value, list | tuple):
        return " ".join(map(_text, value))
    return value if isinstance(value, str) else ""


def _told_name(text: str) -> str:
    """Return the name that a card shows, for the message about it."""
    shown = (line[3:] for line in text.splitlines() if line.upper().startswith("FN:"))
    return next(shown, "fiche")
