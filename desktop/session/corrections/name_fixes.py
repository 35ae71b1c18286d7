"""Names of the roll that were misheard, and how they should be spelled.

A name said behind "Monsieur" or "Madame" is compared by sound with the roll
(`pv_builder.reading.words.names`).
"""

import re
from collections.abc import Iterator, Sequence

from core.folding import fold
from core.transcript import Transcript, Turn
from desktop.session.corrections.retyping import joined
from desktop.session.corrections.word_fix import MARKS, FixKind, WordFix, as_before
from pv_builder.meeting import Civility, Member
from pv_builder.reading.words.heard import Heard, heard
from pv_builder.reading.words.names import Mention, NameBook, NameForm

_TITLES = {Civility.M: "Monsieur", Civility.MME: "Madame"}
_SPELLED = frozenset({"monsieur", "madame", "m", "mme", "mr"})
_CLOSE_S = 0.02
"""Times are rounded to the millisecond; neighbouring words never overlap by more than this."""


def name_fixes(transcript: Transcript, roll: Sequence[Member]) -> tuple[WordFix, ...]:
    """Return the names that are not spelled as on the roll, in the order they are said."""
    members = {member.name: member for member in roll}
    tokens = heard(transcript)
    fixes = (
        fix
        for mention in NameBook(roll, None).mentions(tokens)
        if mention.member in members and mention.form in {NameForm.FULL, NameForm.TITLED}
        for fix in _fixes(tokens, mention, members[mention.member])
    )
    return tuple(fixes)


def _fixes(tokens: Heard, mention: Mention, member: Member) -> Iterator[WordFix]:
    turn = tokens.turn_of(mention.first)
    if tokens.turn_of(mention.last - 1) is not turn:
        return  # the rest of the name stands in the next turn
    span = tokens.interval(mention.first, mention.last)
    numbers = [
        number
        for number, word in enumerate(turn.words)
        if word.start >= span.start - _CLOSE_S and word.end <= span.end + _CLOSE_S
    ]
    if not numbers:
        return
    first, last = numbers[0], numbers[-1] + 1
    before = joined(turn.words[first:last])
    after = as_before(_spelled(turn, first, mention, member), before)
    if not _begins_with(before, after) and not _is_part_of_word(before, mention):
        yield WordFix(
            kind=FixKind.NAME,
            turn=turn.id,
            first_word=first,
            last_word=last,
            at_s=span.start,
            end_s=span.end,
            before=before,
            after=after,
            score=mention.score,
        )


def _spelled(turn: Turn, first: int, mention: Mention, member: Member) -> str:
    """Return the name as it should read; the title stays as it was recognised."""
    heard_title = turn.words[first].text.strip().rstrip(".")
    title = heard_title if fold(heard_title) in _SPELLED else _TITLES[member.civility]
    given = [member.given_name] if mention.form is NameForm.FULL else []
    dot = "." if title == "M" else ""
    return " ".join([f"{title}{dot}", *given, member.family_name])


def _begins_with(before: str, after: str) -> bool:
    """Whether the name is right, and a word behind it was taken for a part of it."""
    wanted = after.rstrip(MARKS)
    return before == after or bool(re.match(rf"{re.escape(wanted)}(?!\w)", before))


def _is_part_of_word(before: str, mention: Mention) -> bool:
    """Whether more words were taken than name somebody: such a place is left to the person."""
    longest = 4 if mention.form is NameForm.FULL else 3
    return len(before.split()) > longest
