import os
import stat
import sys
from pathlib import Path

import filelock
import pytest

from core.errors import AppError, FolderNotWritable
from core.task import CallbackContext, Event, Notice, Progress, silent
from models.catalogue import ModelKind
from models.errors import ModelDamaged, ModelMissing, ModelUnknown, StoreBusy
from models.install import install
from models.stamps import FileStamp, Stamp, write_stamp
from models.store import State, Store, default_root, fits_memory
from tests.models.builders import (
    CATALOGUE,
    FIRST,
    LARGER,
    TINY,
    TRUSTED_FIRST,
    UNPUBLISHED_FILES,
    VOICED,
    WEIGHTS,
    MemoryFetcher,
    lay,
    lay_tiny,
    sha256,
)


def test_the_root_is_the_one_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREFFIER_MODELS", "/somewhere/models")
    assert default_root() == Path("/somewhere/models")
    monkeypatch.delenv("GREFFIER_MODELS")
    assert default_root().parts[-2:] == ("greffier", "models")


def test_an_empty_store_holds_nothing(store: Store) -> None:
    assert {store.state_of(entry) for entry in CATALOGUE.models} == {State.ABSENT}
    assert store.installed() == ()
    with pytest.raises(ModelMissing):
        store.path_of("tiny")
    assert not store.root.exists()


def test_an_unknown_model_is_not_looked_for_on_the_disk(store: Store) -> None:
    lay(store.root / "stranger", {"model.bin": b"x"})
    with pytest.raises(ModelUnknown):
        store.path_of("stranger")


def test_a_folder_laid_by_hand_is_ready_once_it_has_been_read(store: Store) -> None:
    folder = lay_tiny(store.root)
    assert store.path_of("tiny") == folder
    assert store.state_of(TINY) is State.READY
    assert store.main_sha256("tiny") == sha256(WEIGHTS)
    assert (folder / "installed.json").exists()


def test_an_unchanged_model_is_not_read_twice(store: Store) -> None:
    lay_tiny(store.root)
    events: list[Event] = []
    store.path_of("tiny", CallbackContext(events.append))
    assert events
    events.clear()
    store.path_of("tiny", CallbackContext(events.append))
    assert not events


def test_only_the_file_whose_stamp_differs_is_read_again(store: Store) -> None:
    folder = lay_tiny(store.root)
    store.path_of("tiny")
    os.utime(folder / "config.json", (1, 1))
    events: list[Event] = []
    store.path_of("tiny", CallbackContext(events.append))
    totals = {event.total for event in events if isinstance(event, Progress)}
    assert totals == {(folder / "config.json").stat().st_size}


def test_a_tampered_file_is_found_and_named(store: Store) -> None:
    folder = lay_tiny(store.root)
    store.path_of("tiny")
    (folder / "model.bin").write_bytes(b"z" * len(WEIGHTS))
    assert store.state_of(TINY) is State.FAULTY
    with pytest.raises(ModelDamaged) as caught:
        store.path_of("tiny")
    assert caught.value.facts == {"model_id": "tiny", "path": "model.bin", "fault": "hash"}
    with pytest.raises(ModelDamaged):
        store.main_sha256("tiny")


