"""The search of `tests.bench.leaks` finds what it is there for."""

import zipfile
from pathlib import Path

import pytest

from pv_builder.roster.seance_toml import read_seance
from tests.bench.leaks.runs import written_outside
from tests.bench.leaks.search import Secrets, leaks_in, secrets_of
from tests.helpers.sample_session import SAMPLE

SAID = "Je vous remercie, la séance est levée à vingt heures douze."


@pytest.fixture(scope="module")
def secrets() -> Secrets:
    return secrets_of(read_seance(SAMPLE / "seance.toml"), [SAID])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ValueError: 'Mme BLONDEL'", ["blondel"]),
        ("/elsewhere/Séance de M. Sébastien Masson/pv.docx", ["masson"]),
        ('KeyError: "SÉANCE EST LEVÉE"', ["seance est levee"]),
        ("the séance est ouverte", []),
    ],
)
def test_names_and_words_are_found_however_they_are_written(
    secrets: Secrets, text: str, found: list[str], tmp_path: Path
) -> None:
    assert sorted(secrets.found_in(text)) == found
    for encoding in ("utf-8", "utf-16-le"):
        (tmp_path / "log").write_bytes(text.encode(encoding))
        assert set(leaks_in(tmp_path / "log", secrets)) == set(found)


def test_a_packed_file_and_a_name_of_a_file_are_looked_into(
    secrets: Secrets, tmp_path: Path
) -> None:
    path = tmp_path / "pour Masson.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("journal.txt", "séance est levée")
    assert set(leaks_in(path, secrets)) == {"masson (in the name)", "seance est levee"}


def test_files_written_elsewhere_are_told_from_those_that_were_read(tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    trace.write_text(
        '12 openat(AT_FDCWD, "/usr/lib/read.so", O_RDONLY|O_CLOEXEC) = 3\n'
        '12 openat(AT_FDCWD, "/var/other/s\\303\\251ance", O_WRONLY|O_CREAT, 0600) = 4\n'
        '13 openat(AT_FDCWD, "/elsewhere/refused", O_WRONLY|O_CREAT, 0600) = -1 EACCES\n'
        '13 mkdir("/own/folder", 0700) = 0\n'
        '13 mkdir("/elsewhere/.cache", 0700) = 0\n',
        encoding="utf-8",
    )
    assert written_outside(trace, [Path("/own")]) == ("/elsewhere/.cache", "/var/other/séance")
