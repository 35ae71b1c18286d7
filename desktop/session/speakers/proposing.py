"""Who speaks, proposed anew after each correction: one voice that is known tells about the others.

Pure but for `read_labels`. What a person confirmed goes in as certain and is never changed.

Invariants:
- A transcript that nobody corrected keeps the proposals that it came with.
- Proposals depend on the words, the voices and what a person confirmed, not on the proposals
  before: the journal need not keep them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from core.jsonio import JsonInvalid, read_json, write_json
from core.transcript import AudioRef, MemberStatus, Transcript, Turn, TurnId, VoiceId, Word
from desktop.session.corrections.corrections import Corrected, repropose
from desktop.session.corrections.edits import (
    AcceptWords,
    DecideFact,
    Edit,
    ExcludePassage,
    IncludePassage,
    MarkReviewed,
    MergeVoices,
    ReviseParagraph,
    SetMember,
    SetVoiceMember,
    SplitTurn,
    SplitVoice,
    singles_of,
)
from desktop.session.dossier import Dossier
from desktop.session.recording.marks import marks_of
from pv_builder.marks import Marks
from pv_builder.meeting import MemberName
from pv_builder.naming.labels import NamedSpan
from pv_builder.naming.named import Confirmed, Naming
from pv_builder.seance import Seance

if TYPE_CHECKING:
    from pv_builder.reading.scene import Scene

_BESIDE = (
    AcceptWords, DecideFact, ExcludePassage, IncludePassage, MarkReviewed, ReviseParagraph
)  # fmt: skip
"""Edits after which nobody else speaks than before."""
_OF_VOICES = (MergeVoices, SetMember, SetVoiceMember, SplitTurn, SplitVoice)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was shown and marked while the session was recorded.

    Attributes:
        labels: names that a video tool showed, microphones that were the loudest.
        marks: what a person marked on the live board.
    """

    labels: tuple[NamedSpan, ...] = ()
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class Said:
    """A turn as naming sees it."""

    turn: TurnId
    voice: VoiceId | None
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Proposing:
    """A naming that is due, and all that it depends on.

    Attributes:
        transcript: as corrected.
        seance: the roll.
        beside: what is known beside the words.
        confirmed: what a person said of the speakers.
    """

    transcript: Transcript
    seance: Seance
    beside: Beside
    confirmed: Confirmed

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The turns as naming sees them."""
        return tuple(Said(turn.id, turn.speaker, turn.words) for turn in self.transcript.turns)

    def same_as(self, other: "Proposing") -> bool:
        """Whether it would give the same proposals as another one."""
        return (
            self.confirmed == other.confirmed
            and self.seance == other.seance
            and self.said == other.said
        )

    def heard(self, before: "Named | None" = None) -> "Scene":
        """Return the words, listened to: those of an earlier naming where they are the same."""
        if before is not None and self._says_the_same(before.asked):
            return before.scene
        from pv_builder.naming.voice_names import hear  # noqa: PLC0415 - the window opens without it

        return replace(hear(self.transcript, self.seance), marks=self.beside.marks)

    def _says_the_same(self, other: "Proposing") -> bool:
        words = (tuple((said.turn, said.words) for said in one.said) for one in (self, other))
        return self.seance == other.seance and next(words) == next(words)

    def named(self, before: "Named | None" = None) -> "Named":
        """Return who everybody is."""
        from pv_builder.naming.voice_names import name_voices  # noqa: PLC0415 - as above

        scene = self.heard(before)
        naming = name_voices(
            self.transcript,
            self.seance,
            confirmed=self.confirmed,
            scene=scene,
            labels=self.beside.labels,
        )
        return Named(self, naming, scene)


@dataclass(frozen=True, slots=True)
class Named:
    """What a naming gave."""

    asked: Proposing
    naming: Naming
    scene: "Scene"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What a naming makes of a corrected transcript.

    Attributes:
        named: what it gave.
        asked: the state it was worked out on.
        state: the same with the newest proposals; `asked` itself where nothing may change.
    """

    named: Named
    asked: Corrected
    state: Corrected

    def holds_for(self, now: Corrected) -> bool:
        """Whether nothing that naming looks at was corrected since.

        An edit makes new turns of those it changes and leaves the others the very same objects, so
        that no word needs to be compared.
        """
        asked = self.asked
        return now is asked or (
            now.settled == asked.settled
            and now.voices == asked.voices
            and _are_same(now.transcript.turns, asked.transcript.turns)
        )

    @property
    def changes(self) -> bool:
        """Whether any proposal is another than before."""
        return not _are_same(self.state.transcript.turns, self.asked.transcript.turns)


def _are_same(some: Sequence[Turn], others: Sequence[Turn]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))


def proposing(state: Corrected, seance: Seance, beside: Beside) -> Proposing:
    """Return the naming of a transcript as corrected."""
    return Proposing(state.transcript, seance, beside, confirmed_in(state))


def propose(
    due: Proposing, state: Corrected, edits: Sequence[Edit], before: Named | None
) -> Proposed | None:
    """Return whom the voices may be, None when an earlier naming still holds.

    Args:
        due: the naming of the state.
        state: the transcript as corrected.
        edits: that led to it.
        before: what was worked out last.
    """
    if before is not None and before.asked.same_as(due):
        return None
    named = due.named(before)
    newest = reproposed(state, named.naming) if changes_speakers(edits) else state
    return Proposed(named=named, asked=state, state=newest)


def read_beside(dossier: Dossier, audio: AudioRef) -> Beside:
    """Return what was shown and marked while a session was recorded."""
    return Beside(labels=read_labels(dossier), marks=marks_of(dossier, audio))


def confirmed_in(state: Corrected) -> Confirmed:
    """Return what a person said of the speakers, here or in the transcript itself."""
    turns: dict[TurnId, MemberName | None] = {}
    for turn in state.transcript.turns:
        sure = turn.member_status is MemberStatus.CONFIRMED and turn.speaker not in state.voices
        if turn.id in state.settled or sure:
            turns[turn.id] = MemberName(turn.member) if turn.member else None
    voices: Mapping[VoiceId, MemberName | None] = {
        voice: said.member for voice, said in state.voices.items()
    }
    return Confirmed(voices=voices, turns=turns)


def reproposed(state: Corrected, naming: Naming) -> Corrected:
    """Return the state with the newest proposals; what a person decided stays."""
    from pv_builder.naming.voice_names import apply_naming  # noqa: PLC0415 - the window opens without it

    return repropose(state, apply_naming(state.transcript, naming))


def changes_speakers(edits: Sequence[Edit]) -> bool:
    """Whether any edit may tell something about who speaks, a word put right among them."""
    return any(not isinstance(one, _BESIDE) for edit in edits for one in singles_of(edit))


def says_who(edit: Edit) -> bool:
    """Whether an edit says itself whose a voice or a turn is: the others are proposed at once."""
    return any(isinstance(one, _OF_VOICES) for one in singles_of(edit))


def read_labels(dossier: Dossier) -> tuple[NamedSpan, ...]:
    """Return the names and microphones that showed while somebody spoke, () without any."""
    try:
        return read_json(tuple[NamedSpan, ...], dossier.labels)
    except (FileNotFoundError, JsonInvalid):
        return ()  # evidence beside what is said: naming goes on without it


def write_labels(dossier: Dossier, labels: tuple[NamedSpan, ...]) -> None:
    """Keep the names and microphones that showed while somebody spoke; no file without any."""
    if labels:
        write_json(dossier.labels, labels)
