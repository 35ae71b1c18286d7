"""The administrator's file: defaults under a person's choice, locks over it, faults told."""

from pathlib import Path

import pytest

from asr.hardware import DeviceWish
from desktop.session.machine.administration import administration, use_models_folder, usual_draft
from desktop.session.machine.diagnosis import Verdict, diagnose
from desktop.session.machine.preferences import (
    change_preferences,
    load_preferences,
    preferences_file,
    usual_wishes,
)
from models.store import Store
from pv_builder.wishes import DiscussionStyle, DocumentWishes

FILE = """\
dossier_des_modeles = "/srv/modeles"
calcul = "cpu"
conservation_mois = 6
modele_de_document = "extrait"
debats = "synthese"
verrouille = ["conservation_mois"]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "reglages.toml"
    monkeypatch.setenv("GREFFIER_REGLAGES", str(path))
    monkeypatch.setenv("GREFFIER_CONFIG", str(tmp_path / "config"))
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_machine_without_the_file_has_the_defaults_of_the_program(file: Path) -> None:
    file.unlink()
    assert administration().faults == ()
    assert load_preferences().retention_months == 2
    assert usual_wishes() == DocumentWishes(style=DiscussionStyle.INDIRECT)


def test_defaults_hold_until_a_person_chooses(file: Path) -> None:
    assert load_preferences().device == "cpu"
    assert usual_wishes() == DocumentWishes(template="extrait", style=DiscussionStyle.SUMMARY)
    change_preferences(device=DeviceWish.AUTO.value)
    assert load_preferences().device == "auto"
    file.write_text(FILE.replace('calcul = "cpu"', 'calcul = "cuda"'), encoding="utf-8")
    assert load_preferences().device == "auto"


def test_a_default_that_is_changed_reaches_whoever_chose_something_else(file: Path) -> None:
    change_preferences(theme="sombre")
    assert "device" not in preferences_file().read_text(encoding="utf-8")
    file.write_text(FILE.replace('calcul = "cpu"', 'calcul = "cuda"'), encoding="utf-8")
    assert load_preferences().device == "cuda"


def test_what_is_locked_is_not_changed_by_a_person(file: Path) -> None:
    assert change_preferences(retention_months=24).retention_months == 6
    file.write_text(FILE.replace("verrouille", "# verrouille"), encoding="utf-8")
    assert load_preferences().retention_months == 24


def test_the_models_are_looked_for_where_the_administrator_says(file: Path) -> None:
    environ: dict[str, str] = {}
    use_models_folder(environ)
    assert environ == {"GREFFIER_MODELS": "/srv/modeles"}
    environ["GREFFIER_MODELS"] = "/home/moi"
    use_models_folder(environ)
    assert environ == {"GREFFIER_MODELS": "/home/moi"}
    locked = FILE.replace('["conservation_mois"]', '["dossier_des_modeles"]')
    file.write_text(locked, encoding="utf-8")
    use_models_folder(environ)
    assert environ == {"GREFFIER_MODELS": "/srv/modeles"}


def test_commands_draft_as_the_administrator_says_unless_the_session_does(file: Path) -> None:
    asked = usual_draft().as_wished(DocumentWishes(style=DiscussionStyle.VERBATIM), Path("/s"))
    assert (asked.style, asked.template) == (DiscussionStyle.VERBATIM, "extrait")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("conservation_mois = -1", "« conservation_mois » doit être un nombre de mois"),
        ('calcul = ["cpu"]', "« calcul » doit être"),
        ("modele = 3", "La clé « modele » n'existe pas."),
        ('verrouille = ["calcul"]', "« calcul » est verrouillé sans valeur"),
        ("calcul = ", "n'est pas du TOML"),
    ],
)
def test_a_line_that_does_not_fit_is_left_out_and_told_by_the_doctor(
    file: Path, text: str, said: str, tmp_path: Path
) -> None:
    file.write_text(text, encoding="utf-8")
    assert load_preferences().retention_months == 2
    found = diagnose(Store(tmp_path / "models"), tmp_path, gpu=lambda: False)[-1]
    assert found.verdict is Verdict.LIMITED
    assert said in found.finding
    assert str(file) in found.advice
