"""What is said à huis clos or off the record is in no file that leaves the session's folder."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from core.jsonio import write_json
from core.task import silent
from core.transcript import Transcript, Turn
from desktop.cli import main as command_line
from desktop.session.corrections.edits import ExcludePassage, Exclusion
from desktop.session.documents.further_documents import FURTHER
from desktop.session.documents.writing import FORMATS
from desktop.session.exporting import export_session
from desktop.session.keeping.session_archive import archive_session
from desktop.session.requests import DraftRequest
from desktop.session.workbench import open_workbench
from desktop.session.workflow import draft_again
from pv_builder.wishes import DiscussionStyle
from tests.helpers.sessions import DATA, transcript, turn

NAME = "commune-saint-aubin"
IN_CLOSED_SESSION, OFF_THE_RECORD = "mirabelle", "rhubarbe"
FORBIDDEN = (IN_CLOSED_SESSION, OFF_THE_RECORD)
MAIRE, HUBERT = "M. Sébastien Masson", "M. Alain Hubert"


def with_secrets() -> Transcript:
    """Return the sample session with the third item behind closed doors, and an aside."""
    whole = transcript(NAME)
    doors = "Je demande le huis clos pour ce point, le public est prié de sortir."
    said = (
        turn(900, MAIRE, 222.0, 226.0, doors),
        turn(901, HUBERT, 240.0, 244.0, f"La {IN_CLOSED_SESSION} a été vendue à perte."),
        turn(902, HUBERT, 300.0, 304.0, f"Entre nous la {OFF_THE_RECORD} est trop acide."),
    )
    turns: list[Turn] = sorted((*whole.turns, *said), key=lambda one: one.start)
    return replace(whole, turns=tuple(turns))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session folder with every document in every format, the aside excluded by a person."""
    root = tmp_path_factory.mktemp("séance")
    (root / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    write_json(root / "transcript.json", with_secrets())
    with closing(open_workbench(root)) as bench:
        bench.do(ExcludePassage(start=299.0, end=305.0, reason=Exclusion.OFF_RECORD))
    for style, documents in ((DiscussionStyle.VERBATIM, ()), (DiscussionStyle.INDIRECT, FURTHER)):
        formats = tuple(FORMATS)
        request = DraftRequest(style=style, formats=formats, documents=tuple(documents))
        draft_again(root, request, silent())
        for path in root.glob("pv.*"):
            (root / f"{style}{path.suffix}").write_bytes(path.read_bytes())
    export_session(root, (), root, silent())
    return root


def texts(path: Path) -> Iterator[str]:
    """Yield everything that a reader could find in a file."""
    content = path.read_bytes()
    if path.suffix in {".docx", ".odt"}:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", errors="replace")
    elif path.suffix == ".pdf":
        pdf = pypdf.PdfReader(io.BytesIO(content))
        yield from (page.extract_text() for page in pdf.pages)
        yield str(pdf.metadata)
    else:
        yield content.decode()


def published(folder: Path) -> list[Path]:
    kept = {"transcript.json", "seance.toml"}
    return [path for path in folder.iterdir() if path.is_file() and path.name not in kept]


def test_every_format_and_document_was_written(folder: Path) -> None:
    suffixes = {path.suffix for path in published(folder)}
    assert {".docx", ".odt", ".pdf", ".html", ".txt", ".srt", ".vtt", ".rttm", ".csv"} <= suffixes
    stems = {path.stem for path in published(folder)}
    assert {"essentiel", "liste-des-deliberations", "deliberation-3", "pv"} <= stems


def test_the_search_finds_words_in_every_format_of_text(folder: Path) -> None:
    for style in (DiscussionStyle.VERBATIM, DiscussionStyle.INDIRECT):
        for suffix in (".docx", ".odt", ".pdf", ".html", ".txt"):
            found = " ".join(texts(folder / f"{style}{suffix}"))
            assert "cantine" in found, (style, suffix)
            assert "huis clos" in found, (style, suffix)


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_file_holds_the_forbidden_word(folder: Path, word: str) -> None:
    for path in published(folder):
        assert not any(word in text.lower() for text in texts(path)), path.name
    assert word in (folder / "transcript.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_carried_session_has_the_forbidden_word_in_its_transcript_only(
    folder: Path, tmp_path: Path, word: str
) -> None:
    """A session carried to another computer is the folder itself: its documents stay clean."""
    archive_session(folder, tmp_path / "x.greffier", silent())
    with zipfile.ZipFile(tmp_path / "x.greffier") as archive:
        archive.extractall(tmp_path / "x")
    carried = [path for path in (tmp_path / "x").rglob("*") if path.is_file()]
    assert {path.suffix for path in published(folder)} <= {path.suffix for path in carried}
    holding = {
        path.relative_to(tmp_path / "x").as_posix()
        for path in carried
        if any(word in text.lower() for text in texts(path))
    }
    assert holding == {"transcript.json"}


def test_the_command_says_that_a_carried_session_holds_closed_sessions(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        command_line.main(["archive", str(folder), "--out", str(tmp_path / "x.greffier")])
    assert not stopped.value.code
    assert "huis clos compris, et n'est pas chiffrée" in capsys.readouterr().out


def test_what_was_voted_behind_closed_doors_is_told(folder: Path) -> None:
    with (folder / "deliberations.csv").open(encoding="utf-8", newline="") as file:
        numbers = [row["DELIB_ID"] for row in csv.DictReader(file)]
    assert any(number.endswith("/3") for number in numbers)
    minutes = (folder / "pv.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "Ce point est examiné à huis clos (CGCT, art. L. 2121-18)." in minutes
