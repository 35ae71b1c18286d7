from pathlib import Path

import pytest

from core.task import CallbackContext, Event, Progress, silent
from models.bundle import bundle
from models.errors import (
    ModelDamaged,
)
from models.importing import import_models
from models.store import State, Store
from tests.models.builders import (
    CONFIG,
    HUB_FILES,
    LARGER,
    TINY,
    WEIGHTS,
    contents_of,
)
from tests.models.sticks import nothing_visible, rewritten


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
