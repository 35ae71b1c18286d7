import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from pv_builder.documents.docx_template import TemplateInvalid, check_template
from pv_builder.documents.export_docx import try_template
from pv_builder.intake import packages


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


def without_part(path: Path, gone: str) -> Path:
    return changed(path, lambda parts: parts.pop(gone))


def changed(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def fault_of(path: Path, check: Callable[[Path], None] = check_template) -> object:
    with pytest.raises(TemplateInvalid) as caught:
        check(path)
    return caught.value.facts["fault"]


def test_a_letterhead_made_in_word_can_be_used(letterhead: Path) -> None:
    check_template(letterhead)


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "note.docx"
    text.write_text("bonjour", encoding="utf-8")
    assert fault_of(text) == "not-word"
    assert fault_of(tmp_path / "absent.docx") == "unreadable"
    other = tmp_path / "autre.docx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "b")
    assert fault_of(other) == "not-word"


def test_a_file_that_unpacks_to_too_much_is_refused(
    letterhead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MAX_UNPACKED_BYTES", 1000)
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


QUOTED = "<Relationships><Relationship Type='x/frame' TargetMode='External'/></Relationships>"
PREFIXED = """<r:Relationships xmlns:r="y">
<r:Relationship Type="x/image" TargetMode = "external" Target="http://a.example/hyperlink"/>
</r:Relationships>"""


@pytest.mark.parametrize(
    "relations",
    [
        QUOTED.encode(),
        PREFIXED.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{QUOTED}'.encode("utf-16"),
    ],
)
def test_outside_parts_are_found_however_they_are_written(
    letterhead: Path, relations: bytes
) -> None:
    assert (
        fault_of(with_part(letterhead, "word/_rels/evil.xml.RELS", relations)) == "external-parts"
    )


def test_a_document_type_behind_a_long_comment_is_refused(letterhead: Path) -> None:
    content = b"<!--" + b"x" * 9000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert fault_of(with_part(letterhead, "word/evil.xml", content)) == "entities"


@pytest.mark.parametrize("flag", [1, 64])
def test_a_locked_part_is_refused(letterhead: Path, flag: int) -> None:
    content = bytearray(letterhead.read_bytes())
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(head, start + 1)) >= 0:
            content[start + at] |= flag
    letterhead.write_bytes(bytes(content))
    assert fault_of(letterhead) == "unreadable"


def test_what_word_opens_with_a_repair_and_nobody_can_fill_is_refused(letterhead: Path) -> None:
    kept = letterhead.read_bytes()
    assert fault_of(without_part(letterhead, "docProps/thumbnail.jpeg"), try_template)
    letterhead.write_bytes(kept)

    def lose_a_name(parts: dict[str, bytes]) -> None:
        text = parts["word/document.xml"].decode()
        parts["word/document.xml"] = re.sub(
            r'(<w:headerReference\b[^>]*) r:id="\w+"', r"\1", text
        ).encode()

    assert fault_of(changed(letterhead, lose_a_name), try_template) == "unreadable"


def test_an_empty_main_part_is_refused(letterhead: Path) -> None:
    path = changed(letterhead, lambda parts: parts.update({"word/document.xml": b""}))
    assert fault_of(path, try_template) == "unreadable"
