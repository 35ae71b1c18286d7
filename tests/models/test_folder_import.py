from collections.abc import Mapping
from pathlib import Path

import pytest

from core.errors import DiskFull
from core.task import silent
from models.errors import (
    ModelDamaged,
    NoModelFound,
)
from models.importing import import_models
from models.store import Store
from tests.models.builders import (
    HUB_FILES,
    LARGER,
    TINY,
    contents_of,
    lay,
    lay_tiny,
)
from tests.models.sticks import nothing_visible


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
