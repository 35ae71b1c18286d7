"""The draft as it prints: facts, what was said, and what a person rewrote. Loads no file writer."""

from importlib.metadata import version

from desktop.session.corrections.corrections import Corrected
from desktop.session.documents.publication import published
from desktop.session.requests import DraftRequest
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.house import HOUSES, MODERN, HouseStyle
from pv_builder.documents.revisions import Revised, revised
from pv_builder.minutes import Minutes
from pv_builder.reporting.discussion import DiscussionStyle


def house_of(template: str | None) -> HouseStyle:
    """Return the house style that a template names; ours where it names a file or nothing."""
    return HOUSES.get(template or "", MODERN)


def draft_of(minutes: Minutes, state: Corrected | None, request: DraftRequest) -> Revised:
    """Return the draft as it prints: the facts, what was said, and what a person rewrote.

    Args:
        minutes: the facts.
        state: the transcript as corrected, None before any recognition.
        request: style and house style; the rest of it is not looked at.
    """
    options = DraftOptions(
        style=DiscussionStyle(request.style),
        house=house_of(request.template),
        generator=f"Greffier {version('greffier')}",
    )
    transcript = None if state is None else published(state)
    drafted = draft_minutes(minutes, transcript, options)
    revisions = () if state is None else tuple(state.revisions.values())
    return revised(drafted, revisions, request.style)
