"""The journal of corrections when the recording grows."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.timecode import Interval
from core.transcript import Addition, Transcript, TurnId
from desktop.session.corrections.edits import (
    EditGroup,
    ExcludePassage,
    Exclusion,
    GroupLabel,
    IncludePassage,
    InsertTurn,
    MarkReviewed,
    MergeTurns,
    SetMember,
)
from desktop.session.corrections.history import History
from desktop.session.corrections.journal import (
    Act,
    JournalOfOtherTranscript,
    open_journal,
    read_journal,
)
from desktop.session.workbench import Corrected
from tests.helpers.edits import A, B, a_transcript
from tests.helpers.sessions import turn

NEW = TurnId("t00009")
LATER = TurnId("t00010")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "edits.jsonl"


def grown(before: Transcript, span: Interval, new: TurnId) -> Transcript:
    """Return a transcript after a stretch was put into its recording, in which one turn is."""
    moved = [
        replace(t, start=t.start + span.duration_s, end=t.end + span.duration_s)
        if t.start >= span.start
        else t
        for t in before.turns
    ]
    added = replace(turn(9, None, span.start, span.end, "Une suite"), id=new)
    addition = Addition(
        before=before.audio.sha256,
        inserted=(span,),
        turns=(new,),
        provenance=before.provenance,
    )
    return replace(
        before,
        audio=replace(before.audio, sha256=f"{before.audio.sha256[:-1]}{len(before.additions)}"),
        turns=tuple(sorted([*moved, added], key=lambda t: t.start)),
        additions=(*before.additions, addition),
    )


ONCE = grown(a_transcript(), Interval(4.5, 10.5), NEW)
"""Six seconds put in between the first and the second turn."""

TWICE = grown(ONCE, Interval(0.0, 1.0), LATER)


def test_edits_that_name_seconds_mean_the_same_moments(path: Path) -> None:
    journal = open_journal(path, a_transcript())
    typed = InsertTurn(new_turn=TurnId("saisi-0001"), start=4.6, end=4.8, text="Oui")
    out = ExcludePassage(start=3.0, end=6.0, reason=Exclusion.OFF_RECORD)
    back = IncludePassage(start=1.0, end=2.0)
    journal.append(Act.EDIT, typed)
    journal.append(Act.EDIT, EditGroup(label=GroupLabel.RETYPE, edits=(out, back)))
    journal.append(Act.EDIT, MarkReviewed(turns=(A,)))
    journal.close()
    again = open_journal(path, TWICE)
    again.close()
    assert again.timeline.edits == (
        replace(typed, start=11.6, end=11.8),
        EditGroup(
            label=GroupLabel.RETYPE,
            edits=(replace(out, start=4.0, end=13.0), replace(back, start=2.0, end=3.0)),
        ),
        MarkReviewed(turns=(A,)),
    )


def test_the_journal_says_once_that_the_recording_grew_and_goes_on_from_there(path: Path) -> None:
    journal = open_journal(path, a_transcript())
    journal.append(Act.EDIT, IncludePassage(start=5.0, end=6.0))
    journal.close()
    for transcript in (ONCE, ONCE, TWICE):
        open_journal(path, transcript).close()
    later = open_journal(path, TWICE)
    later.append(Act.EDIT, IncludePassage(start=5.0, end=6.0))
    later.close()
    acts = [entry.act for entry in read_journal(path)[1]]
    assert acts == [Act.EDIT, Act.GROW, Act.GROW, Act.EDIT]
    assert [edit.start for edit in later.timeline.edits if isinstance(edit, IncludePassage)] == [
        12.0,
        5.0,
    ]


def test_what_was_undone_can_be_done_again_after_the_recording_grew(path: Path) -> None:
    journal = open_journal(path, a_transcript())
    journal.append(Act.EDIT, IncludePassage(start=5.0, end=6.0))
    journal.append(Act.UNDO)
    journal.close()
    again = open_journal(path, ONCE)
    again.append(Act.REDO)
    again.close()
    assert again.timeline.cursor == 1
    assert again.timeline.done == (IncludePassage(start=11.0, end=12.0),)


def test_turns_that_a_person_joined_stay_joined_around_what_was_added() -> None:
    history = History(Corrected(transcript=ONCE))
    state = history.push(MergeTurns(previous=A, turn=B))
    assert state.left_out == ()
    assert [turn.id for turn in state.transcript.turns][:2] == [A, NEW]


def test_turns_with_another_one_between_them_are_not_joined() -> None:
    third = a_transcript().turns[2].id
    history = History(Corrected(transcript=ONCE))
    assert history.push(MergeTurns(previous=A, turn=third)).left_out != ()


def test_a_new_recognition_of_the_grown_recording_is_another_transcript(path: Path) -> None:
    journal = open_journal(path, a_transcript())
    journal.append(Act.EDIT, SetMember(turns=(B,), member=None))
    journal.close()
    with pytest.raises(JournalOfOtherTranscript):
        open_journal(path, replace(ONCE, additions=()))
