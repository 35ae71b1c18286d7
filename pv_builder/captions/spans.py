"""What a meeting tool wrote about a session: who is said to speak when, who took part, the chat.

Nothing here is a fact: a tool names a device or an account, not a person, and its clock is not the
recording's. `pv_builder.captions.placing` finds the clock.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tool(StrEnum):
    """The program that a file comes from."""

    TEAMS = "teams"
    ZOOM = "zoom"
    MEET = "meet"
    BIGBLUEBUTTON = "bigbluebutton"
    WEBEX = "webex"
    VISIO = "visio"
    OTHER = "other"


class Timing(StrEnum):
    """What the times of a file count."""

    RECORDING = "recording"
    """Seconds from some moment near the beginning of the recording."""
    DAY = "day"
    """Seconds from midnight, by the clock of the tool."""
    ORDER = "order"
    """Nothing: the file has no times, and a span's time is its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionSpan:
    """What one participant is said to have said in one go.

    Attributes:
        label: as the tool shows it, without unseen letters; "" when the tool names nobody.
        start: seconds by the file's own clock, never negative.
        end: seconds; not before `start`.
        text: what was said; "" when the tool only saw who made sound.
    """

    label: str
    start: float
    end: float
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """The spans of one file, in order of start.

    Attributes:
        faults: entries that could not be read and were left out.
    """

    tool: Tool
    timing: Timing = Timing.RECORDING
    spans: tuple[CaptionSpan, ...]
    faults: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """The names in it, each once, in order of their first span."""
        return tuple(dict.fromkeys(span.label for span in self.spans if span.label))


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody, or some device, that was connected.

    Attributes:
        label: as the tool shows it.
        joined_s: seconds from midnight of the first connection, None when the file does not say.
        left_s: of the end of the last one.
    """

    label: str
    joined_s: float | None = None
    left_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """A list of participants, each once.

    Attributes:
        faults: lines that could not be read and were left out.
    """

    tool: Tool
    participants: tuple[Participant, ...]
    faults: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(participant.label for participant in self.participants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """The written messages of a meeting, in order; each span is a moment, not a stretch.

    Nobody spoke them: they tell who took part, and never who speaks.
    """

    tool: Tool
    timing: Timing
    messages: tuple[CaptionSpan, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Who wrote, each once, in order."""
        return tuple(dict.fromkeys(message.label for message in self.messages if message.label))


Imported = Captions | Attendance | Chat
