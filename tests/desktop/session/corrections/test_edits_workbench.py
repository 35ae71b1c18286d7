"""A session open for work: edits reach the disk first, facts follow the corrected words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.jsonio import write_json
from core.timecode import Interval
from core.transcript import Transcript
from desktop.session.corrections.edits import (
    DecideFact,
    ExcludePassage,
    Exclusion,
    MarkReviewed,
    SetMember,
)
from desktop.session.corrections.review import review_of
from desktop.session.errors import DossierLocked
from desktop.session.workbench import Workbench, open_workbench
from pv_builder import facts
from pv_builder.evidence import Status
from pv_builder.minutes import Minutes
from pv_builder.seance import Seance
from tests.helpers.edits import A, a_transcript
from tests.helpers.sessions import DATA, minutes

NAME = "commune-saint-aubin"


class ScriptedReader:
    """Gives the reference facts and remembers which transcripts it read."""

    def __init__(self) -> None:
        self.read: list[Transcript] = []

    def __call__(self, transcript: Transcript, _seance: Seance) -> Minutes:
        self.read.append(transcript)
        return minutes(NAME)


@pytest.fixture
def reader() -> ScriptedReader:
    return ScriptedReader()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "seance"
    folder.mkdir()
    write_json(folder / "transcript.json", a_transcript())
    (folder / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    return folder


@pytest.fixture
def bench(folder: Path, reader: ScriptedReader) -> Iterator[Workbench]:
    bench = open_workbench(folder, reader)
    yield bench
    bench.close()


def test_corrections_and_undone_ones_are_there_at_the_next_opening(
    bench: Workbench, folder: Path
) -> None:
    bench.do(MarkReviewed(turns=(A,)))
    bench.do(SetMember(turns=(A,), member=None))
    bench.undo()
    bench.close()
    again = open_workbench(folder)
    assert again.corrected.reviewed == {A}
    for _ in range(2):
        again.redo()
        assert again.corrected.settled == {A}
    reviewed = []
    for _ in range(3):
        again.undo()
        reviewed.append(again.corrected.reviewed)
    assert reviewed == [{A}, frozenset(), frozenset()]
    again.close()


def test_what_was_typed_when_the_program_was_cut_short_is_undone_first_and_never_lost(
    bench: Workbench, folder: Path
) -> None:
    seance = bench.seance
    assert seance is not None
    bench.do(bench.description(replace(seance, place="la mairie annexe")))
    moved = bench.described
    typed = f'{moved}\n[documents.actes.1]\ndispositif = ["Approuve."]\n'
    bench.restate(typed)
    bench.close()
    again = open_workbench(folder)
    texts = []
    for step in (again.undo, again.undo, again.redo, again.redo):
        step()
        texts.append(again.described)
    assert texts[0] == texts[2] == moved
    assert texts[3] == typed
    assert "la mairie annexe" not in texts[1]
    again.close()


def test_the_recognised_transcript_is_never_written(bench: Workbench, folder: Path) -> None:
    before = (folder / "transcript.json").read_bytes()
    bench.do(SetMember(turns=(A,), member=None))
    assert (folder / "transcript.json").read_bytes() == before


def test_a_second_window_is_refused_until_the_first_closes(bench: Workbench, folder: Path) -> None:
    with pytest.raises(DossierLocked):
        open_workbench(folder)
    bench.close()
    open_workbench(folder).close()


def test_facts_are_read_once_for_each_text_and_carry_decisions(
    bench: Workbench, reader: ScriptedReader
) -> None:
    bench.minutes()
    bench.do(DecideFact(fact=facts.CHAIR, status=Status.CONFIRMED))
    found = bench.minutes()
    assert found is not None
    assert found.evidence[0].status is Status.CONFIRMED
    assert len(reader.read) == 1
    bench.do(SetMember(turns=(A,), member=None))
    bench.minutes()
    assert len(reader.read) == 2


def test_words_off_the_record_are_not_read(bench: Workbench, reader: ScriptedReader) -> None:
    bench.do(ExcludePassage(start=4.5, end=20.0, reason=Exclusion.OFF_RECORD))
    bench.minutes()
    assert [t.text for t in reader.read[-1].turns] == ["Bonsoir à toutes"]


def test_votes_of_a_closed_session_are_read_and_its_passage_is_known(
    bench: Workbench, reader: ScriptedReader
) -> None:
    bench.do(ExcludePassage(start=4.5, end=20.0, reason=Exclusion.CLOSED_SESSION))
    minutes = bench.minutes()
    assert len(reader.read[-1].turns) == 3
    assert minutes is not None
    assert minutes.meeting.closed_passages == (Interval(4.5, 20.0),)


def test_a_session_without_recording_knows_what_was_stated(tmp_path: Path) -> None:
    (tmp_path / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    bench = open_workbench(tmp_path)
    stated = bench.minutes()
    assert stated is not None
    assert len(stated.meeting.items) == 5
    assert (bench.has_transcript, bench.can_undo, bench.can_redo) == (False, False, False)
    assert bench.left_out == ()
    bench.close()


def test_an_empty_folder_can_be_opened(tmp_path: Path) -> None:
    bench = open_workbench(tmp_path)
    assert bench.minutes() is None
    bench.close()


def test_the_review_counts_what_is_left(bench: Workbench) -> None:
    before = review_of(bench.corrected, bench.minutes())
    assert (before.turns, before.unnamed, before.reviewed, before.doubts) == (3, 3, 0, 0)
    bench.do(SetMember(turns=(A,), member=None))
    after = review_of(bench.corrected, None)
    assert (after.unnamed, after.facts) == (2, 0)
    assert before.facts > 0
    assert bench.left_out == ()
