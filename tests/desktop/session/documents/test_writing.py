"""Which documents are written, in which form: a draft, then what the assembly approved."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.task import silent
from core.transcript import MemberStatus
from desktop.session.corrections.corrections import Corrected
from desktop.session.documents.drafting import draft_of
from desktop.session.documents.writing import keep_template, write_documents
from desktop.session.dossier import Dossier, open_dossier
from desktop.session.keeping.life import Step, read_life, write_life
from desktop.session.requests import DraftRequest
from pv_builder.blocks import plain
from pv_builder.documents.revisions import Change, Revision
from pv_builder.evidence import Alert, Severity, Status
from pv_builder.law import wording
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle, DocumentWishes
from tests.helpers.sessions import minutes, transcript

NAME = "commune-saint-aubin"
DAY = dt.date(2026, 5, 7)
ARRETE = "Procès-verbal arrêté le 7 mai 2026."


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with open_dossier(tmp_path / "seance") as dossier:
        yield dossier


def checked() -> Minutes:
    """Return the sample's facts, all confirmed, without a fault."""
    found = minutes(NAME)
    evidence = tuple(replace(one, status=Status.CONFIRMED) for one in found.evidence)
    return replace(found, evidence=evidence, alerts=())


def approve(dossier: Dossier) -> None:
    now = dt.datetime(2026, 5, 8, tzinfo=dt.UTC)
    write_life(dossier, read_life(dossier).with_step(Step.APPROVED, DAY, now))


def written(dossier: Dossier, found: Minutes) -> str:
    said = transcript(NAME)
    sure = MemberStatus.CONFIRMED
    turns = tuple(replace(one, member_status=sure, member_score=None) for one in said.turns)
    state = Corrected(transcript=replace(said, turns=turns))
    request = DraftRequest(formats=("txt",), style=DiscussionStyle.INDIRECT)
    write_documents(dossier, found, state, request, silent())
    text = (dossier.root / "pv.txt").read_text(encoding="utf-8")
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_minutes_are_a_draft_until_it_is_stated_that_they_were_approved(dossier: Dossier) -> None:
    draft = written(dossier, checked())
    assert "Projet de procès-verbal, non encore approuvé" in draft
    assert "arrêté le" not in draft
    approve(dossier)
    approved = written(dossier, checked())
    assert ARRETE in approved
    for gone in ("Projet", "non encore approuvé", "avec l’aide d’une", "À vérifier"):
        assert gone not in approved
    write_life(dossier, read_life(dossier).with_step(Step.APPROVED, None, dt.datetime.now(dt.UTC)))
    assert "Projet de procès-verbal" in written(dossier, checked())


def test_what_nobody_confirmed_keeps_its_mark_and_the_document_says_who_helped(
    dossier: Dossier,
) -> None:
    approve(dossier)
    text = written(dossier, replace(minutes(NAME), alerts=()))
    assert ARRETE in text
    assert "Projet de procès-verbal" not in text
    assert "Document rédigé avec l'aide d'une intelligence artificielle" in text.replace("’", "'")
    assert "à vérifier" in text


def test_a_blocking_fault_keeps_the_minutes_a_draft(dossier: Dossier) -> None:
    approve(dossier)
    fault = Alert(code="no-quorum", severity=Severity.BLOCKING, text="Quorum non atteint.")
    assert "Projet de procès-verbal" in written(dossier, replace(checked(), alerts=(fault,)))


def test_an_item_may_be_told_in_another_style_and_keeps_its_own_revisions() -> None:
    found, state = checked(), Corrected(transcript=transcript(NAME))
    usual = DraftRequest(style=DiscussionStyle.INDIRECT)
    verbatim = replace(usual, style=DiscussionStyle.VERBATIM)
    mixed = replace(usual, item_styles=(("3", DiscussionStyle.VERBATIM),))
    heading = wording.numbered_title(found.meeting.items[2])

    def told(request: DraftRequest) -> dict[str, list[str]]:
        draft = draft_of(found, state, request)
        sections: dict[str, list[str]] = {}
        for place in draft.places:
            if place is not None and place.before:
                sections.setdefault(place.section, []).append(place.before)
        return sections

    third, others = told(mixed).pop(heading), told(usual)
    assert third == told(verbatim)[heading] != others.pop(heading)
    assert {name: said for name, said in told(mixed).items() if name != heading} == others

    rewritten = Revision(section=heading, before=third[0], after="Débat libre.", style="integral")
    key = (heading, third[0], 0, "integral")
    revised = replace(state, revisions={key: rewritten})
    places = [p for p in draft_of(found, revised, mixed).places if p is not None and p.change]
    assert [(p.change, p.style) for p in places] == [(Change.REVISED, "integral")]
    assert not any(p is not None and p.change for p in draft_of(found, revised, usual).places)


def test_a_style_asked_for_once_is_that_of_every_item() -> None:
    wishes = DocumentWishes(
        template="modele.docx",
        style=DiscussionStyle.SUMMARY,
        item_styles=(("1", DiscussionStyle.VERBATIM),),
    )
    session = DraftRequest().as_wished(wishes, Path("/seance"))
    assert (session.style, session.item_styles) == (DiscussionStyle.SUMMARY, wishes.item_styles)
    assert session.template == str(Path("/seance/modele.docx"))
    once = DraftRequest(style=DiscussionStyle.INDIRECT, template="extrait")
    asked = once.as_wished(wishes, Path("/seance"))
    assert (asked.style, asked.item_styles, asked.template) == (once.style, (), "extrait")


def test_what_is_approved_says_so_before_the_signatures() -> None:
    request = DraftRequest(style=DiscussionStyle.SUMMARY, approved_on=DAY)
    blocks = draft_of(checked(), None, request).document.blocks
    lines = [plain(block.line) for block in blocks if hasattr(block, "line")]
    assert lines[-1].replace("\u00a0", " ") == ARRETE


def test_the_template_beside_a_description_is_found_again_where_its_session_is(
    dossier: Dossier, tmp_path: Path
) -> None:
    (tmp_path / "mairie.docx").write_bytes(b"letterhead")
    wishes = DocumentWishes(template="mairie.docx")
    keep_template(dossier, wishes.template, tmp_path, silent())
    again = DraftRequest().as_wished(wishes, dossier.root).template
    assert again is not None
    assert Path(again).read_bytes() == b"letterhead"


@pytest.mark.parametrize("name", [None, "moderne", "absent.docx", "../mairie.docx"])
def test_no_other_template_is_copied(dossier: Dossier, tmp_path: Path, name: str | None) -> None:
    (tmp_path / "mairie.docx").write_bytes(b"letterhead")
    (tmp_path / "bureau").mkdir()
    keep_template(dossier, name, tmp_path / "bureau", silent())
    assert not list(dossier.root.rglob("*.docx"))
