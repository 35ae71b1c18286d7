import errno
import hashlib
from pathlib import Path

import pytest

from core import files
from core.errors import DiskFull, FolderNotWritable
from core.task import silent


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    files.atomic_write(target, b"old")
    files.atomic_write(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.json"
    files.atomic_write(target, b"old")

    def no_room(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(files.os, "fsync", no_room)
    with pytest.raises(DiskFull) as caught:
        files.atomic_write(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    assert caught.value.facts["needed_bytes"] == 3


def test_a_folder_under_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotWritable):
        files.make_folder(tmp_path / "file" / "folder")


def test_missing_room_is_said_before_the_work_starts(tmp_path: Path) -> None:
    with pytest.raises(DiskFull):
        files.require_space(tmp_path / "not" / "there", 1 << 60)
    files.require_space(tmp_path, 1)


def test_a_staging_folder_is_gone_afterwards(tmp_path: Path) -> None:
    with files.staging_folder(tmp_path / "target") as staging:
        (staging / "piece").write_text("x")
        assert staging.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_the_digest_is_the_files(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 3_000_000)
    assert files.sha256_of(path, silent()) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_damaged_files_are_kept_each_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for text in ("first", "second"):
        path.write_text(text)
        files.set_aside(path)
    assert sorted(p.read_text() for p in tmp_path.iterdir()) == ["first", "second"]
    assert not path.exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc on this system")
def test_a_folder_where_the_system_keeps_its_own_is_refused() -> None:
    with pytest.raises(FolderNotWritable):
        files.make_folder(Path("/proc/greffier"))


def test_a_file_that_another_program_holds_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals = Path.replace, iter([True, True])

    def refuse_twice(self: Path, target: Path) -> Path:
        if next(refusals, False):
            raise PermissionError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_twice)
    monkeypatch.setattr(files, "MOVE_PAUSES_S", (0.0, 0.0))
    files.atomic_write(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_a_file_that_stays_held_is_told_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(files, "MOVE_PAUSES_S", (0.0,))
    with pytest.raises(FolderNotWritable):
        files.atomic_write(tmp_path / "a.json", b"new")
    assert list(tmp_path.iterdir()) == []
