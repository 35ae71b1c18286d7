"""The life of the minutes after the draft: submitted, approved, published; then the recording goes.

    .greffier/life.json     what a person said was done, and when

Invariants:
- Dates are stated by a person, never guessed; each may be taken back, but a deletion.
- Every change is kept with the moment it was said: the life is its own record.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from core.files import set_aside
from core.jsonio import JsonInvalid, read_json, write_json
from desktop.session.dossier import Dossier
from pv_builder.law.assemblies import is_published_online, rules_for
from pv_builder.law.deadlines import (
    list_due,
    members_copy_due,
    minutes_due,
    months_after,
    online_until,
)
from pv_builder.meeting import Meeting

SCHEMA_VERSION = 1
LIFE = "life.json"
APPEAL_MONTHS = 2
"""An act may be attacked for two months after its publication (code de justice administrative,
art. R. 421-1): the recording is worth keeping so long."""


class Step(StrEnum):
    """What is done after a session, in the usual order."""

    LIST_POSTED = "list-posted"
    ACTS_PUBLISHED = "acts-published"
    ACTS_PUBLISHED_ONLINE = "acts-published-online"
    LIST_COPIES_SENT = "list-copies-sent"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    COPIES_SENT = "copies-sent"
    DELETED = "deleted"


class Stage(StrEnum):
    """Where the minutes stand."""

    DRAFT = "draft"
    TO_APPROVE = "to-approve"
    APPROVED = "approved"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person stated.

    Attributes:
        at: when it was stated, with its time zone.
        on: the day it was done; None takes the statement back.
    """

    __pydantic_config__: ClassVar = {"extra": "ignore"}

    step: Step
    at: dt.datetime
    on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All that was stated, oldest first."""

    __pydantic_config__: ClassVar = {"extra": "ignore"}

    schema_version: int = SCHEMA_VERSION
    said: tuple[Said, ...] = ()

    def on(self, step: Step) -> dt.date | None:
        """Return the day a step was done, None while it is not."""
        return next((one.on for one in reversed(self.said) if one.step is step), None)

    def with_step(self, step: Step, on: dt.date | None, at: dt.datetime) -> "Life":
        """Return the life after one more statement."""
        return replace(self, said=(*self.said, Said(step=step, at=at, on=on)))

    @property
    def stage(self) -> Stage:
        """Where the minutes stand."""
        if self.on(Step.PUBLISHED):
            return Stage.PUBLISHED
        if self.on(Step.APPROVED):
            return Stage.APPROVED
        return Stage.TO_APPROVE if self.on(Step.SUBMITTED) else Stage.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A step that the law or good practice asks for.

    Attributes:
        due: the last day; None where the day is not known yet, or none is set.
        article: "CGCT, art. L. 2121-25", "" where no text was read.
        done: the day it was done.
        until: once done, the last day it must stay so at least; None where that is not set.
    """

    step: Step
    due: dt.date | None
    article: str
    done: dt.date | None
    until: dt.date | None = None

    def is_late(self, today: dt.date) -> bool:
        """Whether the last day has passed without it."""
        return self.done is None and self.due is not None and self.due < today


def duties_of(meeting: Meeting, life: Life) -> tuple[Duty, ...]:
    """Return what is to be done after a session, in order."""
    rules = rules_for(meeting)
    approved = life.on(Step.APPROVED)
    minutes_article = rules.minutes_article or ""
    found: list[Duty] = []

    def add(step: Step, due: dt.date | None, article: str) -> None:
        found.append(Duty(step=step, due=due, article=article, done=life.on(step)))

    if rules.list_article is not None:
        add(Step.LIST_POSTED, list_due(meeting.date), rules.list_article)
    found.append(_acts_published(meeting, life))
    copies_due = members_copy_due(meeting.date, meeting.assembly)
    if copies_due is not None:
        add(Step.LIST_COPIES_SENT, copies_due, "CGCT, art. L. 5211-40-2")
    add(Step.SUBMITTED, None, "")
    add(Step.APPROVED, None, minutes_article)
    add(Step.PUBLISHED, minutes_due(approved) if approved else None, minutes_article)
    if copies_due is not None:
        due = members_copy_due(approved, meeting.assembly) if approved else None
        add(Step.COPIES_SENT, due, "CGCT, art. L. 5211-40-2")
    return tuple(found)


def _acts_published(meeting: Meeting, life: Life) -> Duty:
    """Return the publication of the acts: online for two months at least, or as was chosen."""
    is_online = is_published_online(meeting)
    step = Step.ACTS_PUBLISHED_ONLINE if is_online else Step.ACTS_PUBLISHED
    done = life.on(step)
    return Duty(
        step=step,
        due=None,
        article=rules_for(meeting).publication_article,
        done=done,
        until=online_until(done) if done and is_online else None,
    )


def deletable_from(life: Life, months: int = APPEAL_MONTHS) -> dt.date | None:
    """Return the first day on which the recording serves nobody any more; None before approval.

    The minutes are approved and nobody can attack the acts of the session any longer.

    Args:
        life: of the minutes.
        months: for which the mairie keeps recordings after that.
    """
    approved = life.on(Step.APPROVED)
    return None if approved is None else months_after(approved, months)


def read_life(dossier: Dossier) -> Life:
    """Return the life of a session's minutes; a file that cannot be read is set aside."""
    path = dossier.work / LIFE
    try:
        return read_json(Life, path)
    except FileNotFoundError:
        return Life()
    except JsonInvalid:
        set_aside(path)
        return Life()


def write_life(dossier: Dossier, life: Life) -> None:
    """Keep the life of a session's minutes; once they are submitted, forget the voices.

    Nobody's voice may be known longer than the work on it lasts (RGPD art. 9).
    """
    write_json(dossier.work / LIFE, life)
    if life.stage is not Stage.DRAFT:
        from asr.diarization.prints import forget_voices  # noqa: PLC0415 - loads numpy

        forget_voices(dossier.voices)
