"""The votes of a public ballot, called one by one: who said what.

Invariants:
- A choice belongs to the name said just before it ("Madame Roche ? Contre.").
- A member has one choice: the last one said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.sounds import sounds
from pv_builder.meeting import Choice, MemberName
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import Mention, NameForm

_ANSWER_WITHIN = 5
_CHOICES = {
    **dict.fromkeys(sounds("pour favorable"), Choice.IN_FAVOUR),
    **dict.fromkeys(sounds("contre défavorable"), Choice.AGAINST),
    **dict.fromkeys(sounds("abstention abstient abstenu"), Choice.ABSTENTION),
}
"""Answers by their sound."""


@dataclass(frozen=True, slots=True)
class NamedVote:
    """A choice heard in the tokens `first:last`."""

    member: MemberName
    choice: Choice
    score: float
    first: int
    last: int


def named_votes(scene: Scene, first: int, last: int) -> list[NamedVote]:
    """Return the choices said by name in the tokens `first:last`, in the order of the call."""
    found: dict[MemberName, NamedVote] = {}
    for vote in _answers(scene, first, last):
        found[vote.member] = vote
    return list(found.values())


def _answers(scene: Scene, first: int, last: int) -> Iterator[NamedVote]:
    called = [m for m in scene.mentions_in(first, last) if m.form is not NameForm.GIVEN]
    for place, mention in enumerate(called):
        following = called[place + 1].first if place + 1 < len(called) else last
        stop = min(following, mention.last + _ANSWER_WITHIN)
        answer = _answer(scene, mention, stop)
        if answer is not None and mention.member is not None:
            choice, at = answer
            yield NamedVote(mention.member, choice, mention.score, mention.first, at + 1)


def _answer(scene: Scene, mention: Mention, stop: int) -> tuple[Choice, int] | None:
    """Return (choice, token) of the answer in the tokens after a name."""
    for token in scene.heard.tokens[mention.last : stop]:
        if token.sound in _CHOICES:
            return _CHOICES[token.sound], token.at
    return None
