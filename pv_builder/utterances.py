"""What is said in one go by one voice, as the unit that clues about the speaker speak of.

Invariants:
- Utterances cover the turns that have words, in order; every one holds whole turns.
- One voice only: a turn without a voice is an utterance of its own.
- A short answer ("présente") stands alone, whatever voice it was given: an answer to a call is
  where diarization errs most, because it lasts half a second.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from core.timecode import Interval
from core.transcript import Turn, VoiceId
from pv_builder.cue import Cue
from pv_builder.names import Mention, NameForm
from pv_builder.scene import Scene
from pv_builder.sounds import words

_ANSWER_TOKENS = 5
_YES = words("oui ouais présent présente volontiers accord voilà ici plaisir accepte")
_THERE = "là"
_THERE_TOKENS = 2
_TITLE_TOKENS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What one voice says in one go.

    Attributes:
        turns: indexes of its turns in the transcript, `first_turn` to `last_turn` included.
        first: its first token.
        last: position after its last token.
        interval: in the recording.
        answer: a short "présent", "oui", "je suis là".
    """

    at: int
    first_turn: int
    last_turn: int
    voice: VoiceId | None
    first: int
    last: int
    interval: Interval
    answer: bool = False

    @property
    def length(self) -> int:
        """How many tokens it has."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Utterances:
    """The utterances of a session, in order, found by token."""

    every: tuple[Utterance, ...]
    _starts: tuple[int, ...]
    _by_turn: tuple[Utterance, ...]

    def of(self, token: int) -> Utterance:
        """Return the utterance that holds a token."""
        return self.every[bisect_right(self._starts, token) - 1]

    def turns_of(self, one: Utterance) -> tuple[Utterance, ...]:
        """Return the turns of an utterance, each as if it were alone."""
        start = bisect_left(self._by_turn, one.first, key=lambda part: part.first)
        stop = bisect_left(self._by_turn, one.last, key=lambda part: part.first)
        return self._by_turn[start:stop]

    def after(self, one: Utterance) -> Utterance | None:
        """Return the next utterance."""
        return self.every[one.at + 1] if one.at + 1 < len(self.every) else None

    def before(self, one: Utterance) -> Utterance | None:
        """Return the utterance before."""
        return self.every[one.at - 1] if one.at else None


def utterances(scene: Scene, turns: Sequence[Turn]) -> Utterances:
    """Return what was said in one go, by the voices of `turns`.

    Args:
        scene: the words, listened to.
        turns: the same turns as the scene's, with the voices to go by.
    """
    answers = {event.first for event in scene.cues.of(Cue.PRESENT)}
    groups: list[tuple[list[int], bool]] = []
    spans = _spans(scene)
    for index, (first, last) in spans.items():
        answer = _is_answer(scene, first, last, answers)
        before = groups[-1] if groups else None
        if before is None or answer or before[1] or not _same(turns, before[0][-1], index):
            groups.append(([index], answer))
        else:
            before[0].append(index)
    every = tuple(
        _utterance(at, group, spans, turns, answer=answer)
        for at, (group, answer) in enumerate(groups)
    )
    parts = tuple(
        _utterance(one.at, [index], spans, turns, answer=one.answer)
        for one in every
        for index in range(one.first_turn, one.last_turn + 1)
        if index in spans
    )
    return Utterances(every, tuple(one.first for one in every), parts)


def named_in(scene: Scene, one: Utterance) -> list[Mention]:
    """Return the members named in an utterance.

    A name whose first word was given to the voice before ("Madame" | "Hubert ?") belongs to the
    utterance that ends it.
    """
    near = scene.mentions_in(max(0, one.first - _TITLE_TOKENS), one.last)
    return [mention for mention in near if one.first < mention.last <= one.last]


def _spans(scene: Scene) -> dict[int, tuple[int, int]]:
    """Return the tokens of each turn that has any."""
    spans: dict[int, tuple[int, int]] = {}
    for token in scene.heard.tokens:
        first = spans[token.turn][0] if token.turn in spans else token.at
        spans[token.turn] = (first, token.at + 1)
    return spans


def _is_answer(scene: Scene, first: int, last: int, present: set[int]) -> bool:
    """Whether a turn is nothing but an answer, at most with "monsieur le maire"."""
    tokens = scene.heard.tokens[first:last]
    if len(tokens) > _ANSWER_TOKENS:
        return False
    named = (m for m in scene.mentions_in(first, last) if m.last <= last)
    if any(m.form is not NameForm.FUNCTION for m in named):
        return False
    there = len(tokens) <= _THERE_TOKENS and tokens[0].text == _THERE
    return there or any(token.text in _YES or token.at in present for token in tokens)


def _same(turns: Sequence[Turn], one: int, other: int) -> bool:
    return turns[one].speaker is not None and turns[one].speaker == turns[other].speaker


def _utterance(
    at: int,
    group: Sequence[int],
    spans: dict[int, tuple[int, int]],
    turns: Sequence[Turn],
    *,
    answer: bool,
) -> Utterance:
    start = min(turns[index].start for index in group)
    return Utterance(
        at=at,
        first_turn=group[0],
        last_turn=group[-1],
        voice=turns[group[0]].speaker,
        first=spans[group[0]][0],
        last=spans[group[-1]][1],
        interval=Interval(start, max(start, *(turns[index].end for index in group))),
        answer=answer,
    )
