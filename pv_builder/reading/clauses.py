"""What was said, clause by clause, each with who says it and whether it asks something.

A clause is what stands between two punctuation marks or turns, or before "mais". Who understands a
conversation reads it so:
"Contre ? Thierry. Que Thierry ?" is a question, an answer, and a question that sums it up.

Invariant: clauses follow each other without a gap and none goes over from one speaker to another.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.transcript import VoiceId
from pv_builder.meeting import MemberName
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.heard import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The tokens `first:last`, said by one person.

    Attributes:
        utterance: grows when somebody else speaks.
        speaker: the member whose voice it is, None when that is nobody's of the roll.
        asked: whether its sentence ends with a question mark.
        ends: whether it ends its sentence.
    """

    first: int
    last: int
    utterance: int
    speaker: MemberName | None
    asked: bool
    ends: bool
    tokens: tuple[Token, ...]


def clauses_of(scene: Scene, first: int, last: int) -> Iterator[Clause]:
    """Yield the clauses said in the tokens `first:last`, in order."""
    tokens = scene.heard.tokens
    begin, utterance = first, 0
    for at in range(first, last):
        follows = at + 1 < last and _goes_on(scene, at)
        turns = at + 1 < last and tokens[at + 1].text == "mais"
        ends = not follows or tokens[at + 1].sentence != tokens[at].sentence
        if not (tokens[at].comma or turns or ends):
            continue
        voice = scene.voice(begin)
        yield Clause(
            first=begin,
            last=at + 1,
            utterance=utterance,
            speaker=voice[0] if voice is not None else None,
            asked=scene.heard.is_asked(at),
            ends=ends,
            tokens=tokens[begin : at + 1],
        )
        begin = at + 1
        utterance += not follows


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether the voice of a token says the next one too."""
    tokens = scene.heard.tokens
    same_turn = tokens[at].turn == tokens[at + 1].turn
    return same_turn or _voice(scene, at + 1) == _voice(scene, at)


def _voice(scene: Scene, at: int) -> tuple[VoiceId | None, str | None]:
    turn = scene.heard.turn_of(at)
    return turn.speaker, turn.member
