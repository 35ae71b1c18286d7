"""Names said twice over in one breath: "Joël, Joël Thuau", "Monsieur Thuau, Joël".

Who repeats a name to say it in full names one person, once.
"""

from collections.abc import Iterable
from dataclasses import replace

from pv_builder.reading.words.names import Mention, NameForm

_IN_FULL = frozenset({NameForm.FULL, NameForm.TITLED})


def in_apposition(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions, in order, each name that the next one only repeats put into it."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        fuller = _fuller(before, mention) if before is not None else None
        if before is not None and fuller is not None:
            joined[-1] = replace(fuller, first=before.first, last=mention.last)
        else:
            joined.append(mention)
    return tuple(joined)


def _fuller(one: Mention, other: Mention) -> Mention | None:
    """Return the fuller of two names that follow each other at once and may be one person's."""
    if other.first != one.last or NameForm.FUNCTION in {one.form, other.form}:
        return None
    if one.form in _IN_FULL and one.member is not None:
        is_same = one.member == other.member or one.member in other.candidates
        return one if is_same and other.form is NameForm.GIVEN else None
    is_same = other.member is not None and other.member in {one.member, *one.candidates}
    return other if is_same and other.form in _IN_FULL else None
