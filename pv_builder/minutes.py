"""What the readers hand to the documents: the meeting, where each fact comes from, the alerts."""

from dataclasses import dataclass

from pv_builder.evidence import Alert, Evidence
from pv_builder.meeting import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A meeting read from a transcript, ready to be checked by a person and drafted."""

    meeting: Meeting
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()
