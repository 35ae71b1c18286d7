"""What naming takes and gives: the sound's word, a person's word, and who everybody is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.timecode import Interval
from core.transcript import TurnId, VoiceId
from pv_builder.meeting import MemberName


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLikeness:
    """What the sound says, as far as it is known.

    Attributes:
        pairs: probability that two voices of the diarization are one person's, by the two ids in
            alphabetical order.
        turns: probability of each voice for a turn.
    """

    pairs: Mapping[tuple[VoiceId, VoiceId], float] = field(default_factory=dict)
    turns: Mapping[TurnId, Mapping[VoiceId, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What a person said: who a voice or a turn is; None is nobody of the roll."""

    voices: Mapping[VoiceId, MemberName | None] = field(default_factory=dict)
    turns: Mapping[TurnId, MemberName | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A member who comes into question, with the score."""

    member: MemberName
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a member is proposed, in French, and the seconds to listen to.

    Attributes:
        weight: log-likelihood ratio; negative when it speaks against the member.
    """

    text: str
    weight: float
    excerpts: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVoice:
    """The proposal for one voice.

    Attributes:
        member: None when nobody is likely enough.
        score: of the member, or of the likeliest one when nobody is named.
        likeliest: the likeliest member, likely enough or not; None when nobody comes into question.
        candidates: the next likeliest members.
        reasons: for the likeliest member, the weightiest first.
        confirmed: by a person.
    """

    voice: VoiceId
    member: MemberName | None
    score: float
    likeliest: MemberName | None = None
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[Reason, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTurn:
    """The proposal for one turn.

    Attributes:
        member: None when nobody is likely enough.
        score: of the member; None without one.
        contested: its words say another member than its voice does.
    """

    turn: TurnId
    member: MemberName | None
    score: float | None
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceConflict:
    """A voice whose turns are clearly several members': diarization took them for one.

    Attributes:
        turns: turns of the voice by member; turns of different members cannot be one voice.
    """

    voice: VoiceId
    turns: tuple[tuple[MemberName, tuple[TurnId, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Who every voice and turn is, as far as it can be told."""

    voices: tuple[NamedVoice, ...]
    turns: tuple[NamedTurn, ...]
    conflicts: tuple[VoiceConflict, ...] = ()
