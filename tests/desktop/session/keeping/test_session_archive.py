"""A session in one file: what goes along, what never does, and what damage does to it."""

import base64
import random
import zipfile
from pathlib import Path

import pytest

from core.jsonio import to_json
from core.task import silent
from core.transcript import AudioPart, AudioRef
from desktop.session.corrections.edits import AcceptWords
from desktop.session.dossier import open_dossier
from desktop.session.errors import (
    FileMissing,
    FolderInUse,
    SessionArchiveDamaged,
    SessionArchiveRefused,
)
from desktop.session.keeping import reopening
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.session_archive import (
    MANIFEST,
    ArchivedFile,
    Manifest,
    archive_session,
)
from desktop.session.sources import find_parts
from desktop.session.workbench import open_workbench
from tests.helpers.session_folders import session_folder

NAME = "commune-saint-aubin"


def noise(seed: int, count: int) -> bytes:
    """Return bytes that do not pack, as sound does not."""
    return random.Random(seed).randbytes(count)  # noqa: S311 - no secret


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A session with corrections, documents, voice prints and temporary files."""
    folder = session_folder(tmp_path / "séance", NAME)
    bench = open_workbench(folder)
    bench.do(AcceptWords(turn=bench.corrected.transcript.turns[0].id, first_word=0, last_word=1))
    bench.close()
    (folder / "pv.docx").write_bytes(noise(0, 300_000))
    (folder / "export").mkdir()
    (folder / "export" / "transcription.txt").write_text("bonsoir")
    for name in ("voices/V01.npy", "recognition/0001.json", "audio.wav", "listening.wav", "lock"):
        path = folder / ".greffier" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"secret voice print")
    (folder / ".~lock.pv.docx#").write_text("temporary")
    (folder / "~$pv.docx").write_text("temporary")
    (folder / "notes.exe").write_text("no document")
    with open_dossier(folder) as dossier:
        part = AudioPart(name="seance.flac", sha256="0" * 64, duration_s=410.0)
        dossier.adopt(AudioRef(sha256="0" * 64, duration_s=410.0, parts=(part,)))
    (folder / "audio").mkdir()
    (folder / "audio" / "seance.flac").write_bytes(noise(1, 200_000))
    return folder


@pytest.fixture
def archive(folder: Path, tmp_path: Path) -> Path:
    target = tmp_path / "clé" / "séance.greffier"
    archive_session(folder, target, silent(), with_sound=True)
    return target


def test_a_session_opens_elsewhere_as_it_was(folder: Path, archive: Path, tmp_path: Path) -> None:
    reopened = reopen_archive(archive, tmp_path / "ailleurs", silent())
    here, there = open_workbench(folder), open_workbench(reopened.folder)
    assert there.corrected == here.corrected
    assert there.can_undo
    assert there.seance == here.seance
    recording = there.dossier.recording()
    assert recording is not None
    (part,) = find_parts(there.dossier, recording)
    assert part.read_bytes() == (folder / "audio" / "seance.flac").read_bytes()
    for bench in (here, there):
        bench.close()


def test_no_voice_print_nor_temporary_file_goes_along(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert sorted(opened.namelist()) == [
            ".greffier/audio.json",
            ".greffier/edits.jsonl",
            "audio/seance.flac",
            "export/transcription.txt",
            MANIFEST,
            "pv.docx",
            "seance.toml",
            "transcript.json",
        ]
        assert opened.testzip() is None
        assert all(b"secret voice" not in opened.read(name) for name in opened.namelist())


def test_the_recording_stays_unless_it_is_asked_for(folder: Path, tmp_path: Path) -> None:
    manifest = archive_session(folder, tmp_path / "x.greffier", silent())
    assert not any(file.path.startswith("audio/") for file in manifest.files)


def test_a_recording_that_is_gone_is_told_before_anything_is_written(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "audio" / "seance.flac").unlink()
    with pytest.raises(FileMissing):
        archive_session(folder, tmp_path / "x.greffier", silent(), with_sound=True)
    assert not (tmp_path / "x.greffier").exists()


def test_a_folder_that_holds_something_is_never_written_into(archive: Path, folder: Path) -> None:
    with pytest.raises(FolderInUse):
        reopen_archive(archive, folder, silent())


def offset_of(archive: Path, name: str) -> int:
    with zipfile.ZipFile(archive) as opened:
        info = opened.getinfo(name)
        return info.header_offset + 60 + info.compress_size // 2


def test_a_damaged_file_is_named_and_the_rest_can_be_saved(archive: Path, tmp_path: Path) -> None:
    at = offset_of(archive, "pv.docx")
    content = bytearray(archive.read_bytes())
    content[at] ^= 0xFF
    archive.write_bytes(content)
    with pytest.raises(SessionArchiveDamaged) as damaged:
        reopen_archive(archive, tmp_path / "a", silent())
    assert damaged.value.facts["damaged"] == "pv.docx"
    assert not (tmp_path / "a").exists()
    saved = reopen_archive(archive, tmp_path / "a", silent(), salvage=True)
    assert saved.damaged == ("pv.docx",)
    assert not (tmp_path / "a" / "pv.docx").exists()
    bench = open_workbench(tmp_path / "a")
    assert bench.has_transcript
    bench.close()


def test_an_archive_cut_off_is_read_up_to_the_cut(archive: Path, tmp_path: Path) -> None:
    at = offset_of(archive, "seance.toml")
    archive.write_bytes(archive.read_bytes()[: at - 70])
    with pytest.raises(SessionArchiveDamaged) as damaged:
        reopen_archive(archive, tmp_path / "a", silent())
    assert "transcript.json" in str(damaged.value.facts["damaged"])
    saved = reopen_archive(archive, tmp_path / "a", silent(), salvage=True)
    assert "pv.docx" in saved.files
    assert (tmp_path / "a" / "audio" / "seance.flac").stat().st_size == 200_000


def test_the_scan_reads_every_member_that_the_directory_names(
    archive: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(archive) as opened:
        whole = {name: opened.read(name) for name in opened.namelist()}
    with archive.open("rb") as file:
        for name, opener in reopening._scanned(file):
            with opener() as member:
                content = b""
                while block := member.read(777):
                    content += block
            assert content == whole.pop(name)
    assert whole == {}


def forged(path: Path, files: dict[str, bytes], listed: list[ArchivedFile]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(MANIFEST, to_json(Manifest(files=tuple(listed))))
        for name, content in files.items():
            out.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil", ".greffier/voices/V01.npy",
        ".bashrc", "audio/../x", "audio/.hidden", "sub/dir/x", "a\\b", "x\x00y", ".greffier/lock",
    ],
)  # fmt: skip
def test_paths_that_have_no_place_in_a_session_are_refused(name: str, tmp_path: Path) -> None:
    listed = [ArchivedFile(path=name, size_bytes=1, sha256="0" * 64)]
    path = forged(tmp_path / "x.greffier", {name.replace("\x00", ""): b"x"}, listed)
    with pytest.raises(SessionArchiveRefused) as refused:
        reopen_archive(path, tmp_path / "a" / "b", silent())
    assert refused.value.facts["reason"] == "unsafe"
    assert sorted(tmp_path.rglob("*evil*")) == []


def test_a_member_that_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    path = forged(tmp_path / "x.greffier", {"pv.docx": b"x"}, [])
    with pytest.raises(SessionArchiveRefused):
        reopen_archive(path, tmp_path / "a", silent())


def test_a_member_that_swells_beyond_what_is_announced_is_cut(tmp_path: Path) -> None:
    listed = [ArchivedFile(path="pv.docx", size_bytes=10, sha256="0" * 64)]
    path = forged(tmp_path / "x.greffier", {"pv.docx": b"\x00" * (64 << 20)}, listed)
    with pytest.raises(SessionArchiveDamaged):
        reopen_archive(path, tmp_path / "a", silent())


def test_more_than_any_session_holds_is_refused(tmp_path: Path) -> None:
    listed = [ArchivedFile(path="pv.docx", size_bytes=1 << 40, sha256="0" * 64)]
    path = forged(tmp_path / "x.greffier", {"pv.docx": b"x"}, listed)
    with pytest.raises(SessionArchiveRefused) as refused:
        reopen_archive(path, tmp_path / "a", silent())
    assert refused.value.facts["reason"] == "too-large"


FUZZED = base64.b64decode(
    "UEsDBDMAAAAAAAAA//////////////8AACIAAAAUAQD///////4AAAD///////8EFABLBA=="
)
"""A local header whose file ends beyond what any system can seek to: coverage-guided fuzzing."""


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"x" * 5000, b"PK\x05\x06" + b"\x00" * 18, FUZZED]
)
def test_another_file_is_not_taken_for_a_session(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.greffier").write_bytes(content)
    with pytest.raises(SessionArchiveRefused) as refused:
        reopen_archive(tmp_path / "x.greffier", tmp_path / "a", silent())
    assert refused.value.facts["reason"] == "not-ours"


def test_any_damage_is_refused_or_salvaged_and_nothing_wrong_is_written(
    archive: Path, tmp_path: Path
) -> None:
    whole = archive.read_bytes()
    with zipfile.ZipFile(archive) as opened:
        right = {name: opened.read(name) for name in opened.namelist()}
    chance = random.Random(7)  # noqa: S311 - places of damage, no secret
    for number in range(60):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 3, 40))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        archive.write_bytes(content)
        target = tmp_path / f"essai {number}"
        try:
            saved = reopen_archive(archive, target, silent(), salvage=True)
        except (SessionArchiveDamaged, SessionArchiveRefused):
            assert not target.exists()
            continue
        for name in saved.files:
            assert (target / name).read_bytes() == right[name]
