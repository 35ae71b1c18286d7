"""greffier export: every format, whole, readable again, and without closed passages."""

import csv
import io
import json
from pathlib import Path

import pytest

from core.jsonio import read_json
from core.task import silent
from core.transcript import Transcript
from desktop.session.corrections.edits import ExcludePassage, Exclusion
from desktop.session.dossier import open_dossier
from desktop.session.exporting import EXPORTS, export_session
from desktop.session.workbench import open_workbench
from pv_builder.captions.reading import read_captions
from pv_builder.intake.lines import lines_of
from pv_builder.intake.source import kind_of, read_source
from tests.helpers.csv_cells import unguarded
from tests.helpers.session_folders import session_folder

NAME = "commune-saint-aubin"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return session_folder(tmp_path / "Séance d'été", NAME)


def words_of(text: str) -> list[str]:
    return text.split()


def said(folder: Path) -> list[str]:
    base = read_json(Transcript, folder / "transcript.json")
    return words_of(" ".join(turn.text for turn in base.turns))


def test_every_format_is_written_beside_the_transcript_that_stays(folder: Path) -> None:
    before = (folder / "transcript.json").read_bytes()
    paths = export_session(folder, (), None, silent())
    assert [path.name for path in paths] == [export.file_name for export in EXPORTS.values()]
    assert all(path.parent == folder / "export" and path.stat().st_size for path in paths)
    assert (folder / "transcript.json").read_bytes() == before


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_captions_come_back_word_for_word(folder: Path, form: str) -> None:
    (path,) = export_session(folder, (form,), None, silent())
    captions = read_captions(path.name, path.read_bytes())
    assert words_of(" ".join(span.text for span in captions.spans)) == said(folder)


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_documents_come_back_word_for_word(folder: Path, form: str) -> None:
    (path,) = export_session(folder, (form,), None, silent())
    source = read_source(path)
    text = " ".join(line.text for line in lines_of(source, kind_of(source)).lines)
    base = read_json(Transcript, folder / "transcript.json")
    flat = " ".join(text.split())
    missing = [turn.id for turn in base.turns if " ".join(turn.text.split()) not in flat]
    assert missing == []


def test_the_json_is_a_transcript_again(folder: Path) -> None:
    (path,) = export_session(folder, ("json",), None, silent())
    assert (
        read_json(Transcript, path).turns == read_json(Transcript, folder / "transcript.json").turns
    )


def test_the_table_comes_back_word_for_word(folder: Path) -> None:
    (path,) = export_session(folder, ("csv",), None, silent())
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")
    assert words_of(" ".join(unguarded(row["texte"]) for row in rows)) == said(folder)


@pytest.mark.parametrize("form", ["rttm", "stm"])
def test_the_formats_of_evaluation_tell_who_and_when(folder: Path, form: str) -> None:
    (path,) = export_session(folder, (form,), None, silent())
    base = read_json(Transcript, folder / "transcript.json")
    fields = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    who, start = (7, 3) if form == "rttm" else (2, 3)
    told = [(one[who].replace("_", " "), float(one[start])) for one in fields]
    assert told == [(turn.member, turn.start) for turn in base.turns]


@pytest.mark.parametrize("reason", Exclusion)
def test_a_passage_that_was_excluded_is_in_no_file(folder: Path, reason: Exclusion) -> None:
    base = read_json(Transcript, folder / "transcript.json")
    turn = max(base.turns, key=lambda one: len(one.words))
    bench = open_workbench(folder)
    bench.do(ExcludePassage(start=turn.start, end=turn.end, reason=reason))
    bench.close()
    secret = turn.text.encode()
    for path in export_session(folder, (), None, silent()):
        if path.suffix in {".docx", ".odt"}:
            source = read_source(path)
            lines = lines_of(source, kind_of(source)).lines
            assert turn.text not in " ".join(line.text for line in lines)
        else:
            assert secret not in path.read_bytes()


def test_a_session_that_was_not_described_is_exported_without_votes(folder: Path) -> None:
    (folder / "seance.toml").unlink()
    names = {path.name for path in export_session(folder, (), None, silent())}
    assert "transcription.docx" in names
    assert "votes.csv" not in names


def test_the_files_go_where_they_are_asked(folder: Path, tmp_path: Path) -> None:
    (path,) = export_session(folder, ("json",), tmp_path / "ailleurs", silent())
    assert path == tmp_path / "ailleurs" / "transcription.json"
    assert json.loads(path.read_text(encoding="utf-8"))["turns"]
    with open_dossier(folder) as dossier:
        assert not (dossier.root / "export").exists()
