import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import AppError
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from models.bundle import MANIFEST_NAME, bundle
from models.errors import (
    BundleDamaged,
    BundleRefused,
    ModelDamaged,
    ModelUnknown,
    NoModelFound,
)
from models.importing import import_models
from models.store import Store
from tests.models.builders import (
    CONFIG,
    HUB_FILES,
    WEIGHTS,
    contents_of,
    lay_tiny,
)
from tests.models.sticks import nothing_visible, rewritten, with_manifest


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
