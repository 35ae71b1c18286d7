"""What one voice says in one go: the turns of a session put together by who speaks.

A recogniser cuts turns at pauses, often at each sentence; who answers whom is seen only in what a
voice says until another one speaks.

Invariants:
- Speeches are in order, share no token and hold every token.
- A turn whose voice is unknown is a speech of its own: two such turns may be two people.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.transcript import Turn
from pv_builder.meeting import MemberName
from pv_builder.reading.words.heard import Heard, Token

_VOICE_SCORE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What one voice says in the tokens `first:last`, until another one speaks.

    Attributes:
        member: who speaks, None when the voice is nobody's on the roll for certain.
        score: how sure `member` is, 0..1.
    """

    first: int
    last: int
    member: MemberName | None
    score: float = 0.0

    @property
    def length(self) -> int:
        """Number of tokens."""
        return self.last - self.first


def speeches_of(heard: Heard, names: Collection[MemberName]) -> tuple[Speech, ...]:
    """Return the speeches of a session, in order; members are those of `names`."""
    return tuple(_speeches(heard, names))


def _speeches(heard: Heard, names: Collection[MemberName]) -> Iterator[Speech]:
    def voice(token: Token) -> tuple[object, str | None]:
        turn = heard.turns[token.turn]
        alone = turn.speaker is None and turn.member is None
        return (token.turn if alone else turn.speaker), turn.member

    for _, said in groupby(heard.tokens, key=voice):
        tokens = list(said)
        turn = heard.turns[tokens[0].turn]
        yield Speech(
            first=tokens[0].at,
            last=tokens[-1].at + 1,
            member=_member(turn, names),
            score=turn.member_score or _VOICE_SCORE,
        )


def _member(turn: Turn, names: Collection[MemberName]) -> MemberName | None:
    return MemberName(turn.member) if turn.member is not None and turn.member in names else None


def within(speeches: Sequence[Speech], first: int, last: int) -> Iterator[Speech]:
    """Yield what is said of the speeches in the tokens `first:last`, cut at both ends."""
    at = max(0, bisect_right(speeches, first, key=lambda speech: speech.first) - 1)
    while at < len(speeches) and speeches[at].first < last:
        speech = speeches[at]
        yield replace(speech, first=max(first, speech.first), last=min(last, speech.last))
        at += 1
