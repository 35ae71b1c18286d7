import io
import logging
import zipfile
from pathlib import Path

import numpy as np
import pytest

from asr.errors import AudioUnreadable
from asr.sound.audio import duration_s
from asr.sound.ordering import OrderBasis
from core.task import CallbackContext, Notice, silent
from desktop.session.french.messages import notice_text
from desktop.session.imports.material import understood
from desktop.session.imports.material_text import holds, material_text
from desktop.session.imports.participant_files import (
    ParticipantFile,
    participant_files,
    participants_heard,
)
from desktop.session.imports.participant_mix import mixed_recording
from desktop.session.requests import SessionFiles
from pv_builder.captions.errors import ImportNotUnderstood, NotCaptions
from pv_builder.captions.spans import Tool
from pv_builder.naming.labels import LabelSource
from tests.helpers.media import tone, write_media
from tests.helpers.voice_like import RATE, speech

SAMPLES = Path(__file__).parents[3] / "data" / "imports"


def brought(tmp_path, *media, **options):
    return understood(
        SessionFiles(media=media, seance=None, out=tmp_path / "out", **options), silent()
    )


def sound(path, seconds=1.0, video_s=0.0):
    path.parent.mkdir(parents=True, exist_ok=True)
    codec = {".wav": "pcm_s16le", ".mp4": "aac", ".m4a": "aac"}[path.suffix]
    return write_media(path, tone(seconds), codec=codec, video_s=video_s)


@pytest.fixture
def zoom(tmp_path):
    """A folder as Zoom leaves it on the disk of whoever records."""
    folder = tmp_path / "2026-06-09 17.00.02 Comité syndical"
    sound(folder / "video1123456789.mp4", 2, video_s=2)
    sound(folder / "audio1123456789.m4a", 2)
    sound(folder / "Audio Record" / "audioÉlodieHubert21123456789.m4a")
    sound(folder / "Audio Record" / "audioChristophePerrin11123456789.m4a")
    (folder / "playback.m3u").write_text("video1123456789.mp4")
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    for name in ("zoom-meeting_saved_chat.txt", "zoom-meeting_saved_closed_caption.txt"):
        (folder / name.removeprefix("zoom-")).write_bytes((SAMPLES / name).read_bytes())
    return folder


def check_zoom(material):
    assert [path.name for path in material.media] == ["video1123456789.mp4"]
    assert {track.label for track in material.tracks} == {"Élodie Hubert", "Christophe Perrin"}
    assert [name for name, _ in material.captions] == ["meeting_saved_closed_caption.txt"]
    assert {left.path.name: left.code for left in material.left_out} == {
        "audio1123456789.m4a": "double",
        "playback.m3u": "other",
    }
    assert "iPhone de Laurent" in material.shown_names


def test_a_zoom_folder_is_understood(tmp_path, zoom):
    check_zoom(brought(tmp_path, zoom))


def test_the_same_folder_in_an_archive_is_understood(tmp_path, zoom):
    packed = tmp_path / "réunion.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in zoom.rglob("*"):
            archive.write(path, path.relative_to(zoom.parent))
    check_zoom(brought(tmp_path, packed))
    assert (tmp_path / "out" / ".greffier" / "brought" / "réunion").is_dir()


def test_it_is_told_in_french_what_was_understood(tmp_path, zoom):
    text = material_text(brought(tmp_path, zoom))
    assert "Un enregistrement : « video1123456789.mp4 » (vidéo, 00:00:02)." in text
    assert "Un fichier son par participant (2) : " in text
    assert "Un sous-titrage de Zoom : « meeting_saved_closed_caption.txt », 3 passages" in text
    assert "Une messagerie écrite de Zoom : " in text
    assert "« audio1123456789.m4a » (même son qu'une vidéo)" in text


def test_parts_in_a_folder_are_put_in_the_order_of_their_numbers(tmp_path):
    for number in (10, 9, 1):
        sound(tmp_path / "parts" / f"REC {number}.wav")
    material = brought(tmp_path, tmp_path / "parts")
    assert [path.stem for path in material.media] == ["REC 1", "REC 9", "REC 10"]
    assert material.basis is OrderBasis.NAMES
    assert "3 enregistrements, dans l'ordre de leurs noms" in material_text(material)


def test_files_that_a_person_names_keep_their_order(tmp_path):
    files = [sound(tmp_path / f"{name}.wav") for name in "ba"]
    assert brought(tmp_path, *files).media == tuple(files)


def test_a_file_in_a_folder_that_cannot_be_read_is_left_out_and_said(tmp_path):
    folder = tmp_path / "dossier"
    sound(folder / "a.wav")
    (folder / "b.mp3").write_bytes(b"no sound" * 100)
    (folder / "notes.txt").write_text("Penser au projecteur")
    material = brought(tmp_path, folder)
    assert {left.path.name: left.code for left in material.left_out} == {
        "b.mp3": "audio-unreadable",
        "notes.txt": "import-not-understood",
    }
    assert "« b.mp3 » (illisible)" in material_text(material)


