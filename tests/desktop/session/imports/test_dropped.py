from pathlib import Path

import pytest

from desktop.session.imports.dropped import Purpose, purpose_of
from pv_builder.errors import ImportRefused

SAMPLES = Path(__file__).parents[3] / "data" / "imports"
MEETING_TOOLS = ("bigbluebutton", "meet", "teams", "visio", "webex", "zoom", "generic")


def expected(name: str) -> Purpose:
    if name.startswith(MEETING_TOOLS):
        return Purpose.RECORDING
    return Purpose.CONVOCATION if name.startswith(("convocation", "agenda")) else Purpose.ROLL


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*")), ids=lambda path: path.name)
def test_each_sample_is_taken_for_what_it_is(path: Path) -> None:
    if path.name != "README.md":
        assert purpose_of(path) is expected(path.name)


def test_a_folder_an_archive_and_a_sound_are_recordings(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "réunion.zip", tmp_path / "séance.MP3"):
        assert purpose_of(path) is Purpose.RECORDING


def test_a_document_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "liste.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(ImportRefused):
        purpose_of(tmp_path / "liste.docx")
