"""What was said in a recording: words, turns and where they come from.

The fields carry the names of `transcript.json`, so that the file is this model written out.

Invariants:
- Times are seconds from the first sample of the session (its first part), at the millisecond.
- A transcript is evidence: corrections are a layer on top (`desktop.session.corrections.edits`).
- Unknown is None: a turn without a clear voice has no speaker, a voice without proof no member.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, NewType

from core.timecode import Interval

SCHEMA_VERSION = 1

TurnId = NewType("TurnId", str)
VoiceId = NewType("VoiceId", str)
"""A voice in one diarization ("V01"): not a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as the recogniser gave it.

    Attributes:
        start: seconds; 0 <= start <= end.
        end: seconds.
        text: with its leading space, so that joining the words gives the sentence.
        probability: 0..1, or None where the engine gives none; never invented.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    start: float
    end: float
    text: str
    probability: float | None = None


class DoubtKind(StrEnum):
    """Why a stretch of words should be listened to again."""

    LOW_PROBABILITY = "low-probability"
    REPETITION = "repetition"
    SPEECH_RATE = "speech-rate"
    KNOWN_INVENTION = "known-invention"
    OUTSIDE_SPEECH = "outside-speech"
    SPEAKER_BOUNDARY = "speaker-boundary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Words of a turn that may be wrong: `words[first_word:last_word]`.

    Attributes:
        captions: what the captions of a meeting tool have in their place, for a person to choose;
            None without captions, or where they have the same.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    kind: DoubtKind
    first_word: int
    last_word: int
    captions: str | None = None


class MemberStatus(StrEnum):
    """Who says that a turn is a member's: the machine or a person."""

    PROPOSED = "propose"
    CONFIRMED = "confirme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one voice said in one go.

    Attributes:
        id: stable within the transcript.
        start: seconds, of its first word or voice.
        end: seconds.
        speaker: the voice, None when it is not clear or voices were not told apart.
        member: printed name of the member of the assembly, None when unknown.
        member_status: whether a person confirmed the member; None without a member.
        member_score: calibrated probability that the member is right, None when unknown.
        overlap: whether somebody else speaks at the same time.
        words: in order.
        doubts: stretches of `words` to listen to again.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: TurnId
    start: float
    end: float
    speaker: VoiceId | None = None
    member: str | None = None
    member_status: MemberStatus | None = None
    member_score: float | None = None
    overlap: bool = False
    words: tuple[Word, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def text(self) -> str:
        """The words joined, without the space before the first."""
        return "".join(word.text for word in self.words).strip()

    @property
    def interval(self) -> Interval:
        """The stretch of the recording that the turn covers."""
        return Interval(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioPart:
    """One file of the recording.

    Attributes:
        name: bare file name, never a path.
        sha256: of the file.
        duration_s: of its sound.
        missing_s: seconds known to be missing after its sound: announced by the file but damaged,
            or not recorded because the recorder was cut short.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: str
    sha256: str
    duration_s: float
    missing_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioRef:
    """The recording that a transcript belongs to.

    Attributes:
        sha256: of the file, or of the parts' digests joined when there are several.
        duration_s: of all parts together.
        parts: in the order of the session.
        holes: where sound is missing inside the parts and silence stands in its place, in order.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    sha256: str
    duration_s: float
    parts: tuple[AudioPart, ...]
    holes: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a transcript was made, so that it can be made again. It holds no clock time."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    engine: str
    engine_version: str
    model_id: str
    model_sha256: str
    options: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """Text that was set aside as invented; kept so that a person can bring it back."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    start: float
    end: float
    text: str
    reason: DoubtKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the speech has text.

    Attributes:
        speech_s: seconds of speech that voice activity detection found.
        gaps: speech without any text, to listen to.
        quarantined: text set aside as invented.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    speech_s: float
    gaps: tuple[Interval, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()

    @property
    def covered_share(self) -> float:
        """Share of the speech that has text, 0..1; 1 when there is no speech."""
        missing_s = sum(gap.duration_s for gap in self.gaps)
        return 1.0 if self.speech_s <= 0 else max(0.0, 1.0 - missing_s / self.speech_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondHearing:
    """A passage that was heard once more, because what was first heard there was doubtful.

    It never replaces the words of the turns: whoever uses it says so.

    Attributes:
        span: of the recording.
        first: text of the words that the turns have there.
        words: of the second hearing, in order.
        compared: they were not written freely: the sound was compared with the sentences that may
            stand there, and this one stands out.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    span: Interval
    first: str
    words: tuple[Word, ...]
    compared: bool = False

    @property
    def text(self) -> str:
        """The words of the second hearing joined."""
        return "".join(word.text for word in self.words).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Sound that the recording got after it was transcribed, and what was recognised in it.

    Attributes:
        before: SHA-256 of the recording as it was.
        inserted: where what was put in lies in the recording as it then was, in order; what comes
            after each of these stretches came that much earlier before.
        filled: stretches that were silent and got their sound, in order.
        turns: the turns that are new with it.
        provenance: how these were recognised.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    before: str
    inserted: tuple[Interval, ...] = ()
    filled: tuple[Interval, ...] = ()
    turns: tuple[TurnId, ...] = ()
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """Everything that was recognised in one session's recording; turns in order of start.

    Attributes:
        second_hearings: of doubtful passages, in order.
        additions: what was added to the recording after its first recognition, oldest first.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    schema_version: int = SCHEMA_VERSION
    audio: AudioRef
    language: str = "fr"
    turns: tuple[Turn, ...]
    coverage: Coverage | None = None
    second_hearings: tuple[SecondHearing, ...] = ()
    additions: tuple[Addition, ...] = ()
    provenance: Provenance
