"""How loudly the person recording is told something: what rings, what rings until it is seen.

The sentences are in `french.sentences`; every notice told while recording is also in the
session's journal (`asr.recording.journal`).
"""

from enum import StrEnum
from typing import Final


class Weight(StrEnum):
    """How much a notice weighs."""

    NEWS = "news"
    """Good news, or something to know: shown only."""

    ALARM = "alarm"
    """Sound may be worse than it could be: shown, and rung once."""

    URGENT = "urgent"
    """Sound is being lost, or soon will be: rung until a person has seen it."""


_URGENT: Final = frozenset(
    {
        "recording-device-lost",
        "recording-disk-full",
        "recording-disk-fault",
        "recording-sound-lost",
        "recording-muted",
    }
)
_NEWS: Final = frozenset(
    {
        "recording-device-back",
        "recording-disk-back",
        "recording-sound-back",
        "recording-mirror-back",
        "recording-mirror-same-disk",
        "recording-recovered",
        "recording-may-sleep",
        "recording-hour-set",
    }
)
_ENDS: Final = {
    "recording-device-back": frozenset({"recording-device-lost", "recording-stand-in"}),
    "recording-disk-back": frozenset({"recording-disk-full", "recording-disk-fault"}),
    "recording-sound-back": frozenset({"recording-muted", "recording-silent"}),
    "recording-mirror-back": frozenset({"recording-mirror-lost"}),
}


def weight_of(code: str) -> Weight:
    """Return how much a notice weighs; one that is not known here rings once."""
    if code in _URGENT:
        return Weight.URGENT
    return Weight.NEWS if code in _NEWS else Weight.ALARM


def ended_by(code: str) -> frozenset[str]:
    """Return the alarms that are over when this is told."""
    return _ENDS.get(code, frozenset())
