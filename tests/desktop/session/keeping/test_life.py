"""What follows a session: deadlines, approval, and the end of the recording."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from asr.diarization.prints import Kept, keep, kept_voices
from asr.diarization.voices import VoiceBounds
from core.transcript import AudioPart, AudioRef
from desktop.session.dossier import open_dossier
from desktop.session.keeping.deletion import RECORD, delete_recording, recording_of
from desktop.session.keeping.life import (
    Life,
    Stage,
    Step,
    deletable_from,
    duties_of,
    read_life,
    write_life,
)
from desktop.session.sources import write_sources
from pv_builder.meeting import Assembly
from tests.helpers.sessions import minutes
from tests.helpers.voices import heard_as

NOW = dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC)
MAY = dt.date(2026, 5, 7)
MEETING = minutes("commune-saint-aubin").meeting
AUDIO = AudioRef(
    sha256="a" * 64,
    duration_s=1.0,
    parts=(AudioPart(name="conseil.mp3", sha256="a" * 64, duration_s=1.0),),
)


def test_the_stage_follows_what_was_said_and_can_be_taken_back() -> None:
    life = Life()
    assert life.stage is Stage.DRAFT
    life = life.with_step(Step.SUBMITTED, MAY, NOW).with_step(Step.APPROVED, MAY, NOW)
    assert life.stage is Stage.APPROVED
    assert life.with_step(Step.PUBLISHED, MAY, NOW).stage is Stage.PUBLISHED
    assert life.with_step(Step.APPROVED, None, NOW).stage is Stage.TO_APPROVE


def test_a_commune_posts_its_list_within_a_week_of_the_session() -> None:
    posted = duties_of(MEETING, Life())[0]
    assert (posted.step, posted.due) == (Step.LIST_POSTED, dt.date(2026, 4, 2))
    assert "L. 2121-25" in posted.article
    assert posted.is_late(dt.date(2026, 4, 3))
    assert not posted.is_late(dt.date(2026, 4, 2))


def test_the_minutes_are_published_within_a_week_of_their_approval() -> None:
    life = Life().with_step(Step.APPROVED, MAY, NOW)
    due = {duty.step: duty.due for duty in duties_of(MEETING, life)}
    assert due[Step.PUBLISHED] == dt.date(2026, 5, 14)
    assert Step.COPIES_SENT not in due
    assert {d.step: d.due for d in duties_of(MEETING, Life())}[Step.PUBLISHED] is None


def test_an_intercommunal_council_also_sends_copies_within_a_month() -> None:
    meeting = replace(MEETING, assembly=Assembly.EPCI)
    life = Life().with_step(Step.APPROVED, MAY, NOW)
    due = {duty.step: duty.due for duty in duties_of(meeting, life)}
    assert due[Step.COPIES_SENT] == dt.date(2026, 6, 7)


def test_an_intercommunal_council_sends_its_list_within_a_month_of_the_session() -> None:
    meeting = replace(MEETING, assembly=Assembly.SYNDICAT, date=dt.date(2026, 11, 16))
    due = {duty.step: duty.due for duty in duties_of(meeting, Life())}
    assert due[Step.LIST_COPIES_SENT] == dt.date(2026, 12, 16)
    assert Step.LIST_COPIES_SENT not in {duty.step for duty in duties_of(MEETING, Life())}


@pytest.mark.parametrize(
    ("assembly", "population", "step"),
    [
        (Assembly.COMMUNE, 900, Step.ACTS_PUBLISHED),
        (Assembly.COMMUNE, None, Step.ACTS_PUBLISHED),
        (Assembly.COMMUNE, 3500, Step.ACTS_PUBLISHED_ONLINE),
        (Assembly.EPCI, None, Step.ACTS_PUBLISHED_ONLINE),
        (Assembly.SYNDICAT, None, Step.ACTS_PUBLISHED),
        (Assembly.REGION, None, Step.ACTS_PUBLISHED_ONLINE),
        (Assembly.CCAS, None, Step.ACTS_PUBLISHED),
    ],
)
def test_acts_are_published_as_the_assembly_must_or_may(
    assembly: Assembly, population: int | None, step: Step
) -> None:
    meeting = replace(MEETING, assembly=assembly, population=population)
    posted = Life().with_step(step, dt.date(2026, 11, 20), NOW)
    (duty,) = (d for d in duties_of(meeting, posted) if d.step.startswith("acts-published"))
    assert (duty.step, duty.done) == (step, dt.date(2026, 11, 20))
    assert duty.article.startswith("CGCT, art. L.")
    is_online = step is Step.ACTS_PUBLISHED_ONLINE
    assert duty.until == (dt.date(2027, 1, 20) if is_online else None)


def test_the_recording_may_go_two_months_after_the_approval() -> None:
    assert deletable_from(Life()) is None
    assert deletable_from(Life().with_step(Step.APPROVED, MAY, NOW)) == dt.date(2026, 7, 7)


def test_the_life_is_kept_and_a_damaged_file_set_aside(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        assert read_life(dossier) == Life()
        life = Life().with_step(Step.SUBMITTED, MAY, NOW)
        write_life(dossier, life)
        assert read_life(dossier) == life
        (dossier.work / "life.json").write_text("{")
        assert read_life(dossier) == Life()
        assert (dossier.work / "life.json.endommage-1").exists()


def made_session(root: Path, source: Path) -> None:
    """Make a folder with everything that a recording leaves behind."""
    source.write_bytes(b"son")
    with open_dossier(root) as dossier:
        (dossier.root / "audio").mkdir()
        (dossier.root / "audio" / "partie-0001.flac").write_bytes(b"son")
        (dossier.root / "conseil.mp3").write_bytes(b"son")
        dossier.wav.write_bytes(b"son")
        dossier.listening.write_bytes(b"son")
        dossier.voices.mkdir()
        (dossier.voices / "V01.npy").write_bytes(b"empreinte")
        (dossier.work / "tout-autre-trace.bin").write_bytes(b"son")
        (dossier.work / "edits.jsonl").write_text("corrections")
        (dossier.root / "pv.docx").write_bytes(b"pv")
        write_sources(dossier, [source])


def test_nothing_of_the_recording_is_left_and_the_rest_stays(tmp_path: Path) -> None:
    root, source = tmp_path / "seance", tmp_path / "clef-usb.mp3"
    made_session(root, source)
    with open_dossier(root) as dossier:
        recording = recording_of(dossier, AUDIO)
        assert recording.outside == (source,)
        life = delete_recording(dossier, recording, outside=False, now=NOW)
        assert not recording_of(dossier, AUDIO).is_there
        assert life.on(Step.DELETED) == NOW.date()
        assert read_life(dossier) == life
    left = {path.name for path in root.rglob("*") if path.is_file()}
    assert left == {"edits.jsonl", "life.json", "lock", "pv.docx", RECORD}
    assert source.exists()
    record = (root / RECORD).read_text(encoding="utf-8")
    assert "1er juillet 2026" in record.replace("\u00a0", " ")
    assert "Non supprimés" in record
    assert "clef-usb" not in record


def test_the_original_goes_too_when_asked(tmp_path: Path) -> None:
    source = tmp_path / "clef-usb.mp3"
    made_session(tmp_path / "seance", source)
    with open_dossier(tmp_path / "seance") as dossier:
        recording = recording_of(dossier, AUDIO)
        delete_recording(dossier, recording, outside=True, now=NOW)
    assert not source.exists()


def test_no_voice_print_outlives_the_submission_of_the_minutes(tmp_path: Path) -> None:
    told = heard_as(("V01", 0.0, 2.0), ("V02", 3.0, 5.0))
    kept = Kept(
        method=1, audio_sha256="a" * 64, engine="made up", bounds=VoiceBounds(), diarization=told
    )
    with open_dossier(tmp_path) as dossier:
        keep(kept, dossier.voices)
        write_life(dossier, Life().with_step(Step.LIST_POSTED, MAY, NOW))
        assert kept_voices(dossier.voices) == told
        write_life(dossier, Life().with_step(Step.SUBMITTED, MAY, NOW))
        secrets = [piece.print.encode() for piece in told.pieces]
        left = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
        assert not any(secret in content for secret in secrets for content in left)


def test_deleting_the_recording_deletes_the_voices(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        (dossier.voices).mkdir()
        (dossier.voices / "voices.json").write_text("{}", encoding="utf-8")
        delete_recording(dossier, recording_of(dossier, AUDIO), outside=False, now=NOW)
        assert not dossier.voices.exists()
