"""Archives: a session carried elsewhere and opened there, and what a meeting tool gives."""

import zipfile
from contextlib import closing
from pathlib import Path

from core.task import silent
from desktop.session.imports.archive import unpack
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.keeping.session_archive import archive_session
from desktop.session.workbench import open_workbench
from tests.bench.faults.persons_work import draft_losses, with_its_sound
from tests.bench.faults.scenario import Scenario, Told


def with_an_older_archive(root: Path) -> None:
    """A session, and an archive of it made before."""
    with_its_sound(root)
    archive_session(root / "séance", root / "clé" / "séance.greffier", silent())


def archive(root: Path, told: Told) -> None:
    """The archive made again, over the older one."""
    archive_session(root / "séance", root / "clé" / "séance.greffier", silent())
    told.append("done")


def archive_losses(root: Path, told: Told) -> list[str]:
    """There is a whole archive, the older or the newer one; the session is as it was."""
    del told
    opened = reopen_archive(root / "clé" / "séance.greffier", root / "ailleurs", silent())
    return draft_losses(root, []) + ([] if opened.files else ["the archive"])


def reopen(root: Path, told: Told) -> None:
    """The archive opened on another computer."""
    reopen_archive(root / "clé" / "séance.greffier", root / "ailleurs" / "séance", silent())
    told.append("done")


def reopening_losses(root: Path, told: Told) -> list[str]:
    """The folder is there whole or not at all; the archive is as it was."""
    there = root / "ailleurs" / "séance"
    lost = archive_losses_only(root)
    if told or (there.exists() and any(there.iterdir())):
        with closing(open_workbench(there)) as bench:
            lost += [] if bench.corrected.reviewed else ["the corrections"]
    return lost


def archive_losses_only(root: Path) -> list[str]:
    """The archive can be opened."""
    with zipfile.ZipFile(root / "clé" / "séance.greffier") as archive:
        return [] if archive.testzip() is None else ["the archive"]


def a_meeting_archive(root: Path) -> None:
    """What a meeting tool gives: sound and captions in a zip."""
    with zipfile.ZipFile(root / "réunion.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"réunion/piste-{number}.wav", bytes(50_000))


def bring(root: Path, told: Told) -> None:
    """The archive of a meeting tool unpacked."""
    unpack(root / "réunion.zip", root / "séance" / ".greffier" / "brought" / "réunion", silent())
    told.append("done")


def bringing_losses(root: Path, told: Told) -> list[str]:
    """What was unpacked is whole or not there."""
    place = root / "séance" / ".greffier" / "brought" / "réunion"
    found = sorted(place.rglob("*.wav"))
    is_whole = len(found) == 4 and all(p.stat().st_size == 50_000 for p in found)
    if not zipfile.is_zipfile(root / "réunion.zip"):
        return ["the archive"]
    return [] if is_whole or not (told or place.exists()) else ["what it held"]


SCENARIOS = (
    Scenario(name="archive", prepare=with_an_older_archive, act=archive, losses=archive_losses),
    Scenario(name="reopening", prepare=with_an_older_archive, act=reopen, losses=reopening_losses),
    Scenario(name="bringing", prepare=a_meeting_archive, act=bring, losses=bringing_losses),
)