def test_a_file_altered_behind_an_unchanged_stamp_is_found_by_a_full_check(store: Store) -> None:
    folder = lay_tiny(store.root)
    store.path_of("tiny")
    before = (folder / "model.bin").stat()
    (folder / "model.bin").write_bytes(b"z" * len(WEIGHTS))
    os.utime(folder / "model.bin", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert store.faults_in(TINY) == []
    assert [fault.kind for fault in store.faults_in(TINY, everything=True)] == ["hash"]


def test_a_forged_stamp_does_not_make_a_wrong_file_right(store: Store) -> None:
    folder = lay_tiny(store.root)
    (folder / "model.bin").write_bytes(b"z" * len(WEIGHTS))
    store.faults_in(TINY)
    status = (folder / "model.bin").stat()
    forged = FileStamp(
        size_bytes=status.st_size,
        mtime_ns=status.st_mtime_ns,
        sha256=sha256(b"z" * len(WEIGHTS)),
    )
    write_stamp(folder, Stamp(files={"model.bin": forged}))
    assert store.state_of(TINY) is State.FAULTY


@pytest.mark.parametrize("stamp", ["", "{", '{"files": 3}', "\x00\xff", '{"files": {}, "x": 1}'])
def test_an_unreadable_stamp_only_costs_time(store: Store, stamp: str) -> None:
    folder = lay_tiny(store.root)
    (folder / "installed.json").write_text(stamp)
    assert store.state_of(TINY) is State.READY


def test_a_file_on_a_failing_disk_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_tiny(store.root)

    def fail(*_arguments: object) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("models.stamps.sha256_of", fail)
    with pytest.raises(ModelDamaged) as caught:
        store.path_of("tiny")
    assert caught.value.facts["fault"] == "unreadable"


def test_an_extra_file_keeps_a_model_from_being_loaded(store: Store) -> None:
    folder = lay_tiny(store.root)
    (folder / "preprocessor_config.json").write_text("{}")
    with pytest.raises(ModelDamaged) as caught:
        store.path_of("tiny")
    assert caught.value.facts["fault"] == "unexpected"


def test_the_best_model_that_fits_the_memory_is_chosen(
    store: Store, fetcher: MemoryFetcher
) -> None:
    for entry in (TINY, LARGER, TRUSTED_FIRST):
        install(entry, store, silent(), fetcher)
    best = {
        memory: store.best_installed(ModelKind.RECOGNITION, memory)
        for memory in (1_999, 2_000, 7_999, 8_000, 18_000)
    }
    assert best == {
        1_999: None,
        2_000: TINY,
        7_999: TINY,
        8_000: LARGER,
        18_000: TRUSTED_FIRST,
    }


def test_a_damaged_or_absent_model_is_not_chosen(store: Store, fetcher: MemoryFetcher) -> None:
    for entry in (TINY, LARGER):
        install(entry, store, silent(), fetcher)
    (store.folder_of(LARGER) / "model.bin").unlink()
    assert store.best_installed(ModelKind.RECOGNITION, 1 << 40) == TINY
    assert store.best_installed(ModelKind.DIARIZATION, 1 << 40) is None
    assert store.installed(ModelKind.RECOGNITION) == (TINY,)
    assert store.installed() == (TINY,)


def test_half_of_the_memory_is_left_to_the_rest_of_the_computer() -> None:
    assert fits_memory(TINY, 2_000)
    assert not fits_memory(TINY, 1_999)


def test_hashes_without_a_published_one_are_recorded_at_the_first_install(
    store: Store, fetcher: MemoryFetcher
) -> None:
    events: list[Event] = []
    install(TRUSTED_FIRST, store, CallbackContext(events.append), fetcher)
    assert Notice(code="models.hash-recorded", facts={"model_id": "trusted-first"}) in events
    (store.folder_of(TRUSTED_FIRST) / "config.json").write_bytes(b'{"layers": 9}')
    with pytest.raises(ModelDamaged) as caught:
        store.path_of("trusted-first")
    assert caught.value.facts["path"] == "config.json"


def test_a_recorded_hash_outlives_the_model(store: Store, fetcher: MemoryFetcher) -> None:
    install(TRUSTED_FIRST, store, silent(), fetcher)
    for path in store.folder_of(TRUSTED_FIRST).iterdir():
        path.unlink()
    fetcher.repositories["someone/unpublished"] = {**UNPUBLISHED_FILES, "ct2/config.json": b"{}"}
    with pytest.raises(AppError):
        install(TRUSTED_FIRST, store, silent(), fetcher)
    fetcher.repositories["someone/unpublished"] = UNPUBLISHED_FILES
    install(TRUSTED_FIRST, store, silent(), fetcher)
    assert store.state_of(TRUSTED_FIRST) is State.READY


def test_a_model_laid_by_hand_has_its_hashes_recorded_too(store: Store) -> None:
    files = {Path(place).name: content for place, content in UNPUBLISHED_FILES.items()}
    folder = lay(store.root / "trusted-first", files)
    store.path_of("trusted-first")
    (folder / "installed.json").unlink()
    (folder / "config.json").write_bytes(b"[]")
    with pytest.raises(ModelDamaged):
        store.path_of("trusted-first")


def test_a_damaged_record_is_set_aside_and_begun_again(
    store: Store, fetcher: MemoryFetcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    store.root.mkdir()
    (store.root / "recorded.json").write_text("{broken")
    install(TRUSTED_FIRST, store, silent(), fetcher)
    assert (store.root / "recorded.json.endommage-1").exists()
    assert store.state_of(TRUSTED_FIRST) is State.READY


def test_a_store_that_cannot_be_written_can_still_be_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_tiny(store.root)

    def refuse(*_arguments: object) -> None:
        raise FolderNotWritable(path="store")

    monkeypatch.setattr("models.store.write_stamp", refuse)
    assert store.path_of("tiny") == folder
    assert store.main_sha256("tiny") == sha256(WEIGHTS)
    assert not (folder / "installed.json").exists()


def test_the_old_model_stays_when_the_new_one_cannot_be_moved_into_place(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_tiny(store.root)
    staged = lay_tiny(tmp_path / "staged")
    stamp = store.verified(TINY, FIRST, staged, silent())
    replace = Path.replace

    def refuse_the_new_one(self: Path, target: Path) -> Path:
        if self == staged:
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_the_new_one)
    monkeypatch.setattr("core.files.MOVE_PAUSES_S", (0.0,))
    with pytest.raises(FolderNotWritable):
        store.place(TINY, FIRST, staged, stamp, silent())
    monkeypatch.undo()
    assert store.path_of("tiny") == folder


def test_a_folder_that_an_antivirus_holds_for_a_moment_is_moved_all_the_same(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.root.mkdir()
    staged = lay_tiny(tmp_path / "staged")
    stamp = store.verified(TINY, FIRST, staged, silent())
    replace, refusals = Path.replace, iter([True, True])

    def refuse_twice(self: Path, target: Path) -> Path:
        if self == staged and next(refusals, False):
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_twice)
    monkeypatch.setattr("core.files.MOVE_PAUSES_S", (0.0, 0.0))
    assert store.place(TINY, FIRST, staged, stamp, silent()) == store.path_of("tiny")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_every_user_of_the_machine_may_read_a_model_that_one_of_them_installed(
    tmp_path: Path, fetcher: MemoryFetcher
) -> None:
    store = Store(tmp_path / "new" / "store", CATALOGUE)
    before = os.umask(0o077)
    try:
        install(TINY, store, silent(), fetcher)
    finally:
        os.umask(before)
    files = [path for path in store.folder_of(TINY).rglob("*") if path.is_file()]
    folders = [store.folder_of(TINY), store.root, store.root.parent]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o644}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o755}


def test_two_programs_do_not_change_the_store_at_once(store: Store) -> None:
    store.root.mkdir()
    other = filelock.FileLock(store.root / ".lock")
    with other, pytest.raises(StoreBusy), store.locked():
        pytest.fail("the store was not locked")
    with store.locked():
        pass


def test_a_wheel_already_fetched_makes_a_model_partly_there(
    store: Store, fetcher: MemoryFetcher
) -> None:
    (wheel,) = VOICED.wheels
    fetcher.fetch_wheel(wheel, store.wheel_folder(wheel), silent())
    assert store.state_of(VOICED) is State.PARTIAL
    assert store.state_of(LARGER) is State.ABSENT
