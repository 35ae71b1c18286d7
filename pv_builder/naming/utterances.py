"""What is said in one go by one voice, as the unit that clues about the speaker speak of.

Invariants:
- Utterances cover the turns that have words, in order; every one holds whole turns.
- One voice only: a turn without a voice is an utterance of its own.
- A short answer ("présente") stands alone, whatever voice it was given: an answer to a call is
  where diarization errs most, because it lasts half a second.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.sounds import words
from core.timecode import Interval
from core.transcript import Turn, VoiceId
from pv_builder.naming.clues import ClueKind
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.words.names import Mention, NameForm

_GIVEN = frozenset({ClueKind.FLOOR, ClueKind.REPLY_ANNOUNCED})
_ANSWERED = _GIVEN | {ClueKind.CALLED, ClueKind.SECRETARY}
_ANSWER_TOKENS = 5
_YES = words("oui ouais présent présente volontiers accord voilà ici plaisir accepte")
_EVERYBODY = words("monde tous toutes")
_THERE = "là"
_THERE_TOKENS = 2
_TITLE_TOKENS = 2
_YES_TOKENS = 3
_AT_LENGTH = 6
_AT_ONCE_S = 1.0
_MISHEARD_TOKENS = 3
"""A name as short as that, said to somebody's name, is a misheard answer: "Prigent" (présente)."""


Span = tuple[int, int]
"""Tokens: (first, position after the last)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What one voice says in one go.

    Attributes:
        turns: indexes of its turns in the transcript, `first_turn` to `last_turn` included.
        first: its first token.
        last: position after its last token.
        interval: in the recording.
        answer: a short "présent", "oui", "je suis là".
        unheeded: follows words of the same voice that give the floor to somebody else.
    """

    at: int
    first_turn: int
    last_turn: int
    voice: VoiceId | None
    first: int
    last: int
    interval: Interval
    answer: bool = False
    unheeded: bool = False

    @property
    def span(self) -> Span:
        """Its tokens: (first, position after the last)."""
        return self.first, self.last

    @property
    def length(self) -> int:
        """How many tokens it has."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Utterances:
    """The utterances of a session, in order, found by token."""

    every: tuple[Utterance, ...]
    _starts: tuple[int, ...]

    def of(self, token: int) -> Utterance:
        """Return the utterance that holds a token."""
        return self.every[bisect_right(self._starts, token) - 1]

    def after(self, one: Utterance) -> Utterance | None:
        """Return the next utterance."""
        return self.every[one.at + 1] if one.at + 1 < len(self.every) else None

    def before(self, one: Utterance) -> Utterance | None:
        """Return the utterance before."""
        return self.every[one.at - 1] if one.at else None


def utterances(scene: Scene, turns: Sequence[Turn], asked: Mapping[int, ClueKind]) -> Utterances:
    """Return what was said in one go, by the voices of `turns`.

    Args:
        scene: the words, listened to.
        turns: the same turns as the scene's, with the voices to go by.
        asked: how somebody else is asked to speak at the end of a turn, by its index.
    """
    answers = {event.first for event in scene.cues.of(Cue.PRESENT)}
    spans = turn_spans(scene)
    parts: list[Utterance] = []
    for index, span in spans.items():
        before = parts[-1].last_turn if parts else None
        answer = _is_answer(scene, span, answers) or (
            before is not None
            and not parts[-1].answer
            and _is_bare_name(scene, span)
            and asked.get(before) is asked.get(index) is ClueKind.CALLED
            and not _same(turns, before, index)
        )
        part = Utterance(
            at=len(parts),
            first_turn=index,
            last_turn=index,
            voice=turns[index].speaker,
            first=span[0],
            last=span[1],
            interval=Interval(turns[index].start, max(turns[index].start, turns[index].end)),
            answer=answer,
            unheeded=before is not None
            and _same(turns, before, index)
            and asked.get(before) in (_ANSWERED if answer else _GIVEN),
        )
        parts.append(part)
    every = _joined(parts, turns)
    return Utterances(every, tuple(one.first for one in every))


def _joined(parts: Sequence[Utterance], turns: Sequence[Turn]) -> tuple[Utterance, ...]:
    """Return the turns of one voice in a row as one utterance each."""
    every: list[Utterance] = []
    for part in parts:
        before = every[-1] if every else None
        alone = part.answer or part.unheeded or before is None
        if before is not None and before.answer and not _goes_on(every, part, turns):
            alone = True
        if before is None or alone or not _same(turns, before.last_turn, part.first_turn):
            every.append(replace(part, at=len(every)))
            continue
        end = max(before.interval.end, part.interval.end)
        every[-1] = replace(
            before,
            last_turn=part.last_turn,
            last=part.last,
            answer=False,
            interval=Interval(before.interval.start, end),
        )
    return tuple(every)


def _goes_on(every: Sequence[Utterance], part: Utterance, turns: Sequence[Turn]) -> bool:
    """Whether who said no more than yes goes on at once at length: not who calls the next one."""
    answer, caller = every[-1], every[-2] if len(every) > 1 else None
    if answer.length > _YES_TOKENS or part.length < _AT_LENGTH:
        return False
    if part.interval.start - answer.interval.end > _AT_ONCE_S:
        return False
    return caller is None or not _same(turns, caller.last_turn, answer.first_turn)


def named_in(scene: Scene, span: Span) -> list[Mention]:
    """Return the members named in an utterance or a turn.

    A name whose first word was given to the voice before ("Madame" | "Hubert ?") belongs to the
    one that ends it.
    """
    near = scene.mentions_in(max(0, span[0] - _TITLE_TOKENS), span[1])
    return [mention for mention in near if span[0] < mention.last <= span[1]]


def turn_spans(scene: Scene) -> dict[int, Span]:
    """Return the tokens of each turn that has any."""
    spans: dict[int, Span] = {}
    for token in scene.heard.tokens:
        first = spans[token.turn][0] if token.turn in spans else token.at
        spans[token.turn] = (first, token.at + 1)
    return spans


def _is_answer(scene: Scene, span: Span, present: set[int]) -> bool:
    """Whether a turn is nothing but an answer, at most with "monsieur le maire"."""
    tokens = scene.heard.tokens[slice(*span)]
    if len(tokens) > _ANSWER_TOKENS:
        return False
    named = (m for m in scene.mentions_in(*span) if m.last <= span[1])
    if any(m.form is not NameForm.FUNCTION for m in named):
        return False
    if any(token.text in _EVERYBODY for token in tokens):
        return False
    there = len(tokens) <= _THERE_TOKENS and tokens[0].text == _THERE
    return there or any(token.text in _YES or token.at in present for token in tokens)


def _is_bare_name(scene: Scene, span: Span) -> bool:
    """Whether a turn is one name without a civility, not asked: nobody is called so."""
    short = span[1] - span[0] <= _MISHEARD_TOKENS and not scene.heard.tokens[span[1] - 1].asks
    return short and all(
        mention.form in {NameForm.FAMILY, NameForm.GIVEN} for mention in named_in(scene, span)
    )


def _same(turns: Sequence[Turn], one: int, other: int) -> bool:
    return turns[one].speaker is not None and turns[one].speaker == turns[other].speaker
