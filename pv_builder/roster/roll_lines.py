"""Members out of lines of text: a mail, a letter, a PDF.

A line of prose is no fault: only a line that begins like a person is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.folding import fold
from pv_builder.intake.line import Line
from pv_builder.language.given_names import is_given_name
from pv_builder.roster import roll_messages as say
from pv_builder.roster.fields import cleaned
from pv_builder.roster.people import (
    Person,
    is_function,
    read_person,
    split_civility,
    without_bullet,
)
from pv_builder.roster.roll_members import Extra, Reading, clean_cell

_PLURAL = re.compile(
    r"^\W*(?:(?P<madams>mesdames|mmes)|(?P<sirs>messieurs|mm|mrs))\b\.?\s*:?\s*", re.IGNORECASE
)
# "(suppléant de M. X)" and "pouvoir à Mme Y" name nobody new.
_FIRST_PERSON = re.compile(r"(?<!de )(?<!à )(?<!par )\b(?:M|Mme|Mr|Monsieur|Madame)\b\.?\s+\w")
_ANCHOR = re.compile(
    rf"{_FIRST_PERSON.pattern}|\b(?:Mesdames|Messieurs|MESDAMES|MESSIEURS|MM|Mmes)\b\.?\s*:?\s*\w"
)
_LABEL = re.compile(
    r"^\W*(?:(?:étaient|etaient|sont)\s+)?(?:présente?s?|presente?s?|excusée?s?|absente?s?|"
    r"membres?|titulaires?|représentée?s?)(?:\s+(?:excusée?s?|et\s+\w+))*\s*(?:\(\d+\))?\s*:\s*",
    re.IGNORECASE,
)
_PROXY = re.compile(
    r"\s*\(?\b(?:(?:ayant\s+)?donn(?:e|é|ant)e?\s+)?(?:pouvoir|procuration)\s+à\s+[^,;()]+\)?",
    re.IGNORECASE,
)
_BULLET_LENGTH = 4
_NAME_WORDS = 5
_CLOSINGS = (
    *("cordialement", "bien cordialement", "bien a vous", "salutations", "respectueusement"),
    *("je vous prie d'agreer", "veuillez agreer", "vous souhaitant", "bonne reception"),
)
_LONGEST = 4000


def members_of_lines(lines: Sequence[Line]) -> Reading:
    """Return the members that the lines name; lines of prose are passed over."""
    reading = Reading()
    for line in _before_signature(lines):
        for text in _persons(line.text):
            if reading.is_full:
                reading.stop()
                return reading
            _take(line.number, text, reading)
    return reading


def _before_signature(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines up to the closing words of a mail: whoever signs need not be a member."""
    found_one = False
    for line in lines:
        if found_one and fold(line.text).startswith(_CLOSINGS):
            return
        found_one = found_one or _FIRST_PERSON.search(line.text) is not None
        yield line


def _take(number: int, text: str, reading: Reading) -> None:
    doubts: list[str] = []
    bare = clean_cell(text, doubts)
    person = read_person(bare)
    if person is not None and _is_likely(person):
        reading.add(number, person, Extra(doubts=tuple(doubts)))
    elif person is not None and _may_be_a_member(person, bare):
        reading.add(number, person, Extra(doubts=(*doubts, say.taken_for_a_member(bare))))
    elif _reads_like_a_name(without_bullet(bare)):
        reading.fault(number, say.no_given_name(bare))


def _is_likely(person: Person) -> bool:
    """Whether a line names a person rather than being prose."""
    if person.civility is not None:
        return True
    return (person.settled or bool(person.function)) and is_given_name(person.given_name)


def _may_be_a_member(person: Person, text: str) -> bool:
    """Whether a line is a common given name and a name with a capital, and nothing else."""
    words = text.split()
    is_short = len(words) <= _NAME_WORDS and words[-1][:1].isupper()
    return is_short and not person.function and is_given_name(person.given_name)


def _reads_like_a_name(text: str) -> bool:
    """Whether a line is a civility and one name, "Mme Le Goff", and no prose."""
    civility, rest = split_civility(text)
    name = rest.split(",")[0]
    is_short = 0 < len(name.split()) < 4  # noqa: PLR2004 - words of a name
    return civility is not None and is_short and name[:1].isupper()


def _persons(text: str) -> Iterator[str]:
    """Yield the persons of a line: one, those after "Mesdames", or a list of "M. X, Mme Y"."""
    bare = _PROXY.sub("", _LABEL.sub("", cleaned(text[:_LONGEST])))
    starts = [found.start() for found in _ANCHOR.finditer(bare)]
    is_list = len(starts) > 1 or (starts and _PLURAL.match(bare[starts[0] :]))
    if not is_list:
        yield bare
        return
    first = 0 if starts[0] < _BULLET_LENGTH else starts[0]
    for start, end in pairwise([first, *starts[1:], len(bare)]):
        yield from _segment(re.sub(r"(?:,|;|\bet\b)?\s*$", "", bare[start:end].strip()))


def _segment(text: str) -> Iterator[str]:
    """Yield the persons after one civility: several names after a plural."""
    plural = _PLURAL.match(text)
    if plural is None:
        yield text
        return
    civility = "Mme" if plural["madams"] else "M."
    for name in re.split(r",|;|\bet\b", text[plural.end() :]):
        if name.strip(" .") and not is_function(name):
            yield f"{civility} {name.strip(' .')}"
