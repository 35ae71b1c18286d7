import zipfile
from pathlib import Path

import docx
import pytest

from pv_builder.documents import docx_template
from pv_builder.documents.docx_template import TemplateInvalid, check_template


@pytest.fixture
def letterhead(tmp_path: Path) -> Path:
    path = tmp_path / "papier à en-tête.docx"
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "Mairie de X"
    file.save(str(path))
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)
    return path


def fault_of(path: Path) -> object:
    with pytest.raises(TemplateInvalid) as caught:
        check_template(path)
    return caught.value.facts["fault"]


def test_a_letterhead_made_in_word_can_be_used(letterhead: Path) -> None:
    check_template(letterhead)


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "note.docx"
    text.write_text("bonjour", encoding="utf-8")
    assert fault_of(text) == "unreadable"
    assert fault_of(tmp_path / "absent.docx") == "unreadable"
    other = tmp_path / "autre.docx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "b")
    assert fault_of(other) == "not-word"


def test_a_file_that_unpacks_to_too_much_is_refused(
    letterhead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docx_template, "MAX_UNPACKED_BYTES", 1000)
    assert fault_of(letterhead) == "too-large"


def test_a_cut_file_is_refused(letterhead: Path) -> None:
    letterhead.write_bytes(letterhead.read_bytes()[:-200])
    assert fault_of(letterhead) == "unreadable"


def test_macros_entities_and_outside_parts_are_refused(letterhead: Path, tmp_path: Path) -> None:
    kept = letterhead.read_bytes()
    cases = {
        "macros": ("word/vbaProject.bin", b"x"),
        "entities": ("word/evil.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "external-parts": (
            "word/_rels/evil.xml.rels",
            (
                b'<Relationships><Relationship Type="x/attachedTemplate" TargetMode="External" '
                b'Target="http://example.invalid/a.dotm"/></Relationships>'
            ),
        ),
    }
    for fault, (name, content) in cases.items():
        path = tmp_path / f"{fault}.docx"
        path.write_bytes(kept)
        assert fault_of(with_part(path, name, content)) == fault


def test_a_hyperlink_in_the_letterhead_is_no_outside_part(letterhead: Path) -> None:
    link = (
        b'<Relationships><Relationship Type="x/hyperlink" TargetMode="External" '
        b'Target="https://mairie.example"/></Relationships>'
    )
    check_template(with_part(letterhead, "word/_rels/header9.xml.rels", link))
