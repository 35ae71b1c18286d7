"""A program installed with its models: whoever looks for one finds it, from the first time."""

from pathlib import Path

import pytest

from models import provided
from tests.desktop.cli.conftest import Run


@pytest.mark.parametrize(
    "command",
    [
        ["process", "a.mp3", "--seance", "seance.toml", "--out", "out"],
        ["transcribe", "a.mp3", "--out", "out"],
        ["demo", "--out", "out"],
        ["trial"],
        ["doctor"],
        ["models", "list"],
        ["models", "bundle", "cle.zip"],
    ],
)
def test_models_that_came_with_the_program_are_installed_first(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    taken: list[Path] = []
    monkeypatch.setenv("GREFFIER_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(provided, "provided_bundle", lambda: tmp_path / "modeles.zip")
    monkeypatch.setattr(provided, "import_models", lambda bundle, *_: taken.append(bundle))

    run(*command)

    assert taken == [tmp_path / "modeles.zip"]


@pytest.mark.parametrize("command", [["models", "import", "cle.zip"], ["models", "install", "x"]])
def test_damaged_ones_do_not_keep_others_out(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    monkeypatch.setattr(provided, "provided_bundle", lambda: tmp_path / "modeles.zip")
    monkeypatch.setattr(provided, "take_provided", lambda *_: pytest.fail("the bundle was read"))

    _, _, errors = run(*command)

    assert errors.count("\n") == 1
