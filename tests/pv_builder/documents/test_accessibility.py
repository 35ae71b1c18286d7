"""Every document can be read by a screen reader, in HTML, in PDF and in the word processor.

What is checked are the parts of WCAG 2.1 (RGAA 4) and PDF/UA-1 that a program can decide.
"""

import io
import os
import re
import shutil
import subprocess
import zipfile
from importlib import resources
from pathlib import Path

import pikepdf
import pytest
from lxml import etree, html
from pikepdf import pdfa

from pv_builder.documents.export_docx import docx_bytes
from pv_builder.documents.export_html import document_html
from pv_builder.documents.export_odt import odt_bytes
from pv_builder.documents.export_pdf import pdf_bytes
from tests.helpers.every_document import EVERY_DOCUMENT

NAMES = tuple(EVERY_DOCUMENT)
LEAST_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: of text to its background."""


def page(name: str) -> html.HtmlElement:
    return html.document_fromstring(document_html(EVERY_DOCUMENT[name]()).encode())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_a_language_a_title_and_headings_in_order(name: str) -> None:
    root = page(name)
    assert root.get("lang") == "fr"
    assert (root.findtext(".//title") or "").strip()
    headings = [e for e in root.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    levels = [int(str(heading.tag)[1]) for heading in headings]
    assert levels.count(1) == 1
    assert all("".join(heading.itertext()).strip() for heading in headings)
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert len(root.findall(".//main")) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_a_page_say_what_they_are(name: str) -> None:
    for table in page(name).iter("table"):
        assert (table.findtext("caption") or "").strip()
        heads = list(table.iter("th"))
        assert heads
        assert all(head.get("scope") in {"row", "col"} for head in heads)
        assert all("".join(head.itertext()).strip() for head in heads)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_tells_nothing_by_images_or_order_of_keys(name: str) -> None:
    root = page(name)
    assert not list(root.iter("img", "script", "iframe", "form"))
    assert not root.xpath("//*[@tabindex or @onclick or @accesskey]")
    identifiers = root.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    for hidden in root.xpath("//*[@aria-hidden='true']"):
        assert not "".join(hidden.itertext()).strip()


def test_the_colours_of_a_page_have_enough_contrast() -> None:
    css = (resources.files("pv_builder") / "templates" / "document.css").read_text(encoding="utf-8")
    backgrounds = {"#ffffff", *map(longer, re.findall(r"background: (#[0-9a-f]{3,6})", css))}
    light = {colour for colour in backgrounds if luminance(colour) > 0.5}
    for text in map(longer, re.findall(r"[ {;]color: (#[0-9a-f]{3,6})", css)):
        assert min(contrast(text, under) for under in light) >= LEAST_CONTRAST, text


def longer(colour: str) -> str:
    digits = colour[1:]
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * digit for digit in digits)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_is_tagged_archivable_and_whole(name: str) -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(EVERY_DOCUMENT[name]()))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("fr")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        assert not {"/OpenAction", "/AA", "/AcroForm", "/JavaScript"} & set(root.keys())
        assert not pdf.is_encrypted
        kinds = structure(root.StructTreeRoot)
        rows = [cells for kind, cells in kinds if kind == "/TR"]
        assert all(set(cells) <= {"/TH", "/TD"} for cells in rows)
        assert all(set(children) <= {"/LI"} for kind, children in kinds if kind == "/L")
        for font in fonts(pdf):
            assert "/ToUnicode" in font, "text could not be read aloud"
            assert any(f"/FontFile{n}" in embedded(font) for n in ("", "2", "3"))


_NOT_JUDGED = {
    "ISO_19005_2:6.2.11.4.2-2": "a set of glyphs (CIDSet), which the checker does not read",
    "ISO_19005_2:6.6.2.3.1-1": "metadata that an extension schema (6.6.2.3.3) or XMP declares",
    "ISO_19005_2:6.6.2.3.1-2": "the history of the file, which the checker does not read",
    "ISO_19005_2:6.6.4-3": "level A, where the checker knows B: A asks all that B asks, and tags",
    "pikepdf:schema-OutlineItem": "a destination given by reference",
}
"""What the checker refuses because it does not know it; each was looked at in the standard."""


@pytest.mark.parametrize("name", NAMES)
def test_an_independent_checker_finds_nothing_against_the_archivable_form(name: str) -> None:
    """By the rules of veraPDF for PDF/A-2b, as a list of what is allowed: fonts, colours, pages."""
    content = pdf_bytes(EVERY_DOCUMENT[name]())
    report = pdfa.validate_written(io.BytesIO(content), "2b")
    found = [one for one in report.findings if one.rule not in _NOT_JUDGED]
    assert not found, found[:3]
    names = [one.message for one in report.findings if one.rule == "ISO_19005_2:6.6.2.3.1-1"]
    assert all(re.search(r"\b(pdfa(Extension|Schema|Property)|pdfuaid|xmpTPg)\b", n) for n in names)
    level = [one.message for one in report.findings if one.rule == "ISO_19005_2:6.6.4-3"]
    assert level == ["pdfaid:conformance is 'A', expected 'B'"]


def test_the_independent_checker_refuses_a_file_that_breaks_a_rule() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(EVERY_DOCUMENT[NAMES[0]]()))) as pdf:
        del pdf.Root["/OutputIntents"]
        broken = io.BytesIO()
        pdf.save(broken)
    rules = {one.rule for one in pdfa.validate_written(broken, "2b").findings}
    assert rules - set(_NOT_JUDGED)


def structure(node: object) -> list[tuple[str, list[str]]]:
    """Return each element of the tree of tags with the kinds of its children."""
    if isinstance(node, pikepdf.Array):
        return [one for child in node for one in structure(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/K" not in node:
        return []
    children = node["/K"] if isinstance(node["/K"], pikepdf.Array) else [node["/K"]]
    kinds = [str(c["/S"]) for c in children if isinstance(c, pikepdf.Dictionary) and "/S" in c]
    own = [(str(node["/S"]), kinds)] if "/S" in node else []
    return [*own, *structure(node["/K"])]


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        font
        for one in pdf.pages
        for font in one.resources.get("/Font", pikepdf.Dictionary()).values()
    ]


def embedded(font: pikepdf.Object) -> pikepdf.Object:
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    return inner["/FontDescriptor"]


@pytest.mark.parametrize("name", NAMES)
def test_word_reads_the_elements_in_the_order_of_its_format(name: str) -> None:
    """Word repairs, or refuses, a file whose paragraph properties come in another order."""
    file = docx_bytes(EVERY_DOCUMENT[name]())
    order = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "jc")
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for properties in body_of(file).iter(f"{w}pPr"):
        names = [str(child.tag).removeprefix(w) for child in properties]
        known = [one for one in names if one in order]
        assert known == sorted(known, key=order.index)
    for table in body_of(file).iter(f"{w}tbl"):
        columns = len(table.find(f"{w}tblGrid"))
        for row in table.iter(f"{w}tr"):
            spans = [cell.find(f"{w}tcPr/{w}gridSpan") for cell in row.findall(f"{w}tc")]
            assert sum(1 if s is None else int(s.get(f"{w}val")) for s in spans) == columns
            assert all(cell.findall(f"{w}p") for cell in row.findall(f"{w}tc"))


def body_of(file: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_document_and_loses_no_word(tmp_path: Path) -> None:
    for name, make in EVERY_DOCUMENT.items():
        (tmp_path / f"{name}.docx").write_bytes(docx_bytes(make()))
        (tmp_path / f"{name}-odt.odt").write_bytes(odt_bytes(make()))
    files = sorted(str(path) for path in tmp_path.glob("*.[do][od][ct]*"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=110,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    for name, make in EVERY_DOCUMENT.items():
        wanted = set(re.findall(r"\w{4,}", document_html_text(document_html(make()))))
        for stem in (name, f"{name}-odt"):
            read = (tmp_path / f"{stem}.txt").read_text(encoding="utf-8-sig")
            assert wanted - set(re.findall(r"\w{4,}", read)) == set(), stem


def document_html_text(source: str) -> str:
    main = html.document_fromstring(source.encode()).find(".//main")
    for caption in list(main.iter("caption")):
        caption.getparent().remove(caption)
    return " ".join(main.itertext())
