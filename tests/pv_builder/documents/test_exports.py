"""What every format must keep: the texts, the marks, the structure, and no markup from a text."""

import datetime as dt
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from core.timecode import Interval
from pv_builder import blocks as b
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_html import document_html, export_html
from pv_builder.documents.export_odt import export_odt, odt_bytes
from pv_builder.documents.export_pdf import export_pdf, pdf_bytes
from pv_builder.documents.export_text import document_text, export_text
from pv_builder.wishes import DiscussionStyle
from tests.helpers import sessions

HOSTILE = 'Été & <b>"#let x = 1" $y$ *z* _a_ \\ [c] @d ~e</b>'
MARK = b.CheckMark(excerpts=(Interval(62.0, 65.0), Interval(3700.0, 3701.0)))
EVERY_BLOCK: tuple[b.Block, ...] = (
    b.Paragraph(line=b.text("Commune"), role=b.ParagraphRole.ENTITY),
    b.Paragraph(line=b.text("Procès-verbal"), role=b.ParagraphRole.TITLE),
    b.Heading(level=1, line=b.text(HOSTILE)),
    b.Paragraph(line=(b.Run(text="proposé", proposed=True, bold=True, start_s=62.0), MARK)),
    *(b.Paragraph(line=b.text(role.value), role=role) for role in b.ParagraphRole),
    b.ListBlock(lines=(b.text("une puce"),)),
    b.ListBlock(lines=(b.text("un point"),), marks=("I.2.A.3",)),
    b.AttendanceList(label="Présents (2)", people=(b.text("M. A"), b.text("Mme B")), mark=MARK),
    b.FactTable(rows=(("Lieu", b.text("salle")),), caption="La séance"),
    b.VoteTable(figures=(("Pour", b.text("11")), ("Contre", b.text("1"))), caption="Vote"),
    b.VoteTable(figures=(("Votants", b.text("16")),), caption="Vote", as_lines=True, mark=MARK),
    b.Table(
        header=("Point", "Objet"),
        rows=((b.text("1"), b.text("Voirie")),),
        widths=(0.2, 0.8),
        caption="Liste",
    ),
    b.BarChart(
        header=("Point", "Votes", "Résultat"),
        bars=(
            b.Bar(
                label=b.text("La voirie"),
                stretches=((b.Shade.IN_FAVOUR, 11), (b.Shade.AGAINST, 1)),
                told=b.text("onze pour, une contre"),
            ),
            b.Bar(label=b.text("Rapport"), stretches=(), told=b.text("prend acte")),
        ),
        caption="Les votes",
    ),
    b.Notice(kind=b.NoticeKind.DRAFT, lines=(b.text("projet"), b.text("deux"))),
    b.Notice(kind=b.NoticeKind.CHECK, lines=(b.text("à revoir"),)),
    b.SignatureBlock(signatories=(b.Signatory(office="Le Maire", name="M. A"),)),
    b.StampSpace(),
    b.PageBreak(),
    b.Paragraph(line=(b.Run(text="fin", italic=True),)),
)
DOCUMENT = b.Document(
    title="Procès-verbal & annexes",
    author="Commune <X>",
    running="Commune & séance",
    head="Projet",
    written_at=dt.datetime(2026, 3, 27, 9, 30, tzinfo=dt.UTC),
    generator="Greffier 1.2",
    blocks=EVERY_BLOCK,
)


def odt_members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def odt_text(content: bytes) -> str:
    tree = etree.fromstring(odt_members(content)["content.xml"].replace(b"<text:s/>", b" "))
    return " ".join("".join(tree.itertext()).split())


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def test_a_text_never_becomes_markup() -> None:
    assert HOSTILE in document_text(DOCUMENT).replace("\n", " ")
    assert HOSTILE in "".join(parsed(document_html(DOCUMENT)).texts)
    assert " ".join(HOSTILE.split()) in odt_text(odt_bytes(DOCUMENT))
    assert pdf_bytes(DOCUMENT).startswith(b"%PDF-1.7")


def test_html_has_one_title_and_headings_without_a_gap() -> None:
    tags = parsed(document_html(DOCUMENT))
    headings = [tag for tag in tags.opened if tag in {"h1", "h2", "h3", "h4"}]
    assert headings.count("h1") == 2  # the title, and the same role among all roles
    assert headings[0] == "h1"
    assert set(headings) == {"h1", "h2"}
    assert tags.opened.count("caption") == tags.opened.count("table")


def test_html_says_its_language_and_refers_to_nothing_outside() -> None:
    page = document_html(DOCUMENT)
    assert '<html lang="fr">' in page
    assert 'name="ai-assisted" content="true"' in page
    assert "<script" not in page
    assert "http" not in page
    assert 'data-start="62.00"' in page


def test_pdf_is_archivable_tagged_and_marked() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(DOCUMENT))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("fr")
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            assert "ai-assisted=true" in str(metadata["pdf:Keywords"])
        kinds = set(structure_kinds(pdf.Root.StructTreeRoot))
    assert {"/H1", "/P", "/Table", "/TH", "/TD", "/L", "/LI"} <= kinds


def structure_kinds(node: object) -> list[str]:
    found: list[str] = []
    if isinstance(node, pikepdf.Array):
        for child in node:
            found += structure_kinds(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(str(node["/S"]))
        if "/K" in node:
            found += structure_kinds(node["/K"])
    return found


def test_odt_is_recognised_and_has_its_styles() -> None:
    content = odt_bytes(DOCUMENT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    members = odt_members(content)
    style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
    known = {
        element.get(style)
        for part in ("styles.xml", "content.xml")
        for element in etree.fromstring(members[part]).iter()
    }
    used = {
        value
        for element in etree.fromstring(members["content.xml"]).iter()
        for key, value in element.attrib.items()
        if key.endswith("}style-name")
    }
    assert used <= known
    assert b'meta:name="ai-assisted" meta:value-type="boolean">true' in members["meta.xml"]


@pytest.mark.parametrize("write", [odt_bytes, pdf_bytes, lambda d: document_html(d).encode()])
def test_the_same_document_gives_the_same_bytes(write) -> None:  # type: ignore[no-untyped-def]
    assert write(DOCUMENT) == write(DOCUMENT)


def test_every_format_is_written_whole(tmp_path: Path) -> None:
    export_text(DOCUMENT, tmp_path / "pv.txt")
    export_html(DOCUMENT, tmp_path / "pv.html")
    export_odt(DOCUMENT, tmp_path / "pv.odt")
    export_pdf(DOCUMENT, tmp_path / "pv.pdf")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["pv.html", "pv.odt", "pv.pdf", "pv.txt"]


@pytest.mark.parametrize("name", sessions.SESSIONS)
def test_each_format_says_what_the_text_says(name: str) -> None:
    options = DraftOptions(style=DiscussionStyle.INDIRECT)
    made = draft_minutes(sessions.minutes(name), sessions.transcript(name), options)
    spoken = [b.plain(block.line) for block in made.blocks if isinstance(block, b.Paragraph)]
    page = "".join(parsed(document_html(made)).texts)
    odt = odt_text(odt_bytes(made))
    assert all(line in page for line in spoken)
    assert all(" ".join(line.split()) in odt for line in spoken)
    assert pdf_bytes(made).startswith(b"%PDF")
