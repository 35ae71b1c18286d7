"""Where a fact comes from and whether a person has agreed to it.

The machine proposes, a person confirms: each fact of the minutes that was found in the recording
has one `Evidence`, kept beside the facts under a stable key such as "item/3/against" (see
`pv_builder.facts`), so that the facts themselves stay plain values.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from core.timecode import Interval

FactKey = NewType("FactKey", str)
"""Stable name of one fact: "chair", "attendance/M. X Y", "item/3/against"."""


class Status(StrEnum):
    """Whether a fact is only found, or agreed to by a person."""

    PROPOSED = "propose"
    CONFIRMED = "confirme"
    REJECTED = "rejete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a fact is believed.

    Attributes:
        fact: the fact it supports.
        status: proposed by the machine, or confirmed or rejected by a person.
        score: 0..1 as the rule gives it; None when the rule has no measure, never invented.
        rule: name of the rule that found it ("votes.said_count").
        excerpts: the seconds of the recording to listen to, in order.
        hearings: what was heard there, first and then again, where it was heard twice.
    """

    fact: FactKey
    status: Status = Status.PROPOSED
    score: float | None = None
    rule: str
    excerpts: tuple[Interval, ...] = ()
    hearings: tuple[str, ...] = ()


class Severity(StrEnum):
    """Whether a contradiction forbids the final document."""

    BLOCKING = "bloquante"
    WARNING = "avertissement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A contradiction or an omission that a person must look at.

    Attributes:
        code: stable kebab-case name.
        severity: blocking faults refuse the final document, never the draft.
        text: one or two French sentences: what is wrong, what to do, the article.
        item: mark of the agenda item it concerns, None for the whole session.
        excerpts: the seconds of the recording to listen to.
    """

    code: str
    severity: Severity
    text: str
    item: str | int | None = None
    excerpts: tuple[Interval, ...] = ()


def blocking(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return the faults that refuse the final document."""
    return tuple(alert for alert in alerts if alert.severity is Severity.BLOCKING)
