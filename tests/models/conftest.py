from pathlib import Path

import pytest

from models.store import Store
from tests.models.builders import CATALOGUE, MemoryFetcher


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", CATALOGUE)


@pytest.fixture
def fetcher() -> MemoryFetcher:
    return MemoryFetcher()
