"""The journal of corrections: nothing that was done is ever lost, whatever happens."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import DiskFull, FileDamaged
from core.transcript import TurnId
from desktop.session.corrections.edits import Edit, MarkReviewed, SetMember, SplitTurn
from desktop.session.corrections.history import Timeline
from desktop.session.corrections.journal import (
    Act,
    Journal,
    JournalOfOtherTranscript,
    open_journal,
    read_journal,
)
from tests.helpers.edits import A, B, a_transcript
from tests.helpers.sessions import transcript_of, turn

FIRST = MarkReviewed(turns=(A,))
SECOND = SetMember(turns=(B,), member=None)
THIRD = SplitTurn(turn=A, at_word=1, new_turn=TurnId("n"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "edits.jsonl"


def journal_with(path: Path, *edits: Edit) -> Journal:
    journal = open_journal(path, a_transcript())
    for edit in edits:
        journal.append(Act.EDIT, edit)
    return journal


def timeline_on_disk(path: Path) -> Timeline:
    journal = open_journal(path, a_transcript())
    journal.close()
    return journal.timeline


def test_edits_are_read_back_as_they_were(path: Path) -> None:
    journal_with(path, FIRST, SECOND, THIRD).close()
    assert timeline_on_disk(path) == Timeline(edits=(FIRST, SECOND, THIRD), cursor=3)


def test_undo_survives_a_restart_and_can_be_redone(path: Path) -> None:
    journal = journal_with(path, FIRST, SECOND)
    journal.append(Act.UNDO)
    journal.close()
    assert timeline_on_disk(path) == Timeline(edits=(FIRST, SECOND), cursor=1)
    again = open_journal(path, a_transcript())
    again.append(Act.REDO)
    again.append(Act.REDO)
    again.close()
    assert timeline_on_disk(path).cursor == 2


def test_the_file_only_grows_so_that_it_tells_what_was_undone(path: Path) -> None:
    journal = journal_with(path, FIRST)
    for act in (Act.UNDO, Act.UNDO):
        journal.append(act)
    journal.append(Act.EDIT, SECOND)
    journal.close()
    assert timeline_on_disk(path) == Timeline(edits=(SECOND,), cursor=1)
    entries = read_journal(path)[1]
    assert [(e.number, e.act) for e in entries] == [
        (1, "edit"),
        (2, "undo"),
        (3, "undo"),
        (4, "edit"),
    ]
    assert all(e.at.tzinfo for e in entries)


@pytest.mark.parametrize("torn", [b'{"number":3,"at":"20', b"\x00\x00\x00", b"{}"])
def test_a_torn_last_line_is_set_aside(
    path: Path, torn: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    journal_with(path, FIRST, SECOND).close()
    with path.open("ab") as file:
        file.write(torn)
    assert timeline_on_disk(path) == Timeline(edits=(FIRST, SECOND), cursor=2)
    assert path.with_name("edits.jsonl.endommage-1").read_bytes().endswith(torn)
    journal_with(path, THIRD).close()
    assert timeline_on_disk(path).edits == (FIRST, SECOND, THIRD)


def test_a_broken_line_ends_what_can_be_trusted(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    journal_with(path, FIRST, SECOND, THIRD).close()
    path.with_name("edits.jsonl.endommage-1").write_bytes(b"an older one")
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:2], b"garbage", *lines[3:]]))
    assert timeline_on_disk(path).edits == (FIRST,)
    assert b"split-turn" in path.with_name("edits.jsonl.endommage-2").read_bytes()


def test_a_file_that_is_no_journal_is_set_aside_and_told(path: Path) -> None:
    path.write_bytes(b"hello")
    with pytest.raises(FileDamaged):
        open_journal(path, a_transcript())
    assert path.with_name("edits.jsonl.endommage-1").exists()
    assert timeline_on_disk(path) == Timeline()


def test_corrections_are_not_applied_to_another_recognition(path: Path) -> None:
    journal_with(path, FIRST).close()
    with pytest.raises(JournalOfOtherTranscript):
        open_journal(path, transcript_of((turn(0, None, 1.0, 2.0, "Autre chose"),)))


def test_a_name_or_a_word_changed_by_another_program_keeps_the_journal(path: Path) -> None:
    journal_with(path, FIRST).close()
    renamed = transcript_of(
        (
            turn(0, None, 0.0, 4.0, "Bonjour"),
            turn(1, None, 5.0, 7.0, "Oui"),
            turn(2, None, 8.0, 12.0, "Point"),
        )
    )
    journal = open_journal(path, renamed)
    journal.close()
    assert journal.timeline.edits == (FIRST,)


def test_an_edit_that_a_full_disk_refuses_leaves_the_file_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    journal = journal_with(path, FIRST)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DiskFull):
        journal.append(Act.EDIT, SECOND)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert journal.timeline.edits == (FIRST,)
    journal.append(Act.EDIT, THIRD)
    journal.close()
    assert timeline_on_disk(path).edits == (FIRST, THIRD)


def test_half_a_line_written_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Half:
        def __init__(self, file: object) -> None:
            self.file = file

        def write(self, line: bytes) -> int:
            return int(self.file.write(line[:5]))  # type: ignore[attr-defined]

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

    journal = journal_with(path, FIRST)
    before = path.read_bytes()
    monkeypatch.setattr(journal, "_file", Half(journal._file))
    with pytest.raises(DiskFull):
        journal.append(Act.EDIT, SECOND)
    monkeypatch.undo()
    journal.close()
    assert path.read_bytes() == before


_WRITER = """
import sys
from pathlib import Path
from desktop.session.corrections.edits import MarkReviewed
from desktop.session.corrections.journal import Act, open_journal
from tests.helpers.edits import A, a_transcript
journal = open_journal(Path(sys.argv[1]), a_transcript())
while True:
    entry = journal.append(Act.EDIT, MarkReviewed(turns=(A,)))
    print(entry.number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("delay_s", [n / 500 for n in range(50)])
def test_killing_the_program_at_any_moment_loses_no_edit(
    path: Path, delay_s: float, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    child = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(delay_s)
    child.kill()
    told = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    kept = len(timeline_on_disk(path).edits)
    assert kept >= int(told[-1] if told else 1)
