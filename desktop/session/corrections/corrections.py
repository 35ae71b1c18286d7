"""A transcript with a person's corrections on it.

Invariants:
- Pure: the transcript given in is evidence and stays as it is.
- What a person decided is never changed by the machine (`repropose`).
- Every word keeps a time within the recording, in order within its turn.
- An edit that no longer fits changes nothing and is listed in `left_out`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch

from core.transcript import MemberStatus, Transcript, Turn, TurnId, VoiceId, Word
from desktop.session.corrections.edits import (
    AcceptWords,
    DecideFact,
    DescribeSession,
    Edit,
    ExcludePassage,
    IncludePassage,
    InsertTurn,
    MarkReviewed,
    MergeTurns,
    MergeVoices,
    ReplaceWords,
    ReviseParagraph,
    SetMember,
    SetVoiceMember,
    SingleEdit,
    SplitTurn,
    SplitVoice,
    singles_of,
)
from desktop.session.corrections.renaming import renamed_decisions, renamed_turn, renamed_voice
from desktop.session.corrections.retyping import joined, moved_doubts, retyped, spread
from pv_builder.documents.revisions import Revision
from pv_builder.evidence import FactKey, Status

Rewritten = tuple[str, str, int, str]
"""Section, text as drafted, occurrence and style of a paragraph that was rewritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A transcript as corrected, and what a person decided beside its words.

    Attributes:
        transcript: with the corrections in it.
        settled: turns whose speaker a person gave one by one.
        voices: what a person said of a voice as a whole.
        reviewed: turns that a person marked as read.
        excluded: passages that reach no document, in order, not overlapping.
        decisions: what a person decided about the facts.
        revisions: paragraphs of the draft that a person rewrote, by where they stood.
        left_out: edits that no longer fit the transcript.
    """

    transcript: Transcript
    settled: frozenset[TurnId] = frozenset()
    voices: Mapping[VoiceId, SetVoiceMember] = field(default_factory=dict)
    reviewed: frozenset[TurnId] = frozenset()
    excluded: tuple[ExcludePassage, ...] = ()
    decisions: Mapping[FactKey, DecideFact] = field(default_factory=dict)
    revisions: Mapping[Rewritten, Revision] = field(default_factory=dict)
    left_out: tuple[SingleEdit, ...] = ()


def apply(state: Corrected, edits: Iterable[Edit]) -> Corrected:
    """Return the state after some more edits, in order."""
    draft = _Draft(state)
    for edit in edits:
        for single in singles_of(edit):
            try:
                _apply(single, draft)
            except _DoesNotFit:
                draft.left_out.append(single)
    return draft.frozen()


def is_decided(state: Corrected, turn: Turn) -> bool:
    """Whether a person said who speaks in this turn, alone or with its voice."""
    return turn.id in state.settled or turn.speaker in state.voices


def repropose(state: Corrected, proposed: Transcript) -> Corrected:
    """Return the state with the machine's newest members where no person decided.

    Args:
        state: what stands.
        proposed: the same turns, by id, with members proposed anew.
    """
    newest = {turn.id: turn for turn in proposed.turns}

    def renamed(turn: Turn) -> Turn:
        new = newest.get(turn.id)
        if new is None or is_decided(state, turn) or _member_of(new) == _member_of(turn):
            return turn
        return replace(
            turn,
            member=new.member,
            member_status=MemberStatus.PROPOSED if new.member else None,
            member_score=new.member_score,
        )

    turns = tuple(renamed(turn) for turn in state.transcript.turns)
    return replace(state, transcript=replace(state.transcript, turns=turns))


def _member_of(turn: Turn) -> tuple[str | None, float | None]:
    return turn.member, turn.member_score


def free_turn_id(state: Corrected, origin: TurnId) -> TurnId:
    """Return an id that no turn has, made from the turn it comes from ("t0004.2")."""
    taken = {turn.id for turn in state.transcript.turns}
    number = 2
    while (new := TurnId(f"{origin}.{number}")) in taken:
        number += 1
    return new


def free_voice_id(state: Corrected) -> VoiceId:
    """Return the id of a voice that no turn has ("V07")."""
    taken = {turn.speaker for turn in state.transcript.turns}
    number = 1
    while (new := VoiceId(f"V{number:02d}")) in taken:
        number += 1
    return new


class _DoesNotFit(Exception):
    """The transcript is not what the edit expects."""


class _Draft:
    """The state while edits are applied: turns are found and changed in constant time."""

    def __init__(self, state: Corrected) -> None:
        self._state = state
        self.order = [turn.id for turn in state.transcript.turns]
        self.turns = {turn.id: turn for turn in state.transcript.turns}
        self.settled = set(state.settled)
        self.voices = dict(state.voices)
        self.reviewed = set(state.reviewed)
        self.excluded = list(state.excluded)
        self.decisions = dict(state.decisions)
        self.revisions = dict(state.revisions)
        self.left_out = list(state.left_out)
        additions = state.transcript.additions
        self._added = {turn for addition in additions for turn in addition.turns}

    def frozen(self) -> Corrected:
        turns = tuple(self.turns[turn_id] for turn_id in self.order)
        return Corrected(
            transcript=replace(self._state.transcript, turns=turns),
            settled=frozenset(self.settled & self.turns.keys()),
            voices=self.voices,
            reviewed=frozenset(self.reviewed & self.turns.keys()),
            excluded=tuple(self.excluded),
            decisions=self.decisions,
            revisions=self.revisions,
            left_out=tuple(self.left_out),
        )

    def turn(self, turn_id: TurnId) -> Turn:
        _require(turn_id in self.turns)
        return self.turns[turn_id]

    def turns_of(self, voice: VoiceId) -> list[Turn]:
        found = [turn for turn in self.turns.values() if turn.speaker == voice]
        _require(bool(found))
        return found

    def follows(self, turn: TurnId, previous: TurnId) -> bool:
        """Whether a turn comes next; what was added to the recording later parts no two others."""
        first, last = self.order.index(previous), self.order.index(turn)
        return first < last and self._added.issuperset(self.order[first + 1 : last])

    def put(self, turn: Turn) -> None:
        self.turns[turn.id] = turn

    def insert(self, position: int, turn: Turn) -> None:
        _require(turn.id not in self.turns)
        self.order.insert(position, turn.id)
        self.put(turn)


def _require(condition: bool) -> None:  # noqa: FBT001 - reads as a sentence where it is used
    if not condition:
        raise _DoesNotFit


@singledispatch
def _apply(edit: object, draft: _Draft) -> None:
    """Apply one edit, or raise `_DoesNotFit` before anything is changed."""
    raise TypeError(type(edit))


@_apply.register
def _(edit: ReplaceWords, draft: _Draft) -> None:
    turn = draft.turn(edit.turn)
    first, last = edit.first_word, edit.last_word
    _require(0 <= first <= last <= len(turn.words))
    _require(joined(turn.words[first:last]) == edit.before)
    typed = retyped(turn, first, last, edit.after)
    draft.put(
        replace(
            turn,
            words=(*turn.words[:first], *typed, *turn.words[last:]),
            doubts=moved_doubts(turn.doubts, first, last, len(typed)),
        )
    )


@_apply.register
def _(edit: AcceptWords, draft: _Draft) -> None:
    turn = draft.turn(edit.turn)
    first, last = edit.first_word, edit.last_word
    _require(0 <= first < last <= len(turn.words))
    draft.put(replace(turn, doubts=moved_doubts(turn.doubts, first, last, last - first)))


@_apply.register
def _(edit: SplitTurn, draft: _Draft) -> None:
    turn = draft.turn(edit.turn)
    at = edit.at_word
    _require(0 < at < len(turn.words))
    second = replace(
        turn,
        id=edit.new_turn,
        start=turn.words[at].start,
        member_status=MemberStatus.PROPOSED if turn.member else None,
        words=turn.words[at:],
        doubts=moved_doubts(turn.doubts, 0, at, 0),
    )
    draft.insert(draft.order.index(turn.id) + 1, second)
    doubts = tuple(
        replace(doubt, last_word=min(doubt.last_word, at))
        for doubt in turn.doubts
        if doubt.first_word < at
    )
    draft.put(replace(turn, end=turn.words[at - 1].end, words=turn.words[:at], doubts=doubts))
    draft.reviewed.discard(turn.id)


@_apply.register
def _(edit: MergeTurns, draft: _Draft) -> None:
    previous, turn = draft.turn(edit.previous), draft.turn(edit.turn)
    position = draft.order.index(turn.id)
    _require(draft.follows(turn.id, previous.id))
    shift = len(previous.words)
    doubts = tuple(
        replace(doubt, first_word=doubt.first_word + shift, last_word=doubt.last_word + shift)
        for doubt in turn.doubts
    )
    draft.put(
        replace(
            previous,
            end=max(previous.end, turn.end),
            overlap=previous.overlap or turn.overlap,
            words=(*previous.words, *_not_before(turn.words, previous.words)),
            doubts=(*previous.doubts, *doubts),
        )
    )
    del draft.order[position], draft.turns[turn.id]
    if turn.id not in draft.reviewed:
        draft.reviewed.discard(previous.id)


def _not_before(words: Sequence[Word], earlier: Sequence[Word]) -> Iterator[Word]:
    """Yield words in order after others: turns that overlap may be joined too."""
    latest = earlier[-1].end if earlier else 0.0
    for word in words:
        yield replace(word, start=max(word.start, latest), end=max(word.end, latest))


@_apply.register
def _(edit: InsertTurn, draft: _Draft) -> None:
    _require(0 <= edit.start <= edit.end and edit.text.strip() != "")
    words = tuple(spread(edit.text.split(), edit.start, edit.end))
    later = (i for i, key in enumerate(draft.order) if draft.turns[key].start > edit.start)
    turn = Turn(id=edit.new_turn, start=edit.start, end=edit.end, words=words)
    draft.insert(next(later, len(draft.order)), turn)


def _named(turn: Turn, member: str | None) -> Turn:
    """Return the turn with the member that a person gave it."""
    status = MemberStatus.CONFIRMED if member else None
    return replace(turn, member=member, member_status=status, member_score=None)


@_apply.register
def _(edit: SetMember, draft: _Draft) -> None:
    for turn in [draft.turn(turn_id) for turn_id in edit.turns]:
        draft.put(_named(turn, edit.member))
    draft.settled.update(edit.turns)


@_apply.register
def _(edit: SetVoiceMember, draft: _Draft) -> None:
    for turn in draft.turns_of(edit.voice):
        if turn.id not in draft.settled:
            draft.put(_named(turn, edit.member))
    draft.voices[edit.voice] = edit


@_apply.register
def _(edit: MergeVoices, draft: _Draft) -> None:
    _require(edit.kept != edit.merged)
    kept, moved = draft.turns_of(edit.kept), draft.turns_of(edit.merged)
    model = next((turn for turn in kept if turn.id not in draft.settled), None)
    for turn in moved:
        new = replace(turn, speaker=edit.kept)
        if turn.id not in draft.settled and model is not None:
            new = replace(
                new,
                member=model.member,
                member_status=model.member_status,
                member_score=model.member_score,
            )
        draft.put(new)
    draft.voices.pop(edit.merged, None)


@_apply.register
def _(edit: SplitVoice, draft: _Draft) -> None:
    turns = [draft.turn(turn_id) for turn_id in edit.turns]
    _require(all(turn.speaker != edit.new_voice for turn in draft.turns.values()))
    for turn in turns:
        new = replace(turn, speaker=edit.new_voice)
        if turn.id not in draft.settled:
            new = replace(new, member=None, member_status=None, member_score=None)
        draft.put(new)


@_apply.register
def _(edit: DecideFact, draft: _Draft) -> None:
    if edit.status is Status.PROPOSED:
        draft.decisions.pop(edit.fact, None)
    else:
        draft.decisions[edit.fact] = edit


@_apply.register
def _(edit: ReviseParagraph, draft: _Draft) -> None:
    key = (edit.section, edit.before, edit.occurrence, edit.style)
    draft.revisions.pop(key, None)
    if edit.after != edit.before:
        draft.revisions[key] = Revision(
            section=edit.section,
            before=edit.before,
            occurrence=edit.occurrence,
            style=edit.style,
            after=edit.after,
        )


@_apply.register
def _(edit: DescribeSession, draft: _Draft) -> None:
    if edit.renamed:
        for turn in list(draft.turns.values()):
            draft.put(renamed_turn(turn, edit))
        draft.voices = {voice: renamed_voice(s, edit) for voice, s in draft.voices.items()}
    draft.decisions = renamed_decisions(draft.decisions, edit)


@_apply.register
def _(edit: MarkReviewed, draft: _Draft) -> None:
    for turn_id in edit.turns:
        draft.turn(turn_id)
    if edit.reviewed:
        draft.reviewed.update(edit.turns)
    else:
        draft.reviewed.difference_update(edit.turns)


@_apply.register
def _(edit: ExcludePassage, draft: _Draft) -> None:
    _require(0 <= edit.start < edit.end)
    draft.excluded = sorted(
        [*_without(draft.excluded, edit.start, edit.end), edit], key=lambda passage: passage.start
    )


@_apply.register
def _(edit: IncludePassage, draft: _Draft) -> None:
    _require(0 <= edit.start < edit.end)
    draft.excluded = _without(draft.excluded, edit.start, edit.end)


def _without(passages: Iterable[ExcludePassage], start: float, end: float) -> list[ExcludePassage]:
    """Return what is left of the passages outside `start..end`."""
    pieces = []
    for passage in passages:
        pieces.append(replace(passage, end=min(passage.end, start)))
        pieces.append(replace(passage, start=max(passage.start, end)))
    return [piece for piece in pieces if piece.start < piece.end]
