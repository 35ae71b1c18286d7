from pathlib import Path

import pytest

from models.verify import Fault, FaultKind, content_faults, matching_source, verify
from tests.models.builders import (
    CONFIG,
    FIRST,
    OTHER_WEIGHTS,
    SECOND,
    TINY,
    UNPUBLISHED,
    WEIGHTS,
    lay,
    sha256,
)

GOOD = {"model.bin": sha256(WEIGHTS), "config.json": sha256(CONFIG)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path / "tiny", {"model.bin": WEIGHTS, "config.json": CONFIG})


def faults(folder: Path, digests: dict[str, str] | None = None) -> set[tuple[str, str]]:
    found = verify(FIRST, folder, GOOD if digests is None else digests, {})
    return {(fault.kind.value, fault.path) for fault in found}


def test_a_folder_with_exactly_the_published_files_has_no_fault(folder: Path) -> None:
    assert not faults(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "config.json").unlink()
    (folder / "model.bin").write_bytes(WEIGHTS[:-1])
    (folder / "sub").mkdir()
    (folder / "sub" / "extra.py").write_text("x")
    assert faults(folder) == {
        ("missing", "config.json"),
        ("size", "model.bin"),
        ("unexpected", "sub/extra.py"),
    }


def test_a_changed_byte_is_a_fault_even_when_the_size_is_right(folder: Path) -> None:
    assert faults(folder, {**GOOD, "model.bin": "0" * 64}) == {("hash", "model.bin")}


def test_a_file_that_the_disk_cannot_read_is_a_fault(folder: Path) -> None:
    assert faults(folder, {"config.json": GOOD["config.json"]}) == {("unreadable", "model.bin")}


def test_a_link_is_not_a_file_of_the_model(folder: Path, tmp_path: Path) -> None:
    (folder / "model.bin").rename(tmp_path / "elsewhere")
    (folder / "model.bin").symlink_to(tmp_path / "elsewhere")
    (folder / "dangling").symlink_to(tmp_path / "nowhere")
    assert faults(folder) == {("not-a-file", "model.bin"), ("unexpected", "dangling")}


def test_a_folder_where_a_file_should_be_is_a_fault(folder: Path) -> None:
    (folder / "config.json").unlink()
    (folder / "config.json").mkdir()
    assert faults(folder) == {("not-a-file", "config.json")}


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "installed.json"])
def test_what_file_managers_and_the_store_leave_is_no_fault(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"0")
    assert not faults(folder)


def test_a_folder_is_compared_with_the_source_that_it_resembles(tmp_path: Path) -> None:
    other = lay(tmp_path / "b", {"model.bin": OTHER_WEIGHTS, "config.json": CONFIG})
    assert matching_source(TINY, other) == SECOND
    assert matching_source(TINY, tmp_path / "absent") == FIRST


def test_a_file_without_a_published_hash_is_held_to_the_recorded_one() -> None:
    digests = {"model.bin": "a" * 64, "config.json": "b" * 64}
    assert content_faults(UNPUBLISHED.files, digests, {}) == []
    assert content_faults(UNPUBLISHED.files, digests, {"model.bin": "c" * 64}) == [
        Fault(kind=FaultKind.HASH, path="model.bin")
    ]
