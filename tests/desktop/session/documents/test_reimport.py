"""A Word file that comes back is checked before it is opened."""

import zipfile
from pathlib import Path

import docx
import pytest

from desktop.session.documents.reimport import paragraphs_of
from desktop.session.errors import WordFileUnreadable
from pv_builder.intake.packages import MAX_UNPACKED_BYTES


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    path = tmp_path / "pv corrigé.docx"
    file = docx.Document()
    file.add_paragraph("Le quorum est atteint.")
    file.add_paragraph("  ")
    file.save(str(path))
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_its_paragraphs_are_read(edited: Path) -> None:
    assert paragraphs_of(edited) == ("Le quorum est atteint.",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/media/image1.bmp", bytes(MAX_UNPACKED_BYTES)),
        ("word/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
)
def test_one_that_swells_or_declares_entities_is_refused(
    edited: Path, name: str, content: bytes
) -> None:
    with pytest.raises(WordFileUnreadable):
        paragraphs_of(with_part(edited, name, content))


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"bonjour")
    for path in (tmp_path / "a.docx", tmp_path / "absent.docx"):
        with pytest.raises(WordFileUnreadable):
            paragraphs_of(path)
