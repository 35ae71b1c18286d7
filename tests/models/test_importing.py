import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import AppError, DiskFull, FileTooLarge, FolderNotWritable
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from models.bundle import MANIFEST_NAME, bundle
from models.errors import (
    BundleDamaged,
    BundleRefused,
    ModelDamaged,
    ModelMissing,
    ModelUnknown,
    NoModelFound,
)
from models.importing import import_models
from models.install import install
from models.store import State, Store
from tests.models.builders import (
    CATALOGUE,
    CONFIG,
    HUB_FILES,
    LARGER,
    TINY,
    TRUSTED_FIRST,
    WEIGHTS,
    MemoryFetcher,
    contents_of,
    lay,
    lay_tiny,
)


@pytest.fixture
def full(tmp_path: Path, fetcher: MemoryFetcher) -> Store:
    """A store on the computer that has the network."""
    store = Store(tmp_path / "full", CATALOGUE)
    for entry in (TINY, LARGER, TRUSTED_FIRST):
        install(entry, store, silent(), fetcher)
    return store


@pytest.fixture
def stick(full: Store, tmp_path: Path) -> Path:
    """A bundle of two models."""
    return bundle(["tiny", "larger"], full, tmp_path / "stick.zip", silent())


def rewritten(stick: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The bundle with its members changed, still without compression."""
    with zipfile.ZipFile(stick) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(stick, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stick


def with_manifest(stick: Path, change: Callable[[dict[str, object]], None]) -> Path:
    def edit(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST_NAME])
        change(manifest)
        members[MANIFEST_NAME] = json.dumps(manifest).encode()

    return rewritten(stick, edit)


def nothing_visible(store: Store) -> bool:
    states = {store.state_of(entry) for entry in CATALOGUE.models}
    return states == {State.ABSENT} and not store.import_area.exists()


# --------------------------------------------------------------------------------- round trip


def test_what_was_bundled_is_imported_to_the_byte(store: Store, stick: Path) -> None:
    assert import_models(stick, store, silent()) == (TINY, LARGER)
    assert contents_of(store.path_of("tiny")) == {"model.bin": WEIGHTS, "config.json": CONFIG}
    assert contents_of(store.path_of("larger")) == HUB_FILES


def test_the_same_models_give_the_same_bundle(full: Store, stick: Path, tmp_path: Path) -> None:
    again = bundle(["tiny", "larger", "tiny"], full, tmp_path / "again.zip", silent())
    assert again.read_bytes() == stick.read_bytes()


def test_models_that_are_ready_are_left_as_they_are(store: Store, stick: Path) -> None:
    import_models(stick, store, silent())
    before = store.folder_of(TINY).stat().st_mtime_ns
    assert import_models(stick, store, silent()) == (TINY, LARGER)
    assert store.folder_of(TINY).stat().st_mtime_ns == before


def test_a_damaged_model_is_mended_by_an_import(store: Store, stick: Path) -> None:
    import_models(stick, store, silent())
    (store.folder_of(LARGER) / "model.bin").write_bytes(b"?")
    import_models(stick, store, silent())
    assert store.state_of(LARGER) is State.READY


def test_hashes_without_a_published_one_travel_with_the_bundle(
    full: Store, store: Store, tmp_path: Path
) -> None:
    stick = bundle(["trusted-first"], full, tmp_path / "s.zip", silent())
    import_models(stick, store, silent())
    assert store.digests_of("trusted-first") == full.digests_of("trusted-first")


def test_a_file_altered_on_the_stick_is_found_even_without_a_published_hash(
    full: Store, store: Store, tmp_path: Path
) -> None:
    stick = bundle(["trusted-first"], full, tmp_path / "s.zip", silent())

    def alter(members: dict[str, bytes]) -> None:
        members["trusted-first/model.bin"] = b"v" * len(members["trusted-first/model.bin"])

    with pytest.raises(ModelDamaged):
        import_models(rewritten(stick, alter), store, silent())
    assert nothing_visible(store)


def test_progress_covers_all_models(store: Store, stick: Path) -> None:
    events: list[Event] = []
    import_models(stick, store, CallbackContext(events.append))
    copied = [e for e in events if isinstance(e, Progress) and e.step == "models.import"]
    assert copied[-1].done == copied[-1].total == TINY.installed_bytes + LARGER.installed_bytes


# ------------------------------------------------------------------------------------- bundling


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


# ------------------------------------------------------------------------------ hostile bundles


def test_a_member_that_the_manifest_does_not_name_is_refused(store: Store, stick: Path) -> None:
    for name in ("../../evil.py", "/etc/evil", "C:\\evil", "tiny/../evil", "tiny/extra.bin"):
        path = shutil.copy(stick, stick.with_name("copy.zip"))
        rewritten(Path(path), lambda members, name=name: members.update({name: b"x"}))
        with pytest.raises(BundleRefused) as caught:
            import_models(Path(path), store, silent())
        assert caught.value.facts["reason"] == "unexpected"
    assert nothing_visible(store)


def test_a_manifest_cannot_name_a_path_outside_the_model(store: Store, stick: Path) -> None:
    def climb(manifest: dict[str, object]) -> None:
        models = manifest["models"]
        assert isinstance(models, list)
        models[0]["files"][0]["path"] = "../../evil.json"

    def rename(members: dict[str, bytes]) -> None:
        members["tiny/../../evil.json"] = members.pop("tiny/config.json")

    with pytest.raises((ModelDamaged, BundleRefused)):
        import_models(rewritten(with_manifest(stick, climb), rename), store, silent())
    assert nothing_visible(store)
    assert not list(stick.parent.rglob("evil.json"))


def test_a_link_in_a_bundle_is_refused(store: Store, stick: Path) -> None:
    with zipfile.ZipFile(stick) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(stick, "w") as archive:
        for info, content in members:
            if info.filename == "tiny/config.json":
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    with pytest.raises(BundleRefused) as caught:
        import_models(stick, store, silent())
    assert caught.value.facts["reason"] == "link"


def test_a_compressed_bundle_is_refused_since_it_could_swell(store: Store, stick: Path) -> None:
    with zipfile.ZipFile(stick) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(stick, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(BundleRefused) as caught:
        import_models(stick, store, silent())
    assert caught.value.facts["reason"] == "compressed"


def test_a_file_larger_than_the_manifest_or_the_catalogue_says_is_refused(
    store: Store, stick: Path
) -> None:
    swollen = shutil.copy(stick, stick.with_name("swollen.zip"))
    rewritten(Path(swollen), lambda members: members.update({"tiny/model.bin": b"w" * 99_999}))
    with pytest.raises(BundleRefused):
        import_models(Path(swollen), store, silent())

    def announce(manifest: dict[str, object]) -> None:
        models = manifest["models"]
        assert isinstance(models, list)
        models[0]["files"][1]["size_bytes"] = 99_999

    rewritten(
        with_manifest(stick, announce),
        lambda members: members.update({"tiny/model.bin": b"w" * 99_999}),
    )
    with pytest.raises(ModelDamaged):
        import_models(stick, store, silent())
    assert nothing_visible(store)


def test_an_enormous_manifest_is_not_read(store: Store, stick: Path) -> None:
    rewritten(stick, lambda members: members.update({MANIFEST_NAME: b" " * (2 << 20)}))
    with pytest.raises(BundleRefused):
        import_models(stick, store, silent())


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("id", "stranger", ModelUnknown),
        ("id", "../tiny", ModelUnknown),
        ("source_id", "elsewhere", BundleRefused),
        ("files", [], ModelDamaged),
        ("files", "all", BundleDamaged),
    ],
)
def test_a_model_that_the_catalogue_does_not_know_is_refused(
    store: Store, stick: Path, key: str, value: object, error: type[AppError]
) -> None:
    def change(manifest: dict[str, object]) -> None:
        models = manifest["models"]
        assert isinstance(models, list)
        manifest["models"] = [{**models[0], key: value}]

    def only_the_first(members: dict[str, bytes]) -> None:
        files = json.loads(members[MANIFEST_NAME])["models"][0]["files"]
        content = {name: members[f"tiny/{name}"] for name in ("config.json", "model.bin")}
        manifest = members.pop(MANIFEST_NAME)
        members.clear()
        members[MANIFEST_NAME] = manifest
        if files not in ([], "all"):
            model_id = json.loads(manifest)["models"][0]["id"]
            members.update({f"{model_id}/{name}": data for name, data in content.items()})

    with pytest.raises(error):
        import_models(rewritten(with_manifest(stick, change), only_the_first), store, silent())
    assert nothing_visible(store)


def test_one_altered_model_keeps_all_of_the_bundle_out(store: Store, stick: Path) -> None:
    rewritten(stick, lambda members: members.update({"larger/model.bin": b"e" * 4000}))
    with pytest.raises(ModelDamaged) as caught:
        import_models(stick, store, silent())
    assert caught.value.facts == {"model_id": "larger", "path": "model.bin", "fault": "hash"}
    assert nothing_visible(store)


def test_a_failed_import_does_not_touch_what_was_installed(store: Store, stick: Path) -> None:
    lay_tiny(store.root)
    (store.root / "tiny" / "config.json").write_bytes(b"{'layers': 2}")
    before = contents_of(store.root / "tiny")
    rewritten(stick, lambda members: members.update({"larger/model.bin": b"e" * 4000}))
    with pytest.raises(ModelDamaged):
        import_models(stick, store, silent())
    assert contents_of(store.root / "tiny") == before


def test_a_model_announced_twice_is_refused(store: Store, stick: Path) -> None:
    def double(manifest: dict[str, object]) -> None:
        models = manifest["models"]
        assert isinstance(models, list)
        models.append(models[0])

    with pytest.raises(BundleDamaged):
        import_models(with_manifest(stick, double), store, silent())


def test_a_bundle_that_lacks_a_member_is_damaged(store: Store, stick: Path) -> None:
    rewritten(stick, lambda members: members.pop("tiny/model.bin") and None)
    with pytest.raises(BundleDamaged):
        import_models(stick, store, silent())


def test_a_bundle_of_no_model_holds_no_model(full: Store, store: Store, tmp_path: Path) -> None:
    empty = bundle([], full, tmp_path / "empty.zip", silent())
    with pytest.raises(NoModelFound):
        import_models(empty, store, silent())


def test_a_file_that_no_model_of_the_catalogue_has_is_refused(store: Store, stick: Path) -> None:
    def add(manifest: dict[str, object]) -> None:
        models = manifest["models"]
        assert isinstance(models, list)
        models[0]["files"].append({"path": "run.py", "size_bytes": 1, "sha256": "0" * 64})

    rewritten(with_manifest(stick, add), lambda members: members.update({"tiny/run.py": b"x"}))
    with pytest.raises(BundleRefused):
        import_models(stick, store, silent())
    assert nothing_visible(store)


def test_a_manifest_that_promises_another_hash_is_refused_before_copying(
    store: Store, stick: Path
) -> None:
    def lie(manifest: dict[str, object]) -> None:
        models = manifest["models"]
        assert isinstance(models, list)
        models[0]["files"][0]["sha256"] = "0" * 64

    events: list[Event] = []
    with pytest.raises(ModelDamaged):
        import_models(with_manifest(stick, lie), store, CallbackContext(events.append))
    assert events == []


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_bundle_is_said_to_be_damaged(store: Store, stick: Path, share: float) -> None:
    content = stick.read_bytes()
    stick.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BundleDamaged):
        import_models(stick, store, silent())
    assert nothing_visible(store)


def test_a_bundle_that_is_not_there_is_said_to_be_unreadable(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BundleDamaged):
        import_models(tmp_path / "nothing.zip", store, silent())


def test_another_archive_holds_no_model(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("photo.jpg", b"x")
    with pytest.raises(NoModelFound):
        import_models(tmp_path / "photos.zip", store, silent())


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_alteration_of_a_bundle_gets_a_wrong_file_in(
    data: st.DataObject, store: Store, stick: Path
) -> None:
    content = bytearray(stick.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    altered = stick.with_name("altered.zip")
    altered.write_bytes(content)
    shutil.rmtree(store.root, ignore_errors=True)
    try:
        import_models(altered, store, silent())
    except AppError:
        assert nothing_visible(store)
    else:
        assert contents_of(store.path_of("tiny")) == {"model.bin": WEIGHTS, "config.json": CONFIG}
        assert contents_of(store.path_of("larger")) == HUB_FILES


def test_a_stopped_import_leaves_nothing(store: Store, stick: Path) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Progress) and event.done == event.total:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_models(stick, store, CallbackContext(stop))
    assert nothing_visible(store)


# -------------------------------------------------------------------------------------- folders


def a_download(folder: Path, extra: Mapping[str, bytes] | None = None) -> Path:
    """A folder as another program leaves it after downloading LARGER from the hub."""
    others = {"README.md": b"# Larger", ".gitattributes": b"", ".cache/x.metadata": b"1"}
    return lay(folder, {**HUB_FILES, **others, **(extra or {})})


def test_a_copy_of_a_store_is_imported(full: Store, store: Store) -> None:
    imported = {entry.id for entry in import_models(full.root, store, silent())}
    assert imported == {"tiny", "larger", "trusted-first"}
    assert len(store.installed()) == 3


def test_a_model_s_own_folder_is_known_by_its_name(store: Store, tmp_path: Path) -> None:
    assert import_models(lay_tiny(tmp_path / "key"), store, silent()) == (TINY,)


def test_a_folder_of_another_name_is_known_by_its_files(store: Store, tmp_path: Path) -> None:
    folder = a_download(tmp_path / "someone--larger")
    assert import_models(folder, store, silent()) == (LARGER,)
    assert contents_of(store.path_of("larger")) == HUB_FILES


def test_a_stick_with_a_model_among_other_folders_is_searched(store: Store, tmp_path: Path) -> None:
    a_download(tmp_path / "key" / "modele")
    lay(tmp_path / "key" / "photos", {"a.jpg": b"x"})
    assert import_models(tmp_path / "key", store, silent()) == (LARGER,)


def test_a_folder_without_any_model_is_refused(store: Store, tmp_path: Path) -> None:
    lay(tmp_path / "key" / "photos", {"model.bin": b"x", "config.json": b"{}"})
    with pytest.raises(NoModelFound):
        import_models(tmp_path / "key", store, silent())


def test_a_folder_whose_model_was_altered_is_refused(store: Store, tmp_path: Path) -> None:
    folder = a_download(tmp_path / "larger", {"model.bin": b"e" * 4000})
    with pytest.raises(ModelDamaged):
        import_models(folder, store, silent())
    assert nothing_visible(store)


def test_a_folder_that_lacks_a_file_is_refused_and_the_file_named(
    store: Store, tmp_path: Path
) -> None:
    folder = a_download(tmp_path / "larger")
    (folder / "config.json").unlink()
    with pytest.raises(ModelDamaged) as caught:
        import_models(folder, store, silent())
    assert caught.value.facts == {"model_id": "larger", "path": "config.json", "fault": "missing"}


def test_a_link_in_a_folder_is_not_followed(store: Store, tmp_path: Path) -> None:
    folder = a_download(tmp_path / "larger")
    (folder / "config.json").rename(tmp_path / "secret")
    (folder / "config.json").symlink_to(tmp_path / "secret")
    with pytest.raises(ModelDamaged) as caught:
        import_models(folder, store, silent())
    assert caught.value.facts["fault"] == "not-a-file"
    assert nothing_visible(store)


def test_an_import_that_does_not_fit_the_disk_is_refused_first(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.files.free_bytes", lambda _path: 1000)
    with pytest.raises(DiskFull):
        import_models(stick, store, silent())
    assert nothing_visible(store)
