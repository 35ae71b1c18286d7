"""Nobody else on the machine reads a session, and nothing of it is written anywhere else."""

import stat
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from core.task import silent
from desktop.session.corrections.edits import MarkReviewed
from desktop.session.keeping.session_archive import archive_session
from desktop.session.requests import DraftRequest
from desktop.session.workbench import open_workbench
from desktop.session.workflow import draft_again
from tests.helpers.session_folders import session_folder

NAME = "commune-saint-aubin"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows: the user's folder protects")


def worked_on(folder: Path) -> Path:
    """Return a session that was corrected, drafted and carried away."""
    with closing(open_workbench(folder)) as bench:
        bench.do(MarkReviewed(turns=(bench.corrected.transcript.turns[0].id,)))
    draft_again(folder, DraftRequest(formats=("txt", "pdf")), silent())
    archive_session(folder, folder.parent / "clé.greffier", silent())
    return folder


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_what_greffier_writes_of_a_session_is_its_owners_alone(tmp_path: Path) -> None:
    folder = worked_on(session_folder(tmp_path / "séance", NAME))
    assert permissions(folder / ".greffier") == 0o700
    ours = ("pv.docx", "pv.json", "pv.pdf", "pv.txt", ".greffier/edits.jsonl")
    assert {permissions(folder / name) for name in ours} == {0o600}
    assert permissions(tmp_path / "clé.greffier") == 0o600


@posix
def test_a_folder_that_greffier_makes_is_its_owners_alone(tmp_path: Path) -> None:
    with closing(open_workbench(tmp_path / "nouvelle")):
        assert permissions(tmp_path / "nouvelle") == 0o700


@posix
def test_a_file_that_a_clerk_shared_stays_shared(tmp_path: Path) -> None:
    folder = session_folder(tmp_path / "séance", NAME)
    draft_again(folder, DraftRequest(), silent())
    (folder / "pv.json").chmod(0o640)
    (folder / "pv.json").write_bytes(b"{}")
    draft_again(folder, DraftRequest(), silent())
    assert permissions(folder / "pv.json") == 0o640


def test_no_temporary_file_of_a_session_is_left_nor_written_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.setattr(tempfile, "tempdir", None)
    folder = worked_on(session_folder(tmp_path / "séance", NAME))
    assert list(elsewhere.iterdir()) == []
    left = [p.name for p in folder.parent.rglob("*") if p.name.startswith(".") and p.is_file()]
    assert left == []
