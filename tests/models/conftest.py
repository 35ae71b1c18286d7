from pathlib import Path

import pytest

from core.task import silent
from models.bundle import bundle
from models.install import install
from models.store import Store
from tests.models.builders import CATALOGUE, LARGER, TINY, TRUSTED_FIRST, MemoryFetcher


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", CATALOGUE)


@pytest.fixture
def fetcher() -> MemoryFetcher:
    return MemoryFetcher()


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
