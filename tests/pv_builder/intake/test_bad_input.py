"""What comes from outside is refused in one word of ours, or read as far as it goes."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.convocation.convocation import read_convocation
from pv_builder.errors import ImportRefused
from pv_builder.intake.sheets import MAX_COLUMNS
from pv_builder.intake.source import MAX_DOCUMENT_BYTES, Source, kind_of, read_source
from pv_builder.roster.rolls import RollOptions, read_roll
from tests.helpers import bad_documents as bad
from tests.helpers.import_samples import FOLDER, SAMPLES
from tests.helpers.sample_rolls import PRINTED, roll_csv

MAIN_PARTS = {
    "roll.docx": "word/document.xml",
    "roll.xlsx": "xl/worksheets/sheet1.xml",
    "roll.ods": "content.xml",
    "convocation.odt": "content.xml",
}


HEADINGS: dict[str, object] = {"A1": "Nom", "B1": "Prénom"}


def fault_of(content: bytes, read: Callable[[Source], object] = read_roll) -> str:
    with pytest.raises(ImportRefused) as refused:
        read(Source(name="fichier", content=content))
    return str(refused.value.facts["fault"])


@pytest.mark.parametrize(("name", "part"), MAIN_PARTS.items())
def test_zip_bombs_are_refused_unopened(name: str, part: str) -> None:
    bomb = bad.zip_bomb(name, part)
    assert len(bomb) < 1 << 20
    tracemalloc.start()
    assert fault_of(bomb) == "file-too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20


@pytest.mark.parametrize(("name", "part"), MAIN_PARTS.items())
def test_swelling_and_external_entities_are_refused(name: str, part: str) -> None:
    assert fault_of(bad.billion_laughs(name, part)) == "entities"
    assert fault_of(bad.external_entity(name, part, behind=9000)) == "entities"
    assert fault_of(bad.external_entity(name, part, encoding="utf-16")) == "entities"


def test_a_document_with_macros_is_read_as_data_only() -> None:
    preview = read_roll(Source(name="x.docm", content=bad.with_macros("roll.docx")))
    assert [member.name for member in preview.members] == list(PRINTED)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_name_of_a_file_does_not_decide_what_it_is(name: str) -> None:
    source = read_source(FOLDER / name)
    kind = kind_of(source)
    assert kind_of(Source(name="autre.exe", content=source.content)) is kind


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "old-office"),
        (b"{\\rtf1 M. Paul NOIR}", "rich-text"),
        (b"<!DOCTYPE html><html>", "web-page"),
        (b"PK\x03\x04" + b"\x00" * 60, "file-damaged"),
        (b"%PDF-1.7\n%%EOF", "file-damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 40)), "unknown-kind"),
    ],
)
def test_what_cannot_be_a_roll_is_refused_for_its_own_reason(content: bytes, fault: str) -> None:
    assert fault_of(content) == fault


def test_other_zips_are_not_taken_for_documents() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    assert fault_of(out.getvalue()) == "unknown-kind"


def test_a_document_above_the_limit_is_refused_before_it_is_opened() -> None:
    assert fault_of(b"%PDF-1.7" + b"x" * MAX_DOCUMENT_BYTES) == "file-too-large"


def test_an_empty_file_and_one_that_is_not_there_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "vide.csv").write_bytes(b"\r\n  \x00")
    for name, fault in (("vide.csv", "file-empty"), ("absent.csv", "file-missing")):
        with pytest.raises(ImportRefused) as refused:
            read_source(tmp_path / name)
        assert refused.value.facts == {"name": name, "fault": fault}


def test_a_pdf_of_pictures_asks_for_one_with_text() -> None:
    import pikepdf  # noqa: PLC0415 - of this test only

    out = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out)
    assert fault_of(out.getvalue(), read_convocation) == "pdf-without-text"
    locked = io.BytesIO()
    pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert fault_of(locked.getvalue(), read_convocation) == "encrypted"


def sheet(cells: dict[str, object]) -> Source:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return Source(name="x.xlsx", content=out.getvalue())


def test_a_formula_without_a_value_is_told_with_its_line() -> None:
    preview = read_roll(
        sheet(
            {
                "A1": "Nom",
                "B1": "Prénom",
                "A2": '=UPPER("noir")',
                "B2": "Paul",
                "A3": "ROUX",
                "B3": "Anne",
            }
        )
    )
    assert [member.name for member in preview.members] == ["Mme Anne Roux"]
    assert preview.faults[0].line == 2
    assert "formule sans valeur" in preview.faults[0].text


def test_cells_at_the_far_end_of_a_sheet_cost_nothing() -> None:
    preview = read_roll(
        sheet(
            {"A1": "Nom", "B1": "Prénom", "A2": "ROUX", "B2": "Anne", "XFD3": "x", "A1048576": "y"}
        )
    )
    assert [member.name for member in preview.members] == ["Mme Anne Roux"]
    assert len(preview.columns) <= MAX_COLUMNS


def test_a_spreadsheet_that_announces_a_million_columns_and_rows_is_read_once() -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16000000">'
        "<text:p>ROUX</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="9999999999">{cell}</table:table-row>'
    with zipfile.ZipFile(FOLDER / "roll.ods") as archive:
        xml = archive.read("content.xml").decode()
    end = xml.rindex("</table:table>")
    changed = f"{xml[:end]}{row}{xml[end:]}".encode()
    preview = read_roll(
        Source(name="x", content=bad.repacked("roll.ods", {"content.xml": changed}))
    )
    assert [member.name for member in preview.members] == list(PRINTED)


def test_a_long_register_is_streamed() -> None:
    head = "Libellé de la commune;Nom de l'élu;Prénom de l'élu;Code sexe\n"
    lines = "".join(f"Commune {n};NOM;Paul;M\n" for n in range(1000)) * 30
    content = f"{head}{lines}Essai;ROUX;Anne;F\n".encode()
    tracemalloc.start()
    preview = read_roll(Source(name="rne", content=content), RollOptions(body="Essai"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [member.name for member in preview.members] == ["Mme Anne Roux"]
    assert peak < 12 << 20


@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_read_or_refused(content: bytes) -> None:
    for read in (read_roll, read_convocation):
        with suppress(ImportRefused):
            read(Source(name="x", content=content))


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_a_sample_with_some_bytes_changed_is_read_or_refused(
    name: str, place: int, new: bytes
) -> None:
    content = bytearray((FOLDER / name).read_bytes())
    at = place % len(content)
    content[at : at + len(new)] = new
    read = read_roll if name.startswith(("roll", "rne")) else read_convocation
    with suppress(ImportRefused):
        read(Source(name=name, content=bytes(content)))


def test_a_sheet_of_anything_else_is_given_up_early() -> None:
    lines = "".join(f"Nom {n};Prénom\n" for n in range(3000))
    preview = read_roll(Source(name="x", content=f"Nom;Prénom\n{lines}".encode()))
    assert len(preview.faults) <= 200
    assert any("Est-ce bien la liste" in doubt for doubt in preview.doubts)


@pytest.mark.parametrize(
    ("name", "read"), [("roll.ods", read_roll), ("convocation.odt", read_convocation)]
)
def test_a_part_that_swells_two_hundred_times_is_refused(
    name: str, read: Callable[[Source], object]
) -> None:
    with zipfile.ZipFile(FOLDER / name) as archive:
        xml = archive.read("content.xml")
    end = xml.rindex(b"</office:body>")
    swollen = xml[:end] + b"<!-- " + b" " * (8 << 20) + b" -->" + xml[end:]
    read = read_roll if name.startswith("roll") else read_convocation
    assert fault_of(bad.repacked(name, {"content.xml": swollen}), read) == "file-damaged"


def test_a_csv_with_an_endless_cell_is_refused() -> None:
    content = roll_csv("utf-8") + b'M.;"' + b"A" * 200_000
    assert fault_of(content) == "file-damaged"
