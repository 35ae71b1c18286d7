from pathlib import Path

import pytest

from core.errors import FolderNotWritable
from core.transcript import AudioPart, AudioRef
from desktop.session.dossier import open_dossier
from desktop.session.errors import DossierLocked, PathTooLong
from desktop.session.sound.listening import sound_of
from desktop.session.sources import find_parts, heard_parts, write_sources

AUDIO = AudioRef(
    sha256="a" * 64,
    duration_s=2.0,
    parts=(AudioPart(name="séance.mp3", sha256="a" * 64, duration_s=2.0),),
)


def test_two_programs_cannot_work_in_one_folder(tmp_path: Path) -> None:
    with open_dossier(tmp_path), pytest.raises(DossierLocked), open_dossier(tmp_path):
        pass
    with open_dossier(tmp_path):
        pass


def test_a_damaged_note_of_the_recording_is_set_aside(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        dossier.adopt(AUDIO)
    note = tmp_path / ".greffier" / "audio.json"
    note.write_bytes(b"\0\0\0")
    with open_dossier(tmp_path) as dossier:
        assert dossier.recording() is None
    assert note.with_name("audio.json.endommage-1").read_bytes() == b"\0\0\0"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(FolderNotWritable), open_dossier(tmp_path / "out"):
        pass


def test_no_voice_outlives_the_work(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        dossier.voices.mkdir()
        (dossier.voices / "V01.npy").write_bytes(b"embedding")
        dossier.wav.write_bytes(b"sound")
        dossier.wipe_work()
        assert not dossier.voices.exists()
        assert not dossier.wav.exists()


def test_the_sound_stays_to_be_listened_to_after_the_work(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        dossier.wav.write_bytes(b"sound")
        dossier.wipe_work()
        assert sound_of(dossier) == dossier.listening
        assert dossier.listening.read_bytes() == b"sound"


def test_a_recording_that_moved_with_its_session_is_found(tmp_path: Path) -> None:
    with open_dossier(tmp_path / "seance") as dossier:
        write_sources(dossier, [tmp_path / "gone" / "séance.mp3"])
        assert find_parts(dossier, AUDIO) == ()
        (tmp_path / "seance" / "séance.mp3").write_bytes(b"")
        assert find_parts(dossier, AUDIO) == (tmp_path / "seance" / "séance.mp3",)


def test_the_sound_of_a_transcript_is_that_which_it_was_made_from(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        files = [tmp_path / "séance.mp3", tmp_path / "suite.mp3"]
        for file in files:
            file.write_bytes(b"")
        write_sources(dossier, files)
        assert heard_parts(dossier, AUDIO) == (files[0],)


def test_voices_stay_while_the_window_works_with_them(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        dossier.voices.mkdir()
        (dossier.voices / "voices.json").write_bytes(b"prints")
        dossier.wipe_work(keep_voices=True)
        assert (dossier.voices / "voices.json").exists()
        dossier.wipe_work()
        assert not dossier.voices.exists()


def test_a_folder_that_windows_could_not_reach_into_is_refused_before_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.session.dossier.longest_path", lambda: 259)
    deep = tmp_path / ("é" * 120) / ("è" * 120)
    with pytest.raises(PathTooLong) as caught, open_dossier(deep):
        pytest.fail("the folder was opened")
    assert caught.value.facts["limit"] == 259
    assert not deep.exists()
