"""Marks of the live board reach the facts and the documents of the session they were made in."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asr.recording.journal import EndReason, MarkKind
from asr.sound.audio import decode
from core.jsonio import write_json
from core.task import silent
from core.transcript import AudioPart, AudioRef
from desktop.session.documents.publication import published
from desktop.session.dossier import Dossier, open_dossier
from desktop.session.keeping.deletion import delete_recording, recording_of
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.session_archive import archive_dossier
from desktop.session.recording.board_state import BoardState, next_item, state_after, told
from desktop.session.recording.marks import closed_passages, marks_of
from desktop.session.recording.places import summary_of
from desktop.session.recording.recovery import recover_recording, recovery_lines
from desktop.session.requests import DraftRequest
from desktop.session.workbench import as_corrected
from desktop.session.workflow import draft_again
from pv_builder.meeting import MovementKind
from pv_builder.seance import AgendaEntry
from tests.helpers.recording import EVENING, TapeRig, parts_in
from tests.helpers.sessions import DATA, transcript_of, turn

AGENDA = (AgendaEntry(mark=1, title="Voirie"), AgendaEntry(mark=2, title="Cantine"))


def recorded(root: Path) -> TapeRig:
    """Record two stretches of ten seconds, with marks in both."""
    rig = TapeRig(root)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(4)
    rig.tape.mark(MarkKind.NEXT_ITEM, "1")
    rig.hear(3)
    wrong = rig.tape.mark(MarkKind.VOTE, "1")
    rig.tape.cancel(wrong)
    rig.hear(1)
    rig.tape.mark(MarkKind.CLOSED_SESSION)
    rig.hear(2)
    rig.tape.end(EndReason.PAUSED)
    rig.wait(600)
    rig.tape.begin(2, ["salle"])
    rig.open()
    rig.hear(5)
    rig.tape.mark(MarkKind.PUBLIC_AGAIN)
    rig.hear(3)
    rig.tape.mark(MarkKind.ARRIVAL, "M. Alain Hubert", ago_s=2.0)
    rig.hear(2)
    rig.tape.end(EndReason.STOPPED)
    rig.journal.close()
    return rig


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    recorded(tmp_path)
    with open_dossier(tmp_path) as dossier:
        recover_recording(dossier, silent())
        yield dossier


def audio_of(dossier: Dossier, *before: AudioPart) -> AudioRef:
    """Return the recording as the decoder names it, after other files."""
    decoded = decode(parts_in(dossier.root), dossier.root / "out.wav", silent())
    lead_s = sum(part.duration_s for part in before)
    return replace(decoded, parts=(*before, *decoded.parts), duration_s=decoded.duration_s + lead_s)


def test_marks_stand_at_their_seconds_once_the_parts_are_made(dossier: Dossier) -> None:
    marks = marks_of(dossier, audio_of(dossier))
    assert [(m.item, round(m.at_s, 1)) for m in marks.items] == [("1", 4.0)]
    assert [(m.kind, round(m.at_s, 1)) for m in marks.moves] == [(MovementKind.ARRIVAL, 16.0)]
    assert marks.moves[0].hour == "18:40"
    assert marks.votes == ()
    assert [(round(s.start_s, 1), round(s.end_s or 0, 1)) for s in marks.closed] == [(8.0, 15.0)]


def test_marks_move_along_when_another_file_comes_first(dossier: Dossier) -> None:
    other = AudioPart(name="avant.mp3", sha256="0" * 64, duration_s=30.0)
    marks = marks_of(dossier, audio_of(dossier, other))
    assert round(marks.items[0].at_s, 1) == 34.0


def test_marks_of_another_recording_are_not_used(dossier: Dossier) -> None:
    audio = AudioRef(
        sha256="1" * 64,
        duration_s=20.0,
        parts=(AudioPart(name="autre.mp3", sha256="1" * 64, duration_s=20.0),),
    )
    assert marks_of(dossier, audio).items == ()


def test_what_was_marked_closed_is_published_nowhere(dossier: Dossier) -> None:
    transcript = replace(
        transcript_of(
            (
                turn(1, None, 1.0, 5.0, "avant le huis clos"),
                turn(2, None, 9.0, 12.0, "un secret bien gardé"),
                turn(3, None, 16.0, 18.0, "la séance est publique"),
            )
        ),
        audio=audio_of(dossier),
    )
    words = " ".join(t.text for t in published(as_corrected(dossier, transcript, None)).turns)
    assert "secret" not in words
    assert "avant" in words
    assert "publique" in words


def test_marks_hold_when_the_recording_is_deleted(dossier: Dossier) -> None:
    audio = audio_of(dossier)
    before = marks_of(dossier, audio)
    delete_recording(dossier, recording_of(dossier, audio), outside=False, now=EVENING)
    assert not (dossier.root / "audio").exists()
    assert marks_of(dossier, audio) == before
    assert before.closed
    assert not recover_recording(dossier, silent())


def test_marks_travel_in_an_archive_without_the_sound(dossier: Dossier, tmp_path: Path) -> None:
    audio = audio_of(dossier)
    archive = tmp_path / "clé" / "séance.greffier"
    archive_dossier(dossier, archive, silent())
    reopen_archive(archive, tmp_path / "ailleurs", silent())
    with open_dossier(tmp_path / "ailleurs") as elsewhere:
        assert marks_of(elsewhere, audio) == marks_of(dossier, audio)
        assert marks_of(elsewhere, audio).closed


def test_a_closed_session_that_was_not_recorded_leaves_nothing_out(tmp_path: Path) -> None:
    rig = TapeRig(tmp_path)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(4)
    rig.tape.mark(MarkKind.CLOSED_SESSION)
    rig.tape.end(EndReason.PAUSED)
    rig.tape.begin(2, ["salle"])
    rig.open()
    rig.tape.mark(MarkKind.PUBLIC_AGAIN)
    rig.hear(4)
    rig.tape.end(EndReason.STOPPED)
    rig.journal.close()
    with open_dossier(tmp_path) as dossier:
        recover_recording(dossier, silent())
        audio = audio_of(dossier)
        marks = marks_of(dossier, audio)
        assert len(marks.closed) == 1
        assert sum(p.end - p.start for p in closed_passages(marks, audio)) < 0.2


def test_the_board_knows_where_the_session_stands(dossier: Dossier) -> None:
    marks = [placed.mark for placed in summary_of(dossier).marks]
    state = state_after(marks[:2])
    assert state == BoardState(item="1", is_closed=True)
    following = next_item(AGENDA, state)
    assert following is not None
    assert following.mark == 2
    assert next_item(AGENDA, replace(state, item="2")) is None
    assert told(marks[0], AGENDA).endswith("Voirie")


def test_a_recovery_says_what_is_there_and_what_is_missing_to_the_second(tmp_path: Path) -> None:
    rig = TapeRig(tmp_path)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(12)
    rig.tape.sync()
    rig.journal.close()
    rig.tape.close()
    with open_dossier(tmp_path) as dossier:
        found = recover_recording(dossier, silent())
        lines = recovery_lines(found, summary_of(dossier))
    assert "00:00:12 de son" in lines[0]
    assert "30 min 12 s" in lines[1]


def test_a_marked_arrival_is_confirmed_in_the_minutes_on_disk(tmp_path: Path) -> None:
    recorded(tmp_path)
    turns = (
        turn(1, None, 1.0, 5.0, "Je déclare la séance ouverte, tout le monde est là."),
        turn(2, None, 15.5, 19.0, "Nous passons au programme de voirie."),
    )
    with open_dossier(tmp_path) as dossier:
        recover_recording(dossier, silent())
        write_json(dossier.transcript, replace(transcript_of(turns), audio=audio_of(dossier)))
        dossier.seance.write_bytes((DATA / "commune-saint-aubin.toml").read_bytes())
    minutes = draft_again(tmp_path, DraftRequest(), silent())
    assert [(m.member, m.hour) for m in minutes.meeting.movements] == [("M. Alain Hubert", "18:40")]
    written = json.loads((tmp_path / "pv.json").read_text(encoding="utf-8"))
    proofs = [proof for proof in written["preuves"] if proof["regle"] == "board.mark"]
    assert {proof["statut"] for proof in proofs} == {"confirme"}
