"""Two thousand broken copies of a sample through each importer: read or refused, never more."""

import io
import random
import resource
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from core.task import silent
from desktop.session.errors import SessionArchiveDamaged, SessionArchiveRefused
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.session_archive import archive_session
from pv_builder.convocation.convocation import read_convocation
from pv_builder.errors import ImportRefused
from pv_builder.intake.source import Source
from pv_builder.roster.rolls import read_roll
from tests.helpers.import_samples import FOLDER, SAMPLES
from tests.helpers.session_folders import session_folder

COPIES = 2000
MEMORY_MB = 500


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with some flipped, some cut out, some doubled, or their end lost."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 8, 64))):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.randrange(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + chance.randrange(1, 40)]
            case _:
                changed[at] = chance.choice(b"\x00\xff<>\"'&=;,0A\n")
        if not changed:
            return b"x"
    return bytes(
        changed if chance.random() < 0.8 else changed[: chance.randrange(1, len(changed) + 1)]
    )


def repacked(content: bytes, chance: random.Random) -> bytes:
    """Return a package with one part mutated, whole as a zip: the damage reaches the readers."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    filled = [name for name in parts if parts[name]]
    chosen = chance.choice(filled)
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, mutated(part, chance) if name == chosen else part)
    return out.getvalue()


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", SAMPLES)
def test_broken_copies_are_read_or_refused(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    read: Callable[[Source], object] = (
        read_roll if name.startswith(("roll", "rne")) else read_convocation
    )
    chance = random.Random(name)  # noqa: S311 - places of damage, no secret
    is_package = content.startswith(b"PK")
    for number in range(COPIES):
        inner = is_package and number % 4
        copy = repacked(content, chance) if inner else mutated(content, chance)
        with suppress(ImportRefused):
            read(Source(name=name, content=copy))
    assert peak_mb() < MEMORY_MB


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_broken_archives_are_salvaged_or_refused(tmp_path: Path) -> None:
    folder = session_folder(tmp_path / "séance", "commune-saint-aubin")
    (folder / "pv.docx").write_bytes(b"pv" * 1000)
    archive = tmp_path / "x.greffier"
    archive_session(folder, archive, silent())
    content = archive.read_bytes()
    right = {
        name: zipfile.ZipFile(archive).read(name) for name in zipfile.ZipFile(archive).namelist()
    }
    chance = random.Random(3)  # noqa: S311 - places of damage, no secret
    for number in range(COPIES):
        archive.write_bytes(mutated(content, chance))
        target = tmp_path / f"{number}"
        with suppress(SessionArchiveDamaged, SessionArchiveRefused):
            for name in reopen_archive(archive, target, silent(), salvage=True).files:
                assert (target / name).read_bytes() == right[name]
    assert peak_mb() < MEMORY_MB
