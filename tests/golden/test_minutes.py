"""The drafts of the three reference sessions, read without a fault, in each style."""

import io
import zipfile

import pytest
from lxml import etree

from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_docx import docx_bytes
from pv_builder.documents.export_text import document_text
from pv_builder.wishes import DiscussionStyle
from tests.helpers import sessions
from tests.helpers.golden import assert_golden


@pytest.mark.parametrize("style", DiscussionStyle)
@pytest.mark.parametrize("name", sessions.SESSIONS)
def test_the_draft_reads_as_stored(name: str, style: DiscussionStyle) -> None:
    options = DraftOptions(style=style)
    made = draft_minutes(sessions.minutes(name), sessions.transcript(name), options)
    assert_golden(f"pv-{name}-{style}.txt", document_text(made))


def test_the_word_file_is_made_as_stored() -> None:
    name = sessions.SESSIONS[0]
    made = draft_minutes(sessions.minutes(name), sessions.transcript(name))
    with zipfile.ZipFile(io.BytesIO(docx_bytes(made))) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    etree.indent(tree)
    assert_golden(f"document-{name}.xml", etree.tostring(tree, encoding="unicode"))
