import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from asr.errors import EngineFailed
from core.task import Cancelled, silent
from desktop.session import batch
from desktop.session.batch import (
    ATTEMPTS,
    BatchResult,
    BatchState,
    process_batch,
    sessions_in,
    side_by_side,
)
from desktop.session.dossier import open_dossier
from desktop.session.errors import FileMissing, NoSessions, SchedulerMissing
from desktop.session.imports.material import Material, understood
from desktop.session.requests import DraftRequest, RecognitionRequest, SessionFiles
from tests.helpers.media import tone, write_media

SAMPLES = Path(__file__).parents[2] / "data" / "imports"
Work = Callable[[SessionFiles], None]
ASKED = RecognitionRequest(), DraftRequest()


def folder_of(tmp_path: Path, *names: str, sound: str = "séance.MP3") -> Path:
    for name in names:
        (tmp_path / "lot" / name).mkdir(parents=True)
        (tmp_path / "lot" / name / "seance.toml").touch()
        (tmp_path / "lot" / name / sound).touch()
    return tmp_path / "lot"


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], list[str]]:
    """Return a function that puts other work in the place of the workflow; it tells who came."""

    def put(work: Work) -> list[str]:
        came: list[str] = []

        def process(files: SessionFiles, *_: object) -> SimpleNamespace:
            came.append(files.out.name)
            work(files)
            return SimpleNamespace(alerts=(1, 2))

        monkeypatch.setattr(batch.workflow, "process", process)
        return came

    return put


def results_of(folder: Path, at_once: int = 2) -> dict[str, BatchResult]:
    sessions = sessions_in(folder, folder.parent / "out")
    report = folder.parent / "out" / batch.REPORT
    report.parent.mkdir(exist_ok=True)
    results = process_batch(sessions, side_by_side(at_once, *ASKED), report, silent())
    return {result.name: result for result in results}


def test_each_subfolder_with_a_seance_is_a_session(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "b", "a")
    (folder / "notes").mkdir()
    (folder / "a" / "lisez-moi.txt").touch()
    (folder / "a" / "partie 2.wav").touch()
    first, second = sessions_in(folder, tmp_path / "out")
    assert (first.name, second.name) == ("a", "b")
    assert first.seance == folder / "a" / "seance.toml"
    assert second.out == tmp_path / "out" / "b"


def test_a_folder_without_sessions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSessions):
        sessions_in(tmp_path, tmp_path)
    with pytest.raises(FileMissing):
        sessions_in(tmp_path / "nowhere", tmp_path)


def test_one_broken_session_holds_up_no_other(
    tmp_path: Path, works: Callable[[Work], list[str]]
) -> None:
    def work(files: SessionFiles) -> None:
        if files.out.name == "b":
            raise FileMissing(path="seance.toml")

    came = works(work)
    results = results_of(folder_of(tmp_path, "a", "b", "c"))
    assert [results[name].state for name in "abc"] == [
        BatchState.DONE,
        BatchState.FAILED,
        BatchState.DONE,
    ]
    assert "seance.toml" in results["b"].sentence
    assert results["a"].alerts == 2
    assert sorted(came) == ["a", "b", "c"], "a wrong input is not tried again"


def test_a_passing_fault_is_tried_again(tmp_path: Path, works: Callable[[Work], list[str]]) -> None:
    def work(_: SessionFiles) -> None:
        if len(came) == 1:
            raise EngineFailed(engine="x", reason="y")

    came: list[str] = []
    came = works(work)
    results = results_of(folder_of(tmp_path, "a"))
    assert results["a"].state is BatchState.DONE
    assert came == ["a", "a"]


def test_what_fails_each_time_is_told_once(
    tmp_path: Path, works: Callable[[Work], list[str]]
) -> None:
    def work(_: SessionFiles) -> None:
        raise EngineFailed(engine="x", reason="y")

    came = works(work)
    results = results_of(folder_of(tmp_path, "a"))
    assert results["a"].state is BatchState.FAILED
    assert results["a"].sentence
    assert len(came) == ATTEMPTS


def test_a_session_without_sound_says_what_is_there_instead(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "a", sound="notes.txt")
    shutil.copy(
        SAMPLES.parent / "documents" / "commune-saint-aubin.toml", folder / "a" / "seance.toml"
    )
    sessions = sessions_in(folder, tmp_path / "out")
    asked = RecognitionRequest(voices=None), DraftRequest()
    (result,) = side_by_side(1, *asked)(sessions, silent())
    assert result.state is BatchState.FAILED
    assert "aucun enregistrement" in result.sentence


def test_captions_and_participants_in_its_folder_go_with_a_session(
    tmp_path: Path, works: Callable[[Work], list[str]]
) -> None:
    seen: list[Material] = []
    works(lambda files: seen.append(understood(files, silent())))
    folder = folder_of(tmp_path, "a")
    write_media(folder / "a" / "séance.mp3", tone(1), codec="libmp3lame")
    (folder / "a" / "séance.MP3").unlink()
    for name in ("teams.vtt", "teams-attendance.csv"):
        shutil.copy(SAMPLES / name, folder / "a" / name)
    results_of(folder)
    (material,) = seen
    assert [path.name for path in material.media] == ["séance.mp3"]
    assert len(material.captions) == 1
    assert "PERRIN Christophe" in material.shown_names


def test_what_an_earlier_run_wrote_into_the_folder_is_not_read_as_the_tools(
    tmp_path: Path, works: Callable[[Work], list[str]]
) -> None:
    folder = folder_of(tmp_path, "a")
    with open_dossier(folder / "a") as dossier:
        captions = (SAMPLES / "teams.vtt").read_bytes()
        dossier.outputs.write_bytes("transcription.vtt", captions, silent())
        (dossier.root / "export").mkdir()
        (dossier.root / "export" / "transcription.vtt").write_bytes(captions)
    seen: list[Material] = []
    works(lambda files: seen.append(understood(files, silent())))
    results_of(folder)
    assert seen[0].captions == ()


def test_the_report_is_on_disk_after_each_session(
    tmp_path: Path, works: Callable[[Work], list[str]]
) -> None:
    seen: list[str] = []

    def work(files: SessionFiles) -> None:
        report = files.out.parent / batch.REPORT
        seen.append(report.read_text(encoding="utf-8") if report.exists() else "")

    works(work)
    results_of(folder_of(tmp_path, "a", "b", "c"), at_once=1)
    report = (tmp_path / "out" / batch.REPORT).read_text(encoding="utf-8")
    assert all(f'"{name}"' in report for name in "abc")


def test_a_stop_leaves_what_was_begun_to_be_resumed(
    tmp_path: Path, works: Callable[[Work], list[str]]
) -> None:
    def work(_: SessionFiles) -> None:
        raise Cancelled

    works(work)
    results = results_of(folder_of(tmp_path, "a"))
    assert results["a"].state is BatchState.STOPPED


def test_spreading_without_dask_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.session.cluster import on_cluster  # noqa: PLC0415

    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(SchedulerMissing):
        list(on_cluster("tcp://127.0.0.1:1", *ASKED)((), silent()))
