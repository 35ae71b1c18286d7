import datetime as dt
import io
import zipfile
from importlib import util
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from core.timecode import Interval
from pv_builder import blocks as b
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.draft import draft_minutes
from pv_builder.documents.export_docx import docx_bytes, export_docx
from pv_builder.documents.house import MODERN
from tests.helpers import acts, sessions

ROOT = Path(__file__).parents[3]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(*content: b.Block, head: str = "Projet") -> b.Document:
    return b.Document(
        title="Titre",
        author="Commune de X",
        running="Commune de X",
        head=head,
        written_at=dt.datetime(2026, 3, 27, 9, 30, tzinfo=dt.UTC),
        generator="Greffier 1.2",
        blocks=content,
    )


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def test_each_kind_of_block_is_written_with_its_style() -> None:
    mark = b.CheckMark(excerpts=(Interval(62.0, 65.0),))
    file = opened(
        docx_bytes(
            document(
                b.Heading(level=1, line=b.text("Un titre")),
                b.Paragraph(line=(b.Run(text="dit", proposed=True), mark)),
                b.ListBlock(lines=(b.text("premier"),), marks=("I.1",)),
                b.AttendanceList(label="Présents (2)", people=(b.text("A"), b.text("B"))),
                b.Notice(kind=b.NoticeKind.CHECK, lines=(b.text("Attention"),)),
                b.PageBreak(),
            )
        )
    )
    shown = [(p.style.name, p.text) for p in file.paragraphs]
    assert shown[:6] == [
        ("Heading 1", "Un titre"),
        ("Normal", "dit [à\u00a0vérifier\u00a0·\u00a001:02]"),
        ("PV Ordre du jour", "I.1\tpremier"),
        ("PV Libellé", "Présents (2)"),
        ("Normal", "A, B."),
        ("PV Alerte", "Attention"),
    ]
    runs = file.paragraphs[1].runs
    assert [run.style.name for run in runs] == ["PV À vérifier", "PV Repère"]


def test_tables_have_a_title_and_a_header_row_that_is_repeated() -> None:
    figures = (("Pour", b.text("11")), ("Contre", b.text("1")))
    content = docx_bytes(document(b.VoteTable(figures=figures, caption="Vote du point n° 1")))
    table = opened(content).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Pour", "Contre"],
        ["11", "1"],
    ]
    xml = members(content)["word/document.xml"].decode()
    assert 'w:tblCaption w:val="Vote du point n° 1"' in xml
    assert "<w:tblHeader/>" in xml


def test_signatures_leave_room_and_sign_nothing() -> None:
    block = b.SignatureBlock(
        signatories=(
            b.Signatory(office="Le Maire", name="M. A"),
            b.Signatory(office="La secrétaire de séance"),
        )
    )
    table = opened(docx_bytes(document(block))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Le Maire\nM. A",
        "La secrétaire de séance",
    ]
    assert [cell.text for cell in table.rows[1].cells] == ["", ""]


def test_the_stamp_space_is_empty() -> None:
    table = opened(docx_bytes(document(b.StampSpace()))).tables[0]
    assert table.rows[0].cells[0].text == ""


def test_properties_say_what_wrote_the_file_and_when() -> None:
    content = docx_bytes(document())
    properties = opened(content).core_properties
    assert (properties.title, properties.author) == ("Titre", "Commune de X")
    assert properties.language == "fr-FR"
    assert properties.created == dt.datetime(2026, 3, 27, 9, 30, tzinfo=dt.UTC)
    custom = members(content)["docProps/custom.xml"].decode()
    assert 'name="ai-assisted"><vt:bool>true</vt:bool>' in custom
    assert "<vt:lpwstr>Greffier 1.2</vt:lpwstr>" in custom
    assert "<vt:lpwstr>draft</vt:lpwstr>" in custom


def test_a_draft_says_so_on_each_page_and_a_final_text_does_not() -> None:
    draft, final = opened(docx_bytes(document())), opened(docx_bytes(document(head="")))
    assert draft.sections[0].header.paragraphs[0].text == "\tProjet"
    assert final.sections[0].header.paragraphs[0].text == ""
    assert draft.sections[0].footer.paragraphs[0].text.startswith("Commune de X\tPage")


def test_a_town_hall_template_keeps_its_letterhead_and_gets_our_styles(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("Texte du modèle")
    own.sections[0].header.paragraphs[0].text = "Mairie de X"
    template = tmp_path / "modèle.docx"
    own.save(str(template))
    block = b.Paragraph(line=b.text("Corps"), role=b.ParagraphRole.SPEECH)
    file = opened(docx_bytes(document(block), template))
    assert [p.text for p in file.paragraphs] == ["Corps"]
    assert file.paragraphs[0].style.name == "PV Intervention"
    assert file.sections[0].header.paragraphs[0].text == "Mairie de X"


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "pv.docx"
    export_docx(document(b.Heading(level=1, line=b.text("Un titre"))), target)
    assert docx.Document(str(target)).paragraphs[0].text == "Un titre"
    assert [p.name for p in tmp_path.iterdir()] == ["pv.docx"]


def test_the_same_document_gives_the_same_members() -> None:
    made = draft_minutes(sessions.minutes(sessions.SESSIONS[0]), None)
    assert members(docx_bytes(made)) == members(docx_bytes(made))


def test_the_reference_document_is_what_its_script_builds() -> None:
    script = ROOT / "packaging" / "make_reference_docx.py"
    spec = util.spec_from_file_location("make_reference_docx", script)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    buffer = io.BytesIO()
    module.build().save(buffer)
    stored = (ROOT / "pv_builder" / "templates" / "reference.docx").read_bytes()
    assert members(buffer.getvalue()) == members(stored)


@pytest.mark.parametrize("name", sessions.SESSIONS)
def test_the_whole_draft_is_well_formed_french_word(name: str) -> None:
    made = draft_minutes(sessions.minutes(name), sessions.transcript(name))
    parts = members(docx_bytes(made))
    languages = etree.fromstring(parts["word/styles.xml"]).iter(f"{WORD}lang")
    assert {lang.get(f"{WORD}val") for lang in languages} == {"fr-FR"}
    etree.fromstring(parts["word/document.xml"])


def test_signatures_never_stand_alone_on_a_page() -> None:
    meeting = acts.syndicate()
    made = deliberation(meeting, meeting.items[0], acts.DELIBERATION_ACT, MODERN)
    parts = list(opened(docx_bytes(made)).element.body)
    first = next(
        n for n, part in enumerate(parts) if "Fait et délibéré" in "".join(part.itertext())
    )
    *closing, signatures = parts[first : first + 5]
    assert [part.find(f".//{WORD}keepNext") is not None for part in closing] == [True] * 4
    assert signatures.tag == f"{WORD}tbl"
    assert "Éric Hautbois" in "".join(signatures.itertext()).replace("\u00a0", " ")


def test_a_short_table_is_not_cut_and_a_long_one_may_be() -> None:
    def kept(rows: int) -> list[bool]:
        table = b.Table(header=("N°",), rows=((b.text("x"),),) * rows, widths=(1.0,), caption="T")
        made = opened(docx_bytes(document(table))).element.body
        return [row.find(f".//{WORD}keepNext") is not None for row in made.iter(f"{WORD}tr")]

    assert kept(2) == [True, True, False]
    assert not any(kept(16))
