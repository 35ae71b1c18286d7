"""The events of a BigBlueButton recording (`events.xml`): who made sound, by the second.

What a published recording holds is only what was recorded: between two presses of the record
button the clock of the recording stands still.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from core.plaintext import cleaned
from pv_builder.captions.errors import ImportDangerous
from pv_builder.captions.spans import Captions, CaptionSpan, Tool

_MS = 1000.0
_MOST_DIGITS = 14
"""Milliseconds since 1970 have 13 until the year 2286."""
_READ = frozenset(
    {
        "ParticipantJoinEvent",
        "ParticipantJoinedEvent",
        "ParticipantTalkingEvent",
        "StartRecordingEvent",
        "RecordStatusEvent",
    }
)


def read_events(content: bytes, name: str) -> Captions | None:
    """Return who made sound when, None when the bytes are no `events.xml`.

    Args:
        content: of the file.
        name: for the error only.

    Raises:
        ImportDangerous: when the file declares entities or reads others.
    """
    try:
        events = list(_events(content))
    except DefusedXmlException as error:
        raise ImportDangerous(path=name) from error
    except (ParseError, ValueError, LookupError):
        return None
    meeting = _Meeting()
    for event in sorted(events, key=lambda event: event.at_s):
        meeting.take(event)
    meeting.end()
    spans = tuple(sorted(meeting.on_recording(), key=lambda span: span.start))
    if not spans:
        return None
    return Captions(tool=Tool.BIGBLUEBUTTON, spans=spans)


def _events(content: bytes) -> Iterator["_Event"]:
    """Yield the events that tell who speaks; each is forgotten once read: files reach 100 MB."""
    root: Element | None = None
    for moment, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
        if root is None:
            root = element
            if root.tag != "recording":
                return
        elif moment == "end" and element.tag == "event":
            event = _Event.of(element)
            if event is not None:
                yield event
            root.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One event; times are seconds since 1970 or since the server started."""

    name: str
    at_s: float
    fields: dict[str, str]

    @classmethod
    def of(cls, element: Element) -> "_Event | None":
        """Return an element as an event, None when it has no time or tells of something else."""
        name = element.get("eventname", "")
        if name not in _READ:
            return None
        fields = {child.tag: (child.text or "").strip() for child in element}
        stamp = fields.get("timestampUTC") or element.get("timestamp") or ""
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= _MOST_DIGITS):
            return None
        at_s = int(stamp) / _MS
        return cls(name=name, at_s=at_s, fields=fields)


@dataclass(slots=True)
class _Meeting:
    """What the events say so far."""

    names: dict[str, str] = field(default_factory=dict)
    talking: dict[str, float] = field(default_factory=dict)
    talked: list[tuple[str, float, float]] = field(default_factory=list)
    recorded: list[tuple[float, float]] = field(default_factory=list)
    recording_since: float | None = None
    first_sound: float | None = None
    last: float = 0.0

    def take(self, event: _Event) -> None:
        """Count one event; events come in order."""
        self.last = event.at_s
        fields = event.fields
        match event.name:
            case "ParticipantJoinEvent":
                self.names[fields.get("userId", "")] = cleaned(fields.get("name", ""))
            case "ParticipantJoinedEvent":
                caller = cleaned(fields.get("callername", ""))
                self.names.setdefault(fields.get("participant", ""), caller)
            case "ParticipantTalkingEvent":
                who = fields.get("participant", "")
                self._talks(who, event.at_s, talking=fields.get("talking") == "true")
            case "StartRecordingEvent":
                self.first_sound = self.first_sound or event.at_s
            case "RecordStatusEvent":
                self._records(event.at_s, on=fields.get("status") == "true")

    def _talks(self, who: str, at_s: float, *, talking: bool) -> None:
        if talking:
            self.talking.setdefault(who, at_s)
        elif who in self.talking:
            self.talked.append((who, self.talking.pop(who), at_s))

    def _records(self, at_s: float, *, on: bool) -> None:
        if on and self.recording_since is None:
            self.recording_since = at_s
        elif not on and self.recording_since is not None:
            self.recorded.append((self.recording_since, at_s))
            self.recording_since = None

    def end(self) -> None:
        """Close what is open: a meeting may end in the middle of a word."""
        self._records(self.last, on=False)
        for who in list(self.talking):
            self._talks(who, self.last, talking=False)

    def on_recording(self) -> Iterator[CaptionSpan]:
        """Yield the stretches of sound, on the clock of what was recorded."""
        begins = [start for _, start, _ in self.talked]
        first = self.first_sound if self.first_sound is not None else min(begins, default=0.0)
        elapsed = 0.0
        for since, until in self.recorded or [(first, self.last)]:
            for who, start, end in self.talked:
                from_s, to_s = max(start, since) - since, min(end, until) - since
                if to_s > from_s:
                    yield CaptionSpan(
                        label=self.names.get(who, ""),
                        start=round(elapsed + from_s, 3),
                        end=round(elapsed + to_s, 3),
                    )
            elapsed += until - since
