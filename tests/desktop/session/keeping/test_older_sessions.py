"""Sessions stored by every released form of the program open in this one, whole."""

import dataclasses
import datetime as dt
import re
import typing
import zipfile
from pathlib import Path

import pytest

import core.transcript
from core.jsonio import FormTooNew, to_json
from core.task import silent
from desktop.session.corrections import journal
from desktop.session.corrections.edits import EditGroup, SingleEdit
from desktop.session.corrections.journal import Act, read_journal
from desktop.session.keeping import life, session_archive
from desktop.session.keeping.life import Step, read_life
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.workbench import Workbench, open_workbench
from pv_builder import facts
from pv_builder.evidence import Status

STORED = Path(__file__).parents[3] / "data" / "sessions"
FORMS = sorted(STORED.glob("forme-*.greffier"))


@pytest.fixture(params=FORMS, ids=lambda path: path.stem)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return reopen_archive(request.param, tmp_path / "séance", silent()).folder


@pytest.fixture
def bench(folder: Path) -> typing.Iterator[Workbench]:
    bench = open_workbench(folder)
    yield bench
    bench.close()


def test_a_session_is_stored_for_every_form() -> None:
    newest = max(
        core.transcript.SCHEMA_VERSION, journal.SCHEMA_VERSION, life.SCHEMA_VERSION,
        session_archive.SCHEMA_VERSION,
    )  # fmt: skip
    assert [path.stem for path in FORMS] == [f"forme-{n}" for n in range(1, newest + 1)]


def test_the_newest_stored_session_holds_every_kind_of_correction(tmp_path: Path) -> None:
    folder = reopen_archive(FORMS[-1], tmp_path / "séance", silent()).folder
    _, entries = read_journal(folder / ".greffier" / "edits.jsonl")
    kinds = {type(entry.edit) for entry in entries if entry.act is Act.EDIT}
    assert kinds == {*typing.get_args(SingleEdit), EditGroup}


def test_every_correction_still_counts(bench: Workbench) -> None:
    assert bench.left_out == ()
    assert bench.can_redo
    assert bench.seance is not None
    assert bench.seance.place == "salle des fêtes"
    text = " ".join(word.text for t in bench.corrected.transcript.turns for word in t.words)
    assert "Très bien." in " ".join(text.split())


def test_what_a_person_decided_is_in_the_minutes(bench: Workbench) -> None:
    minutes = bench.minutes()
    assert minutes is not None
    assert minutes.meeting.opened_at == "18:32"
    decided = {one.status for one in minutes.evidence if one.fact == facts.OPENED_AT}
    assert decided == {Status.CONFIRMED}


def test_the_life_of_the_minutes_goes_on(bench: Workbench) -> None:
    assert read_life(bench.dossier).on(Step.SUBMITTED) == dt.date(2026, 4, 2)


@pytest.mark.parametrize("name", ["transcript.json", ".greffier/edits.jsonl"])
def test_a_session_of_a_newer_program_is_left_untouched(folder: Path, name: str) -> None:
    path = folder / name
    stated = re.compile(rb'"schema_version": ?1')
    newer = stated.sub(b'"mood":"calm","schema_version":9', path.read_bytes(), count=1)
    path.write_bytes(newer)
    with pytest.raises(FormTooNew):
        open_workbench(folder)
    assert path.read_bytes() == newer
    assert not [p for p in path.parent.iterdir() if "endommage" in p.name or "ancien" in p.name]


def test_an_archive_of_a_newer_program_says_so(tmp_path: Path) -> None:
    archive = tmp_path / "séance.greffier"
    manifest = session_archive.Manifest(files=())
    newer = dataclasses.replace(manifest, schema_version=session_archive.SCHEMA_VERSION + 1)
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(session_archive.MANIFEST, to_json(newer))
    with pytest.raises(FormTooNew):
        reopen_archive(archive, tmp_path / "rouverte", silent())