def test_a_file_that_a_person_names_must_be_what_it_is_named_as(tmp_path):
    (tmp_path / "a.mp3").write_bytes(b"no sound" * 100)
    (tmp_path / "a.vtt").write_text("no captions")
    table = SAMPLES / "teams-attendance.csv"
    good = sound(tmp_path / "good.wav")
    with pytest.raises(AudioUnreadable):
        brought(tmp_path, tmp_path / "a.mp3")
    with pytest.raises(ImportNotUnderstood):
        brought(tmp_path, good, transcripts=(tmp_path / "a.vtt",))
    with pytest.raises(NotCaptions):
        brought(tmp_path, good, transcripts=(table,))


def test_captions_and_participants_are_taken_beside_the_recording(tmp_path):
    material = brought(
        tmp_path,
        sound(tmp_path / "a.wav"),
        transcripts=(SAMPLES / "teams.vtt",),
        participants=(SAMPLES / "teams-attendance.csv",),
    )
    assert [found.content.tool for found in material.found] == [Tool.TEAMS, Tool.TEAMS]
    assert material.shown_names[:2] == ("PERRIN Christophe", "Élodie (Invité)")


def test_what_there_is_in_place_of_a_recording_is_told(tmp_path):
    folder = tmp_path / "dossier"
    folder.mkdir()
    assert holds(brought(tmp_path, folder)) == "rien"
    (folder / "a.vtt").write_bytes((SAMPLES / "teams.vtt").read_bytes())
    assert holds(brought(tmp_path, folder)) == "un sous-titrage de Teams"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = sound(tmp_path / "outside.wav")
    folder = tmp_path / "dossier"
    folder.mkdir()
    try:
        (folder / "link.wav").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no links")
    assert not brought(tmp_path, folder).media


def test_one_file_that_happens_to_be_named_so_is_a_recording():
    alone = Path("d", "audio12345678.m4a"), Path("d", "audioReunion12345678.m4a")
    assert participant_files(alone) == ((), frozenset(alone))


def test_parts_of_a_recorder_that_numbers_its_files_are_no_participants():
    parts = tuple(Path("d", f"audio_{name}_{n}.m4a") for n, name in ((10001, "a"), (10002, "b")))
    assert participant_files(parts) == ((), frozenset(parts))
    same = tuple(Path("d", f"audio_salle{n}1123456789.m4a") for n in (1, 2))
    assert participant_files(same) == ((), frozenset(same))


def test_files_of_participants_that_are_named_one_by_one_are_told_as_such(tmp_path, zoom):
    files = sorted((zoom / "Audio Record").iterdir())
    material = brought(tmp_path, *files)
    assert (len(material.tracks), material.media) == (2, ())
    assert "sans autre enregistrement, ils sont mélangés" in material_text(material)


def test_participants_without_a_recording_are_mixed_once(tmp_path, zoom):
    tracks = brought(tmp_path, zoom / "Audio Record").tracks
    seen = []
    folder = tmp_path / "brought"
    first = mixed_recording(tracks, folder, CallbackContext(seen.append))
    assert duration_s(first) == pytest.approx(1, abs=0.05)
    assert [e.code for e in seen if isinstance(e, Notice)] == ["participants-mixed"]
    written = first.stat().st_mtime_ns
    assert mixed_recording(tracks, folder, silent()) == first
    assert first.stat().st_mtime_ns == written
    assert mixed_recording(tracks[:1], folder, silent()) != first


def test_participants_whose_files_do_not_end_together_are_doubted(tmp_path):
    folder = tmp_path / "Audio Record"
    sound(folder / "audioÉlodieHubert21123456789.m4a", 9)
    sound(folder / "audioChristophePerrin11123456789.m4a", 1)
    seen = []
    mixed_recording(brought(tmp_path, folder).tracks, tmp_path, CallbackContext(seen.append))
    told = next(e for e in seen if isinstance(e, Notice))
    assert "leurs durées diffèrent (jusqu'à 8 s)" in (notice_text(told) or "")


def test_the_participant_whose_own_file_is_the_loudest_is_told(tmp_path):
    voice = speech(6.0).astype(np.float32) * 0.5
    hiss = np.random.default_rng(0).normal(0, 0.001, voice.size).astype(np.float32)
    files = []
    for number, label in enumerate(("Élodie", "Christophe")):
        sound = np.concatenate([voice, hiss] if number == 0 else [hiss, voice])[None, :]
        path = write_media(tmp_path / f"audio{label}11123456789.wav", sound, rate=RATE)
        files.append(ParticipantFile(label=label, path=path))
    broken = tmp_path / "audioLaurent11123456789.wav"
    broken.write_bytes(b"no sound" * 50)
    heard = participants_heard([*files, ParticipantFile(label="Laurent", path=broken)], silent())
    assert {span.source for span in heard} == {LabelSource.TRACK}
    for span in heard:
        assert span.label == ("Élodie" if span.interval.end < 6.5 else "Christophe")
    assert {span.label for span in heard} == {"Élodie", "Christophe"}


def test_no_log_line_names_a_participant_or_a_file(tmp_path, zoom, caplog):
    caplog.set_level(logging.DEBUG)
    brought(tmp_path, zoom)
    assert not any(word in caplog.text for word in ("Perrin", "Hubert", "meeting_saved", "video11"))


def test_a_locked_office_file_in_a_folder_is_only_left_out(tmp_path):
    folder = tmp_path / "dossier"
    sound(folder / "a.wav")
    buffer = io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "pv.docx").write_bytes(buffer.getvalue())
    assert [left.code for left in brought(tmp_path, folder).left_out] == ["import-not-understood"]
