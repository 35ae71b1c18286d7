"""An archive that only a passphrase opens: nothing in clear, nothing changed, nothing lost."""

import os
import random
from contextlib import closing
from pathlib import Path

import pytest

from core.task import silent
from desktop.session.errors import (
    PassphraseNeeded,
    PassphraseWeak,
    PassphraseWrong,
    SessionArchiveDamaged,
)
from desktop.session.keeping import sealing
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.sealing import SealingWriter, UnsealingReader, is_sealed
from desktop.session.keeping.session_archive import archive_session
from desktop.session.workbench import open_workbench
from tests.helpers.session_folders import session_folder

PHRASE = "cheval étang violon 12"
SHORT = "mairie"
CHUNK = 1 << 16


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase costs half a second on purpose; not in a test."""
    monkeypatch.setattr(sealing, "_LOG2_COST", 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return session_folder(tmp_path / "séance", "commune-saint-aubin")


@pytest.fixture
def sealed(folder: Path, tmp_path: Path) -> Path:
    archive_session(folder, tmp_path / "clé.greffier", silent(), passphrase=PHRASE)
    return tmp_path / "clé.greffier"


def sealed_file(path: Path, content: bytes) -> Path:
    with path.open("wb") as out:
        writer = SealingWriter(out, PHRASE)
        for at in range(0, len(content), 10_000):
            writer.write(content[at : at + 10_000])
        writer.finish()
    return path


def test_a_sealed_session_opens_as_it_was_with_its_passphrase(
    folder: Path, sealed: Path, tmp_path: Path
) -> None:
    reopened = reopen_archive(sealed, tmp_path / "ailleurs", silent(), passphrase=PHRASE)
    with closing(open_workbench(folder)) as here, closing(open_workbench(reopened.folder)) as there:
        assert there.corrected == here.corrected
        assert there.seance == here.seance


def test_nothing_of_the_session_is_in_the_file_in_clear(sealed: Path) -> None:
    content = sealed.read_bytes()
    assert is_sealed(sealed)
    for word in ("seance.toml", "Masson", "transcript", "PK\x03\x04"):
        assert word.encode() not in content


@pytest.mark.parametrize("phrase", ["une autre phrase de passe", PHRASE.upper(), ""])
def test_another_passphrase_opens_nothing_and_changes_nothing(
    sealed: Path, tmp_path: Path, phrase: str
) -> None:
    before = sealed.read_bytes()
    with pytest.raises(PassphraseWrong):
        reopen_archive(sealed, tmp_path / "ailleurs", silent(), passphrase=phrase)
    assert sealed.read_bytes() == before
    assert not (tmp_path / "ailleurs").exists()


def test_a_sealed_session_asks_for_its_passphrase(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(PassphraseNeeded):
        reopen_archive(sealed, tmp_path / "ailleurs", silent())


def test_accents_open_however_the_keyboard_composes_them(sealed: Path, tmp_path: Path) -> None:
    decomposed = PHRASE.replace("é", "e\u0301")
    assert reopen_archive(sealed, tmp_path / "a", silent(), passphrase=decomposed).files


def test_a_short_passphrase_is_refused_and_an_older_archive_stays(
    folder: Path, sealed: Path
) -> None:
    before = sealed.read_bytes()
    with pytest.raises(PassphraseWeak):
        archive_session(folder, sealed, silent(), passphrase=SHORT)
    assert sealed.read_bytes() == before


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_000])
def test_any_length_comes_back_from_any_place(tmp_path: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)  # noqa: S311 - no secret
    with UnsealingReader(sealed_file(tmp_path / "f", content), PHRASE) as reader:
        assert reader.read() == content
        assert reader.seek(0, os.SEEK_END) == size
        for at in range(0, size, 30_011):
            reader.seek(at)
            assert reader.read(5) == content[at : at + 5]


def test_a_change_at_any_place_is_seen(tmp_path: Path) -> None:
    path = sealed_file(tmp_path / "f", bytes(150_000))
    content = path.read_bytes()
    for at in range(0, len(content), 1_009):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        if not is_sealed(path):
            continue
        with (
            pytest.raises((PassphraseWrong, SessionArchiveDamaged, OSError)),
            UnsealingReader(path, PHRASE) as reader,
        ):
            reader.read()


def test_a_file_cut_off_between_chunks_is_seen(tmp_path: Path) -> None:
    path = sealed_file(tmp_path / "f", bytes(3 * CHUNK))
    path.write_bytes(path.read_bytes()[: -(CHUNK + 16)])
    with pytest.raises(SessionArchiveDamaged):
        UnsealingReader(path, PHRASE)


def test_a_damaged_sealed_archive_says_what_is_damaged_and_gives_the_rest(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "annexe.pdf").write_bytes(random.Random(1).randbytes(400_000))  # noqa: S311
    sealed = tmp_path / "clé.greffier"
    archive_session(folder, sealed, silent(), passphrase=PHRASE)
    content = bytearray(sealed.read_bytes())
    content[150_000] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(SessionArchiveDamaged, match="damaged"):
        reopen_archive(sealed, tmp_path / "a", silent(), passphrase=PHRASE)
    saved = reopen_archive(sealed, tmp_path / "a", silent(), salvage=True, passphrase=PHRASE)
    assert saved.damaged == ("annexe.pdf",)
    assert "transcript.json" in saved.files


def test_a_header_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = sealed_file(tmp_path / "f", b"")
    content = bytearray(path.read_bytes())
    content[32] = 40
    path.write_bytes(content)
    with pytest.raises(SessionArchiveDamaged):
        UnsealingReader(path, PHRASE)
