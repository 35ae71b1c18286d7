import os
from pathlib import Path

import pytest

from core.errors import DiskFull, FileTooLarge, FolderNotWritable
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from models.bundle import bundle
from models.errors import (
    ModelDamaged,
    ModelMissing,
    ModelUnknown,
)
from models.store import Store
from tests.models.builders import (
    TINY,
    WEIGHTS,
    lay,
)


def test_only_ready_models_are_bundled(full: Store, store: Store, tmp_path: Path) -> None:
    target = tmp_path / "s.zip"
    with pytest.raises(ModelMissing):
        bundle(["tiny"], store, target, silent())
    with pytest.raises(ModelUnknown):
        bundle(["stranger"], full, target, silent())
    (full.folder_of(TINY) / "model.bin").write_bytes(b"?")
    with pytest.raises(ModelDamaged):
        bundle(["tiny"], full, target, silent())
    assert not target.exists()


def test_a_file_that_the_disk_gives_differently_than_before_is_not_bundled(
    full: Store, tmp_path: Path
) -> None:
    path = full.folder_of(TINY) / "model.bin"
    before = path.stat()
    path.write_bytes(b"z" * len(WEIGHTS))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    target = tmp_path / "s.zip"
    with pytest.raises(ModelDamaged):
        bundle(["tiny"], full, target, silent())
    assert list(tmp_path.glob("*s.zip*")) == []


def test_a_stopped_bundling_leaves_the_earlier_bundle(full: Store, stick: Path) -> None:
    before = stick.read_bytes()

    def stop(event: Event) -> None:
        if isinstance(event, Progress) and event.step == "models.bundle":
            raise Cancelled

    with pytest.raises(Cancelled):
        bundle(["tiny"], full, stick, CallbackContext(stop))
    assert stick.read_bytes() == before
    assert not list(stick.parent.glob(".*.partial"))


def test_a_full_or_forbidden_stick_is_said(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FolderNotWritable):
        bundle(["tiny"], full, lay(tmp_path, {"file": b""}) / "file" / "s.zip", silent())
    monkeypatch.setattr("core.files.free_bytes", lambda _path: 10)
    with pytest.raises(DiskFull):
        bundle(["tiny"], full, tmp_path / "s.zip", silent())


def test_a_stick_that_cannot_hold_so_large_a_file_is_said(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_arguments: object) -> str:
        raise OSError(27, "File too large")

    monkeypatch.setattr("models.bundle._copy", too_large)
    with pytest.raises(FileTooLarge):
        bundle(["tiny"], full, tmp_path / "s.zip", silent())
    assert list(tmp_path.glob("*s.zip*")) == []
