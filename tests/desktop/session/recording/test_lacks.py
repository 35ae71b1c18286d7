"""What a crash or a lost microphone cost stays known with the decoded recording."""

from pathlib import Path

import pytest

from asr.recording.journal import EndReason
from asr.recording.summary import RecordedPart
from asr.sound.audio import decode
from core.task import silent
from core.transcript import AudioPart, AudioRef
from desktop.session.dossier import open_dossier
from desktop.session.recording.completion import complete_recording
from desktop.session.recording.lacks import Lacks, placed, with_lacks
from desktop.session.recording.recovery import recover_recording
from tests.desktop.session.recording.test_completion import (
    BEGIN_S,
    a_crash_of_twenty_seconds,
    begin,
    hear,
    other_recorder,
    room,
)
from tests.helpers.media import tone, write_media
from tests.helpers.recording import parts_in


def decoded(root: Path, *further: Path) -> AudioRef:
    """Return the recording of a session, its parts finished, after further files."""
    with open_dossier(root) as dossier:
        recover_recording(dossier, silent())
    media = [*further, *parts_in(root)]
    return with_lacks(decode(media, root / "decoded.wav", silent()), media)


def a_lost_microphone(root: Path) -> None:
    """Record, lose the microphone from 17.7 s to 23.7 s, and go on."""
    said = room(60)
    rig = begin(root, 1)
    hear(rig, said, BEGIN_S, 25)
    rig.tape.lost(1)
    rig.wait(6)
    rig.open()
    hear(rig, said, 31, 55)
    rig.tape.end(EndReason.STOPPED)
    rig.journal.close()


def test_the_seconds_after_a_crash_are_missing_after_its_part(tmp_path: Path) -> None:
    a_crash_of_twenty_seconds(tmp_path, room(100))
    audio = decoded(tmp_path)
    assert [part.missing_s for part in audio.parts] == pytest.approx([20, 0], abs=0.2)
    assert audio.holes == ()


def test_a_cut_a_little_behind_its_part_is_counted_once() -> None:
    names = ("a", "b")
    files = tuple(AudioPart(name=name, sha256=name, duration_s=30.0) for name in names)
    audio = AudioRef(sha256="ab", duration_s=60.0, parts=files)
    recorded = [RecordedPart(file=name, duration_s=30.0, digests=(name,)) for name in names]
    known = placed(audio, recorded, Lacks(cuts=((30.1, 20.0),)))
    assert [part.missing_s for part in known.parts] == [20.0, 0.0]


def test_nothing_is_missing_once_another_recorder_gave_it(tmp_path: Path) -> None:
    said = room(100)
    a_crash_of_twenty_seconds(tmp_path, said)
    with open_dossier(tmp_path) as dossier:
        complete_recording(dossier, other_recorder(tmp_path, said), None, silent())
    assert [part.missing_s for part in decoded(tmp_path).parts] == pytest.approx([0, 0, 0], abs=0.1)


def test_a_pause_that_was_asked_for_is_nothing_missing(tmp_path: Path) -> None:
    said = room(60)
    rig = begin(tmp_path, 1)
    hear(rig, said, 0, 10)
    rig.tape.end(EndReason.PAUSED)
    rig.journal.close()
    rig.wait(30)
    again = begin(tmp_path, 2, rig)
    hear(again, said, 40, 50)
    again.tape.end(EndReason.STOPPED)
    again.journal.close()
    assert {part.missing_s for part in decoded(tmp_path).parts} == {0.0}


def test_a_lost_microphone_is_a_hole_wherever_its_part_comes(tmp_path: Path) -> None:
    a_lost_microphone(tmp_path / "seance")
    before = write_media(tmp_path / "avant.wav", tone(3))
    (hole,) = decoded(tmp_path / "seance", before).holes
    assert (hole.start, hole.end) == pytest.approx((3 + 17.7, 3 + 23.7), abs=0.2)


def test_a_hole_that_was_filled_is_none(tmp_path: Path) -> None:
    a_lost_microphone(tmp_path)
    with open_dossier(tmp_path) as dossier:
        complete_recording(dossier, other_recorder(tmp_path, room(60)), None, silent())
    assert decoded(tmp_path).holes == ()
