"""Names of the roll that were misheard, and how they should be spelled: to be corrected together.

A name said behind "Monsieur" or "Madame" is compared by sound with the roll
(`pv_builder.reading.names`). Nothing is changed before a person has seen the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.folding import fold
from core.transcript import Transcript, Turn, TurnId
from desktop.session.corrections.edits import EditGroup, GroupLabel, ReplaceWords
from desktop.session.corrections.retyping import joined
from pv_builder.meeting import Civility, Member
from pv_builder.reading.heard import Heard, heard
from pv_builder.reading.names import Mention, NameBook, NameForm

_TITLES = {Civility.M: "Monsieur", Civility.MME: "Madame"}
_SPELLED = frozenset({"monsieur", "madame", "m", "mme", "mr"})
_CLOSE_S = 0.02
"""Times are rounded to the millisecond; neighbouring words never overlap by more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFix:
    """A name to be spelled as on the roll.

    Attributes:
        at_s: second it is said at.
        before: the words recognised.
        after: the words they become.
        score: likeness of the sound, 0..1.
    """

    turn: TurnId
    first_word: int
    last_word: int
    at_s: float
    before: str
    after: str
    score: float


def name_fixes(transcript: Transcript, roll: Sequence[Member]) -> tuple[NameFix, ...]:
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


def correction(fixes: Sequence[NameFix]) -> EditGroup | None:
    """Return the one act that spells these names right; None without any."""
    edits = tuple(
        ReplaceWords(
            turn=fix.turn,
            first_word=fix.first_word,
            last_word=fix.last_word,
            before=fix.before,
            after=fix.after,
        )
        # From the end of each turn: a name of more words moves those that follow.
        for fix in sorted(fixes, key=lambda fix: (fix.turn, -fix.first_word))
    )
    return EditGroup(label=GroupLabel.NAMES, edits=edits) if edits else None


def _fixes(tokens: Heard, mention: Mention, member: Member) -> Iterator[NameFix]:
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
    after = _spelled(turn, first, mention, member) + _mark_after(before)
    if before != after and not _is_part_of_word(before, mention):
        yield NameFix(
            turn=turn.id,
            first_word=first,
            last_word=last,
            at_s=span.start,
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


def _mark_after(before: str) -> str:
    """Return the punctuation that ends the words recognised."""
    bare = before.rstrip(" ,.;:!?…")
    return before[len(bare) :]


def _is_part_of_word(before: str, mention: Mention) -> bool:
    """Whether more words were taken than name somebody: such a place is left to the person."""
    longest = 4 if mention.form is NameForm.FULL else 3
    return len(before.split()) > longest
