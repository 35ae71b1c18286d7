import sys
from pathlib import Path

import pytest

from core.task import silent
from models import provided
from models.catalogue import load_catalogue
from models.provided import provided_bundle, take_provided, user_store
from models.store import State, Store


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stand in for the import; holds the bundles that were asked for."""
    bundles: list[Path] = []
    monkeypatch.setattr(provided, "import_models", lambda bundle, *_: bundles.append(bundle))
    return bundles


def test_only_a_built_program_brings_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modeles.zip").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "greffier"))
    assert provided_bundle() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert provided_bundle() == tmp_path / "modeles.zip"
    (tmp_path / "modeles.zip").unlink()
    assert provided_bundle() is None


def test_missing_models_are_taken_from_the_bundle(tmp_path: Path, asked: list[Path]) -> None:
    take_provided(Store(tmp_path / "store"), tmp_path / "modeles.zip", silent())
    assert asked == [tmp_path / "modeles.zip"]


def test_without_a_bundle_nothing_is_installed(tmp_path: Path, asked: list[Path]) -> None:
    take_provided(Store(tmp_path / "store"), None, silent())
    assert asked == []


def test_models_that_are_there_are_left_alone(
    tmp_path: Path, asked: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "state_of", lambda *_: State.FAULTY)
    take_provided(Store(tmp_path, load_catalogue()), tmp_path / "modeles.zip", silent())
    assert asked == [], "a damaged model is told, not silently replaced"


def test_whoever_looks_for_models_finds_those_that_came_with_the_program(
    tmp_path: Path, asked: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provided, "provided_bundle", lambda: tmp_path / "modeles.zip")
    monkeypatch.setenv("GREFFIER_MODELS", str(tmp_path / "store"))

    assert user_store().root == tmp_path / "store"
    assert asked == [tmp_path / "modeles.zip"]
