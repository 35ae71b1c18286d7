"""Who reports on a point: "(rapporteur : M. Martin)", "– Mme Anne LE GOFF"."""

import re
from collections.abc import Sequence

from core.folding import fold
from pv_builder.meeting import Member, MemberName
from pv_builder.roster.matching import find_member
from pv_builder.roster.people import read_person

_LABELLED = re.compile(
    r"\s*[(\[–—-]*\s*\b(?:rapporteure?s?|rapport[ée]e? par|pr[ée]sent[ée]e? par)\s*:?\s*"
    r"(?P<who>[^()\[\]]+?)\s*[)\]]?\s*[.;]?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"\s*[(\[]\s*(?P<who>(?:M\.?|Mr|Mme|Monsieur|Madame)\s+[^()\[\]]+?)\s*[)\]]\s*[.;]?$"
)
_AFTER_DASH = re.compile(
    r"\s+[-–—]\s+(?P<who>(?:M\.|Mr|Mme|Monsieur|Madame)\s+[A-ZÀ-Ý][^()\[\]:]+?)\s*[.;]?$"
)
_BY_FUNCTION = re.compile(
    r"(?:(?:m\.?|mme|monsieur|madame)\s+)?l[ea]\s+(?P<function>maire|president|presidente)"
)
_MAX_LENGTH = 80


def split_rapporteur(title: str) -> tuple[str, str | None]:
    """Return a title without its rapporteur, and who that is as written."""
    for pattern in (_LABELLED, _IN_BRACKETS, _AFTER_DASH):
        found = pattern.search(title)
        if found and len(found["who"]) <= _MAX_LENGTH:
            return title[: found.start()].strip(" .;–—-"), found["who"].strip()
    return title, None


def named_rapporteur(written: str, roll: Sequence[Member]) -> tuple[MemberName, bool]:
    """Return the printed name of a rapporteur, and whether he is on the roll."""
    by_function = _BY_FUNCTION.fullmatch(fold(written))
    if by_function:
        heads = [m.name for m in roll if fold(m.function).split(",")[0] == by_function["function"]]
        if len(heads) == 1:
            return heads[0], True
    member = find_member(written, [member.name for member in roll])
    if member is not None:
        return member, True
    person = read_person(written)
    if person is not None and person.civility is not None:
        return MemberName(f"{person.civility} {person.given_name} {person.family_name}"), False
    return MemberName(written), False
