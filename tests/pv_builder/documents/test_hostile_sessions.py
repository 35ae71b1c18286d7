"""Whatever a session holds, each of its documents comes out, in every format."""

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pypdf
import pytest

from core.transcript import Transcript
from pv_builder.act_texts import ActText
from pv_builder.blocks import Document
from pv_builder.documents.convocation_check import convocation_check
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_docx import docx_bytes
from pv_builder.documents.export_html import document_html
from pv_builder.documents.export_odt import odt_bytes
from pv_builder.documents.export_pdf import pdf_bytes
from pv_builder.documents.export_scdl import scdl_csv
from pv_builder.documents.export_text import document_text
from pv_builder.documents.export_votes import votes_csv
from pv_builder.documents.house import HOUSES
from pv_builder.documents.session_lists import attendance_sheet, examined_list, vote_sheet
from pv_builder.documents.visual_summary import visual_summary
from pv_builder.meeting import Ballot, Item, Meeting, Member, MemberName, Proxy, Suspension
from pv_builder.minutes import Minutes
from tests.helpers import sessions
from tests.helpers.sessions import transcript_of

COMMUNE = sessions.meeting("commune-saint-aubin")
SAID = sessions.transcript("commune-saint-aubin")
NAMES = [member.name for member in COMMUNE.members]
CONTROL = "Vente \x00\x08\x1f du moulin \ud83d\ude00 \u202e <b>&</b> {{points}} #let x = 1"
EXOTIC = "Jumelage avec 東京, Αθήνα, Москва, القاهرة 😀 ☃ 𓀀 ꙮ"


def item(number: int, **changes: object) -> Item:
    return replace(COMMUNE.items[0], mark=number, **changes)  # type: ignore[arg-type]


def hundred_and_twenty() -> Meeting:
    marks = [f"{part}.{letter}.{n}" for part in ("I", "II") for letter in "ABC" for n in range(20)]
    items = (replace(COMMUNE.items[0], mark=mark, title=f"Affaire {mark} " * 20) for mark in marks)
    return replace(COMMUNE, items=tuple(items))


SESSIONS: dict[str, Meeting] = {
    "an empty agenda": replace(COMMUNE, items=()),
    "120 items": hundred_and_twenty(),
    "nothing known": replace(
        COMMUNE,
        chair=None,
        secretary=None,
        opened_at=None,
        closed_at=None,
        place=None,
        attendance=(),
        items=(Item(mark=1, title=""), Item(mark="", title="x")),
    ),
    "more votes than voters": replace(
        COMMUNE, items=(item(1, ballot=Ballot(against=90, abstentions=90)),)
    ),
    "a tie": replace(COMMUNE, items=(item(1, ballot=Ballot(against=6, abstentions=1)),)),
    "hours backwards": replace(
        COMMUNE,
        opened_at="23:59",
        closed_at="00:01",
        suspensions=(Suspension(start_s=90.0, end_s=60.0, start_hour="20:10", end_hour="20:00"),),
    ),
    "strangers": replace(
        COMMUNE,
        chair=MemberName("M. Inconnu Au-Bataillon"),
        secretary=MemberName("Mme Personne"),
        items=(item(1, rapporteur=MemberName("Directeur"), chair=MemberName("Autre")),),
    ),
    "proxies upon proxies": replace(
        COMMUNE,
        proxies=(
            Proxy(giver=NAMES[0], holder=NAMES[1]),
            Proxy(giver=NAMES[1], holder=NAMES[0]),
            Proxy(giver=NAMES[2], holder=NAMES[1]),
            Proxy(giver=NAMES[2], holder=MemberName("M. X")),
        ),
    ),
    "a member twice": replace(COMMUNE, members=(*COMMUNE.members, COMMUNE.members[0])),
    "no member": replace(COMMUNE, members=(), attendance=(), proxies=(), items=()),
    "signs that break files": replace(
        COMMUNE,
        collectivite=CONTROL,
        body=CONTROL,
        place=CONTROL,
        attending=CONTROL,
        items=(item(1, title=CONTROL, start_s=10.0, end_s=5.0),),
        members=(
            *COMMUNE.members,
            Member(
                civility=COMMUNE.members[0].civility,
                given_name="\x01",
                family_name=CONTROL,
                function=CONTROL,
            ),
        ),
    ),
}
DOCUMENTS: dict[str, Callable[[Meeting, Transcript], Document]] = {
    "minutes": lambda m, t: draft_minutes(Minutes(meeting=m), t),
    "list": lambda m, _: examined_list(m),
    "attendance": lambda m, _: attendance_sheet(m),
    "votes": lambda m, _: vote_sheet(m),
    "convocation": lambda m, _: convocation_check(m),
    "summary": lambda m, t: visual_summary(Minutes(meeting=m), t),
}


@pytest.mark.parametrize("session", SESSIONS)
def test_every_document_comes_out(session: str) -> None:
    meeting = SESSIONS[session]
    for make in DOCUMENTS.values():
        document = make(meeting, SAID)
        assert docx.Document(io.BytesIO(docx_bytes(document))).paragraphs
        assert odt_bytes(document)
        assert document_html(document)
        assert document_text(document)
    assert scdl_csv(meeting).startswith("COLL_NOM")
    assert votes_csv(meeting)


@pytest.mark.parametrize("session", SESSIONS)
def test_every_act_comes_out(session: str) -> None:
    meeting = SESSIONS[session]
    for one in meeting.items[:2]:
        for house in HOUSES.values():
            assert docx_bytes(deliberation(meeting, one, ActText(), house))


@pytest.mark.parametrize("house", HOUSES)
def test_the_minutes_come_out_in_every_house_style(house: str) -> None:
    options = DraftOptions(house=HOUSES[house])
    document = draft_minutes(Minutes(meeting=SESSIONS["strangers"]), SAID, options)
    assert docx_bytes(document)


@pytest.mark.parametrize("session", ["an empty agenda", "120 items", "signs that break files"])
def test_the_pdf_of_the_minutes_comes_out(session: str) -> None:
    document = draft_minutes(Minutes(meeting=SESSIONS[session]), SAID)
    assert pdf_bytes(document).startswith(b"%PDF")


def test_signs_that_no_font_has_leave_a_visible_stand_in() -> None:
    meeting = replace(COMMUNE, items=(item(1, title=EXOTIC),))
    content = pdf_bytes(examined_list(meeting))
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Jumelage avec" in page
    assert "?" in page


def test_a_session_where_nobody_speaks_is_drafted() -> None:
    silent = transcript_of(())
    assert "Procès-verbal" in document_html(draft_minutes(Minutes(meeting=COMMUNE), silent))
    assert visual_summary(Minutes(meeting=COMMUNE), silent).blocks
