"""One of each document that Greffier writes, by name, from the sample sessions and acts."""

from collections.abc import Callable

from pv_builder.act_texts import ActText
from pv_builder.blocks import Document
from pv_builder.documents.convocation_check import convocation_check
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.house import EXTRACT, HIERARCHICAL, SYNDICATE
from pv_builder.documents.session_document import as_draft
from pv_builder.documents.session_lists import attendance_sheet, examined_list, vote_sheet
from pv_builder.documents.visual_summary import visual_summary
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle
from tests.helpers import acts, sessions

_INDIRECT = DraftOptions(style=DiscussionStyle.INDIRECT)


def _minutes(name: str) -> Document:
    return draft_minutes(sessions.minutes(name), sessions.transcript(name), _INDIRECT)


def _hierarchical() -> Document:
    options = DraftOptions(style=DiscussionStyle.INDIRECT, house=HIERARCHICAL)
    minutes = Minutes(meeting=acts.hierarchical())
    return draft_minutes(minutes, acts.hierarchical_transcript(), options)


def _extract() -> Document:
    meeting = acts.community()
    return deliberation(
        meeting, meeting.items[0], acts.EXTRACT_ACT, EXTRACT, acts.EXTRACT_AUTHORITY
    )


def _act() -> Document:
    meeting = acts.syndicate()
    return deliberation(
        meeting, meeting.items[0], acts.DELIBERATION_ACT, SYNDICATE, acts.DELIBERATION_AUTHORITY
    )


def _whole_act() -> Document:
    """Return an extract with tables of credits and an annex."""
    meeting = acts.community()
    return deliberation(meeting, meeting.items[0], acts.WHOLE_ACT, EXTRACT, acts.EXTRACT_AUTHORITY)


def _blank_act() -> Document:
    minutes = sessions.minutes("commune-saint-aubin")
    item = minutes.meeting.items[1]
    return as_draft(deliberation(minutes.meeting, item, ActText(), SYNDICATE), minutes)


_COMMUNITY = "comcom-val-de-serre"

EVERY_DOCUMENT: dict[str, Callable[[], Document]] = {
    **{f"pv-{name}": lambda name=name: _minutes(name) for name in sessions.SESSIONS},  # type: ignore[misc]
    "pv-hierarchique": _hierarchical,
    "extrait": _extract,
    "extrait-entier": _whole_act,
    "deliberation": _act,
    "deliberation-vide": _blank_act,
    "liste": lambda: examined_list(sessions.meeting(_COMMUNITY)),
    "presence": lambda: attendance_sheet(sessions.meeting(_COMMUNITY)),
    "votes": lambda: vote_sheet(sessions.meeting(_COMMUNITY)),
    "convocation": lambda: convocation_check(sessions.meeting(_COMMUNITY)),
    "essentiel": lambda: visual_summary(
        sessions.minutes(_COMMUNITY), sessions.transcript(_COMMUNITY)
    ),
}
