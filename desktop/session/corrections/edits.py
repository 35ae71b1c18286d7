"""Corrections as data: what a person did to a transcript, one value for each act.

An edit says what was done in terms of the transcript as it then stood, so that replaying the list
gives the same result again. `corrections.corrections` applies them, `corrections.journal` keeps
them on disk.

Invariants:
- The transcript as recognised is never changed: edits are a layer over it.
- An edit names turns by id and holds what it expects to find; one that no longer fits (another
  program changed the transcript) is left out and reported, never applied elsewhere.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from core.transcript import TurnId, VoiceId
from pv_builder.evidence import FactKey, Status
from pv_builder.meeting import MemberName

FactValue = str | int | float | bool | tuple[str, ...] | None
"""What a person says a fact is; its form depends on the fact (`corrections.decisions`)."""


class Exclusion(StrEnum):
    """Why a passage is kept out of the transcript and of every document."""

    CLOSED_SESSION = "huis clos"
    OFF_RECORD = "hors procès-verbal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceWords:
    """`words[first_word:last_word]` of a turn now read `after`; an empty range inserts.

    Attributes:
        before: the text that was there, words joined without the first space.
        after: the text that replaces it; "" removes the words.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["replace-words"] = "replace-words"
    turn: TurnId
    first_word: int
    last_word: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptWords:
    """Doubtful words were listened to and are right."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["accept-words"] = "accept-words"
    turn: TurnId
    first_word: int
    last_word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTurn:
    """The words from `at_word` on become the turn `new_turn`; nobody said yet whose it is."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["split-turn"] = "split-turn"
    turn: TurnId
    at_word: int
    new_turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeTurns:
    """`turn` is joined to `previous`, the turn before it, and takes its speaker."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["merge-turns"] = "merge-turns"
    previous: TurnId
    turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertTurn:
    """A person typed what is said where nothing was recognised, or brought text back."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["insert-turn"] = "insert-turn"
    new_turn: TurnId
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMember:
    """These turns are this member's; None: no member of the assembly speaks."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["set-member"] = "set-member"
    turns: tuple[TurnId, ...]
    member: MemberName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVoiceMember:
    """A voice is this member's, in every turn that a person did not decide one by one.

    Attributes:
        member: None when the voice is not a member's.
        label: who it is then ("Directrice générale des services", "Public").
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["set-voice-member"] = "set-voice-member"
    voice: VoiceId
    member: MemberName | None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeVoices:
    """Two voices are one: the turns of `merged` become those of `kept`."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["merge-voices"] = "merge-voices"
    kept: VoiceId
    merged: VoiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitVoice:
    """These turns are another voice than the one they were given."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["split-voice"] = "split-voice"
    turns: tuple[TurnId, ...]
    new_voice: VoiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideFact:
    """A person confirmed, corrected or rejected a fact of the minutes.

    Attributes:
        status: CONFIRMED, REJECTED, or PROPOSED to leave it open again.
        corrected: whether `value` replaces what was found.
        value: what the fact is; used only when `corrected`.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["decide-fact"] = "decide-fact"
    fact: FactKey
    status: Status
    corrected: bool = False
    value: FactValue = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReviewed:
    """These turns were read by a person and are right, or are to be read again."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["mark-reviewed"] = "mark-reviewed"
    turns: tuple[TurnId, ...]
    reviewed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludePassage:
    """What is said from `start` to `end` seconds reaches no document."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["exclude-passage"] = "exclude-passage"
    start: float
    end: float
    reason: Exclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class IncludePassage:
    """What is said from `start` to `end` seconds is back in the documents."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["include-passage"] = "include-passage"
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseParagraph:
    """A person rewrote a paragraph of the draft (`pv_builder.documents.revisions.Revision`).

    Attributes:
        after: what it now says; equal to `before` to take back what was drafted.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["revise-paragraph"] = "revise-paragraph"
    section: str
    before: str
    occurrence: int = 0
    style: str = ""
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeSession:
    """What was convened was stated anew: the roll, the agenda, the date...

    Attributes:
        before: the text of `seance.toml` until then.
        after: its text from then on.
        renamed: members that are now named otherwise, old name first.
        renumbered: agenda items that now bear another mark, old mark first.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["describe-session"] = "describe-session"
    before: str
    after: str
    renamed: tuple[tuple[MemberName, MemberName], ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()


SingleEdit = (
    ReplaceWords
    | AcceptWords
    | SplitTurn
    | MergeTurns
    | InsertTurn
    | SetMember
    | SetVoiceMember
    | MergeVoices
    | SplitVoice
    | DecideFact
    | MarkReviewed
    | ExcludePassage
    | IncludePassage
    | ReviseParagraph
    | DescribeSession
)


class GroupLabel(StrEnum):
    """What a group of edits did, for the history."""

    REPLACE_ALL = "replace-all"
    ACCEPT_ALL = "accept-all"
    RETYPE = "retype"
    REIMPORT = "reimport"
    MISHEARD = "names"  # only names at first: journals of then stay readable


@dataclass(frozen=True, slots=True, kw_only=True)
class EditGroup:
    """Edits made by one act, such as a replacement everywhere: undone together."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: Literal["group"] = "group"
    label: GroupLabel
    edits: tuple[SingleEdit, ...]


Edit = SingleEdit | EditGroup


def singles_of(edit: Edit) -> tuple[SingleEdit, ...]:
    """Return the edits of one act."""
    return edit.edits if isinstance(edit, EditGroup) else (edit,)
