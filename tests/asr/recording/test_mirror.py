"""The second copy is caught up with after any interruption, and never harms another's."""

from pathlib import Path

import pytest

from asr.recording.mirror import Kept, Mirror
from core.task import Notice

KEPT = Kept(journal=Path("j"), audio=Path("audio"), raw=Path("audio/en-cours"))


class Rig:
    """A session that is mirrored on a stick, one pass at a time."""

    def __init__(self, root: Path) -> None:
        self.session, self.stick = root / "séance", root / "clé"
        self.raw = self.session / KEPT.raw
        self.raw.mkdir(parents=True)
        self.stick.mkdir()
        (self.session / "j").write_bytes(b"begun\n")
        self.told: list[Notice] = []
        self.mirror = Mirror(self.session, self.stick, KEPT, self.told.append)
        self.copy = self.stick / "séance"

    @property
    def codes(self) -> list[str]:
        return [notice.code for notice in self.told]

    def copied(self) -> dict[str, bytes]:
        files = [path for path in self.copy.rglob("*") if path.is_file()]
        return {path.relative_to(self.copy).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def test_what_grew_is_appended(rig: Rig) -> None:
    (rig.raw / "a.wav").write_bytes(b"12")
    rig.mirror._catch_up()
    (rig.raw / "a.wav").write_bytes(b"1234")
    rig.mirror._catch_up()
    assert rig.copied() == {"j": b"begun\n", "audio/en-cours/a.wav": b"1234"}


def test_a_spent_segment_leaves_the_copy_once_the_part_is_there(rig: Rig) -> None:
    (rig.raw / "a.wav").write_bytes(b"12")
    rig.mirror._catch_up()
    (rig.session / "audio" / "p.flac").write_bytes(b"fLaC")
    (rig.raw / "a.wav").unlink()
    rig.mirror._catch_up()
    assert rig.copied() == {"j": b"begun\n", "audio/p.flac": b"fLaC"}


def test_a_file_that_is_being_written_is_not_copied(rig: Rig) -> None:
    (rig.session / "audio" / ".p.flac.partial").write_bytes(b"fL")
    rig.mirror._catch_up()
    assert rig.copied() == {"j": b"begun\n"}


def test_a_first_disk_that_vanishes_leaves_the_copy_as_it_is(rig: Rig, tmp_path: Path) -> None:
    (rig.raw / "a.wav").write_bytes(b"12")
    rig.mirror._catch_up()
    rig.session.rename(tmp_path / "gone")
    rig.mirror._catch_up()
    assert rig.copied()["audio/en-cours/a.wav"] == b"12"


def test_a_stick_pulled_out_is_told_once_and_caught_up_with_when_it_is_back(
    rig: Rig, tmp_path: Path
) -> None:
    rig.mirror._catch_up()
    rig.stick.rename(tmp_path / "pocket")
    (rig.raw / "a.wav").write_bytes(b"1234")
    rig.mirror._catch_up()
    rig.mirror._catch_up()
    assert rig.codes == ["recording-mirror-lost"]
    (tmp_path / "pocket").rename(rig.stick)
    rig.mirror._catch_up()
    assert rig.codes == ["recording-mirror-lost", "recording-mirror-back"]
    assert rig.copied()["audio/en-cours/a.wav"] == b"1234"


def test_a_missing_stick_is_never_made_on_the_first_disk(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    mirror = Mirror(rig.session, tmp_path / "absent", KEPT, rig.told.append)
    mirror._catch_up()
    assert rig.codes == ["recording-mirror-lost"]
    assert not (tmp_path / "absent").exists()


def test_the_copy_of_another_session_of_the_same_name_is_left_alone(rig: Rig) -> None:
    rig.copy.mkdir()
    (rig.copy / "j").write_bytes(b"another\n")
    rig.mirror._catch_up()
    assert rig.copied() == {"j": b"another\n"}
    assert (rig.stick / "séance (2)" / "j").read_bytes() == b"begun\n"


def test_a_copy_that_is_longer_than_its_source_is_made_anew(rig: Rig) -> None:
    (rig.raw / "a.wav").write_bytes(b"123456")
    rig.mirror._catch_up()
    (rig.raw / "a.wav").write_bytes(b"abc")
    rig.mirror._catch_up()
    assert rig.copied()["audio/en-cours/a.wav"] == b"abc"
