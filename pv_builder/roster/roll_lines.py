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
from pv_builder.roster.people import Person, read_person, split_civility, without_bullet
from pv_builder.roster.roll_members import MAX_MEMBERS, Extra, Reading, clean_cell

_PLURAL = re.compile(
    r"^\W*(?:(?P<madams>mesdames|mmes)|(?P<sirs>messieurs|mm|mrs))\b\.?\s*:?\s*", re.I
)
# "(suppléant de M. X)" and "pouvoir à Mme Y" name nobody new.
_FIRST_PERSON = re.compile(r"(?<!de )(?<!à )(?<!par )\b(?:M|Mme|Mr|Monsieur|Madame)\b\.?\s+\w")
_CLOSINGS = (
    *("cordialement", "bien cordialement", "bien a vous", "salutations", "respectueusement"),
    *("je vous prie d'agreer", "veuillez agreer", "vous souhaitant", "bonne reception"),
)
_MANY = 2
_LONGEST = 200


def members_of_lines(lines: Sequence[Line]) -> Reading:
    """Return the members that the lines name; lines of prose are passed over."""
    reading = Reading()
    for line in _before_signature(lines):
        for text in _persons(line.text):
            if reading.is_full:
                reading.doubts.append(say.too_many(MAX_MEMBERS))
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
    elif _reads_like_a_name(without_bullet(bare)):
        reading.fault(number, say.no_given_name(bare))


def _is_likely(person: Person) -> bool:
    """Whether a line names a person rather than being prose."""
    if person.civility is not None:
        return True
    return (person.settled or bool(person.function)) and is_given_name(person.given_name)


def _reads_like_a_name(text: str) -> bool:
    """Whether a line is a civility and one name, "Mme Le Goff", and no prose."""
    civility, rest = split_civility(text)
    name = rest.split(",")[0]
    is_short = 0 < len(name.split()) < 4  # noqa: PLR2004 - words of a name
    return civility is not None and is_short and name[:1].isupper()


def _persons(text: str) -> Iterator[str]:
    """Yield the persons of a line: one, several after "Mesdames", or a list of "M. X, Mme Y"."""
    bare = cleaned(text)
    if len(bare) > _LONGEST * 20:
        return
    if plural := _PLURAL.match(bare):
        civility = "Mme" if plural["madams"] else "M."
        for name in _names(bare[plural.end() :]):
            yield name if split_civility(name)[0] else f"{civility} {name}"
        return
    starts = [found.start() for found in _FIRST_PERSON.finditer(bare)]
    if len(starts) < _MANY:
        yield bare
        return
    for start, end in pairwise([0 if starts[0] < 4 else starts[0], *starts[1:], len(bare)]):  # noqa: PLR2004 - a bullet
        yield re.sub(r"(?:,|;|\bet\b)?\s*$", "", bare[start:end].strip())


def _names(text: str) -> list[str]:
    return [name.strip(" .") for name in re.split(r",|;|\bet\b", text) if name.strip(" .")]
