"""The draft as it prints: facts, what was said, and what a person rewrote. Loads no file writer."""

import datetime as dt
from dataclasses import replace
from importlib.metadata import version

from desktop.session.corrections.corrections import Corrected
from desktop.session.documents.publication import published
from desktop.session.dossier import Dossier
from desktop.session.keeping.life import Step, read_life
from desktop.session.requests import DraftRequest
from pv_builder.documents.draft import DraftOptions, draft_minutes, section_styles
from pv_builder.documents.house import HOUSES, MODERN, HouseStyle
from pv_builder.documents.revisions import Revised, revised
from pv_builder.evidence import Status, blocking
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle


def house_of(template: str | None) -> HouseStyle:
    """Return the house style that a template names; ours where it names a file or nothing."""
    return HOUSES.get(template or "", MODERN)


def approved_on(dossier: Dossier, minutes: Minutes) -> dt.date | None:
    """Return the day the minutes were approved, None as long as they are to be written as a draft.

    That is before a person states the day, and while a blocking fault is left: what the law forbids
    is not printed as approved.
    """
    return None if blocking(minutes.alerts) else read_life(dossier).on(Step.APPROVED)


def draft_of(minutes: Minutes, state: Corrected | None, request: DraftRequest) -> Revised:
    """Return the draft as it prints: the facts, what was said, and what a person rewrote.

    Args:
        minutes: the facts.
        state: the transcript as corrected, None before any recognition.
        request: style, house style and approval; the rest of it is not looked at.
    """
    if request.approved_on is not None and not _waits(minutes):
        minutes = replace(minutes, alerts=())  # the assembly approved what a person had checked
    style = request.style or DiscussionStyle.INDIRECT
    options = DraftOptions(
        style=style,
        item_styles=dict(request.item_styles),
        approved_on=request.approved_on,
        house=house_of(request.template),
        generator=f"Greffier {version('greffier')}",
        texts=request.texts,
    )
    transcript = None if state is None else published(state)
    drafted = draft_minutes(minutes, transcript, options)
    revisions = () if state is None else tuple(state.revisions.values())
    return revised(drafted, revisions, style, section_styles(minutes.meeting, options))


def _waits(minutes: Minutes) -> bool:
    """Whether a fact is left that nobody decided."""
    return any(one.status is Status.PROPOSED for one in minutes.evidence)
